import { codeOf } from '../../src/board/code';
import { namedIn, teamOf } from './crowd';
import type { Story } from './story';
import { callsOf, HAS_IT, textsOf } from './witness';

/** Something was said or sent about one incident. */
interface Statement {
  readonly incident: string;
  readonly to: string;
  /** How many alarms it names or counts: all that are wrong, or in `more` those that have come since. */
  readonly alarms: number;
  readonly isMore: boolean;
  readonly isTaken: boolean;
}

/**
 * How many alarms are neither in the queue, nor dead letters, nor named or counted in anything that was said or sent. `raised`: each
 * alarm's name, and its message in the queue. Counted on what the local Twilio and the local queue wrote down.
 */
export function lostOf(story: Story, raised: readonly { readonly name: string; readonly message: string }[]): number {
  const { entries } = story.rehearsal.ledger;
  const gone = new Set(entries.flatMap((entry) => (entry.kind === 'deleted' ? [entry.message] : [])));
  const named = new Set(
    entries.flatMap((entry) => (entry.kind === 'sms' || entry.kind === 'say' ? namedIn(entry.text) : [])),
  );
  const counted = countedByTeam(story);
  const left = raised.filter(({ message }) => gone.has(message));
  return [...new Set(left.map(({ name }) => teamOf(name)))].reduce((lost, team) => {
    const own = left.filter(({ name }) => teamOf(name) === team);
    const told = Math.max(counted.get(team) ?? 0, own.filter(({ name }) => named.has(name)).length);
    return lost + Math.max(0, own.length - told);
  }, 0);
}

/** How many alarms of each team are named or counted. What nobody took is counted by the incident that opened next. */
function countedByTeam(story: Story): ReadonlyMap<string, number> {
  const statements = statementsOf(story);
  const incidents = new Map<string, string[]>();
  for (const [incident, team] of teamsOfIncidents(story)) {
    incidents.set(team, [...(incidents.get(team) ?? []), incident]);
  }
  return new Map(
    [...incidents].map(([team, own]) => [
      team,
      own
        .map((incident) => statements.filter((each) => each.incident === incident))
        .filter((each, index) => index === own.length - 1 || each.some(({ isTaken }) => isTaken))
        .reduce((sum, each) => sum + countedIn(each), 0),
    ]),
  );
}

/** The most that any one person was told. */
function countedIn(statements: readonly Statement[]): number {
  const byPerson = new Map<string, number>();
  for (const { to, alarms, isMore } of statements) {
    const known = byPerson.get(to) ?? 0;
    byPerson.set(to, isMore ? known + alarms : Math.max(known, alarms));
  }
  return Math.max(0, ...byPerson.values());
}

/** The team of each incident for which an execution was started, in order. */
function teamsOfIncidents({ rehearsal }: Story): ReadonlyMap<string, string> {
  const teams = new Map<string, string>();
  for (const entry of rehearsal.ledger.entries) {
    if (entry.kind !== 'execution-started') continue;
    const { incident, team } = rehearsal.executions.get(entry.execution)?.parameters ?? {};
    if (!teams.has(String(incident))) teams.set(String(incident), String(team));
  }
  return teams;
}

function statementsOf(story: Story): readonly Statement[] {
  const said = callsOf(story).flatMap(({ incident, to, said: sentences }) =>
    sentences.flatMap(({ text }) => {
      const alarms = spokenCount(text);
      return alarms === 0 ? [] : [{ incident, to, alarms, isMore: false, isTaken: HAS_IT.test(text) }];
    }),
  );
  const ids = [...teamsOfIncidents(story).keys()];
  const sent = textsOf(story).flatMap(({ to, text }) =>
    statementsIn(text).map(({ code, ...each }) => ({
      to,
      ...each,
      incident: ids.find((id) => codeOf(id) === code) ?? code,
    })),
  );
  return [...said, ...sent];
}

/** How many alarms a sentence of a call speaks of; 0 when it is about none. */
function spokenCount(text: string): number {
  if (!/^(On-call alert|Reminder)\b/.test(text) && !HAS_IT.test(text)) return 0;
  const more = /And (one|\d+) more alarms?\./.exec(text)?.[1];
  return 1 + (more === undefined ? 0 : more === 'one' ? 1 : Number(more));
}

const LEAD =
  /(NOBODY HAS THIS|You have it|One more for you|(\d+) more for you|NO PHONE CAN BE CALLED|CALLS USED UP) \([^()]*?\b(inc-[0-9a-z]+|[2-9A-HJ-NP-Z]{4})\b[^()]*\)/g;

/** What one SMS says of each incident, which it calls by its short code; it may tell of several. */
function statementsIn(text: string): readonly (Omit<Statement, 'to' | 'incident'> & { readonly code: string })[] {
  const leads = [...text.matchAll(LEAD)];
  return leads.map((match, index) => {
    const [, lead = '', count, code = ''] = match;
    const part = text.slice(match.index, leads[index + 1]?.index);
    const shown = Math.max(1, new Set(namedIn(part)).size);
    const alarms = count === undefined ? shown + Number(/And (\d+) more\./.exec(part)?.[1] ?? 0) : Number(count);
    return { code, alarms, isMore: lead.endsWith('more for you'), isTaken: HAS_IT.test(lead) };
  });
}
