import type { Patience } from '../aws/follow';

/** Somebody pressed Ctrl-C; the message says how things stand. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Exit status of a program that Ctrl-C ended: 128 and the number of the signal. */
const INTERRUPTED = 130;

/**
 * Runs a command that waits now and then, and returns its exit status. At Ctrl-C its pause, or its next one, rejects with
 * {@link Interrupted}, so that the command can say how things stand; a second Ctrl-C ends the program at once.
 */
export async function patiently(work: (patience: Patience) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    return await work({ pause: (ms) => pauseUnless(stop.signal, ms) });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    console.log(`\n${error.message}`);
    return INTERRUPTED;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function pauseUnless(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = (): void => {
      clearTimeout(timer);
      reject(new Interrupted('Stopped.'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stopped);
      resolve();
    }, ms);
    if (signal.aborted) stopped();
    else signal.addEventListener('abort', stopped, { once: true });
  });
}
