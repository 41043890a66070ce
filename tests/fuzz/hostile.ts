import type { HttpRequest } from '../../src/rehearsal/http';
import { markOf, sealed } from '../../src/signing/capability';
import { sign } from '../../src/signing/signature';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { basic, EVENTS_PASSWORD, FLOW_SID, SECRET } from '../functions/functions-at-hand';

/** Uniform in [0, 1). */
export type Next = () => number;

/** What a stranger may have seen or guess: one request that was accepted, and one call. */
export interface Known {
  readonly domain: string;
  /** The body of a request to `/alarm` that was accepted. */
  readonly alarm: { readonly ts: number; readonly payload: string; readonly sig: string };
  /** How the flow speaks for a call, with its token. */
  readonly call: Readonly<Record<'team' | 'incident' | 'attempt' | 'execution' | 'token', string>>;
  readonly authToken: string;
}

const KEYS = [
  'ts',
  'payload',
  'sig',
  'request',
  'headers',
  'messages',
  'id',
  'source',
  'subject',
  'body',
  'redelivered',
  'type',
  'data',
  'execution_sid',
  'flow_sid',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'then',
  'toJSON',
  '0',
  '1',
  '9999',
  '-1',
  '',
  'status',
  'error',
  'team',
  '\u0000',
  '🙂',
] as const;

const WORDS = [
  '',
  ' ',
  '0',
  '1',
  '-1',
  '1e309',
  'null',
  'true',
  '{}',
  '[]',
  '__proto__',
  'constructor',
  '{{flow.data.team}}',
  '<Response><Dial>+447700900009</Dial></Response>',
  '../../etc',
  '\u0000',
  '\ud800',
  '🙂',
  '%00',
  "'; --",
  'ALARM',
  'heartbeats',
  'com.twilio.studio.flow.execution.ended',
  FLOW_SID,
  'FN00000000000000000000000000000bad',
  '+447700900009',
  'a'.repeat(5_000),
  '1'.repeat(400),
  '[1.0 -> '.repeat(300),
  '-'.repeat(3_000),
  '+44'.repeat(1_000),
  '%2B'.repeat(1_000),
] as const;

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;',
  'application/jsonp',
  'text/plain',
  '',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/cloudevents+json',
] as const;

const HEADERS = [
  'x-twilio-signature',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-http-method-override',
  'authorization',
  'cookie',
  'host',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  '__proto__',
  'constructor',
] as const;

const PROTECTED = ['/claim', '/brief', '/take', '/next-agent', '/call-in', '/text-in'] as const;

/**
 * One request that nobody here would send. By construction none carries a new alarm under a right signature, and none to a
 * protected Function is rightly signed; some repeat the known alarm, with or without damage, and some events have the right
 * password and false contents.
 */
export function hostileRequest(next: Next, known: Known): HttpRequest {
  const kind = next();
  if (kind < 0.5) return hostileAlarm(next, known);
  if (kind < 0.75) return hostileEvent(next, known);
  return kind < 0.9 ? hostileCall(next, known) : hostileLink(next, known);
}

/** Whether this request may be answered with 200: it repeats the known alarm in its own words, or has the sink's password. */
export function isEntitled({ url, headers, body }: HttpRequest, { domain, alarm }: Known): boolean {
  if (url.startsWith(`${domain}/alarm`)) {
    const { ts, payload, sig } = objectIn(body);
    return ts === alarm.ts && payload === alarm.payload && String(sig).toLowerCase() === alarm.sig;
  }
  const credentials = Buffer.from((headers['authorization'] ?? '').replace(/^Basic /, ''), 'base64').toString('utf8');
  return url.startsWith(`${domain}/studio-events`) && credentials.replace(/^[^:]*:/, '') === EVENTS_PASSWORD;
}

function objectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function hostileAlarm(next: Next, { domain, alarm }: Known): HttpRequest {
  const text = JSON.stringify(alarm);
  const body = pick(next, [
    () => text,
    () => JSON.stringify({ ...alarm, sig: alarm.sig.toUpperCase() }),
    () => damaged(next, text),
    () => JSON.stringify({ ...alarm, [pick(next, ['ts', 'payload', 'sig'])]: anything(next, 3) }),
    () => JSON.stringify({ ...alarm, [pick(next, KEYS)]: anything(next, 3) }),
    () => withOwnKey(text, pick(next, KEYS), anything(next, 2)),
    () => JSON.stringify(anything(next, 5)),
    () => noise(next),
    () => signed(alarm.ts, brokenPayload(next, alarm.payload)),
    // Another alarm under the signature of the known one; the right one under a signature that is nearly right.
    () => JSON.stringify({ ...alarm, payload: alarm.payload.replace('web-1', pick(next, ['web-2', 'web-1 ', ''])) }),
    () => JSON.stringify({ ...alarm, sig: nearly(next, alarm.sig) }),
    () => signed(otherTime(next, alarm.ts), alarm.payload),
    // The same key twice: JSON takes the last one.
    () =>
      `${text.slice(0, -1)},${JSON.stringify(pick(next, ['ts', 'payload', 'sig']))}:${JSON.stringify(anything(next, 2)) ?? '0'}}`,
    () =>
      JSON.stringify(
        pick(next, [[alarm], Object.values(alarm), { 0: alarm }, { 0: alarm.ts, 1: alarm.payload, 2: alarm.sig }]),
      ),
    () => new URLSearchParams({ ...alarm, ts: String(alarm.ts) }).toString(),
    () => JSON.stringify({ ...alarm, ts: inWords(next, alarm.ts) }),
    () => enormous(next),
  ])();
  return request(next, `${domain}/alarm`, body, {});
}

function hostileEvent(next: Next, { domain, call }: Known): HttpRequest {
  const event = {
    type: 'com.twilio.studio.flow.execution.ended',
    data: { execution_sid: call.execution, flow_sid: FLOW_SID, status: 'ended' },
  };
  const text = JSON.stringify(event);
  const body = pick(next, [
    () => text,
    () => JSON.stringify([event, event]),
    () => JSON.stringify({ 0: event, [pick(next, ['1', '2', '00', '-1', '9999', '10000'])]: event }),
    () => JSON.stringify({ ...event, data: { ...event.data, execution_sid: strangeSid(next) } }),
    () => damaged(next, text),
    () => JSON.stringify({ ...event, [pick(next, KEYS)]: anything(next, 3) }),
    () => JSON.stringify({ ...event, data: { ...event.data, [pick(next, KEYS)]: anything(next, 2) } }),
    () => JSON.stringify(Array.from({ length: Math.floor(next() * 4) }, () => anything(next, 3))),
    () => withOwnKey(text, pick(next, KEYS), anything(next, 2)),
    () => JSON.stringify(anything(next, 5)),
    () => noise(next),
    () => enormous(next),
  ])();
  const authorization = pick(next, [
    basic(`events:${EVENTS_PASSWORD}`),
    basic(`events:${EVENTS_PASSWORD}`),
    basic(`events:${pick(next, WORDS)}`),
    damaged(next, basic(`events:${EVENTS_PASSWORD}x`)),
    pick(next, WORDS),
  ]);
  return request(next, `${domain}/studio-events`, body, { authorization });
}

/** A link that nobody here made, or one that was made here and is no more what it was; with orders, as a link and as a form. */
function hostileLink(next: Next, { domain, alarm, call }: Known): HttpRequest {
  const right = sealed(SECRET, {
    purpose: 'incident',
    team: markOf(call.team),
    incident: markOf(call.incident),
    agent: markOf('ann'),
    expiresAtMs: alarm.ts + 48 * 3_600_000,
  });
  const [first = 'A'] = right;
  const c = pick(next, [
    () => pick(next, WORDS),
    () => `${first === 'A' ? 'B' : 'A'}${right.slice(1)}`,
    () => right.slice(0, -1),
    () => `${right}A`,
    () => right.toUpperCase(),
    () => 'A'.repeat(35),
    () => noise(next),
  ])();
  const fields: Record<string, string> = {
    c,
    ...(next() < 0.7 ? { do: pick(next, ['take', 'pass', 'close', ...WORDS]) } : {}),
    ...(next() < 0.3 ? { [pick(next, KEYS)]: pick(next, WORDS) } : {}),
  };
  const query = new URLSearchParams(fields).toString();
  return next() < 0.5
    ? { method: 'GET', url: `${domain}/i?${query}`, headers: {}, body: '' }
    : request(next, `${domain}/i`, query, { 'content-type': 'application/x-www-form-urlencoded' });
}

