import { incidentNamed, type Board, type Way } from '../board/board';
import type { Given } from '../incident/escalation';
import { resolveByHand, takeByHand } from '../incident/intervention';
import { ofPassing, ofResolving, ofTaking, type Outcome } from './outcome';
import { startPassing } from '../escalation/intervene';
import { changeAndList, runErrands, withoutFailing } from '../escalation/errands';
import { leaseOwed } from '../escalation/lease';
import type { StoredBoard } from '../escalation/ports';
import type { Run } from '../escalation/run';
import { endCall } from '../escalation/sweep';

/** What somebody who reaches back wants done about one incident. */
export interface Order {
  readonly do: 'take' | 'pass' | 'done';
  readonly team: string;
  /** The incident's id. */
  readonly incident: string;
  /** The agent in whose name it is done. */
  readonly by: string;
  /** To whom it is passed on; absent: to the agent who is next. */
  readonly to?: string;
  readonly way: Way;
}

/** What became of it, and the board as it is then. */
export interface Done {
  readonly outcome: Outcome;
  readonly board: Board;
}

/**
 * Does what a command would do, and no more than that takes: nobody waits for SMS and history. What is owed is listed as due meanwhile,
 * and the run that follows sees to it, or else the heartbeat. An SMS that the answer itself will be is leased to this run.
 *
 * `known`: the board as this run has just read it. Throws {@link Unreachable}: then it is not certain whether it was done.
 */
export async function act(run: Run, order: Order, known: StoredBoard): Promise<Done> {
  const { team, incident, by, to, way } = order;
  // The answer to an SMS is what its sender is owed; all the rest is sent by the run that comes after.
  const only = way === 'sms' ? by : undefined;
  const leasing = <Decision extends { readonly board: Board }>(
    decision: Decision,
    read: Board,
    given: Given,
  ): Decision =>
    way === 'ring-back' || decision.board === read
      ? decision
      : { ...decision, board: leaseOwed(run, decision.board, given, only) };
  switch (order.do) {
    case 'take': {
      const decide = (read: Board, given: Given) => leasing(takeByHand(read, by, incident, way, given), read, given);
      // The SMS will need what lies beside the board.
      const [{ board, taking }] = await Promise.all([
        changeAndList(run, team, decide, known),
        way === 'ring-back' ? undefined : run.wordsBeside(incident),
      ]);
      return { outcome: ofTaking(taking), board };
    }
    case 'done': {
      const decide = (read: Board, given: Given) =>
        leasing(resolveByHand(read, incident, given, { by, way }), read, given);
      const { board, resolving } = await changeAndList(run, team, decide, known);
      return { outcome: ofResolving(resolving), board };
    }
    case 'pass': {
      const declined = to === undefined ? await decline(run, order, known.board) : undefined;
      if (declined !== undefined) return ringing(run, team, declined);
      const { board, passing } = await startPassing(run, team, incident, to, known, { by, way });
      return ringing(run, team, { outcome: ofPassing(passing, to), board });
    }
  }
}

/** Where an agent gets an SMS with the call, the run that placed the call has leased it, and sends it. */
async function ringing(run: Run, team: string, done: Done): Promise<Done> {
  let { board } = done;
  if (run.plan(team, board).textsWithCall !== true) return done;
  await withoutFailing(run, team, async () => {
    board = await runErrands(run, team, board, 'moving');
  });
  return { ...done, board };
}

/** An agent who is being called about it at this moment passes it on as by key 2; undefined when it is not their call. */
async function decline(run: Run, { team, incident, by }: Order, board: Board): Promise<Done | undefined> {
  const { attempt, status } = incidentNamed(board, incident) ?? {};
  if (status !== 'escalating' || attempt?.agent.id !== by || attempt.state.is !== 'calling') return undefined;
  const after = await endCall(run, team, attempt.state, 'declined', 'moving');
  const next = incidentNamed(after, incident);
  if (next?.status !== 'escalating') return { outcome: { is: next === undefined ? 'over' : 'alone' }, board: after };
  return {
    outcome: { is: 'passed', ...(next.attempt === undefined ? {} : { to: next.attempt.agent.id }) },
    board: after,
  };
}
