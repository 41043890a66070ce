import * as fc from 'fast-check';
import {
  anyNights,
  CALM,
  hopelessNumber,
  INTRUSIONS,
  news,
  oddReply,
  once,
  REQUESTS,
  second,
  USUAL,
  wrongClocks,
} from './schedule';
import type { AlarmNews, Hand, Hopeless, Misfortune, Obstacle, Outage, Schedule } from './schedule';
import type { Conduct } from '../../src/rehearsal/phones/conduct';

const noCopies = { copiesAfterSeconds: [0], againAfterSeconds: [] };

const raised = (name: string, atSeconds: number): AlarmNews => ({ ...noCopies, name, state: 'ALARM', atSeconds });

const over = (name: string, atSeconds: number): AlarmNews => ({ ...noCopies, name, state: 'OK', atSeconds });

/** Moments within which one run of a Function overtakes another. */
const moment = fc.constantFrom(0.13, 0.27, 0.35, 0.44, 0.5, 0.62, 0.81, 1.3, 2.7, 5);

const hostName = fc.constantFrom('web-1', 'web-2', 'db');

/** It is over, or wrong again, while the first news of it is still on its way through. */
const inAMoment: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({ name: hostName, atSeconds: second, rightAfter: moment, wrongAfter: fc.option(moment) })
  .map(({ name, atSeconds, rightAfter, wrongAfter }) => [
    raised(name, atSeconds),
    over(name, atSeconds + rightAfter),
    ...(wrongAfter === null ? [] : [raised(name, atSeconds + rightAfter + wrongAfter)]),
  ]);

/** One alarm comes and goes. */
const flapping: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({
    name: hostName,
    fromSeconds: second,
    everySeconds: fc.constantFrom(8, 30, 70),
    times: fc.integer({ min: 3, max: 9 }),
  })
  .map(({ name, fromSeconds, everySeconds, times }) =>
    Array.from({ length: times }, (_, time) =>
      (time % 2 === 0 ? raised : over)(name, fromSeconds + time * everySeconds),
    ),
  );

/** Dozens of alarms within moments, of which all but `left` recover. */
const cluster: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({
    count: fc.integer({ min: 3, max: 26 }),
    fromSeconds: second,
    apart: fc.constantFrom(0, 0.13, 2, 9),
    rightAfter: fc.constantFrom(Infinity, 20, 90, 200),
    left: fc.constantFrom(0, 0, 1, 14),
  })
  .map(({ count, fromSeconds, apart, rightAfter, left }) =>
    Array.from({ length: count }, (_, index): readonly AlarmNews[] => {
      const name = hostNamed(index);
      const atSeconds = fromSeconds + index * apart;
      const isOver = rightAfter < Infinity && index >= left;
      return [raised(name, atSeconds), ...(isOver ? [over(name, atSeconds + rightAfter)] : [])];
    }).flat(),
  );

/** Hundreds of alarms within a minute. */
const storm: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({
    count: fc.integer({ min: 100, max: 150 }),
    withinSeconds: fc.constantFrom(1, 20, 60),
    isOver: fc.boolean(),
  })
  .map(({ count, withinSeconds, isOver }) =>
    Array.from({ length: count }, (_, index): readonly AlarmNews[] => {
      const name = hostNamed(index);
      const atSeconds = Math.floor((index * withinSeconds) / count);
      return [raised(name, atSeconds), ...(isOver ? [over(name, atSeconds + 120)] : [])];
    }).flat(),
  );

/** None is the beginning of another. */
function hostNamed(index: number): string {
  return `host-${String(index).padStart(3, '0')}`;
}

/** A message that is no alarm of CloudWatch's, of which the queue makes copies. */
const text: fc.Arbitrary<readonly AlarmNews[]> = news.map(({ atSeconds, copiesAfterSeconds }): readonly AlarmNews[] => [
  { name: 'note-1', state: 'ALARM', atSeconds, copiesAfterSeconds, againAfterSeconds: [], isText: true },
]);

/** A state whose own time is not when it is published. Far ahead it says nothing of what is later, and is over in its own time. */
const misdated: fc.Arbitrary<readonly AlarmNews[]> = fc.oneof(
  fc
    .record({ each: news, aheadSeconds: fc.constantFrom(-200, -30, 20, 50) })
    .map(({ each, aheadSeconds }) => [{ ...each, aheadSeconds }]),
  fc
    .record({ atSeconds: second, rightAfter: fc.constantFrom(Infinity, 20, 100) })
    .map(({ atSeconds, rightAfter }) => [
      { ...raised('ahead-1', atSeconds), aheadSeconds: 300 },
      ...(rightAfter < Infinity ? [over('ahead-1', atSeconds + rightAfter)] : []),
    ]),
);

