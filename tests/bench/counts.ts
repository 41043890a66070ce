import { readFileSync, statSync } from 'node:fs';
import { pathFromAlarm, pathFromKeyTwo } from './call-path';
import type { CallPath } from './call-path';
import { projectFile } from './project-file';
import { LATENCY_MS, passedToAnother, passedToTheSame } from './story';

/** What is the same on every machine, and so can fail. */
export interface Count {
  readonly what: string;
  readonly value: number;
  /** No limit is set when left out. */
  readonly atMost?: number;
}

/** One step from a cause to a ringing phone: how many Twilio requests follow one upon the other. */
export interface Step extends Count {
  /** Those too of Functions that run meanwhile and that nothing waits for. */
  readonly allRequests: number;
  /** Virtual time. */
  readonly ms: number;
}

/** Rehearses on virtual time, so that every run gives the same numbers. */
export async function countRequests(): Promise<readonly Step[]> {
  const another = await passedToAnother();
  const theSame = await passedToTheSame();
  return [
    ...stepsOf(pathFromAlarm(another, LATENCY_MS), '/alarm is called', 'first execution', { execution: 3, ring: 2 }),
    ...stepsOf(pathFromKeyTwo(another, LATENCY_MS), 'key 2', 'execution for the next agent', { execution: 3 }),
    ...stepsOf(pathFromKeyTwo(theSame, LATENCY_MS), 'key 2, one agent', 'execution for the same', { execution: 6 }),
  ];
}

function stepsOf(
  { toExecution, toRing }: CallPath,
  cause: string,
  execution: string,
  atMost: { readonly execution: number; readonly ring?: number },
): readonly Step[] {
  const { sequentialRequests, ...rest } = toExecution;
  const { sequentialRequests: ofRing, ...restOfRing } = toRing;
  return [
    { what: `${cause} → ${execution}`, value: sequentialRequests, atMost: atMost.execution, ...rest },
    {
      what: `${execution} → phone rings`,
      value: ofRing,
      ...(atMost.ring === undefined ? {} : { atMost: atMost.ring }),
      ...restOfRing,
    },
  ];
}

/** The built Lambda, and what of the Function that a key press waits for is ours. */
export function countBytes(): readonly Count[] {
  const own = JSON.parse(readFileSync(projectFile('dist', 'own-bytes.json'), 'utf8')) as Readonly<
    Record<string, number>
  >;
  return [
    {
      what: 'bytes of the Lambda',
      value: statSync(projectFile('dist', 'lambda', 'index.js')).size,
      atMost: 12_000,
    },
    { what: 'our own bytes in a key press', value: own['take.protected.js'] ?? Infinity, atMost: 160_000 },
  ];
}

/** What is above its limit, in words. */
export function missed(counts: readonly Count[]): readonly string[] {
  return counts.flatMap(({ what, value, atMost }) =>
    atMost === undefined || value <= atMost ? [] : [`${what}: ${value} instead of at most ${atMost}`],
  );
}
