import * as fc from 'fast-check';
import { CONDUCTS } from '../../src/rehearsal/phones/scripted';
import type { AgentWord } from '../../src/rehearsal/phones/scripted';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { SCRIPTS } from './crowd';
import { answered, anyNights, CALM, oddReply, second, STUCK_MOMENTS, USUAL } from './schedule';
import type { AlarmNews, Hand, Misfortune, Obstacle, Outage, Schedule, Target } from './schedule';

/** News of one alarm, of which the queue makes no copies. */
export function raised(name: string, atSeconds: number, more: Partial<AlarmNews> = {}): AlarmNews {
  return { name, state: 'ALARM', atSeconds, copiesAfterSeconds: [0], againAfterSeconds: [], ...more };
}

export function over(name: string, atSeconds: number): AlarmNews {
  return raised(name, atSeconds, { state: 'OK' });
}

export function doing(...words: readonly AgentWord[]): fc.Arbitrary<Schedule['conducts']> {
  return fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })
    .map((all) => all.map((word) => CONDUCTS[word]));
}

export const anybody = doing('take', 'decline', 'no-answer', 'busy', 'hang-up', 'voicemail', 'wrong-key');

/** So many alarms, one after the other, of which some recover. */
export function inTurn(count: number, everySeconds: readonly number[]): fc.Arbitrary<readonly AlarmNews[]> {
  return fc
    .array(
      fc.record({
        after: fc.constantFrom(...everySeconds),
        rightAfter: fc.constantFrom(Infinity, Infinity, 15, 90, 700),
      }),
      { minLength: 1, maxLength: count },
    )
    .map((all) => {
      let atSeconds = 0;
      return all.flatMap(({ after, rightAfter }, index) => {
        const name = `host-${String(index).padStart(2, '0')}`;
        const news = [raised(name, atSeconds), ...(rightAfter < Infinity ? [over(name, atSeconds + rightAfter)] : [])];
        atSeconds += after;
        return news;
      });
    });
}

export const few = inTurn(4, [1, 20, 70, 200, 400]);

/** A night in which nothing is wrong with the outside world but what `focus` says. */
export function staged(focus: {
  readonly [Key in keyof Schedule]?: fc.Arbitrary<Schedule[Key]>;
}): fc.Arbitrary<Schedule> {
  return fc
    .record({
      night: anyNights,
      alarms: few,
      conducts: anybody,
      agents: fc.constantFrom<Schedule['agents']>(['ann', 'bob'], ['ann', 'bob', 'cyd']),
      maxCalls: fc.integer({ min: 2, max: 5 }),
      ...focus,
    })
    .map(({ night: { beatSeconds, deliveries, switches }, ...rest }) => ({
      beatSeconds,
      deliveries,
      switches,
      ...USUAL,
      ...CALM,
      secondTeam: [],
      remindMinutes: null,
      again: null,
      deployments: [],
      intrusions: [],
      ...rest,
    }));
}

