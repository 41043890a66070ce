import type { Manner } from '../language/language';
import { callOrder } from './calls';
import type { Agent, Escalation, Override, Roster, Rotation, Route, Silence, Team } from './roster';
import { beside, cutOff, shiftChanges, type ShiftChange } from './shift-changes';
import { isoOf } from './time-text';
import {
  againWords,
  numbersOf,
  orderWords,
  overrideWords,
  remindWords,
  rotationWords,
  routeWords,
  silenceWords,
  spanWords,
} from './words';
import { DAY_MS } from './zone';

/** A time in which the same agent is on call, but others are called after. */
interface OrderChange {
  readonly fromMs: number;
  readonly before: readonly Agent[];
  readonly after: readonly Agent[];
}

/** What changes for one team. */
export interface TeamDifference {
  readonly team: Team;
  readonly is: 'new' | 'gone' | 'kept';
  /** Those that begin in the weeks that were asked for. */
  readonly shifts: readonly ShiftChange[];
  /** When the first one after these weeks begins, if one does in the next 400 days. */
  readonly laterMs?: number;
  /** The first one only. */
  readonly order?: OrderChange;
  /** What else differs, in words. */
  readonly settings: readonly string[];
}

/** What an edit changes. */
export interface RosterDifference {
  readonly fromMs: number;
  readonly toMs: number;
  readonly timezone: string;
  readonly weeks: number;
  readonly agents: readonly string[];
  readonly teams: readonly TeamDifference[];
  /** What no team has by itself: routes, silences, the default team. */
  readonly rest: readonly string[];
}

/** Nobody plans further. */
const FURTHEST_DAYS = 400;

/** Compares two rosters over the weeks from an instant on. */
export function differenceOf(before: Roster, after: Roster, fromMs: number, weeks: number): RosterDifference {
  const toMs = fromMs + weeks * 7 * DAY_MS;
  const teams = [
    ...[...before.teams.values()]
      .filter(({ id }) => !after.teams.has(id))
      .map((old) => teamDifference({ old, team: vacant(old), is: 'gone', fromMs, toMs })),
    ...[...after.teams.values()].map((team) => {
      const old = before.teams.get(team.id);
      const pair = { team, fromMs, toMs };
      return old === undefined
        ? teamDifference({ ...pair, old: vacant(team), is: 'new' })
        : teamDifference({ ...pair, old, is: 'kept' });
    }),
  ];
  return {
    fromMs,
    toMs,
    timezone: after.timezone,
    weeks,
    agents: agentChanges(before, after),
    teams: teams.filter(isDifferent),
    rest: routingChanges(before, after),
  };
}

/** The team without anybody in it: what one that is not there compares with. */
function vacant(team: Team): Team {
  const { order: _order, ...escalation } = team.escalation;
  return { ...team, agents: [], rotations: [], overrides: [], escalation };
}

function isDifferent({ is, shifts, laterMs, order, settings }: TeamDifference): boolean {
  return is !== 'kept' || shifts.length > 0 || laterMs !== undefined || order !== undefined || settings.length > 0;
}

interface TeamPair {
  readonly old: Team;
  readonly team: Team;
  readonly is: TeamDifference['is'];
  readonly fromMs: number;
  readonly toMs: number;
}

function teamDifference(pair: TeamPair): TeamDifference {
  const { old, team, is, fromMs, toMs } = pair;
  const furthestMs = Math.max(toMs, fromMs + FURTHEST_DAYS * DAY_MS);
  const changes = shiftChanges(old, team, fromMs, furthestMs);
  const later = changes.find((change) => change.fromMs >= toMs);
  const order = orderChange(pair);
  return {
    team,
    is,
    shifts: changes.filter((change) => change.fromMs < toMs).map((change) => cutOff(change, toMs)),
    ...(later === undefined ? {} : { laterMs: later.fromMs }),
    ...(order === undefined ? {} : { order }),
    settings: settingChanges(old, team),
  };
}

function orderChange({ old, team, fromMs, toMs }: TeamPair): OrderChange | undefined {
  for (const { fromMs: edgeMs } of beside(old, team, fromMs, toMs)) {
    const one = callOrder(old, edgeMs);
    const other = callOrder(team, edgeMs);
    if (idsOf(one) !== idsOf(other) && one[0]?.id === other[0]?.id)
      return { fromMs: edgeMs, before: one, after: other };
  }
  return undefined;
}

