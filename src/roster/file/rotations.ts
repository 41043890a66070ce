import type { Agent, Period, Rotation } from '../roster';
import { agentsNamed } from './agents';
import { fault, fieldsOf, hintsFor, oneOrMany } from './entry';
import type { Entry } from './entry';
import { periodOf, wallTextOf, windowOf } from './when';
import { zoneOf } from './zones';

/** Once a week is what most teams do. */
const DEFAULT_PERIOD: Period = { count: 1, unit: 'weeks' };

const ROTATION_HINTS = hintsFor({
  agents: 'members people order who users',
  start: 'from begin since starts handoff',
  every: 'length period interval turn duration',
  only: 'when hours days window restrict restriction',
  timezone: 'zone tz',
});

/** Reads a rotation; its times are those of its own zone or else of the team's. */
export function rotationOf(entry: Entry, agents: ReadonlyMap<string, Agent>, teamZone: string): Rotation | undefined {
  const fields = fieldsOf(entry, ['agents', 'start', 'every', 'only', 'timezone'], ROTATION_HINTS);
  if (fields === undefined) return undefined;
  const zone = fields.get('timezone');
  const timezone = zone && zoneOf(zone);
  const list = fields.get('agents');
  if (list === undefined) fault(entry, '`agents` is missing; write who takes turns, in order');
  const inTurn = list === undefined ? [] : agentsNamed(list, agents);
  const start = fields.get('start');
  if (start === undefined && inTurn.length > 1) {
    fault(
      entry,
      '`start` is missing; write when the first agent begins for the first time, such as "2026-01-05 09:00"',
    );
  }
  const startWall = start && wallTextOf(start, timezone ?? teamZone);
  const every = fields.get('every');
  const period = (every && periodOf(every)) ?? DEFAULT_PERIOD;
  const only = fields.get('only');
  if (every !== undefined && period.unit === 'shifts' && only === undefined) {
    fault(
      every,
      'a shift begins whenever `only` does; write `only`, such as "Mon-Fri 09:00 - 17:00", or a length such as "1 week"',
    );
  }
  return {
    path: entry.path,
    agents: inTurn,
    ...(timezone === undefined ? {} : { timezone }),
    ...(startWall === undefined ? {} : { start: startWall }),
    every: period,
    only: only === undefined ? [] : oneOrMany(only).flatMap((window) => windowOf(window) ?? []),
  };
}
