import * as fc from 'fast-check';
import { CONDUCTS } from '../../src/rehearsal/phones/scripted';
import { answered, DEPLOYMENTS, REORGANISATIONS, STUCK_MOMENTS } from './schedule';
import type { AlarmNews, Deployment, Misfortune, Obstacle, Schedule, Target } from './schedule';
import { accountSwitches, anybody, doing, few, hand, inTurn, over, raised, some, staged } from './staged-schedule';

/** Short nights in which two things meet, each of which is easy alone. */

/** Dozens of alarms within moments, so that several runs change one board at once, and some of their writes go wrong. */
const burst = staged({
  alarms: fc
    .record({
      count: fc.integer({ min: 4, max: 16 }),
      apart: fc.constantFrom(0, 0.13, 0.4, 2),
      right: fc.constantFrom(0, 0, 3),
    })
    .map(({ count, apart, right }) =>
      Array.from({ length: count }, (_, index) => {
        const name = `host-${String(index).padStart(2, '0')}`;
        return [raised(name, index * apart), ...(index < right ? [over(name, index * apart + 40)] : [])];
      }).flat(),
    ),
  deliveries: fc.constantFrom('one by one', 'newest first', 'oldest first'),
  faults: fc.uniqueArray(
    fc.record({
      on: fc.constantFrom<Target>('write board', 'write board', 'read board'),
      nth: fc.integer({ min: 1, max: 14 }),
      fate: fc.constantFrom<Misfortune>(
        { is: 'lose-reply' },
        { is: 'lose-reply', appliedAfterMs: 1_000 },
        { is: 'drop' },
        { is: 'crash-after' },
        { is: 'stale', ageMs: 3_000 },
        { is: 'stale', ageMs: 30_000 },
        { is: 'deliver', latencyMs: 2_000 },
      ),
    }),
    { maxLength: 3, selector: ({ on, nth }) => `${on} ${nth}` },
  ),
});

/** A board that remembers as much as it can, to which more comes, again and again. */
const brimming = staged({
  isFull: fc.constant(true),
  alarms: fc
    .record({ all: inTurn(6, [1, 20, 90]), again: fc.constantFrom(0, 60, 200) })
    .map(({ all, again }) => all.map((news) => (again === 0 ? news : { ...news, againAfterSeconds: [again] }))),
});

/** Two teams want the same phones at the same time. */
const shared = staged({
  agents: fc.constantFrom<Schedule['agents']>(['ann'], ['ann', 'bob'], ['ann', 'bob', 'cyd']),
  secondTeam: fc.constantFrom<Schedule['secondTeam']>(['ann'], ['bob', 'ann'], ['ann', 'bob']),
  alarms: fc
    .record({ main: few, at: fc.constantFrom(0, 0.3, 3, 12, 33, 60), right: fc.constantFrom(Infinity, Infinity, 15) })
    .map(({ main, at, right }) => [...main, raised('db', at), ...(right < Infinity ? [over('db', at + right)] : [])]),
  switches: fc.constantFrom<Schedule['switches']>({}, { activeBy: 'pair' }, { endingHangsUp: false }),
  stuck: fc.constantFrom<Schedule['stuck']>(
    [],
    [],
    [{ execution: 1, when: 'ringing' }],
    [{ execution: 1, when: 'at once' }],
  ),
});

/** The roster is edited while something is wrong: routes, teams, and who is on them. */
const edited = staged({
  secondTeam: fc.constantFrom<Schedule['secondTeam']>([], ['cyd'], ['bob', 'ann']),
  alarms: fc
    .record({ all: few, at: fc.constantFrom(0, 5, 40), right: fc.constantFrom(Infinity, 60, 300) })
    .map(({ all, at, right }) => [...all, raised('db', at), ...(right < Infinity ? [over('db', at + right)] : [])]),
  deployments: some(
    fc.record({
      atSeconds: fc.constantFrom(2, 10, 30, 50, 100, 200),
      roster: fc.constantFrom<Deployment>(...DEPLOYMENTS, ...DEPLOYMENTS, ...REORGANISATIONS),
    }),
    2,
  ).map((all) => [...new Map(all.map((each) => [each.atSeconds, each])).values()]),
}).map((night) => ({
  ...night,
  deployments: night.deployments.filter(
    ({ roster }) =>
      night.secondTeam.length > 0 || !['merged', 'rerouted', 'without main', 'without db'].includes(roster),
  ),
}));

/** Something is silenced beside what is not, while time asks for calls. */
const hushed = staged({
  silenced: fc.constantFrom('host-00', 'host-01', 'comes-and-goes'),
  alarms: fc
    .record({ all: few, times: fc.constantFrom(0, 3, 6) })
    .map(({ all, times }) => [
      ...all,
      ...Array.from({ length: times }, (_, time) => (time % 2 === 0 ? raised : over)('comes-and-goes', 5 + time * 30)),
    ]),
  remindMinutes: fc.constantFrom<Schedule['remindMinutes']>(5, null),
  again: fc.constantFrom<Schedule['again']>({ everyMinutes: 10, times: 1 }, null),
});

