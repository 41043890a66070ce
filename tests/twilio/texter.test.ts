import { describe, expect, it } from '@jest/globals';
import { messagingTexter } from '../../src/twilio/texter';
import { ANN, CALL, CALLER_ID, NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const MESSAGE = 'SM0123456789abcdef0123456789abcdef';

function text(answer: Answer) {
  const { requests, sent } = scriptedTwilio(answer);
  const logged: unknown[] = [];
  const texter = messagingTexter(requests, CALLER_ID, (...line) => void logged.push(line));
  return { handover: texter.send(ANN, 'You have it.'), sent, logged };
}

describe('an SMS', () => {
  it('is sent from the caller ID, once', async () => {
    const { handover, sent } = text({ status: 201, body: { sid: MESSAGE, status: 'queued' } });

    expect(await handover).toBe('accepted');
    expect(sent).toEqual([`POST /2010-04-01/Accounts/AC/Messages.json To=${ANN} From=${CALLER_ID} Body=You have it.`]);
  });

  it.each([
    [21211, "'To' is no valid number"],
    [21217, 'not a valid number'],
    [21265, "'To' is a short code"],
    [21266, "'To' is the caller ID itself"],
    [21268, "'To' is a premium number"],
    [21408, 'region not permitted'],
    [21610, 'opted out'],
    [21612, "'To' cannot be reached from this 'From'"],
    [21614, "'To' is no mobile"],
    [21635, "'To' is a landline"],
  ])('that Twilio refuses with %i (%s) is never accepted for this number', async (code, why) => {
    const { handover, logged } = text(refusal(400, code, why));
    expect(await handover).toBe('refused');
    expect(logged).toEqual([['warn', 'Twilio refused an SMS.', { why: `Twilio answered 400, code ${code}: ${why}` }]]);
  });

  it.each([
    [400, 21602, 'unknown', 'the body is empty'],
    [400, 21601, 'caller-id', "'From' is only verified"],
    [400, 21603, 'caller-id', "'From' is missing"],
    [400, 21606, 'caller-id', "'From' cannot send SMS"],
    [400, 21608, 'account', 'a trial account, and this number is not verified'],
    [400, 21617, 'unknown', 'the body is too long'],
    [400, 21659, 'caller-id', "'From' is no Twilio number"],
    [400, 21660, 'caller-id', "'From' belongs to another account"],
    [400, 21661, 'caller-id', "'From' is not SMS-capable"],
    [401, 20003, 'account', 'wrong credentials'],
    [403, 20005, 'account', 'no money left'],
    [403, 20006, 'unknown', 'no access'],
    [403, 20403, 'account', 'suspended'],
    [404, 20404, 'unknown', 'no such account'],
  ])('that Twilio refuses with %i/%i (%s: %s) waits until somebody mends that', async (status, code, cause, why) => {
    const { handover, logged } = text(refusal(status, code, why));
    expect(await handover).toBe('blocked');
    expect(logged).toEqual([
      ['warn', 'Twilio refused an SMS.', { cause, why: `Twilio answered ${status}, code ${code}: ${why}` }],
    ]);
  });

  it.each([
    [400, 21611, "'From' has too many in its queue"],
    [429, 20429, 'too many requests'],
  ])('that Twilio refuses with %i/%i (%s) is tried again', async (status, code, why) => {
    expect(await text(refusal(status, code, why)).handover).toBe('failed');
  });

  it.each<readonly [string, Answer]>([
    ['no reply', 'lost'],
    ['a 5xx', refusal(500, 20500)],
    ["another resource's SID", { status: 201, body: { sid: CALL, status: 'queued' } }],
    ['a SID that is cut short', { status: 201, body: { sid: MESSAGE.slice(0, -1), status: 'queued' } }],
    ...NOT_TWILIOS,
  ])('may have been sent, or not, after %s', async (_title, answer) => {
    const { handover, logged } = text(answer);
    expect(await handover).toBe('unknown');
    expect(logged).toEqual([]);
  });

  it('is accepted as a message with pictures too, if that is what Twilio makes of it', async () => {
    expect(await text({ status: 201, body: { sid: MESSAGE.replace('SM', 'MM') } }).handover).toBe('accepted');
  });

  it('may have been sent after a 5xx, whatever code that carries', async () => {
    expect(await text(refusal(500, 21610)).handover).toBe('unknown');
  });
});

/** A page of messages, the newest first. */
function messages(...all: readonly object[]): Answer {
  return { status: 200, body: { messages: all, page: 0, page_size: 200, uri: '/', next_page_uri: null } };
}

function message(created: string, rest: object = {}): object {
  return {
    sid: MESSAGE,
    to: ANN,
    from: CALLER_ID,
    body: 'You have it.',
    date_created: created,
    date_sent: null,
    ...rest,
  };
}

describe('what was sent lately', () => {
  const SINCE_MS = Date.parse('2026-11-22T03:00:00Z');

  function sentSince(answer: Answer) {
    const { requests, sent } = scriptedTwilio(answer);
    return { texts: messagingTexter(requests, CALLER_ID, () => undefined).sentSince(SINCE_MS), sent };
  }

  it('is asked for by our number, and told by when Twilio made it, whose clock may be five seconds behind', async () => {
    const { texts, sent } = sentSince(
      messages(
        message('Sun, 22 Nov 2026 03:00:09 +0000', { body: 'later' }),
        message('Sun, 22 Nov 2026 02:59:55 +0000', { body: 'at once' }),
        message('Sun, 22 Nov 2026 02:59:54 +0000', { body: 'before' }),
        message('yesterday'),
        message('Sun, 22 Nov 2026 03:00:09 +0000', { body: null }),
      ),
    );
    expect((await texts)?.map(({ to, body }) => [to, body])).toEqual([
      [ANN, 'later'],
      [ANN, 'at once'],
    ]);
    expect(sent).toEqual(['GET /2010-04-01/Accounts/AC/Messages.json']);
  });

  it.each<readonly [string, Answer]>([['no reply', 'lost'], ['a refusal', refusal(429, 20429)], ...NOT_TWILIOS])(
    'is unknown after %s',
    async (_title, answer) => {
      expect(await sentSince(answer).texts).toBeUndefined();
    },
  );
});
