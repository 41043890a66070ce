import { wallMsAt, wallText } from './zone';

/** An instant as the clock on the wall shows it, such as `Mon 2026-11-23 09:00`. */
export function timeText(atMs: number, zone: string): string {
  return wallText(wallMsAt(atMs, zone));
}

/** An instant as JSON has it. */
export function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