/** Whoever calls a protected Function knows everything about the call, and not the account's auth token. */
function hostileCall(next: Next, { domain, call, authToken }: Known): HttpRequest {
  const path = pick(next, PROTECTED);
  const fields: Record<string, string> = { ...call, reason: 'declined', [pick(next, KEYS)]: pick(next, WORDS) };
  const url = `${domain}${path}`;
  const right = getExpectedTwilioSignature(authToken, url, fields);
  const signature = pick(next, [
    () => undefined,
    () => nearly(next, right),
    () => pick(next, WORDS),
    () => getExpectedTwilioSignature('f'.repeat(32), url, fields),
    () => getExpectedTwilioSignature(authToken, `${url}?`, fields),
    () => getExpectedTwilioSignature(authToken, url.replace('https', 'http'), fields),
    () => getExpectedTwilioSignature(authToken, url, { ...fields, attempt: '7' }),
    () =>
      getExpectedTwilioSignature(authToken, `${url}/?bodySHA256=${getExpectedBodyHash(JSON.stringify(fields))}`, {}),
  ])();
  const isForm = next() < 0.7;
  return {
    method: next() < 0.9 ? 'POST' : pick(next, ['GET', 'PUT', 'HEAD']),
    url,
    headers: {
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    },
    body: isForm
      ? new URLSearchParams(fields).toString()
      : JSON.stringify(pick(next, [fields, [fields], anything(next, 3)])),
  };
}

function strangeSid(next: Next): unknown {
  return pick(next, [
    'FN00000000000000000000000000000bad',
    'FN00000000000000000000000000000BAD',
    '../../Accounts',
    `FN${'0'.repeat(32)}/Context`,
    `FN${'0'.repeat(32)}\n`,
    `fn${'0'.repeat(32)}`,
    ['FN00000000000000000000000000000bad'],
    1,
  ]);
}

/** The text with one character exchanged for another, or cut off, or doubled: never as it was. */
function nearly(next: Next, text: string): string {
  const at = Math.floor(next() * text.length);
  const other = text[at] === '0' ? '1' : '0';
  return pick(next, [
    `${text.slice(0, at)}${other}${text.slice(at + 1)}`,
    text.slice(0, -1),
    `${text}0`,
    `${text}${text}`,
    ` ${text}`,
  ]);
}

/** A time at which nothing is accepted any more, or which is none. */
function otherTime(next: Next, now: number): number {
  return pick(next, [
    now - 1_000_000,
    now + 1_000_000,
    now - 300_000_000,
    0,
    999_999_999_999_999,
    now + 0.5,
    1e13,
    1e308,
    Number.MAX_SAFE_INTEGER,
    -1,
    -now,
  ]);
}

/** The right time as text: no longer what it was, and what an older sender sends. */
function inWords(next: Next, now: number): string {
  return pick(next, [
    `${now}`,
    `${now}.0`,
    now.toExponential(),
    ` ${now}`,
    `+${now}`,
    `0x${now.toString(16)}`,
    'NaN',
    '',
  ]);
}

