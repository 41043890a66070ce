import type { Waiting } from '../../aws/follow';
import type { Machine } from '../machine';
import { print } from './print';

/** Somebody pressed Ctrl-C; the message says how things stand. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Exit status of a program that Ctrl-C ended: 128 and the number of the signal. */
const INTERRUPTED = 130;

/** So long Ctrl-C may go unnoticed. */
const SLICE_MS = 500;

/**
 * Runs a command that waits now and then, and returns its exit status. At Ctrl-C its pause, or its next one, rejects with
 * {@link Interrupted}, so that the command can say how things stand; a second Ctrl-C ends the program at once.
 */
export async function interruptibly(
  machine: Pick<Machine, 'sleep'>,
  work: (waiting: Waiting) => Promise<number>,
): Promise<number> {
  let isOver = false;
  const interrupt = (): void => {
    isOver = true;
  };
  const pause = async (ms: number): Promise<void> => {
    for (let leftMs = ms; leftMs > 0; leftMs -= SLICE_MS) {
      if (isOver) break;
      await machine.sleep(Math.min(leftMs, SLICE_MS));
    }
    if (isOver) throw new Interrupted('Stopped.');
  };
  process.once('SIGINT', interrupt);
  try {
    return await work({ pause });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    print(`\n${error.message}`);
    return INTERRUPTED;
  } finally {
    process.off('SIGINT', interrupt);
  }
}
