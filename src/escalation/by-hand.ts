import type { AgentRef, Board } from '../incident/board';
import { resolveByHand, takeByHand } from '../incident/by-hand';
import type { ResolvingByHand, TakingByHand } from '../incident/by-hand';
import { lease } from '../incident/outbox';
import { keepHistory, withoutFailing } from './afterwards';
import type { Run } from './run';
import { drain, sendLeased } from './texts';

/** SMS that are owed still, because Twilio did not take them just now: the team's next delivery or call sends them. */
interface StillOwed {
  readonly unsent: number;
}

/**
 * Makes this agent the one who has the team's incident, without a phone: nobody further is called, and the agent gets the
 * details by SMS. `by.phone` is where they go. Says what became of it; throws {@link Unreachable} when the board could not be
 * read or written, and then nothing is known to have changed.
 */
export async function ackIncident(run: Run, team: string, by: AgentRef): Promise<TakingByHand & StillOwed> {
  const { board, taking } = await run.change(team, 'moving', (read, given) => {
    const decision = takeByHand(read, by, given);
    return { ...decision, board: decision.board === read ? read : lease(decision.board, run.id, given.nowMs) };
  });
  return { ...taking, unsent: await finish(run, team, board) };
}

/**
 * Closes the team's incident without a phone: nobody further is called, and whoever has it is told by SMS. Says what became of
 * it; throws {@link Unreachable} when the board could not be read or written, and then nothing is known to have changed.
 */
export async function resolveIncident(run: Run, team: string): Promise<ResolvingByHand & StillOwed> {
  const { board, resolving } = await run.change(team, 'moving', (read, given) => {
    const decision = resolveByHand(read, given);
    return { ...decision, board: decision.board === read ? read : lease(decision.board, run.id, given.nowMs) };
  });
  return { ...resolving, unsent: await finish(run, team, board) };
}

/** Sends what is owed and keeps the history. Returns how many SMS are owed still. */
async function finish(run: Run, team: string, board: Board): Promise<number> {
  let after = board;
  await withoutFailing(run, team, async () => {
    after = await sendLeased(run, team, after, 'moving');
    after = await drain(run, team, after, 'moving');
    await keepHistory(run, team, after);
  });
  return after.outbox.reduce((count, { to }) => count + to.length, 0);
}
