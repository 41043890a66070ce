import type { HttpRequest } from '../../src/rehearsal/http';
import type { Fate } from '../../src/rehearsal/network';
import { NUMBERS, Story } from '../support/story';
import type { StoryOptions } from '../support/story';
import { isCreation, isSending, refusal, stray } from './faults';
import type { Corner, Play } from './play';

/** Replies that come late, that fail for one number, or that are none of Twilio's. */

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

type IsMeant = (request: HttpRequest) => boolean;

/** One alarm, and for so long the requests that are meant meet this. */
function meanwhile(
  name: string,
  forSeconds: number,
  isMeant: IsMeant,
  fate: Fate,
  options: Partial<StoryOptions> = {},
): Play {
  return {
    name,
    run: async (switches) => {
      const story: Story = new Story({
        switches,
        agents: ['take'],
        fateOf: (request) => (story.seconds < forSeconds && isMeant(request) ? fate : { is: 'deliver' }),
        ...options,
      });
      story.alarm('web-1');
      await story.toTheEnd();
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
    meanwhile(`${what} for Ann's number`, DAY_SECONDS, (request) => isCreation(request, NUMBERS.ann), fate),
    meanwhile(`${what} for all, for an hour`, HOUR_SECONDS, (request) => isCreation(request), fate),
  ]),
};

/** Every request, or every one that is meant, takes this long until `forSeconds`. */
function slowly(
  name: string,
  latencyMs: number,
  forSeconds: number,
  does: 'no-answer' | 'take',
  isMeant: IsMeant = () => true,
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

/** The first execution gets stuck as its call is answered. */
function stickAtTheAnswer({ rehearsal: { ledger, executions } }: Story): void {
  let first: string | undefined;
  ledger.listen((entry) => {
    if (entry.kind === 'ring') first ??= entry.execution;
    if (entry.kind === 'answer' && first !== undefined) executions.makeStuck(first);
  });
}

/** Ann's execution gets stuck as she answers, and every request takes this long. */
function stuckWhile(latencyMs: number): Play {
  return {
    name: `${latencyMs / 1000} s, Ann's call stuck`,
    run: async (switches) => {
      const story = new Story({ switches, agents: ['silent', 'take'], latencyMs });
      stickAtTheAnswer(story);
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
    slowly('2.3 s for a day, nobody answers', 2_300, DAY_SECONDS, 'no-answer'),
    slowly('2.3 s for a day, taken', 2_300, DAY_SECONDS, 'take'),
    slowly('only Messages, 2.6 s for an hour, nobody answers', 2_600, HOUR_SECONDS, 'no-answer', isSending),
    stuckWhile(1_300),
    stuckWhile(1_500),
    stuckWhile(2_300),
  ],
};

const NOT_FOUND = stray({ body: 'HTML', status: 404 });

/** Nobody can ask Studio, or Voice, for ten minutes; no event says that a call is over. */
function unseen(name: string, isStuck: boolean): Play {
  return {
    name,
    run: async (switches) => {
      const isLook: IsMeant = ({ method, url }) => method === 'GET' && /\/(Executions|Calls)\b/.test(url);
      const story: Story = new Story({
        switches,
        agents: ['silent', 'take'],
        fateOf: (request) => (story.seconds < 600 && isLook(request) ? NOT_FOUND : { is: 'deliver' }),
        eventTimes: () => [],
      });
      if (isStuck) stickAtTheAnswer(story);
      story.alarm('web-1');
      // The same news, by another path, makes `/alarm` look after the call while she is on it.
      story.at(20, () => story.alarm('web-1', { stateAtSeconds: 0 }));
      await story.toTheEnd();
      return story;
    },
  };
}

export const REPLIES_OF_THE_EDGE: Corner = {
  number: 6,
  title: 'a page of the edge instead of a reply',
  plays: [
    unseen('404 to every look while Ann listens', false),
    unseen("404 to every look at Ann's call, which is stuck", true),
    meanwhile(
      '400 to every creation for five minutes',
      300,
      (request) => isCreation(request),
      stray({ body: 'HTML', status: 400 }),
    ),
  ],
};

const isBoard = ({ url }: HttpRequest): boolean => url.includes('/Documents/oncall-board-main');

/** True at every second request that is meant. */
function everySecond(isMeant: IsMeant): IsMeant {
  let met = 0;
  return (request) => isMeant(request) && ++met % 2 === 0;
}

export const EMPTY_REPLIES: Corner = {
  number: 7,
  title: '{} instead of a reply, for five minutes',
  plays: [
    meanwhile(
      'to every second look at the board',
      300,
      everySecond((request) => request.method === 'GET' && isBoard(request)),
      stray({ body: '{}', status: 200 }),
      { agents: ['no-answer', 'take'] },
    ),
    meanwhile(
      'to every second write of the board, which is done',
      300,
      everySecond((request) => request.method === 'POST' && isBoard(request)),
      { is: 'stray', reply: { body: '{}', status: 200 }, isApplied: true },
      { agents: ['no-answer', 'take'] },
    ),
    meanwhile('to every SMS, which is not sent', 300, isSending, stray({ body: '{}', status: 201 }), {
      agents: ['busy'],
    }),
  ],
};
