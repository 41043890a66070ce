import * as fc from 'fast-check';
import type { Board } from '../../src/board/board';
import type { Fate } from '../../src/rehearsal/network';
import { SPOILINGS, STRAY_REPLIES } from '../../src/rehearsal/odd-reply';
import type { Conduct, KeyPress } from '../../src/rehearsal/phones/conduct';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { MAX_RECEIVE_COUNT } from '../../src/signing/limits';
import type { Script } from './crowd';
import type { Reaching } from './reach-acts';
import type { Agent } from './story';

/** What a request of a Function is for, or which Function makes it. */
export const REQUESTS = [
  'read board',
  'write board',
  'read map',
  'write map',
  'start call',
  'look at call',
  'read call',
  'end call',
  'hang up',
  'send SMS',
  '/alarm',
  '/claim',
  '/brief',
  '/take',
  '/next-agent',
  '/studio-events',
] as const;

/** At the last three only nights aim whose course is known. */
export type Target = 'any request' | (typeof REQUESTS)[number] | 'list boards' | 'read SMS' | 'ask how things are';

/**
 * What becomes of one request, as data that prints well. `slow`: the requests that meet it take these times in turn, over and
 * over.
 */
export type Misfortune =
  | Exclude<Fate, { is: 'answer' }>
  | { readonly is: 'answered'; readonly status: number; readonly code: number }
  | { readonly is: 'slow'; readonly latenciesMs: readonly number[] };

/** A part of the outside world that is out of order for a stretch of the night. */
export interface Outage {
  readonly of: 'Twilio' | 'Sync' | 'Studio' | 'Messages' | 'Calls' | 'Functions';
  readonly fromSeconds: number;
  readonly seconds: number;
  /** What every request meets meanwhile; the Functions themselves answer 503, or 504 after ten seconds when it is `drop`. */
  readonly meets: Misfortune;
}

/** A number for which one kind of request fails in the same way all night, while those for other numbers are answered. */
export interface Hopeless {
  readonly on: 'start call' | 'send SMS';
  readonly to: Agent;
  readonly meets: Misfortune;
}

/** When, in the life of an execution, it gets stuck. */
export const STUCK_MOMENTS = ['at once', 'before dialling', 'ringing', 'answered', 'speaking', 'key pressed'] as const;

/** What somebody deploys in the middle of the night. */
export const DEPLOYMENTS = ['as it was', 'broken', 'reversed', 'without the last', 'all to one team'] as const;

/**
 * What is done to whole teams: `main` is called `ops` from then on, or takes in whoever was in `db`; what went to one of them goes to
 * the other; or one is removed, and who was only on it leaves the roster.
 */
export const REORGANISATIONS = ['renamed', 'merged', 'rerouted', 'without main', 'without db'] as const;

/** `silenced`: the alarms `web-1` are, from then on; only in nights whose course is known. */
export type Deployment = (typeof DEPLOYMENTS)[number] | (typeof REORGANISATIONS)[number] | 'silenced';

/** What somebody without the secrets tries. */
export const INTRUSIONS = [
  'alarm with a wrong signature',
  'alarm with an old signature',
  'alarm with the signature of another time',
  'take without a signature',
  'next agent with a wrong signature',
  'event without the password',
] as const;

/** What somebody tries who has overheard a signature: to have more read than it is about. */
export const SHAPES = ['alarm with a key of its own', 'alarm that brings its own headers'] as const;

export type Intrusion = (typeof INTRUSIONS)[number] | (typeof SHAPES)[number];

export interface AlarmNews {
  /** `db` is the second team's, if there is one. */
  readonly name: string;
  readonly state: 'ALARM' | 'OK';
  readonly atSeconds: number;
  /** Each copy that the queue makes of the message, by its delay in seconds. */
  readonly copiesAfterSeconds: readonly number[];
  /** When the same news comes as another message, as through two paths. */
  readonly againAfterSeconds: readonly number[];
  /** By how much the state's own time is ahead of when it is published; behind when it is negative. */
  readonly aheadSeconds?: number;
  /** A message that is no alarm of CloudWatch's: it has no time and never recovers. */
  readonly isText?: true;
}

