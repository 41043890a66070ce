import { lengthText } from '../text/length';
import { masked } from '../text/masking';
import type { Again, Agent, AlarmMatch, Override, Period, Rotation, Route, Silence, Step, Team } from './roster';
import { timeText } from './time-text';
import { windowText } from './window';

/** Parts of a roster in words. */

/** Such as `Database (db)`; a team without a name of its own is its id. */
export function teamWords({ id, name }: Team): string {
  return name === id ? id : `${name} (${id})`;
}

/** The agent's numbers, masked, in the order in which they are tried. */
export function numbersOf(agent: Agent): readonly string[] {
  return agent.phones.map((phone) => masked(phone));
}

/** Such as `cyd for bob (dentist)`. */
export function overrideWords({ out, in: standIn, why }: Override): string {
  const reason = why === undefined ? '' : ` (${why})`;
  if (out === undefined) return `${standIn?.id ?? 'nobody'} before everybody else${reason}`;
  return `${standIn === undefined ? `without ${out.id}` : `${standIn.id} for ${out.id}`}${reason}`;
}

/** Such as `Thu 2026-11-26 09:00 to Fri 2026-11-27 09:00`. */
export function spanWords(fromMs: number, toMs: number, zone: string): string {
  return `${timeText(fromMs, zone)} to ${timeText(toMs, zone)}`;
}

/** Which alarms are meant, such as `db-* or *-replica in eu-*`. */
export function matchWords({ alarm, account, region }: AlarmMatch): string {
  const parts = [
    alarm?.join(' or ') ?? 'every alarm',
    ...(account === undefined ? [] : [`of account ${account.join(' or ')}`]),
    ...(region === undefined ? [] : [`in ${region.join(' or ')}`]),
  ];
  return parts.join(' ');
}

/** Such as `db-* to team db, missing data ignored`. */
export function routeWords(route: Route): string {
  const missing = { page: ', missing data paged', ignore: ', missing data ignored' };
  return `${matchWords(route)} to team ${route.team}${route.missingData === undefined ? '' : missing[route.missingData]}`;
}

/** Such as `web-* until Mon 2026-11-23 09:00 (moving house)`. */
export function silenceWords(silence: Silence, zone: string): string {
  const from = silence.fromMs === undefined ? '' : ` from ${timeText(silence.fromMs, zone)}`;
  const why = silence.why === undefined ? '' : ` (${silence.why})`;
  return `${matchWords(silence)}${from} until ${timeText(silence.toMs, zone)}${why}`;
}

/** Such as `on-call, next, ann`; what a missing order means when there is none. */
export function orderWords(order: readonly Step[] | undefined): string {
  if (order === undefined) return 'the agent on call, then the others in turn';
  return order.map((step) => (step.kind === 'agent' ? step.agent.id : step.kind)).join(', ');
}

/** Such as `60`. */
export function remindWords(minutes: number | undefined): string {
  return minutes === undefined ? 'never' : String(minutes);
}

/** Such as `30 minutes after each round, at most 4 times`. */
export function againWords(again: Again | undefined): string {
  if (again === undefined) return 'never';
  const times = again.times === 1 ? 'once' : `at most ${String(again.times)} times`;
  return `${lengthText(again.everyMinutes * 60_000)} after each round, ${times}`;
}

/** Such as `ann, bob every week from 2026-11-23 09:00 (Asia/Tokyo)`, with the zone if it is the rotation's own. */
export function rotationWords({ agents, every, start, only, timezone }: Rotation): string {
  const who = agents.map((agent) => agent.id).join(', ');
  const turns = agents.length < 2 ? '' : ` every ${periodWords(every)}`;
  const since = start === undefined ? '' : ` from ${start.replace('T', ' ')}`;
  const when = only.length === 0 ? '' : `, only ${only.map(windowText).join(' or ')}`;
  return `${who}${turns}${since}${when}${timezone === undefined ? '' : ` (${timezone})`}`;
}

function periodWords({ count, unit }: Period): string {
  return count === 1 ? unit.slice(0, -1) : `${String(count)} ${unit}`;
}