/** The agents' ids, such as `ann, bob`. */
export function idsOf(agents: readonly Agent[]): string {
  return agents.map((agent) => agent.id).join(', ') || 'nobody';
}

function settingChanges(old: Team, team: Team): readonly string[] {
  const areElsewhere = old.timezone !== team.timezone;
  return [
    ...changed('name', old.name, team.name),
    ...changed('time zone', old.timezone, team.timezone),
    ...mannerChanges('', old.manner, team.manner),
    ...listChanges('on the team', membersOf(old), membersOf(team)),
    ...listChanges('rotation', rotationsOf(old), rotationsOf(team)),
    ...listChanges('override', overridesOf(old, areElsewhere), overridesOf(team, areElsewhere)),
    ...escalationChanges(old.escalation, team.escalation),
  ];
}

function membersOf(team: Team): readonly Item[] {
  return team.agents.map((agent) => itemOf(agent, agent.id));
}

function rotationsOf(team: Team): readonly Item[] {
  return team.rotations.map((rotation) => itemOf(rotation, rotationWords(rotation)));
}

/** The zone of times is named where it differs between the two rosters: the same words are another time there. */
function overridesOf({ overrides, timezone }: Team, isZoneNamed: boolean): readonly Item[] {
  return overrides.map((override) => {
    const span = spanWords(override.fromMs, override.toMs, timezone);
    return itemOf(override, `${overrideWords(override)}, ${span}${isZoneNamed ? ` (${timezone})` : ''}`);
  });
}

function escalationChanges(old: Escalation, now: Escalation): readonly string[] {
  return [
    ...changed('order of calls', orderWords(old.order), orderWords(now.order)),
    ...changed('maxCalls', String(old.maxCalls), String(now.maxCalls)),
    ...changed('ringSeconds', String(old.ringSeconds), String(now.ringSeconds)),
    ...changed('regroupMinutes', String(old.regroupMinutes), String(now.regroupMinutes)),
    ...changed('remindMinutes', remindWords(old.remindMinutes), remindWords(now.remindMinutes)),
    ...changed('again', againWords(old.again), againWords(now.again)),
    ...changed('maxCallsPerHour', String(old.maxCallsPerHour), String(now.maxCallsPerHour)),
    ...changed('maxTextsPerHour', String(old.maxTextsPerHour), String(now.maxTextsPerHour)),
  ];
}

function changed(what: string, before: string, after: string): readonly string[] {
  return before === after ? [] : [`${what}: ${before} → ${after}`];
}

/** One of a list in a roster: what tells it from others, and how it is worded. */
interface Item {
  readonly meaning: string;
  readonly words: string;
}

function itemOf(value: Agent | Rotation | Override | Route | Silence, words: string): Item {
  return { meaning: meaningOf(value), words };
}

/** All that something in a roster says, but for where it stands and who its agents are, which is shown elsewhere. */
function meaningOf(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'path') return undefined;
    if (typeof part === 'number' && key.endsWith('Ms')) return isoOf(part);
    return typeof part === 'object' && part !== null && 'phones' in part && 'id' in part ? part.id : part;
  });
}

/** What left a list, what came into it, and whether what stayed is in another order. */
function listChanges(what: string, before: readonly Item[], after: readonly Item[]): readonly string[] {
  const left = without(before, after);
  const came = without(after, before);
  // What differs must not look the same.
  const alike = new Set(left.map(({ words }) => words).filter((words) => came.some((item) => item.words === words)));
  const told = ({ words, meaning }: Item): string => (alike.has(words) ? `${words}, exactly ${meaning}` : words);
  const stayed = before.filter((item) => !left.includes(item));
  const now = after.filter((item) => !came.includes(item));
  const isReordered = stayed.some(({ meaning }, index) => meaning !== now[index]?.meaning);
  return [
    ...left.map((item) => `- ${what}: ${told(item)}`),
    ...came.map((item) => `+ ${what}: ${told(item)}`),
    ...(isReordered ? [`${what}: in another order, now ${after.map(({ words }) => words).join('; ')}`] : []),
  ];
}

