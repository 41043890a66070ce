import type { Board } from '../board/board';
import type { OnBoard } from './choice';
import type { CallPlan } from '../incident/plan';
import type { StoredBoard } from '../escalation/ports';
import type { Run } from '../escalation/run';
import type { Reacher } from './reach-plans';
import type { Tallies } from './tallies';

/** What an answer to somebody who reaches back works with. */
export interface ReachDesk {
  readonly run: Run;
  readonly tallies: Tallies;
  /** What codes are made with; a comma list while it is being rotated, and empty where it is missing. */
  readonly secrets: string;
  /** The number that was rung or written to. */
  readonly ownNumber: string;
}

/** The boards of teams, by the team. */
export type Boards = ReadonlyMap<string, StoredBoard>;

/** Reads the boards of these teams side by side. Throws {@link Unreachable}. */
export async function readBoards({ run }: ReachDesk, teams: readonly string[]): Promise<Boards> {
  return new Map(await Promise.all(teams.map(async (team) => [team, await run.read(team)] as const)));
}

/** The boards without what a write must match. */
export function boardsIn(boards: Boards): ReadonlyMap<string, Board> {
  return new Map([...boards].map(([team, { board }]) => [team, board]));
}

/** The plan of a team whose board was read. */
export function planOn({ run }: ReachDesk, { team, board }: Pick<OnBoard, 'team' | 'board'>): CallPlan {
  return run.plan(team, board);
}

/**
 * Who of those who share a number is meant: the one who is being called, else the one who has it, else who is called first. One person is almost
 * always all there is.
 */
export function actorOf(people: readonly Reacher[], { incident }: OnBoard, plan: CallPlan): Reacher | undefined {
  const likely = [incident.attempt?.agent.id, incident.taken?.by, ...plan.order.map(({ id }) => id)];
  const found = likely.flatMap((id) => people.find((person) => person.id === id) ?? []);
  return found[0] ?? people[0];
}
