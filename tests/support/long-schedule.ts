import * as fc from 'fast-check';
import { answered, anyNights, losses, once, slowness } from './schedule';
import type { AlarmNews, Misfortune, Outage, Schedule } from './schedule';

/** Until when long nights have news. */
const HOURS_SECONDS = 4 * 3_600;

const noCopies = { copiesAfterSeconds: [0], againAfterSeconds: [] };

/** Dozens of alarms over hours, of which some recover. */
const manyAlarms: fc.Arbitrary<readonly AlarmNews[]> = fc
  .array(
    fc.record({
      host: fc.integer({ min: 0, max: 40 }),
      atSeconds: fc.integer({ min: 0, max: HOURS_SECONDS }),
      rightAfterSeconds: fc.constantFrom(0, 0, 20, 90, 600, 5_000),
      isAgain: once(5, fc.constant(true), false),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .map((all) =>
    all.flatMap(({ host, atSeconds, rightAfterSeconds, isAgain }): AlarmNews[] => {
      const name = nameOf(host);
      const raised: AlarmNews = {
        ...noCopies,
        name,
        state: 'ALARM',
        atSeconds,
        againAfterSeconds: isAgain ? [45] : [],
      };
      const isRight = rightAfterSeconds > 0;
      return isRight
        ? [raised, { ...noCopies, name, state: 'OK', atSeconds: atSeconds + rightAfterSeconds }]
        : [raised];
    }),
  );

/** One alarm comes and goes all the time, beside others that do not. */
const flapping: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({ times: fc.integer({ min: 4, max: 15 }), everySeconds: fc.constantFrom(30, 100, 400), beside: manyAlarms })
  .map(({ times, everySeconds, beside }) => [
    ...Array.from({ length: times }, (_, index): AlarmNews => ({
      ...noCopies,
      name: 'comes-and-goes',
      state: index % 2 === 0 ? 'ALARM' : 'OK',
      atSeconds: index * everySeconds,
    })),
    ...beside,
  ]);

/** More at once than anybody can be told of, and seldom more than a board remembers. */
const storm: fc.Arbitrary<readonly AlarmNews[]> = fc
  .record({
    alarms: fc.oneof(
      { weight: 19, arbitrary: fc.integer({ min: 50, max: 200 }) },
      { weight: 1, arbitrary: fc.integer({ min: 900, max: 1_300 }) },
    ),
    withinSeconds: fc.constantFrom(1, 60, 600),
    recoversAtSeconds: fc.constantFrom(Infinity, 300, 2_000),
  })
  .map(({ alarms, withinSeconds, recoversAtSeconds }) =>
    Array.from({ length: alarms }, (_, index): AlarmNews[] => {
      const name = nameOf(index);
      const atSeconds = Math.floor((index * withinSeconds) / alarms);
      const over: AlarmNews = { ...noCopies, name, state: 'OK', atSeconds: recoversAtSeconds + (index % 30) };
      return [{ ...noCopies, name, state: 'ALARM', atSeconds }, ...(recoversAtSeconds < Infinity ? [over] : [])];
    }).flat(),
  );

/** None is the beginning of another. */
function nameOf(host: number): string {
  return `host-${String(host).padStart(4, '0')}`;
}

/** Hours in which one of Twilio's APIs, or all of it, takes nothing; most often it is SMS. */
const longOutage: fc.Arbitrary<Outage> = fc.record({
  of: fc.constantFrom<Outage['of']>('Messages', 'Messages', 'Messages', 'Studio', 'Sync', 'Twilio', 'Functions'),
  fromSeconds: fc.integer({ min: 0, max: HOURS_SECONDS }),
  seconds: fc.constantFrom(600, 3_600, 3 * 3_600),
  meets: fc.constantFrom<Misfortune>(
    answered(503, 20503),
    answered(429, 20429),
    { is: 'drop' },
    { is: 'crash-before' },
  ),
});

/** Nights of hours, with as many alarms, outages as long, and all that goes wrong in ordinary nights. */
export const longNights: fc.Arbitrary<Schedule> = fc
  .record({
    night: anyNights,
    alarms: fc.oneof(
      { weight: 6, arbitrary: manyAlarms },
      { weight: 2, arbitrary: flapping },
      { weight: 2, arbitrary: storm },
    ),
    outages: fc.array(fc.oneof({ weight: 4, arbitrary: longOutage }, { weight: 1, arbitrary: slowness }), {
      maxLength: 3,
    }),
    lostAtSeconds: once(3, losses, []),
    remindMinutes: fc.constantFrom<Schedule['remindMinutes']>(null, null, 10, 30),
    again: fc.constantFrom<Schedule['again']>(null, null, { everyMinutes: 30, times: 2 }),
  })
  .map(({ night, alarms, ...long }) => ({ ...night, ...long, receives: 1_000, alarms: ordered(alarms) }));

/** Of two states of an alarm with one time nobody could say which is the later. */
function ordered(alarms: readonly AlarmNews[]): readonly AlarmNews[] {
  return [...new Map(alarms.map((news) => [`${news.name} ${news.atSeconds}`, news])).values()];
}
