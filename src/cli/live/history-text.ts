import type { PastIncident, Taking } from '../../account/past-incident';
import type { PassedOn } from '../../board/board';
import type { RosterNames } from '../../roster/names';
import { isoOf, timeText } from '../../roster/time-text';
import { lengthText } from '../../text/length';
import { masked } from '../../text/masking';
import { printableLine } from '../../text/printable';
import { wrap } from '../terminal/wrap';
import { outcomeWords, statusWords, wayWords } from './incident-text';
import type { PastIncidents } from './past-incidents';

/** The incidents as a person reads them, the newest first, with names and never a number. */
export function historyText({ fromMs, toMs, zone, incidents, names }: PastIncidents, width: number): string {
  const count = incidents.length === 1 ? '1 incident' : `${incidents.length === 0 ? 'no' : incidents.length} incidents`;
  const head = `From ${timeText(fromMs, zone)} to ${timeText(toMs, zone)} (${zone}): ${count}.`;
  return [head, ...incidents.map((each) => incidentText(each, names, zone, width))].join('\n\n');
}

function incidentText(incident: PastIncident, names: RosterNames, zone: string, width: number): string {
  const { team, openedAtMs, alarms, calls } = incident;
  const called = calls.map(({ agent, outcome }) => `${names.agentName(agent)}: ${outcomeWords(outcome)}`);
  const lines: readonly (readonly [label: string, text: string])[] = [
    ['times', timesWords(incident, names)],
    ...alarms.map(({ text, wrong }) => ['alarm', `${masked(text)}${wrong ? '' : ' (recovered)'}`] as const),
    ...(called.length === 0 ? [] : [['calls', called.join('; ')] as const]),
  ];
  return [
    printableLine(
      `${timeText(openedAtMs, zone)}   ${names.teamName(team)} (${team})   ${standing(incident, names)}   ${incident.incident}`,
    ),
    ...lines.flatMap(([label, text]) =>
      wrap(text, width - 9).map((line, at) => `  ${(at === 0 ? label : '').padEnd(7)}${line}`),
    ),
  ].join('\n');
}

/** How it stands, or ended. */
export function standing(incident: PastIncident, names: RosterNames): string {
  const { status, takings } = incident;
  if (status === 'resolved') return ending(incident, names);
  const owner = takings.at(-1);
  return status === 'taken' && owner !== undefined ? `taken by ${names.agentName(owner.by)}` : statusWords(status);
}

/** What happened how long after it opened. */
function timesWords(incident: PastIncident, names: RosterNames): string {
  const { openedAtMs, rangAtMs, takings, passes, status, changedAtMs } = incident;
  const after = (atMs: number): string =>
    atMs < openedAtMs + 1000 ? 'at once' : `after ${lengthText(atMs - openedAtMs)}`;
  return [
    ...(rangAtMs === undefined ? [] : [`first ring ${after(rangAtMs)}`]),
    ...[
      ...takings.map(({ by, atMs, way }) => ({ atMs, way, words: `taken by ${names.agentName(by)}` })),
      ...passes.map((pass) => ({ atMs: pass.atMs, way: pass.way, words: passWords(pass, names) })),
    ]
      .toSorted((one, other) => one.atMs - other.atMs)
      .map(({ atMs, way, words }) => `${words} ${after(atMs)}${wayIn(way)}`),
    ...(status === 'exhausted' ? [`given up ${after(changedAtMs)}`] : []),
    ...(status === 'resolved' ? [`${ending(incident, names)} ${after(changedAtMs)}`] : []),
  ].join(', ');
}

/** Such as `passed on by Ann Lee to Bob Roy`. */
export function passWords({ by, to }: PassedOn, names: RosterNames): string {
  return `passed on${by === undefined ? '' : ` by ${names.agentName(by)}`}${to === undefined ? '' : ` to ${names.agentName(to)}`}`;
}

function ending({ closed, closedBy, closedWay }: PastIncident, names: RosterNames): string {
  if (closedBy !== undefined) return `closed by ${names.agentName(closedBy)}${wayIn(closedWay)}`;
  return closed === 'by-hand' ? 'closed by hand' : closed === 'left' ? 'left to its owner' : 'over';
}

function wayIn(way: Taking['way']): string {
  return way === undefined ? '' : ` (${wayWords(way)})`;
}

/** The same for programs, with times in ISO 8601. */
export function historyJson({ fromMs, toMs, incidents }: PastIncidents): object {
  return {
    from: isoOf(fromMs),
    to: isoOf(toMs),
    incidents: incidents.map((each) => ({
      team: each.team,
      incident: each.incident,
      status: each.status,
      openedAt: isoOf(each.openedAtMs),
      rangAt: each.rangAtMs === undefined ? null : isoOf(each.rangAtMs),
      taken: each.takings.map(({ by, atMs, way }) => ({ by, at: isoOf(atMs), way: way ?? null })),
      passed: each.passes.map(passJson),
      changedAt: isoOf(each.changedAtMs),
      closed: each.closed ?? null,
      closedBy: each.closedBy ?? null,
      closedWay: each.closedWay ?? null,
      alarms: each.alarms.map(({ text, wrong }) => ({ text: masked(text), wrong })),
      calls: each.calls.map(({ agent, outcome }) => ({ agent, outcome })),
    })),
  };
}

/** For programs. */
export function passJson({ by, to, way, atMs }: PassedOn): object {
  return { by: by ?? null, whom: to ?? null, at: isoOf(atMs), way };
}

const COLUMNS = [
  'team',
  'incident',
  'status',
  'opened',
  'first_ring',
  'taken',
  'taken_by',
  'way',
  'changed',
  'closed',
  'calls',
  'alarms',
] as const;

/** The same for a spreadsheet (RFC 4180): one line for each incident, with the agent who had it last. */
export function historyCsv({ incidents }: PastIncidents): string {
  const rows = incidents.map((each) => {
    const taking = each.takings.at(-1);
    return [
      each.team,
      each.incident,
      each.status,
      isoOf(each.openedAtMs),
      each.rangAtMs === undefined ? '' : isoOf(each.rangAtMs),
      taking === undefined ? '' : isoOf(taking.atMs),
      taking?.by ?? '',
      taking?.way ?? '',
      isoOf(each.changedAtMs),
      each.closed ?? '',
      each.calls.map(({ agent, outcome }) => `${agent} ${outcome}`).join('; '),
      each.alarms.map(({ text, wrong }) => `${masked(text)}${wrong ? '' : ' (recovered)'}`).join('; '),
    ];
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets take a cell that begins like a formula for one, and the names of alarms come from outside. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