export function some<Value>(value: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<Value[]> {
  return fc.array(value, { minLength: 1, maxLength });
}

/** For a while all replies of Twilio's are none, and executions stop doing anything, so that everything is asked for. */
const garbled = staged({
  outages: some(
    fc.record({
      of: fc.constantFrom<Outage['of']>('Sync', 'Studio', 'Studio', 'Messages', 'Calls', 'Twilio'),
      fromSeconds: fc.integer({ min: 0, max: 200 }),
      seconds: fc.constantFrom(1, 20, 80),
      meets: oddReply,
    }),
    3,
  ),
  events: fc.constantFrom([], [[]], [[], []]),
  stuck: fc.constantFrom<Schedule['stuck']>(
    [],
    [{ execution: 1, when: 'ringing' }],
    [{ execution: 1, when: 'at once' }],
  ),
});

/** Executions stop doing anything, events are lost, and what ends a call goes wrong. */
const stuck = staged({
  secondTeam: fc.constantFrom<Schedule['secondTeam']>([], ['ann'], ['bob', 'ann']),
  alarms: fc.tuple(few, fc.constantFrom(0, 5, 40)).map(([all, at]) => [...all, raised('db', at)]),
  stuck: fc.uniqueArray(
    fc.record({ execution: fc.integer({ min: 1, max: 3 }), when: fc.constantFrom(...STUCK_MOMENTS) }),
    { minLength: 1, maxLength: 2, selector: ({ execution }) => execution },
  ),
  events: some(fc.constantFrom([], [500], [200, 3_000]), 4),
  faults: fc.uniqueArray(
    fc.record({
      on: fc.constantFrom<Target>('look at call', 'read call', 'end call', 'hang up', 'start call', '/claim'),
      nth: fc.integer({ min: 1, max: 3 }),
      fate: fc.constantFrom<Misfortune>(
        answered(500, 20500),
        answered(409, 20409),
        { is: 'lose-reply' },
        { is: 'drop' },
      ),
    }),
    { maxLength: 4, selector: ({ on, nth }) => `${on} ${nth}` },
  ),
});

export const accountSwitches: fc.Arbitrary<Partial<Switches>> = fc.record(
  {
    suspendedCode: fc.constantFrom<Switches['suspendedCode']>(20403, 20005),
    unpublishedFlowCode: fc.constant<Switches['unpublishedFlowCode']>(84004),
    foreignCaller: fc.constant<Switches['foreignCaller']>('call fails'),
    senderCodes: fc.constant<Switches['senderCodes']>('newer'),
  },
  { requiredKeys: [] },
);

/** Something of the account's own is in the way of all calls, of all SMS, or of both. */
const hindered = staged({
  switches: accountSwitches,
  beatSeconds: fc.integer({ min: 20, max: 120 }),
  obstacles: fc
    .record({
      is: fc.constantFrom<Obstacle['is']>('flow missing', 'flow a draft', 'account suspended', 'number gone'),
      fromSeconds: fc.constantFrom(0, 10, 60),
      seconds: fc.constantFrom(100, 400),
    })
    .map((each) => [each]),
});

/** More wants to be said and called about than an hour allows. */
const rationed = staged({
  alarms: inTurn(14, [61, 130, 300]),
  conducts: doing('no-answer', 'take', 'decline'),
  regroupMinutes: fc.constantFrom<Schedule['regroupMinutes']>(0, 30),
  budgets: fc.record({ calls: fc.constant(10), texts: fc.constantFrom(3, 4) }),
});

export const hand: fc.Arbitrary<Hand> = fc.record({
  atSeconds: fc.oneof(second, fc.integer({ min: 2, max: 500 })),
  team: fc.constant('main'),
  does: fc.constantFrom('ack', 'resolve', 'pass'),
  who: fc.constantFrom('ann', 'bob', 'cyd', null),
});

/** People act by hand, one after the other. */
const handled = staged({
  hands: some(hand, 6),
  regroupMinutes: fc.constantFrom<Schedule['regroupMinutes']>(null, 0),
});

/** Time asks for calls. */
const timed = staged({
  conducts: doing('take', 'take', 'no-answer', 'decline'),
  remindMinutes: fc.constantFrom<Schedule['remindMinutes']>(5, 5, null),
  again: fc.constantFrom<Schedule['again']>({ everyMinutes: 10, times: 1 }, { everyMinutes: 10, times: 2 }, null),
  silenced: fc.constantFrom<Schedule['silenced']>(null, null, 'host-01'),
  events: fc.constantFrom([], [[]]),
});

/** SMS do not arrive, arrive twice, or nobody knows whether they did. */
const muffled = staged({
  alarms: inTurn(6, [20, 70, 200, 400]),
  faults: fc.uniqueArray(
    fc.record({
      on: fc.constant<Target>('send SMS'),
      nth: fc.integer({ min: 1, max: 10 }),
      fate: fc.constantFrom<Misfortune>(
        { is: 'lose-reply' },
        { is: 'crash-after' },
        { is: 'crash-before' },
        { is: 'drop' },
        answered(503, 20503),
        answered(429, 20429),
        answered(400, 21211),
      ),
    }),
    { maxLength: 6, selector: ({ nth }) => nth },
  ),
  outages: fc.constantFrom<Schedule['outages']>(
    [],
    [],
    [{ of: 'Messages', fromSeconds: 30, seconds: 300, meets: answered(503, 20503) }],
    [{ of: 'Messages', fromSeconds: 0, seconds: 5_000, meets: answered(503, 20503) }],
  ),
  unreachable: fc.constantFrom<Schedule['unreachable']>({}, {}, { ann: 21610 }, { ann: 30003, bob: 21610 }),
});

/** A board that is as full as can be: people and alarms with long names, open incidents, and SMS that do not leave. */
const crowded = staged({
  isFull: fc.boolean(),
  colleagues: fc.record({ people: fc.constantFrom(20, 47), script: fc.constantFrom(...SCRIPTS) }),
  alarms: fc
    .record({ count: fc.constantFrom(6, 14), every: fc.constantFrom(20, 70, 150), right: fc.constantFrom(0, 3) })
    .map(({ count, every, right }) =>
      Array.from({ length: count }, (_, index) => {
        const name = `${'資料庫伺服器磁碟'.repeat(6)}-${index + 10}`;
        return [raised(name, index * every), ...(index < right ? [over(name, count * every + 300)] : [])];
      }).flat(),
    ),
  conducts: doing('take', 'no-answer', 'decline'),
  regroupMinutes: fc.constant(0),
  maxCalls: fc.constantFrom(3, 20),
  outages: fc.constantFrom<Schedule['outages']>(
    [],
    [{ of: 'Messages', fromSeconds: 0, seconds: 1_500, meets: answered(503, 20503) }],
  ),
});

/** The first release has written the board in the middle of what is going on. */
const upgraded = staged({
  firstReleaseAtSeconds: fc.uniqueArray(fc.constantFrom(3, 10, 20, 28, 40, 75, 150), { minLength: 1, maxLength: 2 }),
  laterReleases: fc.constantFrom<Schedule['laterReleases']>([], [], [{ fromSeconds: 30, seconds: 100 }]),
});

/** Alarms come and go, alone or beside others. */
const flapping = staged({
  alarms: fc
    .record({ beside: few, times: fc.integer({ min: 5, max: 12 }), every: fc.constantFrom(8, 30, 100, 500) })
    .map(({ beside, times, every }) => [
      ...beside,
      ...Array.from({ length: times }, (_, time) => (time % 2 === 0 ? raised : over)('comes-and-goes', time * every)),
    ]),
});

const oddClock = fc.constantFrom(0, 0, -200, -30, 20, 50, 300);

/** States whose own times are odd, as one clock dates all of an alarm, and old ones that come late. */
const misdated = staged({
  alarms: fc
    .record({
      ahead: fc.record({ 'host-00': oddClock, 'host-01': oddClock }),
      all: fc.array(
        fc.record({
          name: fc.constantFrom<'host-00' | 'host-01'>('host-00', 'host-01'),
          state: fc.constantFrom<AlarmNews['state']>('ALARM', 'ALARM', 'OK'),
          atSeconds: fc.integer({ min: 0, max: 300 }),
          copies: fc.constantFrom([0], [0], [0, 20], [75, 200]),
          again: fc.constantFrom([], [], [7], [100, 350]),
          isText: fc.constantFrom(false, false, false, true),
        }),
        { minLength: 2, maxLength: 6 },
      ),
    })
    .map(({ ahead, all }) => [
      ...new Map(
        all.map(({ name, state, atSeconds, copies, again, isText }) => [
          `${name} ${atSeconds}`,
          isText
            ? raised('note-1', atSeconds, { copiesAfterSeconds: copies, isText: true as const })
            : raised(name, atSeconds, {
                state,
                aheadSeconds: ahead[name],
                // Of a state that is dated minutes ahead nothing can tell a late copy from news: docs/protocol.md says what follows.
                copiesAfterSeconds: ahead[name] > 60 ? [0] : copies,
                againAfterSeconds: ahead[name] > 60 ? [] : again,
              }),
        ]),
      ).values(),
    ]),
});

/** Short nights by what they are about, which happens there for certain. */
export const STAGED_NIGHTS = {
  garbled,
  stuck,
  hindered,
  timed,
  upgraded,
  flapping,
  misdated,
  muffled,
  rationed,
  handled,
  crowded,
} as const;
