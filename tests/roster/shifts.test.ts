import { describe, expect, it } from '@jest/globals';
import { gaps, onCallAt, shifts } from '../../src/roster/shifts';
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
    expect(onCallAt(team, at('2026-11-14T08:59:59.999Z'))?.id).toBe('cyd');
    expect(onCallAt(team, at('2026-11-14T09:00Z'))).toBeUndefined();
    expect(onCallAt(team, at('2026-11-14T17:00Z'))?.id).toBe('cyd');
  });
});