/** Time asks for calls, people act by hand, and what lies beside the boards is lost or cannot be written. */
const forgetful = staged({
  conducts: doing('take', 'take', 'no-answer', 'decline', 'hang-up'),
  remindMinutes: fc.constantFrom<Schedule['remindMinutes']>(5, 5, null),
  again: fc.constantFrom<Schedule['again']>({ everyMinutes: 10, times: 2 }, null),
  hands: fc.oneof(fc.constant([]), some(hand, 2)),
  lostAtSeconds: fc.constantFrom<Schedule['lostAtSeconds']>([], [], [100]),
  faults: fc.uniqueArray(
    fc.record({
      on: fc.constantFrom<Target>('read map', 'write map', 'start call', 'write board'),
      nth: fc.integer({ min: 1, max: 8 }),
      fate: fc.constantFrom<Misfortune>(
        { is: 'lose-reply' },
        { is: 'drop' },
        { is: 'crash-before' },
        answered(503, 20503),
      ),
    }),
    { maxLength: 2, selector: ({ on, nth }) => `${on} ${nth}` },
  ),
});

/** One number that Twilio takes no call or no SMS for, for good or never for good. */
const refused = staged({
  agents: fc.constantFrom<Schedule['agents']>(['ann', 'bob'], ['ann', 'bob', 'cyd'], ['ann']),
  faults: fc.uniqueArray(
    fc.record({
      on: fc.constantFrom<Target>('start call', 'start call', 'send SMS'),
      nth: fc.integer({ min: 1, max: 4 }),
      fate: fc.constantFrom(answered(400, 21211), answered(400, 21211), answered(403, 20403), answered(429, 20429)),
    }),
    { minLength: 1, maxLength: 3, selector: ({ on, nth }) => `${on} ${nth}` },
  ),
});

/** Twilio answers slowly, while executions hang and keys are pressed at the last moment. */
const slowed = staged({
  conducts: fc.array(
    fc.oneof(
      fc.constantFrom(CONDUCTS.take, CONDUCTS['no-answer'], CONDUCTS.decline, CONDUCTS['hang-up']),
      fc.constantFrom(12_000, 24_000, 31_500).map((delayMs) => ({
        ...CONDUCTS.take,
        afterMs: 4_000,
        keys: [{ key: '1' as const, after: 'answer' as const, delayMs }],
        patienceMs: 60_000,
      })),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  outages: fc
    .record({
      of: fc.constantFrom('Twilio' as const, 'Sync' as const, 'Studio' as const),
      fromSeconds: fc.constantFrom(0, 20),
      seconds: fc.constantFrom(60, 300),
      meets: fc.constantFrom(1_000, 1_700, 2_300, 2_600).map((ms): Misfortune => ({ is: 'slow', latenciesMs: [ms] })),
    })
    .map((each) => [each]),
  stuck: fc.constantFrom<Schedule['stuck']>(
    [],
    ...STUCK_MOMENTS.map((when): Schedule['stuck'] => [{ execution: 1, when }]),
  ),
});

/** Every obstacle, and one that is in the way of SMS alone. */
const muted = staged({
  switches: accountSwitches.chain((switches) =>
    fc.constantFrom<Schedule['switches']>(switches, { ...switches, suspendedFrom: 'everything' }),
  ),
  beatSeconds: fc.integer({ min: 20, max: 120 }),
  conducts: anybody,
  obstacles: fc
    .constantFrom<Obstacle['is']>('number without SMS', 'account suspended')
    .chain((is) =>
      fc
        .record({ fromSeconds: fc.constantFrom(0, 10), seconds: fc.constantFrom(400, 900) })
        .map((when) => [{ is, ...when }]),
    ),
});

/** Alarms without a time, copies of them, and states that come too late or twice. */
const repeated = staged({
  alarms: fc
    .array(
      fc.record({
        isText: fc.boolean(),
        index: fc.constantFrom(0, 1),
        atSeconds: fc.constantFrom(0, 3, 40, 150),
        copies: fc.constantFrom([0], [0, 20], [0, 200], [0, 0]),
        again: fc.constantFrom([], [7], [100], [350]),
        right: fc.constantFrom(Infinity, 20, 120),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => [
      ...new Map(
        all
          .flatMap(({ isText, index, atSeconds, copies, again, right }): AlarmNews[] => {
            const more = { copiesAfterSeconds: copies, againAfterSeconds: again };
            const name = `host-0${index}`;
            // The same text in another message is another alert.
            if (isText) return [raised('note-1', atSeconds, { copiesAfterSeconds: copies, isText: true })];
            return [raised(name, atSeconds, more), ...(right < Infinity ? [over(name, atSeconds + right)] : [])];
          })
          .map((news) => [`${news.name} ${news.atSeconds}`, news]),
      ).values(),
    ]),
});

export const CROSSING_NIGHTS = {
  burst,
  brimming,
  shared,
  edited,
  hushed,
  forgetful,
  refused,
  slowed,
  muted,
  repeated,
} as const;
