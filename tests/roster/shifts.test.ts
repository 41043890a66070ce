import { describe, expect, it } from '@jest/globals';
import { lineAt } from '../../src/roster/duty';
import { gaps, shifts } from '../../src/roster/shifts';
import type { Interval } from '../../src/roster/shifts';
import { at, rosterOf, teamOf } from './sample';

function listed(parts: readonly (Interval & { readonly agent?: { readonly id: string } })[]): readonly string[] {
  return parts.map(({ fromMs, toMs, agent }) => `${minute(fromMs)} ${minute(toMs)} ${agent?.id ?? 'nobody'}`);
}

function minute(atMs: number): string {
  return new Date(atMs).toISOString().slice(5, 16);
}

const WEEKLY = { agents: ['ann', 'bob', 'cyd'], start: '2026-01-05 09:00' };

/** Wednesday to Wednesday; cyd until Monday 16 November 09:00, then ann. */
const FROM = at('2026-11-11T00:00Z');
const TO = at('2026-11-18T00:00Z');

/** Whose turn it is from Monday 16 to Monday 30 November, each turn as `day agent`. */
function turnsOf(rotation: object): string {
  const team = teamOf(rosterOf({ rotations: [{ agents: ['ann', 'bob', 'cyd'], every: '1 shift', ...rotation }] }));
  const found = shifts(team, at('2026-11-16T00:00Z'), at('2026-11-30T00:00Z'));
  return found.map(({ fromMs, agent }) => `${new Date(fromMs).toISOString().slice(8, 13)} ${agent.id}`).join(', ');
}

describe('turns that last one shift', () => {
  const OFFICE = 'Mon-Fri 09:00 - 17:00';

  it('go on where they stopped after the days off, so that Friday’s agent has not Monday too', () => {
    expect(turnsOf({ start: '2026-11-16 09:00', only: OFFICE })).toBe(
      '16T09 ann, 17T09 bob, 18T09 cyd, 19T09 ann, 20T09 bob, 23T09 cyd, 24T09 ann, 25T09 bob, 26T09 cyd, 27T09 ann',
    );
    expect(turnsOf({ start: '2026-11-16 09:00', only: OFFICE, every: '1 day' })).toBe(
      '16T09 ann, 17T09 bob, 18T09 cyd, 19T09 ann, 20T09 bob, 23T09 bob, 24T09 cyd, 25T09 ann, 26T09 bob, 27T09 cyd',
    );
  });

  it.each([
    ['in the middle of a shift', '2026-11-18 12:00', '18T12 ann, 19T09 bob, 20T09 cyd, 23T09 ann, 24T09 bob'],
    ['in the evening', '2026-11-18 17:00', '19T09 ann, 20T09 bob, 23T09 cyd, 24T09 ann'],
    ['at the weekend', '2026-11-21 09:00', '23T09 ann, 24T09 bob, 25T09 cyd'],
    ['with the last minute', '2026-11-20 16:59', '20T16 ann, 23T09 bob, 24T09 cyd'],
  ])('begin with the shift that goes on, or with the next one: a start %s', (_when, start, expected) => {
    expect(turnsOf({ start, only: OFFICE }).startsWith(expected)).toBe(true);
  });

  it('hand over at the beginning of each part of the week, also where they touch', () => {
    expect(turnsOf({ start: '2026-11-27 00:00', only: ['00:00 - 08:00', '16:00 - 24:00', '08:00 - 16:00'] })).toBe(
      '27T00 ann, 27T08 bob, 27T16 cyd, 28T00 ann, 28T08 bob, 28T16 cyd, 29T00 ann, 29T08 bob, 29T16 cyd',
    );
    expect(turnsOf({ start: '2026-11-16 00:00', only: 'Mon-Wed' })).toBe(
      '16T00 ann, 17T00 bob, 18T00 cyd, 23T00 ann, 24T00 bob, 25T00 cyd',
    );
    expect(turnsOf({ start: '2026-11-16 00:00', only: ['Tue 18:00 - 23:00', 'Sat 10:00 - Sun 10:00'] })).toBe(
      '17T18 ann, 21T10 bob, 24T18 cyd, 28T10 ann',
    );
  });

  it('hand over once where two parts begin together', () => {
    expect(turnsOf({ start: '2026-11-16 09:00', only: ['Mon 09:00 - 12:00', 'Mon, Tue 09:00 - 17:00'] })).toBe(
      '16T09 ann, 17T09 bob, 23T09 cyd, 24T09 ann',
    );
  });

  it('may last several', () => {
    expect(turnsOf({ start: '2026-11-16 09:00', only: OFFICE, every: '2 shifts' })).toBe(
      '16T09 ann, 17T09 ann, 18T09 bob, 19T09 bob, 20T09 cyd, 23T09 cyd, 24T09 ann, 25T09 ann, 26T09 bob, 27T09 bob',
    );
    expect(turnsOf({ start: '2026-11-16 09:00', only: 'Fri 18:00 - Mon 09:00' })).toBe('20T18 ann, 27T18 bob');
  });

  it('may have begun in the week before', () => {
    expect(turnsOf({ start: '2026-11-16 03:00', only: ['Sun 22:00 - Mon 06:00', 'Thu 22:00 - Fri 06:00'] })).toBe(
      '16T03 ann, 19T22 bob, 22T22 cyd, 26T22 ann, 29T22 bob',
    );
  });
});

