import type { Board } from '../incident/board';
import { withoutRecorded } from '../incident/history';
import { Unreachable } from './ports';
import type { Run } from './run';

/** What follows an answer that already stands must not spoil it: it is owed on the board, and a later run does it. */
export async function withoutFailing(run: Run, team: string, follow: () => Promise<unknown>): Promise<void> {
  try {
    await follow();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    run.desk.log('warn', 'What is still owed is left to the next delivery.', { team, why: error.message });
  }
}

/**
 * Tells the history what the board owes it. The last thing that a run does, and only in runs for which nobody waits on the
 * phone. Whatever fails stays owed; nothing else depends on it.
 */
export async function keepHistory(run: Run, team: string, { history = [] }: Board): Promise<void> {
  if (history.length === 0) return;
  await withoutFailing(run, team, async () => {
    const appended = await Promise.all(history.map((entry) => run.desk.history.append(entry)));
    const recorded = history.filter((_, index) => appended[index]);
    if (recorded.length < history.length) run.desk.log('warn', 'The history could not be written.', { team });
    if (recorded.length === 0) return;
    await run.change(team, 'joining', (board) => ({ board: withoutRecorded(board, recorded) }));
  });
}
