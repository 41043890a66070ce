import { describe, expect, it } from '@jest/globals';
import { readReply } from '../../lambda/reply';

describe('a reply with results', () => {
  it('gives an answer per message, without the agent', () => {
    const agent = { id: 'ann', name: 'Ann Lee', number: '+447700900001' };
    const result = {
      id: 'm',
      status: 'watching',
      incident: 'i-1',
      outcome: 'opened',
      agent,
      execution: 'FN1',
      attempt: 1,
    };
    expect(readReply(200, JSON.stringify({ results: [result] }))).toEqual({
      answers: [{ id: 'm', status: 'watching', incident: 'i-1', outcome: 'opened', execution: 'FN1', attempt: 1 }],
    });
  });

  it.each([
    ['an unknown status', { id: 'm', status: 'done' }],
    ['no status', { id: 'm' }],
    ['no id', { status: 'settled' }],
    ['null', null],
    ['text', 'settled'],
  ])('takes %s for no answer', (_what, result) => {
    expect(readReply(200, JSON.stringify({ results: [result] }))).toEqual({ answers: [] });
  });
});

describe('any other reply says what to do', () => {
  it.each([
    [200, '<html>', 'FUNCTION_URL must end in /alarm.'],
    [200, '', 'FUNCTION_URL must end in /alarm.'],
    [200, 'null', 'FUNCTION_URL must end in /alarm.'],
    [200, '[]', 'FUNCTION_URL must end in /alarm.'],
    [200, '{"results":{}}', 'FUNCTION_URL must end in /alarm.'],
    [201, '{"results":[]}', '/alarm answered 201: FUNCTION_URL must be the address'],
    [301, '', '/alarm answered 301: FUNCTION_URL must be the address'],
    [400, '', '/alarm answered 400: deploy the Lambda and the Functions from the same version.'],
    [413, '', '/alarm answered 413: deploy the Lambda and the Functions from the same version.'],
    [401, '', '/alarm answered 401: ALERT_SECRET differs between the Lambda and the Function'],
    [403, '', '/alarm answered 403: FUNCTION_URL must be the address'],
    [404, '', '/alarm answered 404: FUNCTION_URL must be the address'],
    [429, '', '/alarm answered 429: Twilio is busy or out of reach'],
    [500, 'null', '/alarm answered 500: Twilio is busy or out of reach'],
    [503, '{"error":{"code":"busy","message":"later"}}', '/alarm answered 503 (busy: later): Twilio is busy'],
    [503, '{"error":"busy"}', '/alarm answered 503: Twilio is busy'],
  ])('%i %s', (status, text, problem) => {
    expect(readReply(status, text)).toEqual({ answers: [], problem: expect.stringContaining(problem) });
  });

  it('quotes no more than 200 characters of it', () => {
    const text = JSON.stringify({ error: { code: 'x', message: 'y'.repeat(10_000) } });
    expect(readReply(500, text).problem?.length).toBeLessThan(350);
  });
});
