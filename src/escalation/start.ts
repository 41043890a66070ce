import { lifetimeMs } from '../incident/answer';
import { escalating, type Attempt, type Board, type Impossible, type Incident, type Outlived } from '../board/board';
import type { Given } from '../incident/escalation';
import { isLastTry, outlivedBy, passOver, passRefused, startingWith, tellImpossible } from '../incident/escalation';
import { OUTLIVED_RINGS_MS } from '../incident/limits';
import { leaseOwed } from './lease';
import { ifReachable, type Call, type Created } from './ports';
import type { Run, Urgency } from './run';

/** What creating an execution came to, once 409 and 429 have been dealt with. */
type Started =
  | { readonly is: 'created' | 'engaged' | 'refused' | 'unreachable' }
  | { readonly is: 'impossible'; readonly cause: Impossible }
  /** An execution that nobody waits for holds the contact; `isStuck`: it is of this attempt and never claimed. */
  | { readonly is: 'outlived'; readonly by: Pick<Outlived, 'execution' | 'flow'>; readonly isStuck: boolean };

/**
 * Creates the execution of the attempt that this run has put on the board as starting, if there is one, and passes on to
 * the next agent while Twilio says that an agent is engaged elsewhere or cannot be called. Returns the board as it is then.
 *
 * When Twilio cannot be reached the attempt stays `starting`: the next sweep starts it anew.
 */
export async function startOwn(run: Run, team: string, board: Board, urgency: Urgency): Promise<Board> {
  let current = board;
  let rounds = 0;
  let impossible: Impossible | undefined;
  let over: string | undefined;
  const change = async (decide: (read: Board, given: Given) => Board): Promise<void> => {
    ({ board: current } = await run.change(team, urgency, (read, given) => ({ board: decide(read, given) })));
  };
  const ended = async ({ outlived }: Board): Promise<boolean> => {
    const isOver = outlived === undefined || outlived.execution === over;
    if (isOver || run.now() >= outlived.foundAtMs + OUTLIVED_RINGS_MS) return true;
    if (!(await run.desk.pager.end(outlived.execution, outlived.flow, outlived.phone))) return false;
    over = outlived.execution;
    return true;
  };
  for (;;) {
    const found = ownStart(run, current);
    if (found === undefined) return current;
    const { incident, attempt } = found;
    if (!(await ended(current))) return current;
    const started = await create(run, team, current, incident, attempt);
    // A third execution that outlives its attempt for the same contact is somebody else's doing.
    switch (started.is === 'outlived' && ++rounds > 2 ? 'engaged' : started.is) {
      case 'created':
        run.placed.add(attempt.token);
        return ringingBoard(run, team, current);
      case 'unreachable':
        if (!isLastTry(attempt)) return current;
        // Where others were tried in vain one failure is enough: it is everybody's, or else somebody's phone can ring.
        await change((read, given) => passOver(read, attempt.token, 'failing', given));
        break;
      case 'engaged':
        run.desk.log('info', 'The agent is in another call: the next is tried.', {
          team,
          incident: incident.id,
          agent: attempt.agent.id,
        });
        await change((read, given) => passOver(read, attempt.token, 'engaged', given));
        break;
      case 'impossible': {
        const { cause } = started.is === 'impossible' ? started : { cause: 'unreachable' as const };
        // Twilio may speak of the flow or the account and mean one number: from the second time on another one is tried. What it
        // says of two is so for all.
        const isLast = isLastTry(attempt) && cause !== impossible;
        impossible = cause;
        await change((read, given) => {
          const told = tellImpossible(read, cause, given);
          return isLast ? passOver(told, attempt.token, 'failing', given) : told;
        });
        if (!isLast) return current;
        break;
      }
      case 'refused':
        await change((read, given) => passRefused(read, attempt.token, given));
        break;
      case 'outlived': {
        if (started.is !== 'outlived') break;
        // Ending it must follow from a write: the run that restarted the attempt meanwhile has the newer execution, and it rings. And
        // a run that stops before the call is hung up must leave word of it.
        const { by, isStuck } = started;
        await change((read, given) => outlivedBy(read, attempt.token, by, isStuck, given));
        if (!ownsCurrent(run, current) || !(await ended(current))) return current;
        break;
      }
    }
  }
}

/** How long it usually takes until an execution that was created has claimed. */
const CLAIM_MS = 600;

