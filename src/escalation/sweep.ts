import { escalating, type AttemptOutcome, type AttemptState, type Board } from '../board/board';
import { advance, executionOf, markEnding, mayHaveLeftItsCall, restart } from '../incident/escalation';
import { CLAIM_AGE_MS } from '../incident/limits';
import { leaseOwed } from './lease';
import type { Run, Urgency } from './run';
import { startOwn } from './start';

/**
 * Looks after the current attempt of a team and moves on whatever has come to a stop. It runs at every delivery of every
 * message of an unfinished incident, so a lost event or a crash costs at most one visibility timeout.
 */
export async function sweep(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  const attempt = escalating(board)?.attempt;
  if (attempt === undefined) return board;
  const { state, token } = attempt;
  switch (state.is) {
    case 'starting':
      return run.now() - state.sinceMs < CLAIM_AGE_MS ? board : startAnew(run, team, token, urgency);
    case 'waiting':
      return run.now() < state.notBeforeMs ? board : startAnew(run, team, token, urgency);
    case 'calling':
    case 'ending': {
      // The run that began to end it may have stopped before the call was hung up, so that it has ended says nothing.
      if (mayHaveLeftItsCall(state, run.now())) return endStuck(run, team, state, urgency);
      // Asked every time, not only past the deadline: a hang-up whose event was lost looks like any call.
      const seen = await run.desk.pager.look(state.execution, state.flow);
      return seen.is === 'ended' ? moveOn(run, team, state.execution, 'hung-up', urgency) : board;
    }
  }
}

/** Makes the attempt of this execution over and starts the next one. */
export async function moveOn(
  run: Run,
  team: string,
  execution: string,
  outcome: AttemptOutcome,
  urgency: Urgency,
): Promise<Board> {
  const advanced = await run.change(team, urgency, (read, given) => {
    const next = advance(read, execution, outcome, given);
    // People who are owed an SMS because of it get it one request sooner.
    return { board: next === read ? read : leaseOwed(run, next, given) };
  });
  return startOwn(run, team, advanced.board, urgency);
}

/** A phone that a team may be waiting for is free again: it is rung at once instead of at the next delivery. */
export async function phoneFreed(run: Run, team: string): Promise<Board> {
  const { board } = await run.read(team);
  const attempt = escalating(board)?.attempt;
  return attempt?.state.is === 'waiting' && attempt.state.why === 'engaged'
    ? startAnew(run, team, attempt.token, 'moving')
    : board;
}

/** Only the attempt that was found overdue: meanwhile it may have claimed, or somebody else started it. */
async function startAnew(run: Run, team: string, token: string, urgency: Urgency): Promise<Board> {
  const restarted = await run.change(team, urgency, (read, given) => ({ board: restart(read, token, given) }));
  return startOwn(run, team, restarted.board, urgency);
}

/**
 * Ends the call of the current attempt and starts the next one. That it is being ended is written first, and the next phone rings
 * only when it is certain that this one does not; where it is not, a later sweep ends it.
 */
async function endStuck(
  run: Run,
  team: string,
  { execution, flow }: Extract<AttemptState, { is: 'calling' | 'ending' }>,
  urgency: Urgency,
): Promise<Board> {
  run.desk.log(
    'warn',
    'A call is past its deadline: it is ended and the next agent is called, unless it was taken just now.',
    { team, execution },
  );
  const { board: marked } = await run.change(team, urgency, (read) => ({ board: markEnding(read, execution) }));
  const attempt = escalating(marked)?.attempt;
  if (attempt?.state.is !== 'ending' || executionOf(attempt) !== execution) return marked;
  if (!(await run.desk.pager.end(execution, flow, attempt.agent.phone))) return marked;
  return moveOn(run, team, execution, 'timed-out', urgency);
}
