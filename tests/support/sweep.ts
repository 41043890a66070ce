import type { Fate } from '../../src/rehearsal/network';
import { breaches } from './guarantees';
import { START_MS, Story } from './story';
import type { StoryOptions } from './story';

function refusal(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up', more_info: `https://www.twilio.com/docs/errors/${code}` });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

export const FATES: readonly (readonly [string, Fate])[] = [
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

export const NIGHTS: readonly (readonly [string, StoryOptions['agents']])[] = [
  ['the first agent takes it', ['take']],
  ['the first declines, the second does not answer, the third takes it', ['decline', 'no-answer', 'take']],
  ['the first hangs up, the second takes it', ['hang-up', 'take']],
  ['nobody takes it', ['busy']],
];

export async function night(options: StoryOptions, at: number, fate: Fate) {
  let requests = 0;
  const story = new Story({
    ...options,
    fateOf: (_r, _i, count) => {
      requests = count;
      return count === at ? fate : { is: 'deliver' };
    },
  });
  story.alarm('web-1-cpu');
  await story.toTheEnd();
  return { requests, story, broken: breaches(story, ['ann', 'bob', 'cyd'], [{ name: 'web-1-cpu', sinceMs: START_MS }]) };
}
