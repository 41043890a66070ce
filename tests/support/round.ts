import * as fc from 'fast-check';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { FORGERIES } from './forgery';
import { longNights } from './long-schedule';
import { live } from './night';
import { ordinaryNights } from './ordinary-schedule';
import { reachedBackIn } from './reach-acts';
import { livedReach, reachNights, wrongsOf } from './reach-night';
import type { Schedule } from './schedule';
import { CROSSING_NIGHTS } from './crossing-schedule';
import { STAGED_NIGHTS } from './staged-schedule';
import { setBreaches } from './set-night';
import type { SetNight } from './set-night';
import { SET_NIGHTS } from './set-nights';
import { SINGLE_FAULTS, SINGLE_FAULTS_OF_ENDING } from './single-faults';
import { REACH_SWITCHES } from './story';

/** One night of a round: what it is about, and what it breaks. */
export interface RoundNight {
  readonly about: string;
  readonly broken: () => Promise<readonly string[]>;
}

/** Nights of one kind, always the same ones. */
interface Kind {
  readonly about: string;
  readonly nights: readonly (() => Promise<readonly string[]>)[];
}

/**
 * A round of nights of every kind, the same ones each time: first those of which the whole course is known, then short ones about one thing,
 * one of each kind in turn, then ordinary ones, then a long one. It takes seconds rather than minutes, for whoever asks one question
 * again and again; `times`: with so many times as many of all that is random.
 */
export function* round(seed: number, times = 1): Generator<RoundNight> {
  const staged = Object.entries({ ...STAGED_NIGHTS, ...CROSSING_NIGHTS })
    .filter(([about]) => !SLOW.has(about))
    .map(([about, nights]) => kind(about, nights, 2 * times, seed));
  yield* inTurn([course('set', SET_NIGHTS)]);
  yield* inTurn([{ about: 'forgery', nights: FORGERIES.map(({ breaches }) => breaches) }]);
  yield* inTurn([
    course('fault', everyNth(SINGLE_FAULTS, Math.ceil(6 / times))),
    course('fault of ending', everyNth(SINGLE_FAULTS_OF_ENDING, Math.ceil(2 / times))),
    reach(seed, 12 * times),
    ...staged,
  ]);
  yield* inTurn([
    kind('ordinary', ordinaryNights, 6 * times, seed),
    kind('reached', reachedBackIn(ordinaryNights), 2 * times, seed),
  ]);
  yield* inTurn([kind('long', longNights, times, seed + 2)]);
}

/** A night of these takes as long as ten others: full boards and used-up budgets are among the nights whose course is known. */
const SLOW: ReadonlySet<string> = new Set(['crowded', 'rationed', 'muffled']);

function everyNth<What>(all: readonly What[], nth: number): readonly What[] {
  return all.filter((_, index) => index % nth === 0);
}

function course(about: string, nights: readonly SetNight[]): Kind {
  return { about, nights: nights.map((night) => () => setBreaches(night)) };
}

function kind(about: string, nights: fc.Arbitrary<Schedule>, numRuns: number, seed: number): Kind {
  const schedules = fc.sample(nights, { seed, numRuns });
  return { about, nights: schedules.map((schedule) => async () => (await live(schedule)).broken) };
}

function reach(seed: number, numRuns: number): Kind {
  const variants: readonly Partial<Switches>[] = REACH_SWITCHES.map(([, switches]) => switches);
  const nights = fc.sample(reachNights, { seed, numRuns }).map((night, index) => async () => {
    const story = await livedReach(night, variants[index % variants.length] ?? {});
    return wrongsOf(story, night);
  });
  return { about: 'reach', nights };
}

function* inTurn(kinds: readonly Kind[]): Generator<RoundNight> {
  const most = Math.max(...kinds.map(({ nights }) => nights.length));
  for (let index = 0; index < most; index++) {
    for (const { about, nights } of kinds) {
      const broken = nights[index];
      if (broken !== undefined) yield { about: `${about} ${index}`, broken };
    }
  }
}
