import twilio from 'twilio';
import type { HttpRequest } from '../../src/rehearsal/http';
import { httpClientOver } from '../../src/twilio/http-client';
import { Requests } from '../../src/twilio/requests';

/** What Twilio does with one request: it answers, with JSON or with this text, or the connection breaks. */
export type Answer = { readonly status: number; readonly body?: object | string } | 'lost';

export const FLOW = 'FW0123456789abcdef0123456789abcdef';
export const EXECUTION = 'FN0123456789abcdef0123456789abcdef';
export const CALL = 'CA0123456789abcdef0123456789abcdef';
export const CALLER_ID = '+12025550100';
export const ANN = '+447700900001';

export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';

/** The real client in front of a Twilio that answers as the test says, in order. One request too many breaks the connection. */
export function scriptedTwilio(...answers: readonly Answer[]) {
  const sent: string[] = [];
  const left = [...answers];
  const httpClient = httpClientOver((request) => {
    sent.push(lineOf(request));
    const answer = left.shift() ?? 'lost';
    if (answer === 'lost') return Promise.reject(new Error('socket hang up'));
    return Promise.resolve({ status: answer.status, headers: {}, body: textOf(answer.body ?? {}) });
  });
  const client = twilio(ACCOUNT, 'token-of-the-sample-account', { httpClient });
  return { client, requests: new Requests(client, () => 0), sent };
}

function textOf(body: object | string): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

const HTML = '<html><head><title>Error</title></head><body>nginx</body></html>';

/** What stands on the way to Twilio answers, or what is left of an answer on the way from there: all of it says nothing. */
export const NOT_TWILIOS: readonly (readonly [string, Answer])[] = [
  ['HTML with 200', { status: 200, body: HTML }],
  ['a redirect to HTML', { status: 302, body: HTML }],
  ['HTML with 400', { status: 400, body: HTML }],
  ['HTML with 401', { status: 401, body: HTML }],
  ['HTML with 404', { status: 404, body: HTML }],
  ['HTML with 409', { status: 409, body: HTML }],
  ['HTML with 412', { status: 412, body: HTML }],
  ['HTML with 429', { status: 429, body: HTML }],
  ['HTML with 502', { status: 502, body: HTML }],
  ['{} with 200', { status: 200, body: {} }],
  ['{} with 201', { status: 201, body: {} }],
  ['{} with 302', { status: 302, body: {} }],
  ['{} with 400', { status: 400, body: {} }],
  ['{} with 404', { status: 404, body: {} }],
  ['{} with 409', { status: 409, body: {} }],
  ['{} with 429', { status: 429, body: {} }],
  ['nothing with 200', { status: 200, body: '' }],
  ['nothing with 204', { status: 204, body: '' }],
  ['nothing with 404', { status: 404, body: '' }],
  ['null with 200', { status: 200, body: 'null' }],
  ['null with 404', { status: 404, body: 'null' }],
  ['text with 200', { status: 200, body: '"OK"' }],
  ['a number with 200', { status: 200, body: '1' }],
  ['a list with 200', { status: 200, body: [] }],
  ['any list in an object with 200', { status: 200, body: { errors: [] } }],
  ['half of an answer', { status: 200, body: '{"sid":"FN0123456789abcdef' }],
  ['half of a refusal', { status: 404, body: '{"code":20404,"message":"The requ' }],
  ["a gateway's own JSON", { status: 404, body: { code: 404, message: 'no Route matched with those values' } }],
  ['a refusal whose code is text', { status: 404, body: { code: '20404', message: 'Not found.', status: 404 } }],
];

/** A refusal as Twilio's REST API words it. */
export function refusal(status: number, code: number, message = 'No.', details?: object): Answer {
  return { status, body: { status, code, message, more_info: '', ...(details === undefined ? {} : { details }) } };
}

/** `POST /v1/Services/default/Documents UniqueName=board-main`, with the If-Match header where there is one. */
function lineOf({ method, url, headers, body }: HttpRequest): string {
  const { pathname } = new URL(url);
  const path = pathname.replace(ACCOUNT, 'AC').replace(FLOW, 'FW').replace(EXECUTION, 'FN').replace(CALL, 'CA');
  const form = [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`);
  const match = headers['if-match'] === undefined ? [] : [`If-Match=${headers['if-match']}`];
  return [method, path, ...match, ...form].join(' ');
}