/** Somebody acts at a keyboard, on the incident of a team that is open, or the first of several. */
export interface Hand {
  readonly atSeconds: number;
  readonly team: 'main' | 'db';
  readonly does: 'ack' | 'resolve' | 'pass';
  /** Who takes it, or to whom it is passed on; the latter to whoever is next when it is null. */
  readonly who: Member | null;
}

/** Something of the account's own stands so that nobody can be called for a while. */
export interface Obstacle {
  readonly is: 'flow missing' | 'flow a draft' | 'account suspended' | 'number gone' | 'number without SMS';
  readonly fromSeconds: number;
  readonly seconds: number;
}

/** Agents of the roster; `dee` has the fallback number. */
export type Member = Exclude<Agent, 'dee'>;

/** One night with everything that can go wrong in it, as data: it prints as a story and runs again as it is. */
export interface Schedule {
  /** The team `main`, in the order in which they are called. */
  readonly agents: readonly Member[];
  /** The team `db`, to which the alarm of that name goes; without anybody there is no such team. */
  readonly secondTeam: readonly Member[];
  readonly maxCalls: number;
  /** After how many minutes an owner is reminded, and how often another round is made; null: never. */
  readonly remindMinutes: number | null;
  readonly again: { readonly everyMinutes: number; readonly times: number } | null;
  /** For how long whoever took something is told of further alarms; null: as long as is usual. */
  readonly regroupMinutes: number | null;
  /** How many calls a team may make within an hour, and how many SMS one person may get; null: as many as is usual. */
  readonly budgets: { readonly calls: number; readonly texts: number } | null;
  /** The alarms of this name are silenced all night. */
  readonly silenced: string | null;
  readonly hands: readonly Hand[];
  readonly obstacles: readonly Obstacle[];
  /** So many more people in the team `main`, who are called after the others; they and the alarms are named in this script. */
  readonly colleagues: { readonly people: number; readonly script: Script } | null;
  /** Whether there is a number to call where the roster has nobody. */
  readonly hasFallback: boolean;
  /** Whether the board of `main` remembers as many alarms of before as it can. */
  readonly isFull: boolean;
  /** The board of `main` as the days before have left it; none when it is left out. */
  readonly before?: Board;
  /** When the board of `main` is what the first release would have written by then; for so long it is one of a later release. */
  readonly firstReleaseAtSeconds: readonly number[];
  readonly laterReleases: readonly { readonly fromSeconds: number; readonly seconds: number }[];
  /** When the flow is deployed as another one, whose SID the Functions know from then on. */
  readonly flowChangesAtSeconds: readonly number[];
  readonly alarms: readonly AlarmNews[];
  /** When the first heartbeat comes; the others follow every five minutes. */
  readonly beatSeconds: number;
  readonly conducts: readonly Conduct[];
  /** What becomes of the n-th request of a kind, from 1; the others are delivered. */
  readonly faults: readonly { readonly on: Target; readonly nth: number; readonly fate: Misfortune }[];
  readonly outages: readonly Outage[];
  readonly hopeless: readonly Hopeless[];
  /** When the event of the n-th ended execution is delivered, in milliseconds; none when it is lost. The rest: at once. */
  readonly events: readonly (readonly number[])[];
  /** By how many seconds the clocks that the runs of Functions see are ahead, in turn; all are right when it is empty. */
  readonly clocks: readonly number[];
  /** These executions, counted from 1, stop doing anything and stay active. */
  readonly stuck: readonly { readonly execution: number; readonly when: (typeof STUCK_MOMENTS)[number] }[];
  /** Calls that wait in Twilio's queue, by the execution that places them. */
  readonly queued: readonly { readonly execution: number; readonly seconds: number }[];
  /** Twilio's error code for SMS to these agents: refused for good (21610), or accepted and never delivered (30003). */
  readonly unreachable: Readonly<Partial<Record<Agent, 21610 | 30003>>>;
  /** When every Sync map and list, which is what lies beside the boards, is lost. */
  readonly lostAtSeconds: readonly number[];
  readonly deployments: readonly { readonly atSeconds: number; readonly roster: Deployment }[];
  readonly deliveries: 'oldest first' | 'newest first' | 'one by one';
  /** After so many deliveries a message is a dead letter. */
  readonly receives: number;
  readonly intrusions: readonly { readonly atSeconds: number; readonly what: Intrusion }[];
  readonly switches: Partial<Switches>;
  /** Who reaches back; nobody when it is left out. */
  readonly reaching?: Reaching;
}

