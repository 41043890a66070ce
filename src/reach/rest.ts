import type { Board } from '../board/board';
import type { Given } from '../incident/escalation';
import { withHandedOver, withoutFailing } from '../escalation/errands';
import { leaseOwed } from '../escalation/lease';
import { lookAfter } from '../escalation/receive';
import type { Run } from '../escalation/run';

/**
 * What an answer leaves to be done: SMS to others, the history, the index of what is due. Twilio comes back for it as soon as it has
 * carried out the answer; where it does not, the next delivery or heartbeat does it.
 */
export interface Rest {
  readonly team: string;
  /** The run whose leased SMS were the answer. */
  readonly answeredBy?: string;
}

/** Does it. Never fails: it stays owed on the board. */
export async function doRest(run: Run, { team, answeredBy }: Rest): Promise<void> {
  await withoutFailing(run, team, async () => {
    const decide = (read: Board, given: Given): { readonly board: Board } => {
      const handed = answeredBy === undefined ? read : withHandedOver(read, answeredBy, given);
      return { board: leaseOwed(run, handed, given) };
    };
    const { board } = await run.change(team, 'moving', decide);
    // The call that goes on has its own execution to look after it.
    await lookAfter(run, team, board, false);
  });
}
