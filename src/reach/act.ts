import type { Board, Way } from '../board/board';
import { incidentNamed } from '../board/board';
import { ofPassing, ofResolving, ofTaking } from './outcome';
import type { Outcome } from './outcome';
import { ackIncident, passIncident, resolveIncident } from '../escalation/intervene';
import { runErrands, withoutFailing } from '../escalation/errands';
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
  /** To whom it is passed on; absent: to whoever is next. */
  readonly to?: string;
  readonly way: Way;
}

/** What became of it. `isTold`: the agent was sent an SMS that says so. */
export interface Done {
  readonly outcome: Outcome;
  readonly isTold: boolean;
}

/**
 * Does what a command would do. `known`: the board as this run has just read it. Throws {@link Unreachable}: then it is not certain
 * whether it was done.
 */
export async function act(run: Run, order: Order, known: StoredBoard): Promise<Done> {
  const { team, incident, by, to, way } = order;
  const owner = incidentNamed(known.board, incident)?.taken?.by;
  switch (order.do) {
    case 'take': {
      // The SMS will need what lies beside the board.
      const [taking] = await Promise.all([ackIncident(run, team, by, incident, way, known), run.wordsBeside(incident)]);
      // Whoever has been reminded of it has had the details.
      const isNews = taking.is === 'taken' && owner !== by;
      return { outcome: ofTaking(taking), isTold: isNews && taking.unsent === 0 };
    }
    case 'done': {
      const resolving = await resolveIncident(run, team, incident, known);
      const isOwn = resolving.is === 'resolved' && owner === by;
      return { outcome: ofResolving(resolving), isTold: isOwn && resolving.unsent === 0 };
    }
    case 'pass': {
      const outcome = to === undefined ? await declined(run, order, known.board) : undefined;
      return { outcome: outcome ?? ofPassing(await passIncident(run, team, incident, to, known), to), isTold: false };
    }
  }
}

/** Whoever is being called about it at this moment passes it on as by key 2; undefined when it is not their call. */
async function declined(run: Run, { team, incident, by }: Order, board: Board): Promise<Outcome | undefined> {
  const { attempt, status } = incidentNamed(board, incident) ?? {};
  if (status !== 'escalating' || attempt?.agent.id !== by || attempt.state.is !== 'calling') return undefined;
  const after = await endCall(run, team, attempt.state, 'declined', 'moving');
  await withoutFailing(run, team, () => runErrands(run, team, after, 'moving'));
  const next = incidentNamed(after, incident);
  if (next?.status !== 'escalating') return next === undefined ? { is: 'over' } : { is: 'alone' };
  return { is: 'passed', ...(next.attempt === undefined ? {} : { to: next.attempt.agent.id }) };
}
