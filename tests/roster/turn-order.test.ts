import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Agent, Rotation, Team } from '../../src/roster/roster';
import { turns, zoneOf } from '../../src/roster/rotation';
import { withNewcomer, withoutLeaver } from '../../src/roster/turn-order';
import { instants, anyRotation } from './arbitrary';
import { rosterOf, teamOf } from './sample';

/** The ids of those who have the first turns from an instant on, by the number of the turn. */
function comingFrom(team: Team, rotation: Rotation, atMs: number, count: number): readonly string[] {
  const [now] = turns(rotation, zoneOf(rotation, team), atMs, atMs + 1);
  const first = now?.number ?? 0;
  return Array.from(
    { length: count },
    (_, ahead) => rotation.agents[(first + ahead) % rotation.agents.length]?.id ?? team.id,
  );
}

const NEWCOMER: Agent = { id: 'dee', name: 'Dee Fox', phones: ['+447700900004'] };

describe('an agent more in a rotation', () => {
  it('comes after everybody else, whose next turns stay as they were', () => {
    fc.assert(
      fc.property(anyRotation, instants, (written, atMs) => {
        const team = teamOf(rosterOf({ timezone: 'UTC', rotations: [written] }));
        const [rotation] = team.rotations;
        if (rotation === undefined) throw new Error('no rotation');
        const { length } = rotation.agents;
        const before = comingFrom(team, rotation, atMs, length);
        const edited = { ...rotation, agents: withNewcomer(rotation, team, atMs, NEWCOMER) };
        expect(comingFrom(team, edited, atMs, length + 2)).toEqual([...before, 'dee', ...before.slice(0, 1)]);
        expect(
          comingFrom(team, { ...edited, agents: withoutLeaver(edited, team, atMs, NEWCOMER) }, atMs, length),
        ).toEqual(before);
      }),
      { numRuns: 500, seed: 8 },
    );
  });
});

describe('an agent fewer in a rotation', () => {
  it('leaves the order of the others, from whoever has the turn or comes next', () => {
    fc.assert(
      fc.property(anyRotation, instants, fc.nat(2), (written, atMs, which) => {
        const team = teamOf(rosterOf({ timezone: 'UTC', rotations: [written] }));
        const [rotation] = team.rotations;
        const leaver = rotation?.agents[which % rotation.agents.length];
        if (rotation === undefined || leaver === undefined) throw new Error('no rotation');
        const left = withoutLeaver(rotation, team, atMs, leaver);
        const expected = comingFrom(team, rotation, atMs, rotation.agents.length).filter((id) => id !== leaver.id);
        expect(left).toHaveLength(expected.length);
        if (left.length > 0)
          expect(comingFrom(team, { ...rotation, agents: left }, atMs, left.length)).toEqual(expected);
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});
