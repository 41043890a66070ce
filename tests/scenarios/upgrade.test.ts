import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../src/rehearsal/http';
import { firstEntry, TAKEN } from '../incident/first-release';
import { boardOf, documentNamed, putDocument, withBoard } from '../support/documents';
import type { BoardData } from '../support/documents';
import { AGENTS, START_MS, Story, takenBy, VARIANTS } from '../support/story';

/** How many minutes lie between the deployments of the Lambda and of the Functions. */
const MINUTES_APART = 5;

/** The body of a request to `/alarm`. */
function bodyOf({ body }: HttpRequest): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Record<string, unknown>;
}

/** A story in which something stands between the Lambda and `/alarm` until the second deployment. */
function untilBothAreDeployed(meanwhile: (request: HttpRequest, on: Host) => Promise<HttpResponse>): Story {
  const story = new Story({ agents: ['take'] });
  const { host } = story.rehearsal;
  const handle = host.handle.bind(host);
  host.handle = (request) => {
    const isAlarm = request.url === story.rehearsal.alarmUrl;
    return isAlarm && story.seconds < MINUTES_APART * 60 ? meanwhile(request, handle) : handle(request);
  };
  return story;
}

type Host = (request: HttpRequest) => Promise<HttpResponse>;

/** The Lambda of before signs the time as text, which gives the same signature. */
const olderLambda = (request: HttpRequest, on: Host): Promise<HttpResponse> => {
  const body = bodyOf(request);
  return on({ ...request, body: JSON.stringify({ ...body, ts: String(body['ts']) }) });
};

/** The Functions of before take text only. */
const olderFunctions = async (request: HttpRequest): Promise<HttpResponse> => {
  const isText = Object.values(bodyOf(request)).every((value) => typeof value === 'string');
  expect(isText).toBe(false);
  const error = { code: 'bad-shape', message: 'ts, payload and sig must be text.' };
  return { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
};

it.each([
  ['the Functions first', olderLambda],
  ['the Lambda first', olderFunctions],
])(
  'an upgrade that deploys %s loses nothing: what came between is paged by the next delivery',
  async (_title, meanwhile) => {
    const story = untilBothAreDeployed(meanwhile);
    story.alarm('web-1-cpu');
    await story.until(MINUTES_APART * 60);
    expect([story.lines(), story.rehearsal.queue.depth]).toEqual([[], 1]);

    // The queue brings a message back after 72 seconds.
    await story.until(MINUTES_APART * 60 + 72 + 20);
    expect(story.rings()).toEqual(['ann']);
    await story.toTheEnd();
    expect(story.lines()).toEqual(takenBy('ann'));
  },
);

/** The board as the first release would have it, while Ann's phone rings about its only alarm. */
function firstReleases(story: Story, { m }: BoardData): object {
  // Six characters of when the times begin, then twelve for each alarm.
  const hash = String(m).slice(6, 12);
  const ring = story.rehearsal.ledger.entries.find(({ kind }) => kind === 'ring');
  const execution = ring?.kind === 'ring' ? ring.execution : '';
  const parameters = story.rehearsal.executions.get(execution)?.parameters ?? {};
  const deadlineMs = START_MS + 195_000;
  return {
    version: 1,
    writes: 3,
    writtenAtMs: START_MS + 1_000,
    incident: {
      id: parameters['incident'],
      status: 'escalating',
      openedAtMs: START_MS,
      alarms: [{ hash, wrong: true, summary: 'web-1 is down.', sinceMs: START_MS }],
      counted: 0,
      attempts: [
        {
          number: 1,
          agent: { id: 'ann', ...AGENTS.ann },
          position: 0,
          token: parameters['token'],
          engaged: [],
          state: { is: 'calling', execution, deadlineMs },
        },
      ],
      refused: [],
    },
    memory: firstEntry(hash, 'wrong', START_MS),
    outbox: [],
  };
}

describe.each(VARIANTS)('an upgrade in the middle of a call, %s', (_title, switches) => {
  it("70: yesterday's board and today's code: the incident goes on where it was, and yesterday's code finds nothing", async () => {
    const story = new Story({ switches, agents: ['no-answer', 'take'] });
    story.alarm('web-1');
    story.at(5, () => {
      const board = boardOf(story) ?? {};
      withBoard(story, () => undefined);
      putDocument(story, 'board-main', firstReleases(story, board));
    });
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', ...takenBy('bob')]);
    expect(story.textsTo('bob')[0]).toContain('web-1 is down.');
    expect(documentNamed(story, 'board-main')).toEqual({ movedTo: 'oncall-board' });
  });

  it('70: after a rollback, what the first release took in and could say no more is said within the hour', async () => {
    const story = new Story({ switches, agents: ['take'] });
    story.alarm('db-1');
    // Yesterday's code is deployed, finds a board of another kind, begins its own, and Bob takes web-1; then it is today's again.
    story.at(600, () => putDocument(story, 'board-main', TAKEN));
    story.heartbeats(7, 3_600);
    await story.until(3_300);
    expect(story.textsTo('bob')).toEqual([]);

    await story.toTheEnd();
    expect(story.rings()).toEqual(['ann']);
    expect(story.textsTo('bob')[0]).toMatch(/^You have it.*web-1 is down\./);
    expect(documentNamed(story, 'board-main')).toEqual({ movedTo: 'oncall-board' });
  });

  it("70: tomorrow's board and today's code: it is left alone, and goes on when it can be read again", async () => {
    const story = new Story({ switches, agents: ['no-answer', 'take'] });
    story.alarm('web-1');
    story.at(5, () => withBoard(story, (data) => ({ ...data, v: 3 })));
    story.at(200, () => story.alarm('db-1'));
    await story.until(600);
    expect(story.lines()).toEqual(['ann rings', 'ann no-answer']);
    expect(boardOf(story)).toMatchObject({ v: 3 });
    expect(story.rehearsal.queue.depth).toBe(2);

    withBoard(story, (data) => ({ ...data, v: 2 }));
    await story.toTheEnd();
    expect(story.rings()).toEqual(['ann', 'bob']);
    expect(story.textsTo('bob')).toEqual([
      expect.stringMatching(/^You have it.*web-1\./),
      expect.stringMatching(/^One more for you.*db-1\./),
    ]);
    expect(story.rehearsal.queue.depth).toBe(0);
    expect(story.ringSeconds()[1]).toBeLessThan(600 + 72 + 20);
  });
});
