import * as fc from 'fast-check';
import type { Fate } from '../../src/rehearsal/network';
import type { Conduct, KeyPress } from '../../src/rehearsal/phones/conduct';
import type { Switches } from '../../src/rehearsal/rehearsal';

/** One night with everything that can go wrong in it, as data: it prints as a story and runs again as it is. */
export interface Schedule {
  readonly agents: readonly ('ann' | 'bob' | 'cyd')[];
  readonly maxCalls: number;
  readonly alarms: readonly {
    readonly name: string;
    readonly state: 'ALARM' | 'OK';
    readonly atSeconds: number;
    readonly twice: boolean;
  }[];
  readonly conducts: readonly Conduct[];
  /** Fates of requests, by their number from 1; the others are delivered. */
  readonly fates: readonly { readonly request: number; readonly fate: Fate }[];
  /** When the event of the n-th ended execution is delivered, in milliseconds; none when it is lost. */
  readonly events: readonly (readonly number[])[];
  /** These executions, counted from 1, never end by themselves. */
  readonly stuck: readonly number[];
  readonly switches: Partial<Switches>;
}

/** After this many seconds the outside world works again. */
const LAST_ALARM_SECONDS = 240;

const MOST_FAULTY_REQUEST = 60;

const fate: fc.Arbitrary<Fate> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(refused(429, 20429), refused(500, 20500), refused(503, 20503), refused(401, 20003)),
  },
  { weight: 1, arbitrary: fc.constant<Fate>({ is: 'drop' }) },
  { weight: 3, arbitrary: fc.constantFrom<Fate>({ is: 'crash-before' }, { is: 'crash-after' }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(0, 50, 1_000, 3_000, 8_000, 25_000, 60_000)
      .map((appliedAfterMs): Fate => ({ is: 'lose-reply', appliedAfterMs })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2_000, 2_600, 6_000).map((latencyMs): Fate => ({ is: 'deliver', latencyMs })),
  },
);

const key: fc.Arbitrary<KeyPress> = fc.record({
  key: fc.constantFrom('1', '1', '1', '2', '5'),
  after: fc.constantFrom<KeyPress['after']>('answer', 'first words', 'first prompt', 'every prompt'),
  delayMs: fc.constantFrom(0, 300, 800, 3_000, 9_000),
});

const conduct: fc.Arbitrary<Conduct> = fc.oneof(
  fc.record({
    ringing: fc.constantFrom<Conduct['ringing']>('ignores', 'rejects', 'fails'),
    afterMs: fc.constantFrom(0, 1_500),
    keys: fc.constant([]),
    patienceMs: fc.constant(60_000),
  }),
  fc.record(
    {
      ringing: fc.constant<Conduct['ringing']>('answers'),
      afterMs: fc.constantFrom(1_000, 4_000, 24_900),
      keys: fc.array(key, { maxLength: 2 }),
      hangsUp: fc.record({
        after: fc.constantFrom<'answer' | 'first words' | 'first key'>('answer', 'first words', 'first key'),
        delayMs: fc.constantFrom(0, 500, 5_000),
      }),
      patienceMs: fc.constantFrom(20_000, 60_000),
    },
    { requiredKeys: ['ringing', 'afterMs', 'keys', 'patienceMs'] },
  ),
);

/** Nights in which anything may go wrong up to their sixtieth request, and nothing afterwards. */
const schedules: fc.Arbitrary<Schedule> = fc.record({
  agents: fc.constantFrom<Schedule['agents']>(['ann'], ['ann', 'bob'], ['ann', 'bob', 'cyd']),
  maxCalls: fc.integer({ min: 1, max: 4 }),
  alarms: fc.array(
    fc.record({
      name: fc.constantFrom('web-1', 'web-2', 'db'),
      state: fc.constantFrom<'ALARM' | 'OK'>('ALARM', 'ALARM', 'OK'),
      atSeconds: fc.integer({ min: 0, max: LAST_ALARM_SECONDS }),
      twice: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  conducts: fc.array(conduct, { minLength: 1, maxLength: 4 }),
  fates: fc.uniqueArray(fc.record({ request: fc.integer({ min: 1, max: MOST_FAULTY_REQUEST }), fate }), {
    selector: ({ request }) => request,
    maxLength: 12,
  }),
  events: fc.array(
    fc.oneof(
      fc.constant([500]),
      fc.constant([]),
      fc.array(fc.constantFrom(200, 500, 5_000, 60_000, 3_600_000), { minLength: 1, maxLength: 2 }),
    ),
    { maxLength: 6 },
  ),
  stuck: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 1 }),
  switches: fc.record(
    {
      hangUpInGather: fc.constant<Switches['hangUpInGather']>('timeout'),
      activeBy: fc.constant<Switches['activeBy']>('pair'),
      endingHangsUp: fc.constant(false),
      undefinedLiquid: fc.constant<Switches['undefinedLiquid']>('text'),
      syncNotFoundCode: fc.constant<Switches['syncNotFoundCode']>(20404),
    },
    { requiredKeys: [] },
  ),
});

function refused(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up', more_info: 'none' });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

/** Which nights are lived through. */
export interface Nights {
  readonly count: number;
  readonly seed: number;
  /** One particular night, as an earlier failure named it. */
  readonly path?: string;
}

/**
 * Lives through nights until one breaks a promise, and shrinks it to the simplest that still does. `brokenIn` tells what was
 * broken; undefined when nothing ever was.
 */
export async function firstFailure(
  { count, seed, path }: Nights,
  brokenIn: (schedule: Schedule) => Promise<readonly string[]>,
): Promise<{ readonly schedule: Schedule; readonly path: string } | undefined> {
  const property = fc.asyncProperty(schedules, async (schedule) => (await brokenIn(schedule)).length === 0);
  const run = await fc.check(property, { seed, numRuns: count, ...(path === undefined ? {} : { path }) });
  if (!run.failed) return undefined;
  const [schedule] = run.counterexample ?? [];
  if (schedule === undefined) throw new Error('A night failed and nobody knows which.', { cause: run.errorInstance });
  return { schedule, path: run.counterexamplePath ?? '' };
}
