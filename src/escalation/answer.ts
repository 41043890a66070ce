import { brief, claim, overSpeech, take } from '../incident/answer';
import type { Brief, CallIdentity, Claim, Taking } from '../incident/answer';
import { currentAttempt } from '../incident/board';
import type { AgentRef, AttemptOutcome, Board } from '../incident/board';
import { lease } from '../incident/outbox';
import { passedOn, supersededSpeech } from '../incident/wording';
import { keepHistory, withoutFailing } from './afterwards';
import { Unreachable } from './ports';
import type { Run } from './run';
import { moveOn, phoneFreed, sweep } from './sweep';
import { drain, sendLeased } from './texts';

/** Which team's call a flow speaks for. */
export interface FlowCall extends CallIdentity {
  readonly team: string;
}

/** The flow asks whether it may dial. Throws {@link Unreachable}. */
export async function claimCall(run: Run, call: FlowCall & { readonly token: string }): Promise<Claim> {
  const claimed = await run.change(call.team, 'moving', (board, given) => claim(board, call, given.plan, given.nowMs));
  return claimed.claim;
}

/** The agent has answered: what to say now. Reads only. Throws {@link Unreachable}. */
export async function briefCall(run: Run, call: FlowCall): Promise<Brief> {
  const { board } = await run.read(call.team);
  return brief(board, call, run.plan(call.team));
}

/**
 * The agent pressed 1. "You have it" is answered only after the board says so; the details go out by SMS in the same run,
 * and by any later one if that fails. Throws {@link Unreachable} when the board could not be written.
 */
export async function takeCall(run: Run, call: FlowCall): Promise<Taking> {
  const taken = await run.change(call.team, 'moving', (board, given) => {
    const decision = take(board, call, given);
    // Owed and leased in one write: the agent gets the details one request sooner.
    return { ...decision, board: decision.board === board ? board : lease(decision.board, run.id, given.nowMs) };
  });
  await withoutFailing(run, call.team, () => sendLeased(run, call.team, taken.board, 'moving'));
  return taken.taking;
}

/** What `/next-agent` answers; `stale` means that this call has no say any more. */
export interface Passing {
  readonly result: 'calling' | 'waiting' | 'exhausted' | 'taken' | 'stale';
  readonly agent?: AgentRef;
  readonly speech: string;
}

/** The flow asks for the next agent: this call is over, the next one is started. Throws {@link Unreachable}. */
export async function nextAgent(run: Run, call: FlowCall, outcome: AttemptOutcome): Promise<Passing> {
  const board = await moveOn(run, call.team, call.execution, outcome, 'moving');
  const passing = passingOf(board, call);
  if (passing.result === 'exhausted') {
    await withoutFailing(run, call.team, () => drain(run, call.team, board, 'moving'));
  }
  return passing;
}

/**
 * Studio says that an execution of this flow has ended. The word is only a hint: Studio is asked, and only an execution that
 * has ended moves its team on. Then its team is looked after, and the teams that may have been waiting for the same phone.
 *
 * Throws {@link Unreachable}: Event Streams delivers again, for up to four hours.
 */
export async function executionEnded(
  run: Run,
  execution: string,
  flow: string,
): Promise<'moved-on' | 'not-ours' | 'still-active'> {
  const seen = await run.desk.pager.look(execution, flow);
  if (seen.is === 'unreachable') throw new Unreachable(seen.why);
  if (seen.is === 'active') return 'still-active';
  const call = await run.desk.pager.callOf(execution, flow);
  if (call === undefined) return 'not-ours';
  const board = await moveOn(run, call.team, execution, 'hung-up', 'moving');
  const swept = await sweep(run, call.team, board, 'moving');
  const drained = await drain(run, call.team, swept, 'moving');
  const others = run.desk.plans.teamsOf(call.phone, run.now()).filter((team) => team !== call.team);
  await Promise.all(others.map((team) => withoutFailing(run, team, () => phoneFreed(run, team))));
  await keepHistory(run, call.team, drained);
  return 'moved-on';
}

function passingOf(board: Board, call: FlowCall): Passing {
  const { incident } = board;
  if (incident === null || incident.id !== call.incident) return { result: 'stale', speech: supersededSpeech() };
  if (incident.status === 'exhausted') return { result: 'exhausted', speech: passedOn({ is: 'exhausted' }) };
  const over = overSpeech(incident);
  if (over !== undefined) return { result: incident.status === 'taken' ? 'taken' : 'stale', speech: over.speech };
  const attempt = currentAttempt(incident);
  if (attempt === undefined || attempt.number <= call.attempt) return { result: 'stale', speech: supersededSpeech() };
  const is = attempt.state.is === 'waiting' ? 'waiting' : 'calling';
  return { result: is, agent: attempt.agent, speech: passedOn({ is, agent: attempt.agent }) };
}
