/**
 * What a message of some source says, in that source's own words.
 *
 * - `alarm`: something is wrong.
 * - `ok`: what the same `key` said was wrong is over.
 * - `calm`: neither; nobody is called. A build has begun, a task is starting.
 */
export interface Reading {
  readonly state: 'alarm' | 'ok' | 'calm';
  /** What happened, in a few words. */
  readonly title: string;
  /** What it happened to, by the name that people gave it. */
  readonly where?: string | undefined;
  readonly what?: string | undefined;
  /** What it is about, the same when it is over. Without one the message is known by itself alone. */
  readonly key?: string | undefined;
  /** When, as the message writes it. */
  readonly at?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** What the words of AWS for the state of some work mean. One that nobody knows is wrong until somebody has looked. */
export function stateOf(word: string | undefined): Reading['state'] {
  const known = (word ?? '').toUpperCase().replaceAll(/[ -]/g, '_');
  if (/^(SUCCEEDED|COMPLETED|COMPLETE|RESOLVED|CLOSED|READY)$/.test(known)) return 'ok';
  const goesOn =
    /^(CREATED|PENDING|QUEUED|PROVISIONING|ACTIVATING|SUBMITTED|START(ED|ING)|RUNNING|IN_PROGRESS|RESUMED)$/;
  const byHand = /^(STOPP(ED|ING)|CANCELL?(ED|ING)|SUPERSEDED)$/;
  return goesOn.test(known) || byHand.test(known) ? 'calm' : 'alarm';
}

/** `SERVICE_TASK_START_IMPAIRED` as words. */
export function wordsIn(code: string | undefined): string {
  return (code ?? '').replaceAll('_', ' ').toLowerCase();
}

/** Several parts as one text, without those that are missing. */
export function joined(parts: readonly (string | undefined)[], by: string): string | undefined {
  return parts.filter((part) => part !== undefined && part !== '').join(by) || undefined;
}
