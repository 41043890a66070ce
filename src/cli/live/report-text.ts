import type { AgentFigures, TeamFigures } from '../../account/figures';
import type { Quantiles } from '../../account/quantiles';
import type { RosterNames } from '../../roster/names';
import { isoOf, timeText } from '../../roster/time-text';
import { counted } from '../../text/counted';
import { printableLine } from '../../text/printable';
import type { PastIncidents } from './past-incidents';

/** The figures as a person reads them, with names and never a number. */
export function reportText({ fromMs, toMs, zone, names }: PastIncidents, teams: readonly TeamFigures[]): string {
  const head = `From ${timeText(fromMs, zone)} to ${timeText(toMs, zone)} (${zone})`;
  if (teams.length === 0) return `${head}: no incidents.`;
  return [
    head,
    ...teams.map((team) => teamText(team, names)),
    'A page is a call, answered or not; a night is 22:00 to 07:00 where the agent lives. Times run from the\nopening of the incident: the median / what nine in ten did not exceed.',
  ].join('\n\n');
}

function teamText(figures: TeamFigures, names: RosterNames): string {
  const { team, incidents, taken, exhausted, pages, pagesAtNight, toFirstRing, toTaken, agents } = figures;
  const counts = [
    counted(incidents, 'incident'),
    `${taken} taken`,
    `${exhausted} that nobody took`,
    `${counted(pages, 'page')}, ${pagesAtNight} at night`,
  ].join(', ');
  return [
    printableLine(`${names.teamName(team)} (${team}): ${counts}`),
    `  first ring ${within(toFirstRing)}, taken ${within(toTaken)}`,
    ...(agents.length === 0 ? [] : ['', ...table(agents, names)]),
  ].join('\n');
}

const HEADINGS = [
  'agent',
  'pages',
  'at night',
  'share',
  'taken',
  'declined',
  'missed',
  'first ring',
  'to taken',
] as const;

/** Names to the left, figures to the right of their columns. */
function table(agents: readonly AgentFigures[], names: RosterNames): readonly string[] {
  const rows = agents.map((figures) => [
    printableLine(names.agentName(figures.agent)),
    String(figures.pages),
    String(figures.pagesAtNight),
    `${Math.round(figures.share * 100)} %`,
    String(figures.taken),
    String(figures.declined),
    String(figures.missed),
    pair(figures.toFirstRing),
    pair(figures.toTaken),
  ]);
  const all = [[...HEADINGS], ...rows];
  const widths = HEADINGS.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all.map((row) =>
    `  ${row.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function pair(quantiles: Quantiles | undefined): string {
  return quantiles === undefined ? '–' : `${shortLength(quantiles.medianMs)} / ${shortLength(quantiles.p90Ms)}`;
}

function within(quantiles: Quantiles | undefined): string {
  if (quantiles === undefined) return '–';
  return `after ${shortLength(quantiles.medianMs)} (nine in ten within ${shortLength(quantiles.p90Ms)})`;
}

/** In the unit that makes it a number of one to three digits. */
function shortLength(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

/** The same for programs, with times in ISO 8601 and lengths in seconds. */
export function reportJson({ fromMs, toMs, names }: PastIncidents, teams: readonly TeamFigures[]): object {
  return {
    from: isoOf(fromMs),
    to: isoOf(toMs),
    teams: teams.map(({ toFirstRing, toTaken, agents, ...team }) => ({
      ...team,
      toFirstRing: quantilesJson(toFirstRing),
      toTaken: quantilesJson(toTaken),
      agents: agents.map((figures) => agentJson(figures, names.agentZone(figures.agent, team.team))),
    })),
  };
}

function agentJson({ toFirstRing, toTaken, share, ...figures }: AgentFigures, timezone: string): object {
  return {
    ...figures,
    timezone,
    share: Math.round(share * 1000) / 1000,
    toFirstRing: quantilesJson(toFirstRing),
    toTaken: quantilesJson(toTaken),
  };
}

function quantilesJson(quantiles: Quantiles | undefined): object | null {
  if (quantiles === undefined) return null;
  const { count, medianMs, p90Ms } = quantiles;
  return { count, medianSeconds: medianMs / 1000, p90Seconds: p90Ms / 1000 };
}
