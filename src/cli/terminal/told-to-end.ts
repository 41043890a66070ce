import { once } from 'node:events';

/** Resolves when the system, or Ctrl-C where no key is read, asks this process to end. */
export function toldToEnd(): Promise<unknown> {
  return Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
}
