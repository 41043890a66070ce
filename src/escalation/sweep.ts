import { currentAttempt } from '../incident/board';
import type { AttemptOutcome, Board } from '../incident/board';
import { advance, markEnding, mayHaveLeftItsCall, restart } from '../incident/escalation';
import { CLAIM_AGE_MS } from '../incident/limits';
import type { Run, Urgency } from './run';
import { startOwn } from './start';

/**
 * Looks after the current attempt of a team and moves on whatever has come to a stop. It runs at every delivery of every
 * message of an unfinished incident, so a lost event or a crash costs at most one visibility timeout.
 */
export async function sweep(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  const { incident } = board;
  const attempt = incident === null ? undefined : currentAttempt(incident);
  if (incident?.status !== 'escalating' || attempt === undefined) return board;
  const { state } = attempt;
  switch (state.is) {
    case 'starting':
      return run.now() - state.sinceMs < CLAIM_AGE_MS ? board : startAnew(run, team, attempt.token, urgency);
    case 'waiting':
      return run.now() < state.notBeforeMs ? board : startAnew(run, team, attempt.token, urgency);
    case 'calling':
    case 'ending': {
      // Asked every time, not only past the deadline: a hang-up whose event was lost looks like any call.
      const seen = await run.desk.pager.look(state.execution, run.desk.pager.flow);
      if (seen.is === 'ended' && !mayHaveLeftItsCall(state, run.now())) {
        return moveOn(run, team, state.execution, 'hung-up', urgency);
      }
      // Whoever began to end it may have stopped before the call was hung up.
      if (state.is === 'ending') return endStuck(run, team, state.execution, urgency);
      if (seen.is === 'unreachable' || run.now() < state.deadlineMs) return board;
      return endStuck(run, team, state.execution, urgency);
    }
    case 'over':
      return board;
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
  const advanced = await run.change(team, urgency, (read, given) => ({
    board: advance(read, execution, outcome, given),
  }));
  return startOwn(run, team, advanced.board, urgency);
}

/** A phone that a team may be waiting for is free again: it is rung at once instead of at the next delivery. */
export async function phoneFreed(run: Run, team: string): Promise<Board> {
  const { board } = await run.read(team);
  const attempt = board.incident === null ? undefined : currentAttempt(board.incident);
  return attempt?.state.is === 'waiting' && attempt.state.why === 'engaged'
    ? startAnew(run, team, attempt.token, 'moving')
    : board;
}

async function startAnew(run: Run, team: string, token: string, urgency: Urgency): Promise<Board> {
  const restarted = await run.change(team, urgency, (read, given) => {
    // Only the attempt that was found overdue: meanwhile it may have claimed, or somebody else started it.
    const attempt = read.incident === null ? undefined : currentAttempt(read.incident);
    const same = read.incident?.status === 'escalating' && attempt?.token === token;
    return { board: same ? restart(read, given) : read };
  });
  return startOwn(run, team, restarted.board, urgency);
}

async function endStuck(run: Run, team: string, execution: string, urgency: Urgency): Promise<Board> {
  const marked = await run.change(team, urgency, (read) => ({ board: markEnding(read, execution) }));
  const attempt = marked.board.incident === null ? undefined : currentAttempt(marked.board.incident);
  if (attempt?.state.is !== 'ending' || attempt.state.execution !== execution) return marked.board;
  run.desk.log('warn', 'A call is past its deadline: it is ended and the next agent is called.', { team, execution });
  if (!(await run.desk.pager.end(execution, run.desk.pager.flow))) return marked.board;
  return moveOn(run, team, execution, 'timed-out', urgency);
}