/** Whether somebody does something without a call of ours. */
export function isActedUpon({ hands, reaching }: Schedule): boolean {
  return hands.length > 0 || reaching !== undefined;
}

/** What few nights have of what people do and rosters say. */
export const USUAL = {
  regroupMinutes: null,
  budgets: null,
  silenced: null,
  hands: [],
  obstacles: [],
  flowChangesAtSeconds: [],
  colleagues: null,
  hasFallback: true,
  isFull: false,
  firstReleaseAtSeconds: [],
  laterReleases: [],
} as const satisfies Partial<Schedule>;

/** Nothing is wrong with the outside world. */
export const CALM = {
  faults: [],
  outages: [],
  hopeless: [],
  clocks: [],
  lostAtSeconds: [],
  events: [],
  stuck: [],
  queued: [],
  unreachable: {},
  receives: MAX_RECEIVE_COUNT,
} as const satisfies Partial<Schedule>;

/** After this many seconds the outside world has no more news. */
const LAST_ALARM_SECONDS = 240;

export const answered = (status: number, code: number): Misfortune => ({ is: 'answered', status, code });

const unavailable = fc.constantFrom(answered(429, 20429), answered(500, 20500), answered(503, 20503));

const late = fc.constantFrom(0, 50, 1_000, 3_000, 8_000, 25_000, 60_000);

/** Replies that are none of Twilio's own, or not whole. */
export const oddReply: fc.Arbitrary<Misfortune> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('stray' as const),
      reply: fc.constantFrom(...STRAY_REPLIES),
      isApplied: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...SPOILINGS).map((how): Misfortune => ({ is: 'spoilt', how })),
  },
);

const misfortune: fc.Arbitrary<Misfortune> = fc.oneof(
  { weight: 2, arbitrary: fc.oneof(unavailable, fc.constant(answered(401, 20003))) },
  { weight: 1, arbitrary: fc.constantFrom<Misfortune>({ is: 'drop' }, { is: 'reset' }) },
  { weight: 4, arbitrary: fc.constantFrom<Misfortune>({ is: 'crash-before' }, { is: 'crash-after' }) },
  { weight: 1, arbitrary: fc.constantFrom<Misfortune>({ is: 'freeze-before' }, { is: 'freeze-after' }) },
  { weight: 4, arbitrary: late.map((appliedAfterMs): Misfortune => ({ is: 'lose-reply', appliedAfterMs })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(2_000, 2_600, 6_000, 12_000)
      .map((latencyMs): Misfortune => ({ is: 'deliver', latencyMs })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(500, 3_000, 20_000, 60_000).map((ageMs): Misfortune => ({ is: 'stale', ageMs })),
  },
);

/** Minutes to hours in which Twilio, or one of its APIs, answers everything slowly. */
export const slowness: fc.Arbitrary<Outage> = fc.record({
  of: fc.constantFrom('Twilio', 'Sync', 'Studio', 'Messages', 'Calls'),
  fromSeconds: fc.integer({ min: 0, max: 300 }),
  seconds: fc.constantFrom(60, 300, 1_200, 3_600, 14_400),
  meets: fc
    .array(fc.constantFrom(200, 500, 1_000, 1_300, 1_500, 1_700, 2_000, 2_300, 2_500), { minLength: 1, maxLength: 3 })
    .map((latenciesMs): Misfortune => ({ is: 'slow', latenciesMs })),
});

/** A number for which calls or SMS never succeed, and are never refused for good either. */
export const hopelessNumber: fc.Arbitrary<Hopeless> = fc.record({
  on: fc.constantFrom('start call', 'send SMS'),
  to: fc.constantFrom<Agent>('ann', 'bob', 'cyd'),
  meets: fc.constantFrom<Misfortune>(
    answered(500, 20500),
    { is: 'stray', reply: { body: 'HTML', status: 503 }, isApplied: false },
    answered(403, 20403),
    answered(429, 20429),
    // Without the SID of any execution that would stand in the way.
    answered(409, 20409),
    { is: 'drop' },
  ),
});

/** Clocks that are seconds or a whole minute off. */
export const wrongClocks: fc.Arbitrary<Schedule['clocks']> = fc.array(fc.constantFrom(-60, -5, 0, 5, 60), {
  minLength: 1,
  maxLength: 5,
});

const fault: fc.Arbitrary<Schedule['faults'][number]> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      on: fc.constant('any request' as const),
      nth: fc.integer({ min: 1, max: 60 }),
      fate: misfortune,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      on: fc.constantFrom(...REQUESTS),
      nth: fc.integer({ min: 1, max: 8 }),
      fate: misfortune,
    }),
  },
  {
    weight: 1,
    // A number that cannot be called, or not be sent to.
    arbitrary: fc.record({
      on: fc.constantFrom<Target>('start call', 'send SMS'),
      nth: fc.integer({ min: 1, max: 4 }),
      fate: fc.constant(answered(400, 21211)),
    }),
  },
);

