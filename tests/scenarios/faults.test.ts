import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../../src/rehearsal/network';
import { breaches } from '../support/guarantees';
import { START_MS, Story, SWITCHES } from '../support/story';
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

/** Everything that can become of one request. */
const FATES: readonly (readonly [string, Fate])[] = [
  ['is answered 429', refusal(429, 20429)],
  ['is answered 500', refusal(500, 20500)],
  ['is answered 401', refusal(401, 20003)],
  ['is never answered', { is: 'drop' }],
  ['is applied and the reply is lost', { is: 'lose-reply' }],
  ['is applied 4 s late and the reply is lost', { is: 'lose-reply', appliedAfterMs: 4_000 }],
  ['is applied 30 s late and the reply is lost', { is: 'lose-reply', appliedAfterMs: 30_000 }],
  ['kills the Function before it', { is: 'crash-before' }],
  ['kills the Function after it', { is: 'crash-after' }],
];

const NIGHTS: readonly (readonly [string, StoryOptions['agents']])[] = [
  ['the first agent takes it', ['take']],
  ['the first declines, the second does not answer, the third takes it', ['decline', 'no-answer', 'take']],
  ['the first hangs up, the second takes it', ['hang-up', 'take']],
  ['nobody takes it', ['busy']],
];

async function requestsWithoutFault(options: StoryOptions): Promise<number> {
  let requests = 0;
  const story = new Story({
    ...options,
    fateOf: (_request, _invocation, count) => {
      requests = count;
      return { is: 'deliver' };
    },
  });
  story.alarm('web-1-cpu');
  await story.toTheEnd();
  expect(breaches(story, ['ann', 'bob', 'cyd'], [{ name: 'web-1-cpu', sinceMs: START_MS }])).toEqual([]);
  return requests;
}

const [LIKELY, ...OTHERS] = SWITCHES;

describe.each(FATES)('41, 42: a request that %s', (_fate, fate) => {
  // Each request of the chain in turn, under the likely switches; the unlikely ones all at once.
  describe.each([LIKELY, OTHERS.at(-1)].filter((each) => each !== undefined))('%s', (_title, switches) => {
    it.each(NIGHTS)(
      '%s: nothing is lost and nobody is called twice, whichever request it is',
      async (_night, agents) => {
        const count = await requestsWithoutFault({ switches, agents });
        const wrong: string[] = [];
        for (let at = 1; at <= count; at++) {
          const fateOf = (_request: unknown, _invocation: unknown, number: number): Fate =>
            number === at ? fate : { is: 'deliver' };
          const story = new Story({ switches, agents, fateOf });
          story.alarm('web-1-cpu');
          await story.toTheEnd();
          const found = breaches(story, ['ann', 'bob', 'cyd'], [{ name: 'web-1-cpu', sinceMs: START_MS }]);
          if (found.length > 0) wrong.push(`request ${at}: ${found.join('; ')}. It went: ${story.lines().join(', ')}`);
        }
        expect(wrong).toEqual([]);
        expect(count).toBeGreaterThan(10);
      },
    );
  });
});
