import { brief, calleeOf, catalogueFor, claim, finalId, overSpeech, take } from '../incident/answer';
import type { Brief, CallIdentity, Claim, Taking } from '../incident/answer';
import { escalating, incidentNamed, type AgentRef, type AttemptOutcome, type Board } from '../board/board';
import type { Given } from '../incident/escalation';
import type { CallPlan } from '../incident/plan';
import { leased } from '../incident/outbox';
import { wordsOn } from '../incident/words';
import { passedOn, youHaveIt } from '../incident/said/speech';
import { doErrands, runErrands, withoutFailing } from './errands';
import { leaseOwed } from './lease';
import { Unreachable } from './ports';
import type { Run } from './run';
import { moveOn, phoneFreed, sweep } from './sweep';

/** Which team's call a flow speaks for. */
export interface FlowCall extends CallIdentity {
  readonly team: string;
}

/**
 * The flow asks whether it may dial. `flow`: the Studio flow that the execution is of. Throws {@link Unreachable}.
 */
export async function claimCall(
  run: Run,
  call: FlowCall & { readonly token: string; readonly flow: string },
): Promise<Claim> {
  return knowingly(run, call.team, async () => {
    // What lies beside the board is not waited for: when the phone is answered there is time.
    const claimed = await run.change(call.team, 'moving', (board, { plan, nowMs }) =>
      claim(board, call, wordsOn(board, call.incident), plan, nowMs),
    );
    return { answer: claimed.claim, isUnknown: !claimed.claim.ring && claimed.claim.why === 'unknown' };
  });
}

/** The agent has answered: what to say now. Reads only. Throws {@link Unreachable}. */
export async function briefCall(run: Run, call: FlowCall): Promise<Brief> {
  return knowingly(run, call.team, async () => {
    const { board } = await run.read(call.team);
    const words = await run.wordsOf(board, call.incident);
    return {
      answer: brief(board, call, words, run.plan(call.team, board)),
      isUnknown: incidentNamed(board, call.incident) === undefined,
    };
  });
}

/**
 * The agent pressed 1. "You have it" is answered only after the board says so; the details go out by SMS in the same run,
 * and by any later one if that fails. Throws {@link Unreachable} when the board could not be written.
 */
export async function takeCall(run: Run, call: FlowCall): Promise<Taking> {
  return knowingly(run, call.team, async () => {
    const decide = (board: Board, given: Given) => {
      const decision = take(board, call, given);
      // Owed and leased in one write: the agent gets the details one request sooner.
      return decision.board === board ? decision : { ...decision, board: leaseOwed(run, decision.board, given) };
    };
    const changing = run.change(call.team, 'moving', decide);
    // The SMS will need them.
    const reading = run.wordsBeside(call.incident);
    const taken = await changing;
    await withoutFailing(run, call.team, async () => {
      await reading;
      return doErrands(run, call.team, taken.board, 'moving');
    });
    const incident = incidentNamed(taken.board, finalId(taken.board, call.incident));
    const { result, speech } = taken.taking;
    // By now it is known whether the details can follow by message.
    const isDeaf = result === 'taken' && run.deaf.has(incident?.taken?.by ?? '');
    const plan = run.plan(call.team, taken.board);
    return {
      answer: { result, speech: isDeaf ? youHaveIt(catalogueFor(taken.board, call, plan), false) : speech },
      isUnknown: incident === undefined,
    };
  });
}

/** An incident that the board does not know may be on a board of the first release, in the middle of an upgrade. */
async function knowingly<Answer>(
  run: Run,
  team: string,
  ask: () => Promise<{ readonly answer: Answer; readonly isUnknown: boolean }>,
): Promise<Answer> {
  const { answer, isUnknown } = await ask();
  return isUnknown && (await run.adopt(team)) ? (await ask()).answer : answer;
}

/** What `/next-agent` answers; `stale` means that this call has no say any more. */
export interface Passing {
  readonly result: 'calling' | 'waiting' | 'exhausted' | 'taken' | 'stale';
  readonly agent?: AgentRef;
  readonly speech: string;
}

/** The flow asks for the next agent: this call is over, the next one is started. Throws {@link Unreachable}. */
export async function nextAgent(run: Run, call: FlowCall, outcome: AttemptOutcome): Promise<Passing> {
  return knowingly(run, call.team, async () => {
    const board = await moveOn(run, call.team, call.execution, outcome, 'moving');
    const plan = run.plan(call.team, board);
    const passing = passingOf(board, call, plan);
    // What this run has leased nobody else may send.
    const isSender = leased(board, run.id, plan).length > 0;
    if (passing.result === 'exhausted' || passing.result === 'taken' || isSender) {
      await withoutFailing(run, call.team, () => runErrands(run, call.team, board, 'moving'));
    }
    return { answer: passing, isUnknown: incidentNamed(board, finalId(board, call.incident)) === undefined };
  });
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
  await runErrands(run, call.team, swept, 'moving');
  const others = run.desk.plans.teamsOf(call.phone, run.now()).filter((team) => team !== call.team);
  await Promise.all(others.map((team) => withoutFailing(run, team, () => phoneFreed(run, team))));
  return 'moved-on';
}

function passingOf(board: Board, call: FlowCall, plan: CallPlan): Passing {
  const catalogue = catalogueFor(board, call, plan);
  const { speech } = catalogue;
  const incident = incidentNamed(board, call.incident);
  if (incident === undefined) {
    const isCarried = finalId(board, call.incident) !== call.incident;
    return { result: 'stale', speech: isCarried ? speech.superseded : speech.unconfirmed };
  }
  if (incident.status === 'exhausted') return { result: 'exhausted', speech: passedOn(catalogue, { is: 'exhausted' }) };
  const over = overSpeech(catalogue, incident, plan, calleeOf(board, call));
  if (over !== undefined) return { result: incident.status === 'taken' ? 'taken' : 'stale', speech: over.message };
  const attempt = escalating(board)?.attempt;
  if (attempt === undefined || attempt.number <= call.attempt) return { result: 'stale', speech: speech.superseded };
  const is = attempt.state.is === 'waiting' ? 'waiting' : 'calling';
  return { result: is, agent: attempt.agent, speech: passedOn(catalogue, { is, agent: attempt.agent }) };
}
