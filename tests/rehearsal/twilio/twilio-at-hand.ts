import twilio from 'twilio';
import type { Clock } from '../../../src/rehearsal/clock';
import type { HttpResponse } from '../../../src/rehearsal/http';
import { Ledger } from '../../../src/rehearsal/ledger';
import { LIKELY } from '../../../src/rehearsal/rehearsal';
import { httpClientOver } from '../../../src/twilio/http-client';
import { LocalTwilio, type LocalTwilioOptions } from '../../../src/rehearsal/twilio/local-twilio';
import type { StandingOptions } from '../../../src/rehearsal/twilio/standing';
import type { TwilioSwitches } from '../../../src/rehearsal/twilio/world';
import { Resources } from '../../../src/rehearsal/twilio/resources';
import { StudioDouble } from './studio-double';

export const accountSid = 'AC00000000000000000000000000000abc';
export const authToken = 'token-of-the-sample-account';
export const apiKey = { sid: 'SK00000000000000000000000000000abc', secret: 'secret-of-the-sample-key' };
export const flowSid = 'FW00000000000000000000000000000abc';
export const secondFlowSid = 'FW00000000000000000000000000000def';
export const callerId = '+12025550100';
export const ann = '+447700900001';
export const bob = '+447700900002';
/** Tue, 24 Nov 2026 08:30:00 UTC. */
export const startMs = Date.UTC(2026, 10, 24, 8, 30, 0);

/** A clock that a test sets by hand. */
export class HandClock implements Clock {
  #nowMs = startMs;

  now(): number {
    return this.#nowMs;
  }

  after(): () => void {
    throw new Error('The REST API waits for nothing.');
  }

  pass(ms: number): void {
    this.#nowMs += ms;
  }
}

/** A local Twilio with everything around it, and both ways of talking to it: raw requests and the real client. */
export function twilioAtHand({
  standing = {},
  switches = {},
  ...options
}: Partial<Pick<LocalTwilioOptions, 'textPolicy'>> & {
  readonly standing?: Partial<StandingOptions>;
  readonly switches?: Partial<TwilioSwitches>;
} = {}) {
  let sids = 0;
  const newSid = (prefix: string) => `${prefix}${(++sids).toString(16).padStart(32, '0')}`;
  const clock = new HandClock();
  const ledger = new Ledger(() => clock.now());
  const studio = new StudioDouble([flowSid, secondFlowSid], newSid, () => clock.now());
  const resources = new Resources();
  const local = new LocalTwilio({
    clock,
    ledger,
    account: { sid: accountSid, authToken, apiKeys: [apiKey] },
    standing: { numbers: [{ number: callerId }, { number: '+12025550101' }], ...standing },
    executions: studio,
    inbound: { call: () => undefined, calls: () => [], completeCall: () => {} },
    switches: { ...LIKELY, ...switches },
    newSid,
    resources,
    ...options,
  });
  const httpClient = httpClientOver((request) => Promise.resolve(local.handle(request)));
  const client = twilio(accountSid, authToken, { httpClient });
  return {
    clock,
    ledger,
    studio,
    resources,
    local,
    httpClient,
    client,
    ask: (line: string, form = {}, headers = {}) => ask(local, line, form, headers),
  };
}

function ask(
  local: LocalTwilio,
  line: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  const [method = '', url = ''] = line.split(' ');
  return local.handle({
    method,
    url,
    headers: {
      authorization: basic(accountSid, authToken),
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  });
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function json(response: HttpResponse): unknown {
  return JSON.parse(response.body);
}
