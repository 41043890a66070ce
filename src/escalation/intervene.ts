import type { Board, Way } from '../board/board';
import type { Given } from '../incident/escalation';
import { passOn, resolveByHand, takeByHand } from '../incident/intervention';
import type { Doer, Passing, ResolvingByHand, TakingByHand } from '../incident/intervention';
import { heldByNone, owedCount } from '../incident/outbox';
import { changeAndList, runErrands, withoutFailing } from './errands';
import { leaseOwed } from './lease';
import type { StoredBoard } from './ports';
import type { Run } from './run';
import { startOwn } from './start';

/** SMS that are owed still, because Twilio did not take them just now: the team's next delivery or call sends them. */
interface StillOwed {
  readonly unsent: number;
}

/**
 * Makes this agent the one who has the team's incident, without a phone: nobody else is called, and the agent gets the
 * details by SMS. The agent who had it before gets an SMS. Says what became of it; throws {@link Unreachable} when the board could not
 * be read or written, and then nothing is known to have changed.
 */
export async function ackIncident(
  run: Run,
  team: string,
  by: string,
  incident: string | undefined,
  way: Way = 'hand',
): Promise<TakingByHand & StillOwed> {
  const decide = (read: Board, given: Given) => {
    const decision = takeByHand(read, by, incident, way, given);
    const board = heldByNone(read, decision.board, given.plan, given.nowMs);
    return board === read ? decision : { ...decision, board: leaseOwed(run, board, given) };
  };
  const { board, taking } = await run.change(team, 'moving', decide);
  return { ...taking, unsent: await finish(run, team, board) };
}

/**
 * Closes the team's incident without a phone: nobody else is called, and the agent who has it gets an SMS. `doer` is for the history.
 * Says what became of it; throws {@link Unreachable} when the board could not be read or written, and then nothing is known to have
 * changed.
 */
export async function resolveIncident(
  run: Run,
  team: string,
  incident: string | undefined,
  doer?: Doer,
): Promise<ResolvingByHand & StillOwed> {
  const decide = (read: Board, given: Given) => {
    const decision = resolveByHand(read, incident, given, doer);
    const board = heldByNone(read, decision.board, given.plan, given.nowMs);
    return board === read ? decision : { ...decision, board: leaseOwed(run, board, given) };
  };
  const { board, resolving } = await run.change(team, 'moving', decide);
  return { ...resolving, unsent: await finish(run, team, board) };
}

/**
 * Has another agent called about the team's incident: the one who is named, or the one after its owner, but not first the one who passes
 * it on. The chain is held by no alarm's message, so the team is listed as due before the call is made, and the heartbeat looks after it.
 * Says what became of it; throws {@link Unreachable}.
 */
export async function passIncident(
  run: Run,
  team: string,
  incident: string | undefined,
  to: string | undefined,
  doer?: Doer,
): Promise<Passing & StillOwed> {
  const { board, passing } = await startPassing(run, team, incident, to, await run.read(team), doer);
  return { ...passing, unsent: await finish(run, team, board) };
}

/** The same without what is owed besides the call: who does that is up to the caller. `known`: the board as this run has just read it. */
export async function startPassing(
  run: Run,
  team: string,
  incident: string | undefined,
  to: string | undefined,
  known: StoredBoard,
  doer?: Doer,
): Promise<{ readonly board: Board; readonly passing: Passing }> {
  const decide = (read: Board, given: Given) => passOn(read, incident, to, given, doer);
  const { board, passing } = await changeAndList(run, team, decide, known);
  return { board: passing.is === 'passed' ? await startOwn(run, team, board, 'moving') : board, passing };
}

/** Does what is owed. Returns how many SMS are owed still. Never fails. */
export async function finish(run: Run, team: string, board: Board): Promise<number> {
  let after = board;
  await withoutFailing(run, team, async () => {
    after = await runErrands(run, team, after, 'moving');
  });
  return owedCount(after);
}