const single = news.map((each): readonly AlarmNews[] => [each]);

const episodes = fc.oneof(
  { weight: 10, arbitrary: single },
  { weight: 5, arbitrary: inAMoment },
  { weight: 2, arbitrary: flapping },
  { weight: 2, arbitrary: cluster },
  { weight: 1, arbitrary: text },
  { weight: 2, arbitrary: misdated },
);

/** What goes wrong in one night, at the pace of minutes or, once in three nights, of an hour. */
const alarms: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({
    all: fc.oneof(
      { weight: 29, arbitrary: fc.array(episodes, { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: storm.map((all) => [all]) },
    ),
    pace: fc.constantFrom(1, 1, 5),
  })
  .map(({ all, pace }) => distinct(all.flatMap((episode) => paced(episode, pace))));

/** Only the beginning of what happens together is put off. */
function paced(episode: readonly AlarmNews[], pace: number): readonly AlarmNews[] {
  const fromSeconds = Math.min(...episode.map(({ atSeconds }) => atSeconds));
  return episode.map((each) => ({ ...each, atSeconds: each.atSeconds + fromSeconds * (pace - 1) }));
}

/** Of two states of an alarm with one time nobody could say which is the later. A board keeps tenths of a second. */
function distinct(all: readonly AlarmNews[]): readonly AlarmNews[] {
  const tick = ({ name, atSeconds, aheadSeconds = 0 }: AlarmNews): string =>
    `${name} ${Math.floor((atSeconds + aheadSeconds) * 10)}`;
  return [...new Map(all.map((each) => [tick(each), each])).values()];
}

const hand: fc.Arbitrary<Hand> = fc.record({
  atSeconds: fc.oneof(second, fc.integer({ min: 240, max: 700 }), moment),
  team: fc.constantFrom('main', 'main', 'db'),
  does: fc.constantFrom('ack', 'resolve', 'pass'),
  who: fc.constantFrom('ann', 'bob', 'cyd', null),
});

const obstacle: fc.Arbitrary<Obstacle> = fc.record({
  is: fc.constantFrom('flow missing', 'flow a draft', 'account suspended', 'number gone'),
  fromSeconds: second,
  seconds: fc.constantFrom(40, 100, 400, 900),
});

/** What people do and rosters say. */
const life = fc.record({
  regroupMinutes: fc.constantFrom<Schedule['regroupMinutes']>(null, null, 0, 1),
  budgets: once<Schedule['budgets']>(10, fc.record({ calls: fc.constant(10), texts: fc.constantFrom(3, 4) }), null),
  silenced: once<Schedule['silenced']>(6, fc.constantFrom('web-2', 'db'), null),
  hands: once<Schedule['hands']>(5, fc.array(hand, { minLength: 1, maxLength: 3 }), []),
  flowChangesAtSeconds: once<Schedule['flowChangesAtSeconds']>(
    20,
    second.map((at) => [at]),
    [],
  ),
  intrusions: once<Schedule['intrusions']>(
    2,
    fc.array(fc.record({ atSeconds: second, what: fc.constantFrom(...INTRUSIONS) }), { minLength: 1, maxLength: 3 }),
    [],
  ),
  remindMinutes: once<Schedule['remindMinutes']>(5, fc.constantFrom(5, 10), null),
  again: once<Schedule['again']>(5, fc.record({ everyMinutes: fc.constant(10), times: fc.constantFrom(1, 2) }), null),
});

/** A few minutes in which Twilio answers slowly. */
const slow: fc.Arbitrary<Outage> = fc.record({
  of: fc.constantFrom('Twilio', 'Sync', 'Studio', 'Messages'),
  fromSeconds: second,
  seconds: fc.constantFrom(60, 200),
  meets: fc.constantFrom(500, 1_000, 1_700, 2_300).map((ms): Misfortune => ({ is: 'slow', latenciesMs: [ms] })),
});

const oddFaults = fc.array(
  fc.record({ on: fc.constantFrom(...REQUESTS), nth: fc.integer({ min: 1, max: 8 }), fate: oddReply }),
  { minLength: 1, maxLength: 8 },
);

/** Nights in which anything may go wrong, in the world and with the alarms, and people do as they please. */
const strangeNights: fc.Arbitrary<Schedule> = fc
  .record({
    night: anyNights,
    alarms,
    life,
    odd: once(3, oddFaults, []),
    slow: once(
      15,
      slow.map((each) => [each]),
      [],
    ),
    hopeless: once(
      15,
      hopelessNumber.map((each) => [each]),
      [],
    ),
    clocks: once(15, wrongClocks, []),
  })
  .map(({ night, life: lived, alarms: raisedTonight, odd, slow: slowly, hopeless, ...rest }) => ({
    ...night,
    ...lived,
    ...rest,
    hopeless: hopeless.filter((number) => hasOthers(night, number)),
    silenced: silencedIn(night, lived.silenced),
    // A signature is as old as the clock says of whoever looks at it.
    intrusions: rest.clocks.length > 0 ? [] : lived.intrusions,
    alarms: raisedTonight,
    faults: [...new Map([...odd, ...night.faults].map((each) => [`${each.on} ${each.nth}`, each])).values()],
    outages: [...night.outages, ...slowly],
  }));

/** A roster that cannot be read silences nothing. */
function silencedIn({ deployments }: Schedule, silenced: Schedule['silenced']): Schedule['silenced'] {
  return deployments.some(({ roster }) => roster === 'broken') ? null : silenced;
}

/** Whether each team has somebody else to call: otherwise the night is a day long, until the alarm is a dead letter. */
function hasOthers({ agents, secondTeam, deployments }: Schedule, { on, to }: Hopeless): boolean {
  const isCut = deployments.some(({ roster }) => roster === 'without the last');
  const teams = [isCut && agents.length > 1 ? agents.slice(0, -1) : agents, secondTeam];
  return on === 'start call' && teams.every((team) => team.length === 0 || team.some((id) => id !== to));
}

/** Nights in which nothing is wrong with the outside world: all that happens is what people and alarms do. */
const calmNights: fc.Arbitrary<Schedule> = fc
  .record({
    night: anyNights,
    alarms,
    life,
    obstacles: once(
      5,
      obstacle.map((each) => [each]),
      [],
    ),
  })
  .map(({ night, life: lived, obstacles, ...rest }) => ({
    ...night,
    ...lived,
    ...CALM,
    ...rest,
    silenced: silencedIn(night, lived.silenced),
    // Another flow than the one that is missing would be as good as ever.
    obstacles: lived.flowChangesAtSeconds.length > 0 ? [] : obstacles,
  }));

/** The second call is created 25 s after it was asked for, and nobody asks again. */
const CREATED_LATE: Schedule['faults'] = [
  { on: 'start call', nth: 2, fate: { is: 'lose-reply', appliedAfterMs: 25_000 } },
  { on: 'start call', nth: 3, fate: { is: 'crash-before' } },
];

/**
 * Nights in which key 1 races the deadline: a call rings late, is answered, and 1 is pressed just as the delivery of the queue
 * that finds it overdue (72 s and 72 s and 72 s after the first) gives it up.
 */
const closeRaces: fc.Arbitrary<Schedule> = fc
  .record({
    night: anyNights,
    delayMs: fc.integer({ min: 31_000, max: 31_800 }),
    slow: fc.integer({ min: 200, max: 2_000 }).map((latencyMs): Misfortune => ({ is: 'deliver', latencyMs })),
    nth: fc.integer({ min: 1, max: 2 }),
    maxCalls: fc.constantFrom(1, 3),
    nextCall: fc.constantFrom<Schedule['faults']>([], CREATED_LATE),
  })
  .map(({ night, delayMs, slow: slowly, nth, maxCalls, nextCall }) => {
    const lastMoment: Conduct = {
      ringing: 'answers',
      afterMs: 4_000,
      keys: [{ key: '1', after: 'answer', delayMs }],
      patienceMs: 60_000,
    };
    const { events, unreachable, receives } = night;
    return {
      ...night,
      ...USUAL,
      ...CALM,
      events,
      unreachable,
      receives,
      agents: ['ann', 'bob', 'cyd'],
      secondTeam: [],
      maxCalls,
      remindMinutes: null,
      again: null,
      alarms: [raised('web-1', 0)],
      conducts: [lastMoment, ...night.conducts],
      faults: [{ on: '/take', nth, fate: slowly }, ...nextCall],
      queued: [{ execution: 1, seconds: 180 }],
      deployments: [],
    };
  });

/** The nights of `npm run soak`. */
export const ordinaryNights = fc.oneof(
  { weight: 16, arbitrary: strangeNights },
  { weight: 12, arbitrary: calmNights },
  { weight: 1, arbitrary: closeRaces },
);
