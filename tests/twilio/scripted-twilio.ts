import twilio from 'twilio';
import type { HttpRequest } from '../../src/rehearsal/http';
import { inProcessHttpClient } from '../../src/rehearsal/twilio/http-client';
import { Requests } from '../../src/twilio/requests';

/** What Twilio does with one request: it answers, or the connection breaks. */
export type Answer = { readonly status: number; readonly body?: object } | 'lost';

export const FLOW = 'FW0123456789abcdef0123456789abcdef';
export const EXECUTION = 'FN0123456789abcdef0123456789abcdef';
export const CALL = 'CA0123456789abcdef0123456789abcdef';
export const CALLER_ID = '+12025550100';
export const ANN = '+447700900001';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';

/** The real client in front of a Twilio that answers as the test says, in order. One request too many breaks the connection. */
export function scriptedTwilio(...answers: readonly Answer[]) {
  const sent: string[] = [];
  const left = [...answers];
  const httpClient = inProcessHttpClient((request) => {
    sent.push(lineOf(request));
    const answer = left.shift() ?? 'lost';
    if (answer === 'lost') return Promise.reject(new Error('socket hang up'));
    return Promise.resolve({ status: answer.status, headers: {}, body: JSON.stringify(answer.body ?? {}) });
  });
  const client = twilio(ACCOUNT, 'token-of-the-sample-account', { httpClient });
  return { client, requests: new Requests(client, () => 0), sent };
}

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
