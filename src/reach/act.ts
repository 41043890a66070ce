import { incidentNamed, type Board, type Way } from '../board/board';
import type { Given } from '../incident/escalation';
import { passCall, type LiveCall } from '../incident/escalation';
import { resolveByHand, takeByHand } from '../incident/intervention';
import { ofDeclining, ofPassing, ofResolving, ofTaking, type Outcome } from './outcome';
import { startPassing } from '../escalation/intervene';
import { changeAndList, runErrands, withoutFailing } from '../escalation/errands';
import { leaseOwed } from '../escalation/lease';
import type { StoredBoard } from '../escalation/ports';
import type { Run } from '../escalation/run';
import { startOwn } from '../escalation/start';

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
  switch (order.do) {
    case 'take': {
      const decide = (read: Board, given: Given) =>
        leasing(run, order, takeByHand(read, by, incident, way, given), read, given);
      // The SMS will need what lies beside the board.
      const [{ board, taking }] = await Promise.all([
        changeAndList(run, team, decide, known),
        way === 'ring-back' ? undefined : run.wordsBeside(incident),
      ]);
      return { outcome: ofTaking(taking), board };
    }
    case 'done': {
      const decide = (read: Board, given: Given) =>
        leasing(run, order, resolveByHand(read, incident, given, { by, way }), read, given);
      const { board, resolving } = await changeAndList(run, team, decide, known);
      return { outcome: ofResolving(resolving), board };
    }
    case 'pass': {
      if (to === undefined && callTo(known.board, order) !== undefined)
        return ringing(run, team, await passOwnCall(run, order, known));
      const { board, passing } = await startPassing(run, team, incident, to, known, { by, way });
      return ringing(run, team, { outcome: ofPassing(passing, to), board });
    }
  }
}

/** The answer to an SMS is what its sender is owed, and nothing else is leased to this run; the rest is sent by the one that comes after. */
function leasing<Decision extends { readonly board: Board }>(
  run: Run,
  { by, way }: Order,
  decision: Decision,
  read: Board,
  given: Given,
): Decision {
  if (way === 'ring-back' || decision.board === read) return decision;
  return { ...decision, board: leaseOwed(run, decision.board, given, way === 'sms' ? by : undefined) };
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

/** An agent who is being called about it at this moment passes it on as by key 2, and that call is over before the next phone rings. */
async function passOwnCall(run: Run, order: Order, known: StoredBoard): Promise<Done> {
  const { team } = order;
  const decide = (read: Board, given: Given) => {
    const call = callTo(read, order);
    return leasing(run, order, { board: call === undefined ? read : passCall(read, call, given), call }, read, given);
  };
  // What keeps this chain keeps it still.
  const { board, call } = await run.change(team, 'moving', decide, known);
  const after = await startOwn(run, team, board, 'moving');
  // Where nobody is called next, nobody else sees to it.
  if (call !== undefined && board.outlived === undefined)
    await run.desk.pager.end(call.execution, call.flow, call.phone);
  return { outcome: ofDeclining(after, order), board: after };
}

/** The call by which this agent is being asked about the incident at this moment. */
function callTo(board: Board, { incident, by }: Order): LiveCall | undefined {
  const { attempt, status } = incidentNamed(board, incident) ?? {};
  const isTheirs = status === 'escalating' && attempt?.agent.id === by;
  return isTheirs && attempt.state.is === 'calling' ? { ...attempt.state, phone: attempt.agent.phone } : undefined;
}