const outage: fc.Arbitrary<Outage> = fc.record({
  of: fc.constantFrom('Twilio', 'Sync', 'Studio', 'Messages', 'Calls', 'Functions'),
  fromSeconds: fc.integer({ min: 0, max: 300 }),
  seconds: fc.constantFrom(1, 5, 20, 80, 200),
  meets: fc.oneof(
    { weight: 3, arbitrary: unavailable },
    { weight: 3, arbitrary: misfortune },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Misfortune>({ is: 'stale', ageMs: 3_000 }, { is: 'stale', ageMs: 30_000 }),
    },
  ),
});

const key: fc.Arbitrary<KeyPress> = fc.record({
  key: fc.constantFrom('1', '1', '1', '2', '5'),
  after: fc.constantFrom<KeyPress['after']>('answer', 'first words', 'first prompt', 'every prompt'),
  delayMs: fc.constantFrom(0, 300, 800, 3_000, 9_000),
});

export const conduct: fc.Arbitrary<Conduct> = fc.oneof(
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

/** Anything at all, or a moment at which something else is likely to be going on. */
export const second = fc.oneof(
  fc.integer({ min: 0, max: LAST_ALARM_SECONDS }),
  fc.constantFrom(0, 1, 30, 72, 73, 144, 145),
);

/** What lies beside the boards is lost once or twice. */
export const losses: fc.Arbitrary<Schedule['lostAtSeconds']> = fc.array(second, { minLength: 1, maxLength: 2 });

/** Something that few nights have: it is left out but once in so many. */
export function once<Value>(inSoMany: number, value: fc.Arbitrary<Value>, otherwise: Value): fc.Arbitrary<Value> {
  return fc.oneof({ weight: inSoMany - 1, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value });
}

export const news: fc.Arbitrary<AlarmNews> = fc.record({
  name: fc.constantFrom('web-1', 'web-2', 'db'),
  state: fc.constantFrom('ALARM', 'ALARM', 'OK'),
  atSeconds: second,
  copiesAfterSeconds: fc.oneof(
    { weight: 5, arbitrary: fc.constant([0]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(0, 1, 20, 75, 200, 400), { minLength: 1, maxLength: 3 }) },
  ),
  againAfterSeconds: once(
    4,
    fc.constantFrom(0, 7, 100, 350).map((seconds) => [seconds]),
    [],
  ),
});

const eventTimes = fc.oneof(
  fc.constant([500]),
  fc.constant([]),
  fc.array(fc.constantFrom(200, 500, 5_000, 60_000, 3_600_000), { minLength: 1, maxLength: 2 }),
);

const execution = fc.integer({ min: 1, max: 4 });

/** Nights in which anything may go wrong for a while, after which the outside world works again. */
export const anyNights: fc.Arbitrary<Schedule> = fc
  .record({
    agents: fc.constantFrom<Schedule['agents']>(['ann'], ['ann', 'bob'], ['ann', 'bob', 'cyd']),
    secondTeam: once(3, fc.constantFrom<Schedule['agents']>(['ann'], ['bob', 'ann'], ['cyd']), []),
    maxCalls: fc.integer({ min: 1, max: 4 }),
    remindMinutes: once<Schedule['remindMinutes']>(12, fc.constantFrom(5, 10), null),
    again: once<Schedule['again']>(
      12,
      fc.record({ everyMinutes: fc.constant(10), times: fc.constantFrom(1, 2) }),
      null,
    ),
    alarms: fc.uniqueArray(news, {
      minLength: 1,
      maxLength: 4,
      // Of two states with one time nobody could say which is the later.
      selector: ({ name, atSeconds }) => `${name} ${atSeconds}`,
    }),
    beatSeconds: fc.integer({ min: 0, max: 299 }),
    conducts: fc.array(conduct, { minLength: 1, maxLength: 4 }),
    faults: fc.uniqueArray(fault, { selector: ({ on, nth }) => `${on} ${nth}`, maxLength: 12 }),
    outages: once(2, fc.array(outage, { minLength: 1, maxLength: 3 }), []),
    hopeless: fc.constant([]),
    clocks: fc.constant([]),
    lostAtSeconds: fc.constant([]),
    events: fc.array(eventTimes, { maxLength: 6 }),
    stuck: fc.uniqueArray(fc.record({ execution, when: fc.constantFrom(...STUCK_MOMENTS) }), {
      maxLength: 2,
      selector: ({ execution: nth }) => nth,
    }),
    queued: once(
      4,
      fc.array(fc.record({ execution, seconds: fc.constantFrom(5, 30, 100, 165, 180, 300) }), { maxLength: 2 }),
      [],
    ),
    unreachable: once(
      6,
      fc.record(
        { ann: fc.constantFrom<21610 | 30003>(21610, 30003), bob: fc.constant<21610 | 30003>(21610) },
        { requiredKeys: [] },
      ),
      {},
    ),
    deployments: once(
      10,
      fc.array(fc.record({ atSeconds: second, roster: fc.constantFrom(...DEPLOYMENTS) }), {
        minLength: 1,
        maxLength: 2,
      }),
      [],
    ),
    deliveries: fc.constantFrom('oldest first', 'oldest first', 'newest first', 'one by one'),
    receives: once(25, fc.constantFrom(2, 3, 5), MAX_RECEIVE_COUNT),
    intrusions: once(
      10,
      fc.array(fc.record({ atSeconds: second, what: fc.constantFrom(...INTRUSIONS) }), { minLength: 1, maxLength: 2 }),
      [],
    ),
    switches: fc.record(
      {
        hangUpInGather: fc.constant<Switches['hangUpInGather']>('timeout'),
        activeBy: fc.constant<Switches['activeBy']>('pair'),
        endingHangsUp: fc.constant(false),
        undefinedLiquid: fc.constant<Switches['undefinedLiquid']>('text'),
        syncNotFoundCode: fc.constant<Switches['syncNotFoundCode']>(20404),
        syncMismatchCode: fc.constant<Switches['syncMismatchCode']>(20412),
      },
      { requiredKeys: [] },
    ),
  })
  .map((night) => ({ ...USUAL, ...night }));

/** Which nights are lived through. */
export interface Nights {
  readonly count: number;
  readonly seed: number;
  /** One particular night, as an earlier failure named it. */
  readonly path?: string;
  /** Whether the night that breaks a promise is made as simple as can be. */
  readonly isShrunk: boolean;
}

/**
 * Lives through nights until one breaks a promise, and shrinks it to the simplest that still does. `brokenIn` tells what was
 * broken; undefined when nothing ever was.
 */
export async function firstFailure(
  { count, seed, path, isShrunk }: Nights,
  brokenIn: (schedule: Schedule) => Promise<readonly string[]>,
  schedules: fc.Arbitrary<Schedule>,
): Promise<{ readonly schedule: Schedule; readonly path: string } | undefined> {
  const property = fc.asyncProperty(schedules, async (schedule) => (await brokenIn(schedule)).length === 0);
  const run = await fc.check(property, {
    seed,
    numRuns: count,
    endOnFailure: !isShrunk,
    ...(path === undefined ? {} : { path }),
  });
  if (!run.failed) return undefined;
  const [schedule] = run.counterexample ?? [];
  if (schedule === undefined) throw new Error('A night failed and nobody knows which.', { cause: run.errorInstance });
  return { schedule, path: run.counterexamplePath ?? '' };
}
