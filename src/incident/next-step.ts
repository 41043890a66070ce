import { incidentNamed, withIncident, type Attempt, type Board, type Incident } from '../board/board';
import { advance } from './escalation';
import { FLAPS, STILL_MS } from './limits';
import { hasLeft, type CallPlan } from './plan';
import { isAllRight } from './situation';
import { chainDueAtMs, isSilenced, leftAtMs } from './tend';

/**
 * What happens to an incident if nobody does anything:
 *
 * - `call`: when this call ends without a 1, this agent is called; `tell-everyone`: everyone gets an SMS that nobody took it;
 *   `keep`: its owner, who passed it on, keeps it;
 * - `remind`: its owner is called again, `round`: everybody is, both only once no silence of the roster covers it; `hand-on`: its owner has left the roster, so the others are;
 * - `leave`: it is left to its owner, or to everyone, and no longer watched; `settle`: what came and went has been right for long enough;
 * - `nothing`: nobody is called again before the next alarm of the team.
 */
export type NextStep =
  | { readonly is: 'call'; readonly agent: string }
  | { readonly is: 'tell-everyone' | 'nothing' }
  | { readonly is: 'keep'; readonly agent: string }
  | { readonly is: 'remind'; readonly atMs: number; readonly agent: string; readonly isSilenced: boolean }
  | { readonly is: 'leave'; readonly atMs: number; readonly agent?: string }
  | {
      readonly is: 'round';
      readonly atMs: number;
      readonly round: number;
      readonly of: number;
      readonly isSilenced: boolean;
    }
  | { readonly is: 'hand-on' }
  | { readonly is: 'settle'; readonly atMs: number };

/** Works it out with what the Functions use. Undefined for what is over. */
export function nextStep(board: Board, incident: Incident, plan: CallPlan, nowMs: number): NextStep | undefined {
  switch (incident.status) {
    case 'resolved':
      return undefined;
    case 'escalating':
      return afterThisCall(board, incident, plan, nowMs);
    case 'exhausted': {
      const atMs = chainDueAtMs(incident, plan);
      if (atMs === Infinity) {
        const leaveMs = leftAtMs(incident);
        return leaveMs === Infinity ? { is: 'nothing' } : { is: 'leave', atMs: leaveMs };
      }
      const of = plan.again?.times ?? 0;
      return { is: 'round', atMs, round: incident.rounds + 1, of, isSilenced: isSilenced(board, incident, plan) };
    }
    case 'taken':
      return whileTaken(board, incident, plan);
  }
}

function whileTaken(board: Board, incident: Incident, plan: CallPlan): NextStep {
  const agent = incident.taken?.by ?? '';
  if (hasLeft(plan, agent)) return { is: 'hand-on' };
  const remindMs = chainDueAtMs(incident, plan);
  const leaveMs = leftAtMs(incident);
  const settleMs = incident.flaps >= FLAPS && isAllRight(board, incident) ? incident.heardAtMs + STILL_MS : Infinity;
  const atMs = Math.min(remindMs, leaveMs, settleMs);
  if (atMs === settleMs) return { is: 'settle', atMs };
  if (atMs !== remindMs) return { is: 'leave', atMs, agent };
  return { is: 'remind', atMs, agent, isSilenced: isSilenced(board, incident, plan) };
}

/** As if the call that goes on, or is about to be made, were over without a 1. */
function afterThisCall(board: Board, incident: Incident, plan: CallPlan, nowMs: number): NextStep | undefined {
  const { attempt } = incident;
  if (attempt === undefined) return undefined;
  const execution = 'the call that goes on';
  const live: Attempt = { ...attempt, state: { is: 'calling', execution, deadlineMs: Infinity, flow: '' } };
  const given = { plan, nowMs, token: '', incidentId: '' };
  const called = withIncident(board, { ...incident, attempt: live });
  const after = incidentNamed(advance(called, execution, 'no-answer', given), incident.id);
  if (after?.status === 'taken') return { is: 'keep', agent: after.taken?.by ?? '' };
  const agent = after?.attempt?.agent.id;
  return after?.status !== 'escalating' || agent === undefined ? { is: 'tell-everyone' } : { is: 'call', agent };
}
