import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { callOrder } from '../../src/roster/calls';
import { examineRoster, placeRemarks } from '../../src/roster/advice/examine';

import { routeAlarm } from '../../src/roster/routes';
import { gaps } from '../../src/roster/shifts';
import { warnings } from '../../src/roster/warnings';
import { AGENTS } from './sample';
import { inTier } from '../support/tier';

/** Says something of everything, so that every part of the parser is hit. */
const FULL = {
  $schema: '../src/roster/roster.schema.json',
  timezone: 'Europe/London',
  agents: AGENTS,
  teams: {
    db: {
      name: 'Database',
      timezone: 'Asia/Tokyo',
      agents: ['ann'],
      rotations: [
        { agents: ['ann', 'bob'], start: '2026-01-05 09:00', every: '1 week', only: ['Sat', '18:00 - 08:00'] },
      ],
      overrides: [{ out: 'ann', in: 'cyd', from: '2026-11-18 09:00', to: '2026-11-19 09:00', why: 'holiday' }],
      escalation: {
        order: ['on-call', 'next', 'cyd', 'everyone'],
        maxCalls: 4,
        ringSeconds: 20,
        regroupMinutes: 5,
        remindMinutes: 60,
        again: { every: '30 minutes', times: 4 },
        maxCallsPerHour: 90,
        maxTextsPerHour: 20,
      },
    },
    web: { agents: ['cyd', 'bob'] },
  },
  defaultTeam: 'web',
  overrides: [{ out: 'bob', team: 'web', from: '2026-11-18 09:00', to: '2026-11-19 09:00' }],
  escalation: { maxCalls: 3 },
  routes: [{ alarm: 'db-*', account: '123456789012', region: 'eu-*', team: 'db', missingData: 'ignore' }],
  silences: [{ alarm: ['x', 'y'], from: '2026-11-18 09:00', to: '2026-11-19 09:00', why: 'upgrade' }],
};

const NOW_MS = Date.UTC(2026, 10, 22);

/** Whatever the text: a list of errors, each with a place, or a roster that answers every question. */
function survives(text: string): void {
  const parsed = examineRoster(text);
  if (!parsed.ok) {
    expect(parsed.errors.length).toBeGreaterThan(0);
    for (const error of parsed.errors) {
      expect(error.path).not.toBe('');
      expect(error.message).not.toBe('');
      expect(error.line ?? 1).toBeGreaterThanOrEqual(1);
      expect(error.column ?? 1).toBeGreaterThanOrEqual(1);
    }
    return;
  }
  const { roster } = parsed;
  for (const team of roster.teams.values()) {
    callOrder(team, NOW_MS);
    gaps(team, NOW_MS, NOW_MS + 86_400_000);
  }
  routeAlarm(roster, { name: 'db-1' }, NOW_MS);
  placeRemarks(text, warnings(roster, NOW_MS));
}

describe('rosters with anything in them', () => {
  const layouts = [JSON.stringify(FULL), JSON.stringify(FULL, null, 2)];

  it('survives characters dropped, doubled, replaced and moved', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      length: fc.integer({ min: 0, max: 12 }),
      text: fc.oneof(
        fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '\n', '//', '/*', '\u0000', '\uFEFF', '-', '0', '9'),
        fc.constantFrom('"__proto__":{},', '"constructor":1,', 'null', '1e999', '"\\ud800"', '🙂', '""'),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...layouts), fc.array(edit, { minLength: 1, maxLength: 4 }), (layout, edits) => {
        survives(
          edits.reduce((text, { at, length, text: put }) => {
            const start = Math.floor(at * text.length);
            return text.slice(0, start) + put + text.slice(start + length);
          }, layout),
        );
      }),
      { numRuns: inTier(1_000, 300), seed: 5 },
    );
  });

  it('survives a value of any kind in any place', () => {
    const paths = placesOf(FULL, []);
    const other = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        -1,
        1.5,
        1e308,
        '',
        ' ',
        'ann',
        'next',
        'everyone',
        [],
        {},
        [[]],
        [null],
        { ann: {} },
      ),
      fc.constantFrom<unknown>(
        '2026-03-29 01:30',
        '2026-02-30 09:00',
        '0000-00-00 00:00',
        '2099-12-31 23:59',
        '999 months',
        '1 hour',
      ),
      fc.constantFrom<unknown>('Mon 08:00 - Mon 08:00', '24:00 - 24:00', 'Mon-Mon', 'UTC', 'Etc/GMT+12', 'toString'),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), other, (path, value) => {
        survives(JSON.stringify(replaced(FULL, path, value)));
      }),
      { numRuns: inTier(400, 200), seed: 6 },
    );
  });

  it('survives any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), survives), { numRuns: 500, seed: 7 });
  });

  it('tells what is wrong with many wrong ids in a time that grows as their number does', () => {
    const agents = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`agent-${String(index)}`, AGENTS.ann]));
    const timeOf = (ids: number): number => {
      const order = Array.from({ length: ids }, (_, index) => `wrong-${String(index)}`);
      const started = performance.now();
      const examined = examineRoster(JSON.stringify({ agents, escalation: { order } }));
      expect(examined).toMatchObject({ ok: false, more: ids - 100 });
      return performance.now() - started;
    };
    timeOf(1_000);
    expect(timeOf(40_000) / timeOf(2_500)).toBeLessThan(60);
  });
});

type Path = readonly (string | number)[];

function placesOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesOf((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, put) : item));
  const members = value as Record<string | number, unknown>;
  return { ...members, [key]: replaced(members[key], rest, put) };
}
