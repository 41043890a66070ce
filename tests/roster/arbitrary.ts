import * as fc from 'fast-check';
import { AGENTS } from './sample';

/** Rosters of one team that are right, whatever they say. Times are at noon, which no zone skips. */

const ZONES = ['Europe/London', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];

const WINDOWS = [
  'Fri 22:00 - Mon 08:00',
  'Mon-Fri 09:00 - 17:00',
  '18:00 - 08:00',
  'Sat, Sun',
  '01:30 - 02:30',
  'Sun 00:00 - 24:00',
];

const PERIODS = ['1 hour', '5 hours', '12 hours', '1 day', '3 days', '1 week', '2 weeks', '1 month'];

const agentId = fc.constantFrom(...Object.keys(AGENTS));

const agentIds = fc.uniqueArray(agentId, { minLength: 1, maxLength: 3 });

const day = fc
  .integer({ min: 0, max: 500 })
  .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

const turns = {
  agents: agentIds,
  start: day.map((date) => `${date} 12:00`),
  timezone: fc.constantFrom(...ZONES),
  only: fc.oneof(
    fc.constantFrom(...WINDOWS),
    fc.uniqueArray(fc.constantFrom(...WINDOWS), { minLength: 1, maxLength: 2 }),
  ),
};

/** A rotation of one to three agents. */
export const anyRotation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { ...turns, every: fc.constantFrom(...PERIODS) },
      { requiredKeys: ['agents', 'start', 'every'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { ...turns, every: fc.constantFrom('1 shift', '3 shifts') },
      { requiredKeys: ['agents', 'start', 'every', 'only'] },
    ),
  },
);

const who = fc.oneof(
  fc.record({ out: agentId }),
  fc.record({ in: agentId }),
  fc.constantFrom({ out: 'ann', in: 'bob' }, { out: 'bob', in: 'cyd' }, { out: 'cyd', in: 'ann' }),
);

/** An override that is right by itself. */
export const overrides = fc
  .tuple(who, fc.integer({ min: 0, max: 450 }), fc.integer({ min: 1, max: 40 }))
  .map(([change, from, length]) => Object.assign({ from: dayTime(from), to: dayTime(from + length) }, change));

/** A roster without overrides, as it is written. */
export const rosters = fc.record(
  {
    timezone: fc.constantFrom(...ZONES),
    agents: fc.constant(AGENTS),
    rotations: fc.array(anyRotation, { minLength: 1, maxLength: 3 }),
    escalation: fc.record(
      {
        order: fc.array(fc.oneof(agentId, fc.constantFrom('on-call', 'next')), { minLength: 1, maxLength: 4 }),
        maxCalls: fc.integer({ min: 1, max: 20 }),
      },
      { requiredKeys: [] },
    ),
    overrides: fc.array(overrides, { maxLength: 4 }),
  },
  { requiredKeys: ['timezone', 'agents', 'overrides'] },
);

const anybody = fc.constantFrom(...Object.keys(AGENTS), 'dan');

const anyChange = fc.oneof(
  fc.record({ out: anybody }),
  fc.record({ in: anybody }),
  fc.record({ out: anybody, in: anybody }).filter((change) => change.out !== change.in),
);

/** Rosters with up to five overrides within two weeks of March 2026, so that they overlap. Times are UTC. */
export const crowdedRosters = fc.record(
  {
    timezone: fc.constant('UTC'),
    agents: fc.constant({ ...AGENTS, dan: { name: 'Dan Fox', phone: '+447700900004' } }),
    rotations: fc.array(anyRotation, { minLength: 1, maxLength: 2 }),
    overrides: fc.array(
      fc
        .tuple(anyChange, fc.integer({ min: 59, max: 70 }), fc.integer({ min: 1, max: 10 }))
        .map(([change, from, length]) => Object.assign({ from: dayTime(from), to: dayTime(from + length) }, change)),
      { maxLength: 5 },
    ),
  },
  { requiredKeys: ['timezone', 'agents', 'overrides'] },
);

/** Instants in the time that the rosters speak of. */
export const instants = fc
  .integer({ min: Date.UTC(2025, 11, 1) / 1000, max: Date.UTC(2027, 6, 1) / 1000 })
  .map((seconds) => seconds * 1000);

function dayTime(days: number): string {
  return `${new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)} 12:00`;
}
