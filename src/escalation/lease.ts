import type { Board } from '../board/board';
import type { Given } from '../incident/escalation';
import { lease, spread } from '../incident/outbox';
import type { Run } from './run';

/** The board of a decision, on which this run is to send what is due: owed and leased in one write. */
export function leaseOwed(run: Run, board: Board, { plan, nowMs }: Given): Board {
  return lease(spread(board, plan, nowMs), run.id, plan, nowMs);
}
