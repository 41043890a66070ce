import { escalating, type Board } from '../board/board';
import type { Given } from '../incident/escalation';
import { lease, spread } from '../incident/outbox';
import type { Run } from './run';

/**
 * The board of a decision, on which this run is to send what is due: owed and leased in one write. `only`: no more than what this person
 * is owed.
 */
export function leaseOwed(run: Run, board: Board, { plan, nowMs, token }: Given, only?: string): Board {
  const calling = escalating(board)?.attempt?.token;
  // Whether one can be called shows now, or has just shown: that none can be may be true no more.
  const isTried = calling !== undefined && (calling === token || run.placed.has(calling));
  return lease(spread(board, plan, nowMs), run.id, plan, nowMs, { only, held: isTried ? 'impossible' : undefined });
}