const MOST_LOOKS = 3;

/**
 * The board after the call has been placed, where its agent is to get an SMS with it: this run sends that, and no sooner. One that takes
 * longer is left to the next run.
 */
async function ringingBoard(run: Run, team: string, board: Board): Promise<Board> {
  if (run.plan(team, board).textsWithCall !== true) return board;
  return (await ifReachable(leasedOnceClaimed(run, team))) ?? board;
}

async function leasedOnceClaimed(run: Run, team: string): Promise<Board | undefined> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    await run.desk.outside.sleep(CLAIM_MS);
    const stored = await run.read(team);
    if (escalating(stored.board)?.attempt?.state.is === 'starting') continue;
    const lease = (read: Board, given: Given) => ({ board: leaseOwed(run, read, given) });
    return (await run.change(team, 'moving', lease, stored)).board;
  }
  return undefined;
}

/** The current attempt if it is starting by this run's own write. */
export function ownStart(run: Run, board: Board): { incident: Incident; attempt: Attempt } | undefined {
  const attempt = escalating(board)?.attempt;
  return attempt !== undefined && run.owns(attempt.token) ? startingWith(board, attempt.token) : undefined;
}

/** Whether the current attempt is as this run left it, starting or waiting. */
function ownsCurrent(run: Run, board: Board): boolean {
  const attempt = escalating(board)?.attempt;
  return attempt !== undefined && run.owns(attempt.token);
}

async function create(run: Run, team: string, board: Board, incident: Incident, attempt: Attempt): Promise<Started> {
  const call: Call = {
    team,
    incident: incident.id,
    attempt: attempt.number,
    token: attempt.token,
    deadlineMs: run.now() + lifetimeMs(run.plan(team, board)),
  };
  const log = (message: string, why: string): void =>
    run.desk.log('error', message, { team, incident: incident.id, agent: attempt.agent.id, why });
  let failures = 0;
  let limited = 0;
  let ended = 0;
  for (;;) {
    run.checkTime();
    const created = await run.desk.pager.create(attempt.agent.phone, call);
    switch (created.is) {
      case 'created':
        return { is: 'created' };
      case 'refused':
        log('Twilio will not call this number: the next agent is called. Correct the roster.', created.why);
        return { is: 'refused' };
      case 'impossible':
        log('No phone can be called: repair this. The next delivery tries again.', created.why);
        return { is: 'impossible', cause: created.cause };
      case 'limited':
        if (++limited > 4) return { is: 'unreachable' };
        await run.desk.outside.sleep(200 * limited);
        break;
      case 'unreachable':
        if (++failures > 1) {
          log('Studio cannot be reached: the next delivery tries again.', created.why);
          return { is: 'unreachable' };
        }
        break;
      case 'conflict': {
        const resolved = await resolveConflict(run, created, call, ended > 0);
        if (resolved !== 'again') return resolved;
        // Each round has verified one execution ended; a third one for the same contact is somebody else's doing.
        if (++ended > 2) return { is: 'engaged' };
        break;
      }
    }
  }
}

/**
 * The contact has an active execution. It may be our own, created by a request whose reply was lost; one of ours that never
 * claimed or is over, which outlived its attempt; another team's, which is left alone unless it is past its own deadline; or a stranger.
 * `isAgain`: Studio insists on it; where today's flow does not have it, it is of an earlier one.
 */
async function resolveConflict(
  run: Run,
  { execution }: Extract<Created, { is: 'conflict' }>,
  call: Call,
  isAgain: boolean,
): Promise<Started | 'again'> {
  const { pager } = run.desk;
  const seen = await pager.look(execution, pager.flow);
  if (seen.is === 'unreachable') return { is: 'unreachable' };
  const flow = seen.is !== 'ended' ? pager.flow : isAgain ? await pager.flowOf(execution) : undefined;
  if (flow === undefined) return 'again';
  const other = await pager.callOf(execution, flow);
  if (other === undefined) return { is: 'engaged' };
  const isOurs = other.team === call.team && other.incident === call.incident;
  if (isOurs && other.token === call.token) return { is: 'created' };
  if (other.team !== call.team && run.now() < other.deadlineMs) return { is: 'engaged' };
  return { is: 'outlived', by: { execution, flow }, isStuck: isOurs && other.attempt === call.attempt };
}