/** The items without these, each of which takes away one. */
function without(items: readonly Item[], these: readonly Item[]): readonly Item[] {
  const taken = these.map(({ meaning }) => meaning);
  return items.filter(({ meaning }) => {
    const at = taken.indexOf(meaning);
    if (at >= 0) taken.splice(at, 1);
    return at < 0;
  });
}

function agentChanges(before: Roster, after: Roster): readonly string[] {
  const gone = [...before.agents.values()].filter(({ id }) => !after.agents.has(id));
  return [
    ...gone.map((agent) => `- ${agent.id} (${agent.name})`),
    ...[...after.agents.values()].flatMap((agent) => agentChange(before.agents.get(agent.id), agent)),
  ];
}

function agentChange(old: Agent | undefined, agent: Agent): readonly string[] {
  if (old === undefined) return [`+ ${agent.id} (${agent.name}), ${numbersOf(agent).join(', then ')}`];
  const [zoneBefore = "the team's", zoneAfter = "the team's"] = [old.timezone, agent.timezone];
  return [
    ...changed(`${agent.id}'s name`, old.name, agent.name),
    ...numberChanges(old, agent),
    ...changed(`${agent.id}'s time zone`, zoneBefore, zoneAfter),
    ...pinChanges(old, agent),
    ...mannerChanges(`${agent.id}'s `, old, agent),
  ];
}

/** The pins themselves are nobody's business. */
function pinChanges({ pin: before }: Agent, { id, pin: now }: Agent): readonly string[] {
  if (before === now) return [];
  if (before === undefined || now === undefined) return changed(`${id}'s pin`, toldPin(before), toldPin(now));
  return [`${id}'s pin: another one`];
}

function toldPin(pin: string | undefined): string {
  return pin === undefined ? 'none' : 'one';
}

/** Of a language that changes the voice does too. */
function mannerChanges(whose: string, old: Partial<Manner>, now: Partial<Manner>): readonly string[] {
  const languages = changed(`${whose}language`, old.language ?? "the team's", now.language ?? "the team's");
  return languages.length > 0
    ? languages
    : changed(`${whose}voice`, old.voice ?? "the team's", now.voice ?? "the team's");
}

/** Masked numbers may look the same although they differ. */
function numberChanges(old: Agent, agent: Agent): readonly string[] {
  if (old.phones.join() === agent.phones.join()) return [];
  const [before, after] = [old, agent].map((one) => numbersOf(one).join(', then '));
  const hidden = before === after ? ' (digits that are not shown differ)' : '';
  return [`${agent.id}'s number: ${before ?? ''} → ${after ?? ''}${hidden}`];
}

function routingChanges(before: Roster, after: Roster): readonly string[] {
  const areElsewhere = before.timezone !== after.timezone;
  return [
    ...changed('time zone', before.timezone, after.timezone),
    ...changed('default team', before.defaultTeam, after.defaultTeam),
    ...changed('ringBack', proofWords(before), proofWords(after)),
    ...changed('publicLine', before.reach.publicLine ?? 'none', after.reach.publicLine ?? 'none'),
    ...changed('links', linkWords(before), linkWords(after)),
    ...changed('sms', textWords(before), textWords(after)),
    ...mannerChanges('', before.manner, after.manner),
    ...changed('who calls', before.caller ?? 'nobody named', after.caller ?? 'nobody named'),
    ...listChanges('route', routesOf(before), routesOf(after)),
    ...listChanges('silence', silencesOf(before, areElsewhere), silencesOf(after, areElsewhere)),
  ];
}

function proofWords({ reach }: Roster): string {
  return reach.trustsCallerId ? 'trust caller id' : 'a code by SMS';
}

function textWords({ reach }: Roster): string {
  return reach.textsWithCall ? 'with each call too' : 'after the call';
}

function linkWords({ reach }: Roster): string {
  return reach.hasLinks ? 'sent' : 'off';
}

function routesOf({ routes }: Roster): readonly Item[] {
  return routes.map((route) => itemOf(route, routeWords(route)));
}

function silencesOf({ silences, timezone }: Roster, isZoneNamed: boolean): readonly Item[] {
  return silences.map((silence) =>
    itemOf(silence, `${silenceWords(silence, timezone)}${isZoneNamed ? ` (${timezone})` : ''}`),
  );
}
