import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import twilio from 'twilio';
import type { TwilioClient } from '../../src/twilio/client';
import { Unreachable } from '../../src/escalation/ports';
import { httpClientOver } from '../../src/twilio/http-client';
import { Requests } from '../../src/twilio/requests';
import type { Reader } from '../../src/twilio/requests';
import { ACCOUNT, NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const DOCUMENT = { uri: 'https://sync.twilio.com/v1/Services/default/Documents/board-main' };

const START_MS = Date.UTC(2026, 10, 22, 3, 0, 0);

beforeEach(() => {
  jest.useFakeTimers({ now: START_MS });
});

afterEach(() => {
  jest.useRealTimers();
});

function fetchDocument(...answers: readonly Answer[]) {
  return scriptedTwilio(...answers).requests.send(DOCUMENT, revision);
}

const revision: Reader<string> = (reply) => {
  const { revision: value } = reply as { readonly revision?: unknown };
  return typeof value === 'string' ? value : undefined;
};

const anything: Reader<unknown> = (reply) => reply;

/** Requests on the fake clock through a client that does this with each. */
function requestsThrough(request: TwilioClient['request']): Requests {
  return new Requests({ accountSid: ACCOUNT, request }, () => Date.now());
}

function never(): Promise<never> {
  return new Promise(() => {});
}

describe('one request', () => {
  it('is granted with what was read out of the answer', async () => {
    const reply = await fetchDocument({ status: 200, body: { revision: '1a', data: { version: 1 } } });

    expect(reply).toEqual({ is: 'granted', value: '1a' });
  });

  it.each(NOT_TWILIOS)('is lost when the answer is %s', async (_title, answer) => {
    expect(await fetchDocument(answer)).toEqual({ is: 'lost', why: expect.any(String) });
  });

  it('says what the answer lacked', async () => {
    const { requests } = scriptedTwilio({ status: 200, body: {} }, { status: 404, body: '<html>' });
    const send = () => requests.send(DOCUMENT, revision);

    expect(await send()).toEqual({
      is: 'lost',
      why: 'The reply lacks what was asked for, so it is probably not from Twilio.',
    });
    expect(await send()).toEqual({ is: 'lost', why: "HTTP 404 without an error of Twilio's" });
  });

  it.each([
    [400, 20001],
    [401, 20003],
    [403, 20006],
    [404, 20404],
    [409, 20409],
    [412, 54103],
    [429, 20429],
  ])('that Twilio answers with %i is refused with its code, message and details', async (status, code) => {
    const reply = await fetchDocument(refusal(status, code, 'Why not.', { conflicting: 'FN1' }));

    expect(reply).toEqual({
      is: 'refused',
      refusal: { status, code, message: 'Why not.', details: { conflicting: 'FN1' } },
    });
  });

  it.each([500, 502, 503, 504])('that Twilio answers with %i is lost: it may have been applied', async (status) => {
    expect(await fetchDocument(refusal(status, 20500, 'Internal Server Error'))).toEqual({
      is: 'lost',
      why: `Twilio answered ${status}, code 20500: Internal Server Error`,
    });
  });

  it('is lost when the connection breaks', async () => {
    expect(await fetchDocument('lost')).toEqual({ is: 'lost', why: 'socket hang up' });
  });

  it('reads the problem details of RFC 9457, which newer parts of Twilio answer with', async () => {
    const reply = await fetchDocument({
      status: 429,
      body: { type: 'https://www.twilio.com/docs/api/errors/20429', title: 'Too Many', status: 429, code: 20429 },
    });

    expect(reply).toEqual({ is: 'refused', refusal: expect.objectContaining({ status: 429, code: 20429 }) });
  });

  it.each([
    ['text', 'broken'],
    ['nothing', undefined],
    ['null', null],
    ['an error whose status is text', { status: '404', message: 'broken' }],
  ])('is lost when the client throws %s', async (_title, thrown) => {
    expect(
      await requestsThrough(() => {
        throw thrown;
      }).send(DOCUMENT, anything),
    ).toEqual({ is: 'lost', why: thrown === undefined ? 'undefined' : thrown === null ? 'null' : 'broken' });
  });
});

describe('time limits', () => {
  it('give one request 2.5 s and not a moment more', async () => {
    let reply: unknown = 'pending';
    void requestsThrough(never)
      .send(DOCUMENT, anything)
      .then((value) => (reply = value));

    await jest.advanceTimersByTimeAsync(2499);
    expect(reply).toBe('pending');
    await jest.advanceTimersByTimeAsync(1);
    expect(reply).toEqual({ is: 'lost', why: 'no reply within 2500 ms' });
  });

  it('leave no timer behind when a reply comes', async () => {
    await requestsThrough(() => Promise.resolve({ statusCode: 200, body: 'fine', headers: {} })).send(
      DOCUMENT,
      anything,
    );

    expect(jest.getTimerCount()).toBe(0);
  });

  it('give the last request only what is left of 8 s', async () => {
    const requests = requestsThrough(never);
    await jest.advanceTimersByTimeAsync(7900);
    let reply: unknown = 'pending';
    void requests.send(DOCUMENT, anything).then((value) => (reply = value));

    await jest.advanceTimersByTimeAsync(100);
    expect(reply).toEqual({ is: 'lost', why: 'no reply within 100 ms' });
  });

  it('send nothing any more after 8 s', async () => {
    const request = jest.fn<TwilioClient['request']>();
    const requests = requestsThrough(request);
    await jest.advanceTimersByTimeAsync(8000);

    await expect(requests.send(DOCUMENT, anything)).rejects.toThrow(Unreachable);
    expect(request).not.toHaveBeenCalled();
  });
});

describe('the time', () => {
  /** A client whose replies say that they were given at this time, and requests on a clock that stands at the start. */
  function requestsWhoseRepliesSay(date: string | undefined): Requests {
    const httpClient = httpClientOver(() =>
      Promise.resolve({ status: 200, headers: date === undefined ? {} : { date }, body: '{}' }),
    );
    return new Requests(twilio(ACCOUNT, 'token-of-the-sample-account', { httpClient }), () => START_MS);
  }

  const fetchCall = (requests: Requests): Promise<unknown> => requests.send(DOCUMENT, anything);

  it.each([
    ['a minute behind', 'Sun, 22 Nov 2026 03:01:00 GMT', 60_500],
    ['a minute ahead', 'Sun, 22 Nov 2026 02:59:00 GMT', -59_500],
    ['6 s behind', 'Sun, 22 Nov 2026 03:00:06 GMT', 6_500],
    // Requests take up to so long, and replies give whole seconds.
    ['4 s behind', 'Sun, 22 Nov 2026 03:00:04 GMT', 0],
    ['4 s ahead', 'Sun, 22 Nov 2026 02:59:56 GMT', 0],
    ['right as far as anybody says', undefined, 0],
    ['right as far as anybody can read', 'yesterday', 0],
  ])('of a machine whose clock is %s is told by the first reply', async (_title, date, correctionMs) => {
    const requests = requestsWhoseRepliesSay(date);
    expect(requests.now()).toBe(START_MS);
    await fetchCall(requests);

    expect(requests.now()).toBe(START_MS + correctionMs);
  });

  it('does not change with the replies that follow: it would go to and fro', async () => {
    let minute = 1;
    const httpClient = httpClientOver(() =>
      Promise.resolve({ status: 404, headers: { date: `Sun, 22 Nov 2026 03:0${minute++}:00 GMT` }, body: '{}' }),
    );
    const requests = new Requests(twilio(ACCOUNT, 'token-of-the-sample-account', { httpClient }), () => START_MS);
    await fetchCall(requests);
    await fetchCall(requests);

    expect(requests.now()).toBe(START_MS + 60_500);
  });

  it('that is left to a run is by its own clock, whatever Twilio says', async () => {
    const requests = requestsWhoseRepliesSay('Sun, 22 Nov 2026 04:00:00 GMT');
    await fetchCall(requests);

    expect(await fetchCall(requests)).toEqual({ is: 'granted', value: expect.anything() });
  });
});
