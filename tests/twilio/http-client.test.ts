import { describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import type { HttpRequest } from '../../src/rehearsal/http';
import { httpClientOver } from '../../src/twilio/http-client';
import { accountSid, ann, authToken, basic, callerId } from '../rehearsal/twilio/twilio-at-hand';

const reply = (status: number, body: string) => Promise.resolve({ status, headers: {}, body });

describe('the HTTP client of the Functions', () => {
  it('sends what the real one sends', async () => {
    const sent: HttpRequest[] = [];
    const httpClient = httpClientOver((request) => {
      sent.push(request);
      return reply(201, '{}');
    });
    const client = twilio(accountSid, authToken, { httpClient });
    await client.messages.create({
      to: ann,
      from: callerId,
      body: 'a&b',
      mediaUrl: ['https://a.test/1', 'https://a.test/2'],
    });
    expect(sent).toMatchObject([
      {
        method: 'POST',
        url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
        headers: {
          authorization: basic(accountSid, authToken),
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
      },
    ]);
    expect([...new URLSearchParams(sent[0]?.body)]).toEqual([
      ['To', ann],
      ['From', callerId],
      ['Body', 'a&b'],
      ['MediaUrl', 'https://a.test/1'],
      ['MediaUrl', 'https://a.test/2'],
    ]);
  });

  it('brings the reply with its head', async () => {
    const headers = { date: 'Sun, 22 Nov 2026 03:00:00 GMT' };
    const httpClient = httpClientOver(() => Promise.resolve({ status: 200, headers, body: '{"sid":"CA1"}' }));
    const client = twilio(accountSid, authToken, { httpClient });
    expect(await client.request({ method: 'get', uri: 'https://api.twilio.com/2010-04-01' })).toMatchObject({
      statusCode: 200,
      headers,
      body: { sid: 'CA1' },
    });
  });

  it('puts parameters of a list into the query', async () => {
    const urls: string[] = [];
    const httpClient = httpClientOver((request) => {
      urls.push(request.url);
      return reply(200, '{"calls":[],"uri":""}');
    });
    await twilio(accountSid, authToken, { httpClient }).calls.list({
      to: ann,
      startTimeAfter: new Date(0),
      pageSize: 5,
    });
    expect([...new URL(urls[0] ?? '').searchParams]).toEqual([
      ['To', ann],
      ['StartTime>', '1970-01-01T00:00:00Z'],
      ['PageSize', '5'],
    ]);
  });

  it('passes a lost connection on as it is', async () => {
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const httpClient = httpClientOver(() => Promise.reject(lost));
    await expect(twilio(accountSid, authToken, { httpClient }).messages.list()).rejects.toBe(lost);
  });

  it('turns a reply that is no JSON into an error of its status', async () => {
    const httpClient = httpClientOver(() => reply(502, '<html>Bad Gateway</html>'));
    const list = twilio(accountSid, authToken, { httpClient }).messages.list();
    await expect(list).rejects.toMatchObject({ status: 502 });
  });
});
