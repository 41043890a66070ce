import type { Fate, FateOf } from '../../src/rehearsal/network';
import { NUMBERS, Story } from '../support/story';
import type { StoryOptions } from '../support/story';
import { isCreation, isSending, only, refusal, stray } from './faults';
import type { Corner, Play } from './play';

/** Replies that come late, that fail for one number, or that are none of Twilio's. */

const HOUR_SECONDS = 3_600;

/** One alarm at the beginning; until `seconds`, or to the end of the story. */
function oneAlarm(name: string, options: StoryOptions, seconds?: number): Play {
  return {
    name,
    run: async (switches) => {
      const story = new Story({ switches, ...options });
      story.alarm('web-1');
      await (seconds === undefined ? story.toTheEnd() : story.until(seconds));
      return story;
    },
  };
}

const FAILURES: readonly (readonly [string, Fate])[] = [
  ['500', refusal(500, 20500)],
  ['503 in HTML', stray({ body: 'HTML', status: 503 })],
  ['403', refusal(403, 20403)],
  ['429', refusal(429, 20429)],
  ['409 that names nothing', refusal(409, 20409)],
  ['no answer', { is: 'drop' }],
];

export const FAILING_NUMBERS: Corner = {
  number: 2,
  title: 'creating the execution keeps failing',
  plays: FAILURES.flatMap(([what, fate]) => [
    oneAlarm(`${what} for Ann's number`, {
      agents: ['take'],
      fateOf: only((request) => isCreation(request, NUMBERS.ann), fate),
    }),
    oneAlarm(
      `${what} for all, two hours`,
      { agents: ['take'], fateOf: only((request) => isCreation(request), fate) },
      2 * HOUR_SECONDS,
    ),
  ]),
};

/** Every request, or every one that is meant, takes this long until `forSeconds`. */
function slowly(
  name: string,
  latencyMs: number,
  forSeconds: number,
  does: 'no-answer' | 'take',
  isMeant: typeof isSending = () => true,
): Play {
  return {
    name,
    run: async (switches) => {
      const story: Story = new Story({
        switches,
        agents: [does],
        fateOf: (request) =>
          story.seconds < forSeconds && isMeant(request) ? { is: 'deliver', latencyMs } : { is: 'deliver' },
      });
      story.alarm('web-1');
      // A second message brings it back as often as slowness lets.
      story.heartbeats(150, forSeconds);
      await story.until(forSeconds + HOUR_SECONDS);
      return story;
    },
  };
}

/** Ann's execution gets stuck as she answers, and every request takes this long. */
function stuckWhile(latencyMs: number): Play {
  return {
    name: `${latencyMs / 1000} s, Ann's call stuck`,
    run: async (switches) => {
      const story = new Story({ switches, agents: ['silent', 'take'], latencyMs });
      const { ledger, executions } = story.rehearsal;
      let stuck: string | undefined;
      ledger.listen((entry) => {
        if (entry.kind === 'ring') stuck ??= entry.execution;
        if (entry.kind === 'answer' && stuck !== undefined) executions.makeStuck(stuck);
      });
      story.alarm('web-1');
      await story.until(HOUR_SECONDS);
      return story;
    },
  };
}

export const SLOW_TWILIO: Corner = {
  number: 3,
  title: 'every request is slow',
  plays: [
    slowly('0.2 s', 200, HOUR_SECONDS, 'take'),
    slowly('1.2 s', 1_200, HOUR_SECONDS, 'take'),
    slowly('1.5 s', 1_500, HOUR_SECONDS, 'take'),
    slowly('1.7 s for an hour, nobody answers', 1_700, HOUR_SECONDS, 'no-answer'),
    slowly('2.0 s for an hour, taken', 2_000, HOUR_SECONDS, 'take'),
    slowly('2.3 s for a day, nobody answers', 2_300, 24 * HOUR_SECONDS, 'no-answer'),
    slowly('2.3 s for a day, taken', 2_300, 24 * HOUR_SECONDS, 'take'),
    slowly('only Messages, 2.6 s for an hour, nobody answers', 2_600, HOUR_SECONDS, 'no-answer', isSending),
    stuckWhile(1_300),
    stuckWhile(1_500),
    stuckWhile(2_300),
  ],
};

const NOT_FOUND = stray({ body: 'HTML', status: 404 });

export const REPLIES_OF_THE_EDGE: Corner = {
  number: 6,
  title: 'a page of the edge instead of a reply',
  plays: [
    oneAlarm('404 to every look at a call while Ann listens', {
      // She hears all of it twice and presses nothing.
      agents: ['silent', 'take'],
      fateOf: only(({ method, url }) => method === 'GET' && url.includes('/Executions/'), NOT_FOUND),
      eventTimes: () => [],
    }),
    oneAlarm(
      '404 to everything about a stuck call',
      {
        agents: ['no-answer', 'take'],
        fateOf: only(({ method, url }) => method === 'GET' && /\/(Executions|Calls)\b/.test(url), NOT_FOUND),
        eventTimes: () => [],
      },
      HOUR_SECONDS,
    ),
    untilLater('400 to every creation for five minutes', (request) => isCreation(request), {
      is: 'stray',
      reply: { body: 'HTML', status: 400 },
      isApplied: false,
    }),
  ],
};

/** For five minutes these requests meet this. */
function untilLater(name: string, isMeant: typeof isSending, fate: Fate, does: 'take' | 'busy' = 'take'): Play {
  return {
    name,
    run: async (switches) => {
      const meets: FateOf = (request) => (story.seconds < 300 && isMeant(request) ? fate : { is: 'deliver' });
      const story: Story = new Story({ switches, agents: [does], fateOf: meets });
      story.alarm('web-1');
      await story.toTheEnd();
      return story;
    },
  };
}

/** The first board that Ann's call reads, or the first SMS, is answered by an empty object. */
export const EMPTY_REPLIES: Corner = {
  number: 7,
  title: '{} instead of a reply',
  plays: [
    oneAlarm('to every second look at the board', {
      agents: ['no-answer', 'take'],
      fateOf: everySecond(
        ({ method, url }) => method === 'GET' && url.includes('/Documents/oncall-board'),
        stray({ body: '{}', status: 200 }),
      ),
    }),
    oneAlarm('to every second write of the board, which is done', {
      agents: ['no-answer', 'take'],
      fateOf: everySecond(({ method, url }) => method === 'POST' && url.includes('/Documents/oncall-board'), {
        is: 'stray',
        reply: { body: '{}', status: 200 },
        isApplied: true,
      }),
    }),
    untilLater('to every SMS, which is not sent', isSending, stray({ body: '{}', status: 201 }), 'busy'),
  ],
};

function everySecond(isMeant: typeof isSending, fate: Fate): FateOf {
  let met = 0;
  return (request) => (isMeant(request) && ++met % 2 === 0 ? fate : { is: 'deliver' });
}
