import { spawnSync } from 'node:child_process';
import { median } from './median';
import { projectFile } from './project-file';

/** One bundle to be loaded, in a fresh process each time. */
export interface Loading {
  /** An absolute path. */
  readonly file: string;
  /** Whether `twilio` is loaded after it, as `getTwilioClient()` does. */
  readonly withTwilio: boolean;
}

/** How often everything is loaded, and the time after which no further round is begun. */
export interface Effort {
  readonly rounds: number;
  readonly budgetMs: number;
}

/**
 * Loads each of them in turn, round after round, so that a busy moment of the machine meets all of them alike. Returns
 * milliseconds, one list for each, round by round. There is always a first round.
 */
export function loadTimesMs(
  loadings: readonly Loading[],
  { rounds, budgetMs }: Effort,
): readonly (readonly number[])[] {
  const untilMs = performance.now() + budgetMs;
  const times = loadings.map((loading) => [loadOnceMs(loading)]);
  for (let round = 1; round < rounds && performance.now() < untilMs; round++) {
    for (const [index, loading] of loadings.entries()) times[index]?.push(loadOnceMs(loading));
  }
  return times;
}

/** The median of the ratios of two lists, pair by pair. */
export function medianRatio(times: readonly number[], ofTimes: readonly number[]): number {
  return median(times.flatMap((time, round) => (ofTimes[round] === undefined ? [] : [time / ofTimes[round]])));
}

/** Throws when the bundle cannot be loaded. */
export function loadOnceMs({ file, withTwilio }: Loading): number {
  const timer = projectFile('tests', 'bench', 'load-timer.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [timer, file, ...(withTwilio ? ['twilio'] : [])], {
    encoding: 'utf8',
    env: unadorned(),
  });
  const ms = Number(stdout);
  if (status !== 0 || stdout === '' || !Number.isFinite(ms)) throw new Error(`${file} cannot be loaded: ${stderr}`);
  return ms;
}

/** Neither of these is set where the bundles are deployed, and both change how long loading takes. */
function unadorned(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_COMPILE_CACHE: _cache, ...rest } = process.env;
  return rest;
}
