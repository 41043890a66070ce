import { expect, it } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../src/rehearsal/http';
import { Story, takenBy } from '../support/story';

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
