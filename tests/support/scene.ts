import { problemsOf } from './problems';
import type { Problem } from './problems';
import { isActedUpon } from './schedule';
import type { Schedule } from './schedule';
import { START_MS } from './story';
import { callsOf, textsOf } from './witness';
import type { Call, Night, Text } from './witness';

/** What a night is judged by: what people noticed, and what its schedule says of the world. */
export interface Scene {
  readonly night: Night;
  readonly schedule: Schedule;
  readonly calls: readonly Call[];
  readonly texts: readonly Text[];
  readonly problems: readonly Problem[];
}

export function sceneOf(night: Night, schedule: Schedule): Scene {
  const calls = callsOf(night.story);
  const texts = textsOf(night.story);
  return { night, schedule, calls, texts, problems: problemsOf(night, calls, texts) };
}

/** Whether nobody, and nothing but alarms, asks for calls. */
export function isPlain(schedule: Schedule): boolean {
  const { remindMinutes, again, deployments } = schedule;
  return !isActedUpon(schedule) && remindMinutes === null && again === null && deployments.length === 0;
}

/** The calls of each incident, in order. */
export function byIncident(calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  const found = new Map<string, Call[]>();
  for (const call of calls) found.set(call.incident, [...(found.get(call.incident) ?? []), call]);
  return found;
}

/** Seconds after the night began. */
export function seconds(atMs: number): number {
  return (atMs - START_MS) / 1000;
}
