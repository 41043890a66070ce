import * as fc from 'fast-check';
import { SCRIPTS } from './crowd';
import { answered, anyNights, DEPLOYMENTS, losses, once, REORGANISATIONS, slowness } from './schedule';
import type { AlarmNews, Deployment, Hand, Misfortune, Obstacle, Outage, Schedule } from './schedule';

/** Until when long nights have news. */
const HOURS_SECONDS = 4 * 3_600;

const anyTime = fc.integer({ min: 0, max: HOURS_SECONDS });

const noCopies = { copiesAfterSeconds: [0], againAfterSeconds: [] };

/** Dozens of alarms over hours, of which some recover. */
const manyAlarms: fc.Arbitrary<readonly AlarmNews[]> = fc
  .array(
    fc.record({
      name: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 40 }).map((host) => nameOf(host)) },
        { weight: 1, arbitrary: fc.constant('db') },
      ),
      atSeconds: anyTime,
      aheadSeconds: once(20, fc.constantFrom(-200, -30, 20, 50), 0),
      rightAfterSeconds: fc.constantFrom(0, 0, 20, 90, 600, 5_000),
      isAgain: once(5, fc.constant(true), false),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .map((all) =>
    all.flatMap(({ name, atSeconds, aheadSeconds, rightAfterSeconds, isAgain }): AlarmNews[] => {
      const raised: AlarmNews = {
        ...noCopies,
        name,
        state: 'ALARM',
        atSeconds,
        ...(aheadSeconds === 0 ? {} : { aheadSeconds }),
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
  fromSeconds: anyTime,
  seconds: fc.constantFrom(600, 3_600, 3 * 3_600),
  meets: fc.constantFrom<Misfortune>(
    answered(503, 20503),
    answered(429, 20429),
    { is: 'drop' },
    { is: 'crash-before' },
  ),
});

const hand: fc.Arbitrary<Hand> = fc.record({
  atSeconds: anyTime,
  team: fc.constantFrom('main', 'main', 'db'),
  does: fc.constantFrom('ack', 'resolve', 'pass'),
  who: fc.constantFrom('ann', 'bob', 'cyd', null),
});

const obstacle: fc.Arbitrary<Obstacle> = fc.record({
  is: fc.constantFrom('flow missing', 'flow a draft', 'account suspended', 'number gone'),
  fromSeconds: anyTime,
  seconds: fc.constantFrom(400, 3_600, 2 * 3_600),
});

/** One of these, or seldom two. */
function few<Value>(inSoMany: number, value: fc.Arbitrary<Value>): fc.Arbitrary<readonly Value[]> {
  return once(inSoMany, fc.array(value, { minLength: 1, maxLength: 2 }), []);
}

/** The roster is edited while the alarm of which this is the index is wrong: its recovery comes under another one. */
const edit = fc.record({
  roster: fc.constantFrom(...REORGANISATIONS),
  index: fc.nat(40),
  share: fc.constantFrom(0.02, 0.3, 0.9),
  // SQS delivers at least once: a second copy of the alarm comes so long after the edit, to whom it goes now.
  copyAfterSeconds: fc.constantFrom(null, null, 1, 20, 300),
});

/** What people do, what rosters say, and which release is deployed. */
const life = fc.record({
  regroupMinutes: fc.constantFrom<Schedule['regroupMinutes']>(null, null, 0, 1, 30),
  budgets: once<Schedule['budgets']>(
    10,
    fc.record({ calls: fc.constantFrom(10, 20), texts: fc.constantFrom(3, 4) }),
    null,
  ),
  hands: few(3, hand),
  obstacles: few(10, obstacle),
  flowChangesAtSeconds: few(8, anyTime),
  deployments: few(4, fc.record({ atSeconds: anyTime, roster: fc.constantFrom(...DEPLOYMENTS, ...REORGANISATIONS) })),
  edits: few(4, edit),
  secondTeam: fc.constantFrom<Schedule['agents']>(['cyd'], ['bob', 'ann'], ['cyd', 'bob']),
  hasFallback: once(3, fc.constant(false), true),
  firstReleaseAtSeconds: few(6, anyTime),
  laterReleases: few(12, fc.record({ fromSeconds: anyTime, seconds: fc.constantFrom(60, 900, 3_600) })),
  isFull: once(8, fc.constant(true), false),
  colleagues: once<Schedule['colleagues']>(
    6,
    fc.record({ people: fc.constantFrom(1, 7, 20, 47), script: fc.constantFrom(...SCRIPTS) }),
    null,
  ),
});

/** Nights of hours, with as many alarms, outages as long, and all that goes wrong in ordinary nights. */
export const longNights: fc.Arbitrary<Schedule> = fc
  .record({
    night: anyNights,
    life,
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
  .map(({ night, life: { edits, secondTeam, ...lived }, alarms, ...long }) => {
    const made = edits.flatMap((each) => whileWrong(alarms, each));
    const deployments = [...lived.deployments, ...made.map(({ atSeconds, roster }) => ({ atSeconds, roster }))];
    return {
      ...night,
      ...lived,
      ...long,
      deployments,
      // What is done to two teams needs two.
      secondTeam: deployments.some(({ roster }) => OF_TWO_TEAMS.has(roster)) ? secondTeam : night.secondTeam,
      // Where the roster cannot be read there must be somebody to call.
      hasFallback: lived.hasFallback || deployments.some(({ roster }) => roster === 'broken'),
      receives: 1_000,
      alarms: ordered(copied(alarms, made)),
    };
  });

const OF_TWO_TEAMS: ReadonlySet<Deployment> = new Set<Deployment>(['merged', 'rerouted', 'without main', 'without db']);

/** A roster that is deployed while an alarm is wrong. */
interface Edit {
  readonly atSeconds: number;
  readonly roster: Deployment;
  readonly during: AlarmNews;
  /** When a second copy of that alarm comes; null: none does. */
  readonly copyAtSeconds: number | null;
}

/** The edit falls between an alarm and its recovery, if any recovers. */
function whileWrong(
  alarms: readonly AlarmNews[],
  {
    roster,
    index,
    share,
    copyAfterSeconds,
  }: {
    readonly roster: Deployment;
    readonly index: number;
    readonly share: number;
    readonly copyAfterSeconds: number | null;
  },
): readonly Edit[] {
  const wrong = alarms.flatMap((during) => {
    const { name, state, atSeconds } = during;
    const over = alarms.find((news) => news.name === name && news.state === 'OK' && news.atSeconds > atSeconds);
    return state === 'ALARM' && over !== undefined ? [{ during, seconds: over.atSeconds - atSeconds }] : [];
  });
  const chosen = wrong[index % wrong.length];
  if (chosen === undefined) return [];
  const { during, seconds } = chosen;
  const atSeconds = Math.ceil(during.atSeconds + share * seconds);
  return [
    { atSeconds, roster, during, copyAtSeconds: copyAfterSeconds === null ? null : atSeconds + copyAfterSeconds },
  ];
}

/** The alarms, of which some come once more after the roster was edited. */
function copied(alarms: readonly AlarmNews[], edits: readonly Edit[]): readonly AlarmNews[] {
  return alarms.map((news) => {
    const late = edits.flatMap(({ during, copyAtSeconds }) =>
      during === news && copyAtSeconds !== null ? [copyAtSeconds - news.atSeconds] : [],
    );
    return late.length === 0 ? news : { ...news, copiesAfterSeconds: [...news.copiesAfterSeconds, ...late] };
  });
}

/** Of two states of an alarm with one time nobody could say which is the later. */
function ordered(alarms: readonly AlarmNews[]): readonly AlarmNews[] {
  const since = ({ atSeconds, aheadSeconds = 0 }: AlarmNews): number => atSeconds + aheadSeconds;
  return [...new Map(alarms.map((news) => [`${news.name} ${since(news)}`, news])).values()];
}
