import type { CallPath } from './call-path';

/** A measured value and the most that it may be; null where no target is set. */
export interface Figure {
  readonly value: number;
  readonly atMost: number | null;
}

/** One step from a cause to a ringing phone. */
export interface MeasuredStep {
  readonly from: string;
  readonly to: string;
  readonly sequentialRequests: Figure;
  readonly allRequests: number;
  readonly ms: number;
  /** From what began it all: `/alarm` being called, or the key. */
  readonly sinceCauseMs: number;
}

/** One built Function. */
export interface MeasuredFunction {
  /** The name of its file without `.js`. */
  readonly name: string;
  readonly bytes: number;
  readonly loadMs: Figure;
  readonly loadWithTwilioMs: number;
}

/** What the roster's code takes for a large roster. */
export interface MeasuredRoster {
  readonly teams: number;
  readonly agents: number;
  /** In a fresh process. */
  readonly parseColdMs: Figure;
  readonly parseWarmMs: Figure;
  /** Who is called for an alarm at an instant, once the roster is parsed. */
  readonly whoMs: Figure;
  /** All teams' gaps in 400 days. */
  readonly coverageMs: Figure;
  /** What the roster's code adds to loading a Function. */
  readonly loadMs: Figure;
}

/** Everything that the bench measures; `--json` prints it as it is. */
export interface Report {
  readonly machine: { readonly node: string; readonly cores: number };
  readonly latencyMs: number;
  readonly steps: readonly MeasuredStep[];
  readonly lambda: {
    readonly bytes: Figure;
    readonly loadMs: number;
    readonly bareLoadMs: number;
    readonly loadRatio: Figure;
    readonly pairs: number;
  };
  readonly functions: readonly MeasuredFunction[];
  readonly roster: MeasuredRoster;
  readonly rehearsalSeconds: Figure;
}

/** The two steps of a way to a ringing phone, under the names that people know them by, with the requests allowed to each. */
export function measuredPath(
  { toExecution, toRing }: CallPath,
  names: { readonly cause: string; readonly execution: string; readonly ring: string },
  atMost: { readonly execution: number; readonly ring: number | null },
): readonly MeasuredStep[] {
  return [
    {
      from: names.cause,
      to: names.execution,
      sequentialRequests: { value: toExecution.sequentialRequests, atMost: atMost.execution },
      allRequests: toExecution.allRequests,
      ms: toExecution.ms,
      sinceCauseMs: toExecution.ms,
    },
    {
      from: names.execution,
      to: names.ring,
      sequentialRequests: { value: toRing.sequentialRequests, atMost: atMost.ring },
      allRequests: toRing.allRequests,
      ms: toRing.ms,
      sinceCauseMs: toExecution.ms + toRing.ms,
    },
  ];
}

/** Whether a figure is within its target; one without a target always is. */
export function isMet({ value, atMost }: Figure): boolean {
  return atMost === null || value <= atMost;
}

/** What misses its target, in words. Only counts and bytes: they are the same on every machine, and times are not. */
export function missedIn({ steps, lambda }: Report): readonly string[] {
  const missedSteps = steps
    .filter(({ sequentialRequests }) => !isMet(sequentialRequests))
    .map(
      ({ from, to, sequentialRequests: { value, atMost } }) =>
        `${from} → ${to}: ${value} requests instead of at most ${atMost ?? '-'}`,
    );
  const { value, atMost } = lambda.bytes;
  const missedBytes = isMet(lambda.bytes) ? [] : [`Lambda bundle: ${value} bytes instead of at most ${atMost ?? '-'}`];
  return [...missedSteps, ...missedBytes];
}
