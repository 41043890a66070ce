import { escalating } from '../board/board';
import type { Board } from '../board/board';
import { heldUntilMs } from '../incident/outbox';
import { dueAtMs } from '../incident/tend';
import { withoutFailing } from './errands';
import { ifReachable, type BoardList, type DueTeam, type StoredBoard, type Watcher } from './ports';
import { lookAfter } from './receive';
import { ownStart, startOwn } from './start';
import type { Run } from './run';

/** A heartbeat as it came off the queue. */
export interface Beat {
  readonly id: string;
  readonly redelivered: boolean;
}

/** A heartbeat that keeps watch and has not come for so long is lost: another one takes over. */
const WATCHER_LOST_MS = 150_000;

/** A heartbeat is delivered at most 1,000 times: after this time a fresh one takes over. */
const WATCHER_RESTS_MS = 30 * 60_000;

/**
 * Looks after every team of which something is due, or whose roster was edited while something was open, side by side, one team's failure being no other's. Returns whether this
 * heartbeat must come back, because it stands in for the message that a chain of calls, or an SMS, does not have.
 *
 * `due`: the index as it was just read.
 */
export async function beat(run: Run, heartbeat: Beat, due: readonly DueTeam[]): Promise<'settled' | 'watching'> {
  const ripe = due.filter(
    ({ atMs, watcher, isOfOtherRoster }) =>
      atMs <= run.now() || watcher?.id === heartbeat.id || (isOfOtherRoster && atMs < Infinity),
  );
  const watching = await Promise.all(ripe.map((entry) => lookAfterDue(run, heartbeat, entry)));
  return watching.includes(true) ? 'watching' : 'settled';
}

/** In the last five minutes of an hour, of which the stack's heartbeat has one, the boards are compared with the index. */
const COMPARED_EVERY_MS = 3_600_000;
const COMPARED_FROM_MS = 3_300_000;

/**
 * The teams of which the index does not know though they have a board, as far as it is looked for: they are looked after, and
 * listed again. So are those whose alarms the first release took in after this one, while it was deployed again. Throws
 * {@link Unreachable} when there is no index and the boards cannot be had.
 */
export async function lostDue(
  listed: readonly DueTeam[] | undefined,
  listBoards: BoardList,
  nowMs: number,
): Promise<readonly DueTeam[]> {
  if (listed !== undefined && nowMs % COMPARED_EVERY_MS < COMPARED_FROM_MS) return [];
  // Where there is an index it must be obeyed though the boards cannot be had.
  const boards = await (listed === undefined ? listBoards() : ifReachable(listBoards()));
  const isLost = (team: string, stored: StoredBoard | undefined): boolean =>
    listed === undefined || (stored?.board.dueMs !== undefined && listed.every((each) => each.team !== team));
  return [...(boards ?? [])].flatMap(([team, stored]) => {
    const hasFirst = stored?.hasFirst === true;
    return hasFirst || isLost(team, stored) ? [{ team, atMs: 0, isOfOtherRoster: false, hasFirst }] : [];
  });
}

async function lookAfterDue(run: Run, heartbeat: Beat, entry: DueTeam): Promise<boolean> {
  const { team, revision } = entry;
  let isWatching = false;
  await withoutFailing(run, team, async () => {
    if (entry.hasFirst === true) await run.adopt(team);
    // Whatever time asks for is part of every change.
    const { board } = await run.change(team, 'joining', (read) => ({ board: read }));
    const after = await lookAfter(run, team, board);
    const dueMsOf = (each: Board): number => dueAtMs(each, run.plan(team, each), run.now());
    const isSame = dueMsOf(after) === entry.atMs && !entry.isOfOtherRoster;
    if (isSame && !needsWatch(run, team, after) && entry.watcher === undefined) return;
    // The board must not believe in an earlier time than the index has: it would not be listed when it needs to be.
    // And only a write finds a board of the first release: what is due of that is seen when it has been written.
    const told = await run.change(team, 'joining', (read) => ({ board: withDue(read, dueMsOf(read)) }));
    // Something may have become due meanwhile: then this very write began a chain.
    // What was starting before has its execution already, whether or not that has claimed.
    const begun = ownStart(run, told.board)?.attempt.token;
    const hasBegun = begun !== undefined && begun !== ownStart(run, after)?.attempt.token;
    const last = hasBegun ? await startOwn(run, team, told.board, 'moving') : told.board;
    const watcher = needsWatch(run, team, last) ? watcherNow(run, heartbeat, entry) : undefined;
    const isPut = await run.desk.due.put(team, dueMsOf(last), {
      // The run that starts a chain has just listed it again: then the entry is from this very run.
      ...(after.dueMs === board.dueMs && !hasBegun && revision !== undefined ? { revision } : {}),
      ...(watcher === undefined ? {} : { watcher }),
    });
    isWatching = isPut && watcher?.id === heartbeat.id;
  });
  return isWatching;
}

function withDue(board: Board, dueMs: number): Board {
  const { dueMs: past, ...rest } = board;
  if (past === dueMs) return board;
  return dueMs === Infinity ? rest : { ...rest, dueMs };
}

/** Whether something goes on for which no alarm's message comes back. */
function needsWatch(run: Run, team: string, board: Board): boolean {
  const chain = escalating(board)?.chain ?? 'alarm';
  // While the roster cannot be read nobody knows the numbers of some: every heartbeat looks whether it can.
  const { people } = run.plan(team, board);
  const isOwed = board.outbox.some((owed) => people.has(owed.to) && run.now() >= heldUntilMs(board, owed));
  return chain !== 'alarm' || isOwed;
}

/** Who keeps watch from now on: this heartbeat, or the one that does already. */
function watcherNow(run: Run, { id, redelivered }: Beat, { watcher }: DueTeam): Watcher {
  const nowMs = run.now();
  if (watcher?.id === id) return { ...watcher, seenMs: nowMs };
  const isLost = watcher === undefined || nowMs >= watcher.seenMs + WATCHER_LOST_MS;
  const isTired = watcher !== undefined && nowMs >= watcher.sinceMs + WATCHER_RESTS_MS && !redelivered;
  return watcher !== undefined && !isLost && !isTired ? watcher : { id, sinceMs: nowMs, seenMs: nowMs };
}
