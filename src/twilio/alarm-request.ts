import { ONCALL } from '../oncall';
import { MAX_REQUEST_BYTES } from '../signing/limits';
import type { AlarmMessage } from '../signing/request';
import { verify } from '../signing/signature';
import { field, isRecord, parsedJson } from '../text/json';
import { refuse, type FunctionReply } from './reply';

export type ReadAlarmRequest =
  | { readonly ok: true; readonly messages: readonly AlarmMessage[] }
  | { readonly ok: false; readonly reply: FunctionReply };

/**
 * Checks that a request to `/alarm` is signed and has exactly the agreed shape. The Function is public, and Twilio's runtime
 * merges query and body into one event: whatever is not agreed is refused before anything else is done with it.
 *
 * That `ts` is a number shows that the request had a body of JSON, which a link cannot have; the method is not to be seen. A
 * sender of an older version signs text and is refused, so that the queue brings its messages back until it is replaced.
 *
 * What remains: a key `request` in the body takes the place of Twilio's own, and nothing tells a careful imitation from it.
 * Only who has the secret can make one, it hides nothing but the headers, and nothing is decided by those.
 */
export function readAlarmRequest(
  event: Readonly<Record<string, unknown>>,
  secrets: string,
  nowMs: number,
): ReadAlarmRequest {
  const { request, ts, payload, sig } = event;
  if (Object.keys(event).some((key) => !['request', 'ts', 'payload', 'sig'].includes(key))) {
    return bad('The body must be a JSON object with the keys ts, payload and sig, without query parameters.');
  }
  if (!isJsonRequest(request)) return bad('The request must be a POST of application/json.');
  if (typeof payload === 'string' && Buffer.byteLength(payload) > MAX_REQUEST_BYTES) {
    return bad(`The payload is larger than ${MAX_REQUEST_BYTES} bytes: send fewer messages at once.`);
  }
  if (ts === undefined || payload === undefined || sig === undefined) {
    return unsigned('The request is not signed: ts, payload and sig are needed.');
  }
  if (typeof ts === 'string') {
    return bad(
      `ts must be a JSON number, which no query can hold. Update the sender; the Lambda with ${ONCALL} aws deploy.`,
    );
  }
  if (typeof ts !== 'number' || typeof payload !== 'string' || typeof sig !== 'string') {
    return bad('ts must be a number, payload and sig text.');
  }
  switch (verify({ ts, payload, sig }, secrets, nowMs)) {
    case 'malformed':
    case 'wrong':
      return unsigned('The signature is wrong: ALERT_SECRET must be the same on both sides.');
    case 'expired':
      return unsigned('The signature is more than five minutes off: check the clock of the sender.');
    case 'valid':
      return readPayload(payload);
  }
}

function readPayload(payload: string): ReadAlarmRequest {
  const parsed = parsedJson(payload);
  if (parsed === undefined) return bad('The payload is not JSON.');
  if (!hasOnly(parsed, ['messages'])) return bad('The payload must be an object with the key messages.');
  const { messages } = parsed;
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > 100) {
    return bad('messages must be a list of 1 to 100 messages.');
  }
  const sound = messages.filter(isMessage);
  if (sound.length < messages.length) {
    const at = messages.findIndex((message) => !isMessage(message));
    return bad(`messages[${at}] must have id, source and body as text, and nothing else but subject and redelivered.`);
  }
  return { ok: true, messages: sound };
}

function isMessage(value: unknown): value is AlarmMessage {
  if (!hasOnly(value, ['id', 'source', 'subject', 'body', 'redelivered'])) return false;
  const { id, source, subject, body, redelivered } = value;
  return (
    typeof id === 'string' &&
    id !== '' &&
    id.length <= 256 &&
    (source === 'sns' || source === 'cloudwatch' || source === 'eventbridge' || source === 'heartbeat') &&
    (subject === undefined || typeof subject === 'string') &&
    typeof body === 'string' &&
    (redelivered === undefined || redelivered === true)
  );
}

function hasOnly(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.keys(value).every((key) => keys.includes(key));
}

/**
 * Whether this is what Twilio's runtime says of a request with JSON, and not a key or query parameter named request that
 * overwrote it: headers have names in small letters, and text or lists of text (docs: functions/headers-and-cookies/access);
 * and no client sends its content type alone, without a word about itself, what it accepts or how long the body is.
 */
function isJsonRequest(request: unknown): boolean {
  const headers = field(request, 'headers');
  const type = field(headers, 'content-type');
  if (typeof type !== 'string' || !/^application\/json\s*(;|$)/i.test(type)) return false;
  const entries = Object.entries(Object(headers) as object);
  return entries.length > 1 && entries.every(([name, value]) => name === name.toLowerCase() && isHeader(value));
}

function isHeader(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
}

function bad(message: string): ReadAlarmRequest {
  return { ok: false, reply: refuse(400, 'bad-shape', message) };
}

function unsigned(message: string): ReadAlarmRequest {
  return { ok: false, reply: refuse(401, 'unauthorized', message) };
}
