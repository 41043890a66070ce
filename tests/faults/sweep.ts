import type { Fate } from '../../src/rehearsal/network';
import { breaches } from '../support/guarantees';
import { AGENTS, START_MS, Story, SWITCHES } from '../support/story';
import type { StoryOptions } from '../support/story';

function refusal(status: number, code: number): Fate {
  const body = JSON.stringify({
    status,
    code,
    message: 'made up',
    more_info: `https://www.twilio.com/docs/errors/${code}`,
  });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

/**
 * Everything that can become of one request. The last four are about what the first ones have shown already, at other times:
 * they are swept under the likely switches and under all of the unlikely ones at once, the others under each variant.
 */
export const FAULTS: readonly (readonly [string, Fate, 'always' | 'at the ends'])[] = [
  ['is answered 429', refusal(429, 20429), 'always'],
  ['is answered 500', refusal(500, 20500), 'always'],
  ['is never answered', { is: 'drop' }, 'always'],
  ['is applied and the reply is lost', { is: 'lose-reply' }, 'always'],
  ['meets a connection that is reset', { is: 'reset' }, 'always'],
  ['kills the Function before it', { is: 'crash-before' }, 'always'],
  ['kills the Function after it', { is: 'crash-after' }, 'always'],
  ['is answered 401', refusal(401, 20003), 'at the ends'],
  ['is applied 4 s late and the reply is lost', { is: 'lose-reply', appliedAfterMs: 4_000 }, 'at the ends'],
  ['is applied 30 s late and the reply is lost', { is: 'lose-reply', appliedAfterMs: 30_000 }, 'at the ends'],
  ['is answered after 12 s', { is: 'deliver', latencyMs: 12_000 }, 'at the ends'],
];

/**
 * Between them, every request that the chain can send in a night without other faults. Those of the first are among those of
 * the second, so it is lived through at the ends only.
 */
export const NIGHTS: readonly (readonly [string, Pick<StoryOptions, 'agents' | 'roster'>, 'always' | 'at the ends'])[] =
  [
    ['the first agent takes it', { agents: ['take'] }, 'at the ends'],
    [
      'the first declines, the second hangs up, the third does not answer, the first takes it',
      { agents: ['decline', 'hang-up', 'no-answer', 'take'], roster: { agents: AGENTS, escalation: { maxCalls: 4 } } },
      'always',
    ],
    ['nobody takes it', { agents: ['busy'], roster: { agents: AGENTS, escalation: { maxCalls: 2 } } }, 'always'],
  ];

/** One night with one broken request, all counted from 1; request 0 is a night without a fault. */
export interface Broken {
  readonly switches: number;
  readonly night: number;
  readonly fault: number;
  readonly request: number;
}

/** What is lived through: everything that the numbers name, or one night of each `every`. */
export type Chosen = Partial<Broken> & { readonly every?: number };

export interface Lived {
  readonly story: Story;
  /** The methods of the requests that the Functions sent, in order. */
  readonly methods: readonly string[];
  /** Every promise that was broken, in words. */
  readonly breaches: readonly string[];
}

/** Lives through a night in which one request is broken. */
export async function live(broken: Broken): Promise<Lived> {
  const [, switches] = SWITCHES[broken.switches - 1] ?? [];
  const [, night] = NIGHTS[broken.night - 1] ?? [];
  const [, fate] = FAULTS[broken.fault - 1] ?? [];
  if (switches === undefined || night === undefined || fate === undefined) throw new Error('There is no such night.');
  const methods: string[] = [];
  const story = new Story({
    ...night,
    switches,
    fateOf: ({ method }) => {
      const count = methods.push(method);
      return count === broken.request ? fate : { is: 'deliver' };
    },
  });
  story.alarm('web-1-cpu');
  await story.toTheEnd();
  return {
    story,
    methods,
    breaches: breaches(story, ['ann', 'bob', 'cyd'], [{ name: 'web-1-cpu', sinceMs: START_MS }]),
  };
}

/** A request that reads and is applied, but not answered, has done as little as one that was never applied. */
function isWorthwhile(method: string | undefined, [, fate]: (typeof FAULTS)[number]): boolean {
  return method !== 'GET' || (fate.is !== 'lose-reply' && fate.is !== 'crash-after');
}

/** 1 to `count`, or only `one` of them. */
function numbers(count: number, one: number | undefined): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter((number) => one === undefined || number === one);
}

/** Breaks each request of each night in turn, in every way and under every variant, or only those that are chosen. */
export async function* sweep({ every = 1, ...only }: Chosen): AsyncGenerator<Broken & Lived> {
  let nights = 0;
  for (const switches of numbers(SWITCHES.length, only.switches)) {
    const isAtTheEnds = switches === 1 || switches === SWITCHES.length;
    for (const night of numbers(NIGHTS.length, only.night)) {
      if (NIGHTS[night - 1]?.[2] === 'at the ends' && !isAtTheEnds) continue;
      const without = { switches, night, fault: 1, request: 0 };
      const sound = await live(without);
      yield { ...without, ...sound };
      for (const fault of numbers(FAULTS.length, only.fault)) {
        const kind = FAULTS[fault - 1];
        if (kind === undefined || (kind[2] === 'at the ends' && !isAtTheEnds)) continue;
        for (const request of numbers(sound.methods.length, only.request)) {
          if (!isWorthwhile(sound.methods[request - 1], kind)) continue;
          if (nights++ % every > 0) continue;
          const broken = { switches, night, fault, request };
          yield { ...broken, ...(await live(broken)) };
        }
      }
    }
  }
}