describe('shifts', () => {
  it('are cut off at both ends of the window', () => {
    expect(listed(shifts(teamOf(rosterOf({ rotations: [WEEKLY] })), FROM, TO))).toEqual([
      '11-11T00:00 11-16T09:00 cyd',
      '11-16T09:00 11-18T00:00 ann',
    ]);
  });

  it('of one agent after the other are one shift', () => {
    const rotations = [{ agents: ['ann'], start: '2026-01-05 09:00', every: '1 day' }];
    expect(listed(shifts(teamOf(rosterOf({ rotations })), FROM, TO))).toEqual(['11-11T00:00 11-18T00:00 ann']);
  });

  it('span windows that lie within each other', () => {
    const rotations = [{ agents: ['ann'], only: ['Sat', 'Sat 12:00 - 13:00'] }];
    expect(listed(shifts(teamOf(rosterOf({ rotations })), FROM, TO))).toEqual(['11-14T00:00 11-15T00:00 ann']);
  });

  it('are one long shift of the first agent without rotations', () => {
    expect(listed(shifts(teamOf(rosterOf({})), FROM, TO))).toEqual(['11-11T00:00 11-18T00:00 ann']);
  });

  it('say which override put the agent there, and leave gaps where one left nobody', () => {
    const overrides = [
      { out: 'cyd', in: 'ann', from: '2026-11-12 09:00', to: '2026-11-13 09:00', why: 'dentist' },
      { out: 'cyd', from: '2026-11-14 09:00', to: '2026-11-14 17:00' },
      { out: 'bob', from: '2026-11-15 09:00', to: '2026-11-15 17:00' },
      { out: 'cyd', in: 'ann', from: '2026-11-15 17:00', to: '2026-11-17 09:00', why: 'marathon' },
    ];
    const team = teamOf(rosterOf({ rotations: [WEEKLY], overrides }));
    const found = shifts(team, FROM, TO);
    expect(listed(found)).toEqual([
      '11-11T00:00 11-12T09:00 cyd',
      '11-12T09:00 11-13T09:00 ann',
      '11-13T09:00 11-14T09:00 cyd',
      '11-14T17:00 11-15T17:00 cyd',
      '11-15T17:00 11-16T09:00 ann',
      '11-16T09:00 11-18T00:00 ann',
    ]);
    expect(found.map((shift) => shift.override?.why)).toEqual([
      undefined,
      'dentist',
      undefined,
      undefined,
      'marathon',
      undefined,
    ]);
    expect(listed(gaps(team, FROM, TO))).toEqual(['11-14T09:00 11-14T17:00 nobody']);
  });

  it('are by no override when an added agent is out again', () => {
    const days = { from: '2026-11-12 09:00', to: '2026-11-14 09:00' };
    const overrides = [
      { in: 'bob', ...days },
      { out: 'bob', ...days },
    ];
    const team = teamOf(rosterOf({ rotations: [WEEKLY], overrides }));
    expect(listed(shifts(team, FROM, TO))).toEqual(['11-11T00:00 11-16T09:00 cyd', '11-16T09:00 11-18T00:00 ann']);
    expect(gaps(team, FROM, TO)).toEqual([]);
  });

  it('and gaps answer who is on call at an instant', () => {
    const overrides = [{ out: 'cyd', from: '2026-11-14 09:00', to: '2026-11-14 17:00' }];
    const team = teamOf(rosterOf({ rotations: [WEEKLY], overrides }));
    expect(lineAt(team, at('2026-11-14T08:59:59.999Z'))[0]?.id).toBe('cyd');
    expect(lineAt(team, at('2026-11-14T09:00Z'))[0]).toBeUndefined();
    expect(lineAt(team, at('2026-11-14T17:00Z'))[0]?.id).toBe('cyd');
  });
});
