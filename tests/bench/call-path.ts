import type { LedgerEntry } from '../../src/rehearsal/ledger';

/** One step on the way from a cause to a ringing phone. */
export interface Step {
  /** How many Twilio requests follow one upon the other: none begins before the one before it is answered. */
  readonly sequentialRequests: number;
  /** Every Twilio request on the ledger in that time, also those that nothing on the way waits for. */
  readonly allRequests: number;
  /** Virtual time. */
  readonly ms: number;
}

/** The way from a cause to the next execution, and from there to the call that it places. */
export interface CallPath {
  readonly toExecution: Step;
  readonly toRing: Step;
}

interface FunctionRun {
  readonly path: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The way from `/alarm` being called for the first time. Throws when no phone rings. */
export function pathFromAlarm(ledger: readonly LedgerEntry[], latencyMs: number): CallPath {
  const run = runsIn(ledger).find(({ path }) => path === '/alarm');
  return pathFrom(ledger, wanted(run, '/alarm is never called').fromMs, latencyMs);
}

/** The way from the first time that somebody presses 2. Throws when nobody does, or no phone rings after that. */
export function pathFromKeyTwo(ledger: readonly LedgerEntry[], latencyMs: number): CallPath {
  const press = ledger.find((entry) => entry.kind === 'key' && entry.key === '2');
  return pathFrom(ledger, wanted(press, 'nobody presses 2').atMs, latencyMs);
}

/**
 * Reads the way off the ledger. On it lie the Function that the cause starts, the Function during which the execution comes
 * into being, and then the claim. Where another Function runs at the same time its requests count too, so that the count may
 * be too large but never too small.
 */
function pathFrom(ledger: readonly LedgerEntry[], startMs: number, latencyMs: number): CallPath {
  const executions = ledger.filter((entry) => entry.kind === 'execution-started');
  const started = wanted(
    executions.find(({ atMs }) => atMs >= startMs),
    'no execution is created',
  );
  const rings = ledger.filter((entry) => entry.kind === 'ring');
  const ring = wanted(
    rings.find(({ execution }) => execution === started.execution),
    'no phone rings',
  );
  const runs = runsIn(ledger);
  const first = runs.filter(({ fromMs }) => fromMs >= startMs).toSorted((a, b) => a.fromMs - b.fromMs)[0];
  const creating = runs.filter(({ fromMs, toMs }) => fromMs <= started.atMs && started.atMs <= toMs);
  const claiming = runs.filter(({ path }) => path === '/claim');
  return {
    toExecution: stepOf(
      ledger,
      first === undefined ? creating : [first, ...creating],
      startMs,
      started.atMs,
      latencyMs,
    ),
    toRing: stepOf(ledger, claiming, started.atMs, ring.atMs, latencyMs),
  };
}

function stepOf(
  ledger: readonly LedgerEntry[],
  runs: readonly FunctionRun[],
  afterMs: number,
  untilMs: number,
  latencyMs: number,
): Step {
  const requestsAtMs = ledger
    .filter(({ kind, atMs }) => kind === 'request' && atMs > afterMs && atMs <= untilMs)
    .map(({ atMs }) => atMs);
  const onTheWay = requestsAtMs.filter((atMs) => runs.some((run) => run.fromMs <= atMs && atMs <= run.toMs));
  return {
    sequentialRequests: longestChain(onTheWay, latencyMs),
    allRequests: requestsAtMs.length,
    ms: untilMs - afterMs,
  };
}

/**
 * The most requests that can have followed one upon the other, given when each reached Twilio. Each takes `latencyMs` in
 * all, so two that arrive closer together than that were on their way at the same time.
 */
export function longestChain(arrivalsMs: readonly number[], latencyMs: number): number {
  let length = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const atMs of arrivalsMs.toSorted((a, b) => a - b)) {
    if (atMs - lastMs < latencyMs) continue;
    length += 1;
    lastMs = atMs;
  }
  return length;
}

/** The ledger has an entry at the end of each run, with how long it took. */
function runsIn(ledger: readonly LedgerEntry[]): readonly FunctionRun[] {
  return ledger
    .filter((entry) => entry.kind === 'function')
    .map(({ path, atMs, tookMs }) => ({ path, fromMs: atMs - tookMs, toMs: atMs }));
}

function wanted<Value>(value: Value | undefined, otherwise: string): Value {
  if (value === undefined) throw new Error(`The rehearsal went another way than the bench measures: ${otherwise}.`);
  return value;
}