function request(next: Next, address: string, body: string, headers: Record<string, string>): HttpRequest {
  const query = next() < 0.9 ? '' : `?${encodeURIComponent(pick(next, KEYS))}=${encodeURIComponent(noise(next))}`;
  const type = next() < 0.9 ? 'application/json' : pick(next, TYPES);
  return {
    method: next() < 0.9 ? 'POST' : pick(next, ['GET', 'PUT', 'DELETE', 'HEAD', 'post']),
    url: `${address}${query}`,
    headers: {
      ...(next() < 0.9 ? {} : { [pick(next, HEADERS)]: pick(next, WORDS) }),
      'content-type': type,
      ...headers,
    },
    body,
  };
}

/** A payload that is no delivery, near to one or far from it. */
function brokenPayload(next: Next, sound: string): string {
  const { messages } = JSON.parse(sound) as { messages: object[] };
  const [message] = messages;
  const wrong = pick(next, [1, true, null, [], {}, ['x']]);
  const text = damaged(next, sound);
  return pick(next, [
    // Still JSON after the damage, it might be another alarm.
    () => (isJson(text) ? '{' : text),
    () => JSON.stringify({ messages: [{ ...message, [pick(next, ['id', 'source', 'body', 'subject'])]: wrong }] }),
    () => JSON.stringify({ messages: [message, { ...message, extra: anything(next, 3) }] }),
    () => JSON.stringify({ messages, [`x${pick(next, KEYS)}`]: anything(next, 3) }),
    () => withOwnKey(sound, '__proto__', anything(next, 3)),
    () => JSON.stringify({ messages: wrong }),
    () => JSON.stringify(wrong),
    () => JSON.stringify({ messages: [message, wrong] }),
    () => JSON.stringify([anything(next, 4)]),
    () => JSON.stringify(pick(next, WORDS)),
    () => JSON.stringify({ messages: [] }),
    () => JSON.stringify({ messages: Array.from({ length: 101 }, () => message) }),
  ])();
}

function signed(ts: number, payload: string): string {
  return JSON.stringify({ ts, payload, sig: sign(SECRET, ts, payload) });
}

/** The JSON object with one more key in front, as JSON can write it and an object literal cannot: `__proto__` too. */
function withOwnKey(object: string, key: string, value: unknown): string {
  return `{${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'},${object.slice(1)}`;
}

/** The text with one to five characters changed, left out, doubled or put in. */
function damaged(next: Next, text: string): string {
  let result = text;
  for (let times = 1 + Math.floor(next() * 5); times > 0; times--) {
    const at = Math.floor(next() * (result.length + 1));
    const insert = pick(next, [String.fromCharCode(32 + Math.floor(next() * 95)), '', '"', '\\', '{', '}', '\u0000']);
    result = result.slice(0, at) + insert + result.slice(at + Math.floor(next() * 3));
  }
  return result;
}

/** Any JSON value, at most this deep. */
function anything(next: Next, depth: number): unknown {
  const kind = Math.floor(next() * (depth > 0 ? 8 : 6));
  switch (kind) {
    case 0:
      return null;
    case 1:
      return next() < 0.5;
    case 2:
      return pick(next, [0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, Math.floor(next() * 1e15)]);
    case 3:
    case 4:
    case 5:
      return pick(next, WORDS);
    case 6:
      return Array.from({ length: Math.floor(next() * 4) }, () => anything(next, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: Math.floor(next() * 4) }, () => [pick(next, KEYS), anything(next, depth - 1)]),
      );
  }
}

function noise(next: Next): string {
  return String.fromCharCode(...Array.from({ length: Math.floor(next() * 60) }, () => Math.floor(next() * 300)));
}

/** Rarely something big, so that the run stays short. */
function enormous(next: Next): string {
  if (next() < 0.95) return pick(next, WORDS);
  return pick(next, [
    () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    () => `{"ts":1,"sig":"1","payload":${JSON.stringify('x'.repeat(300_000))}}`,
    () => JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key-${index}`, index]))),
    () => JSON.stringify(Array.from({ length: 2_000 }, () => ({ type: 'x', data: {} }))),
  ])();
}

function pick<Each>(next: Next, from: readonly Each[]): Each {
  const picked = from[Math.floor(next() * from.length)];
  if (picked === undefined) throw new Error('There must be something to pick from.');
  return picked;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
