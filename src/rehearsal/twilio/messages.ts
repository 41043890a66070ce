import type { StoredMessage } from './message-store';
import { ANSWERS } from './opt-outs';
import { flatPage } from './page';
import { isE164 } from './phone-number';
import { Refusal, notFound } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import { segmentsOf } from './segments';
import { requireActive } from './standing';
import { rfc2822Timestamp } from './timestamp';
import type { World } from './world';

export const MESSAGES: Routes = {
  ListMessage: { handle: listMessages, parameters: ['To', 'From', ...PAGE] },
  CreateMessage: { handle: createMessage, parameters: ['To', 'From', 'Body'], missingCodes: { To: 21604 } },
  FetchMessage: { handle: fetchMessage },
};

const bodyLimit = 1600;
/** How old an accepted message is when it reaches each state. */
const sendingAfterMs = 1000;
const sentAfterMs = 2000;
const deliveredAfterMs = 4000;

/**
 * 2010 API, Message resource: create.
 *
 * What the recipient's policy says decides last: a code of 30000–30999 accepts the message and fails its delivery, any other
 * code refuses it. Every message goes into the ledger, as `sms` or `sms-refused`.
 */
function createMessage(world: World, arrival: Arrival): Reply {
  requireActive(world);
  const { parameters, nowMs } = arrival;
  const [to = '', from = '', text = ''] = ['To', 'From', 'Body'].map((name) => parameters.text(name));
  return { body: shown(world, sentMessage(world, { to, from, text, direction: 'outbound-api' }), nowMs) };
}

/** Sends a message, or throws the Refusal that it meets. */
export function sentMessage(
  world: World,
  { to, from, text, direction }: Pick<StoredMessage, 'to' | 'from' | 'text' | 'direction'>,
): StoredMessage {
  const optedOut = world.optOuts.isOut(from, to) ? 21610 : undefined;
  const policy = optedOut ?? world.textPolicy(to);
  const refused = refusal(world, to, from, text) ?? policyRefusal(policy, to);
  if (refused !== undefined) {
    world.ledger.write({ kind: 'sms-refused', to, code: refused.code });
    throw refused;
  }
  return added(world, { to, from, text, direction, pictures: 0, deliveryErrorCode: policy });
}

/** A message as it comes in. */
export type IncomingMessage = Pick<StoredMessage, 'to' | 'from' | 'text' | 'pictures'>;

/**
 * A message has come in: it is stored, and Twilio answers it when it is a word of its own (STOP, START, HELP and the like). Whether it
 * goes on to the application is returned beside it.
 */
export function receivedMessage(
  world: World,
  { to, from, text, pictures }: IncomingMessage,
): { readonly message: StoredMessage; readonly goesOn: boolean } {
  const message = added(world, { to, from, text, pictures, direction: 'inbound', deliveryErrorCode: undefined });
  const word = world.optOuts.hear(to, from, text);
  if (word === undefined) return { message, goesOn: true };
  // Twilio's own answer, which also reaches who has just unsubscribed.
  added(world, {
    to: from,
    from: to,
    text: ANSWERS[word],
    direction: 'outbound-reply',
    pictures: 0,
    deliveryErrorCode: undefined,
  });
  return { message, goesOn: world.switches.optOutWords === 'reach the webhook' };
}

function added(world: World, parts: Omit<StoredMessage, 'sid' | 'createdAtMs'>): StoredMessage {
  const sid = world.newSid(parts.pictures > 0 ? 'MM' : 'SM');
  const message = { ...parts, sid, createdAtMs: world.clock.now() };
  world.messages.put(message);
  const { to, from, text } = message;
  if (message.direction !== 'inbound') world.ledger.write({ kind: 'sms', message: sid, to, from, text });
  return message;
}

/** 2010 API, Message resource: fetch. The status follows from the message's age. */
function fetchMessage(world: World, arrival: Arrival): Reply {
  const message = world.messages.find(arrival.path['Sid'] ?? '');
  if (message === undefined) throw notFound(arrival.url.pathname);
  return { body: shown(world, message, arrival.nowMs) };
}

/** 2010 API, Message resource: list. Newest first. */
function listMessages(world: World, arrival: Arrival): Reply {
  const to = arrival.parameters.text('To');
  const from = arrival.parameters.text('From');
  const wanted = world.messages
    .all()
    .filter((message) => (to === undefined || message.to === to) && (from === undefined || message.from === from))
    .toReversed();
  return { body: flatPage(arrival, 'messages', wanted, (message) => shown(world, message, arrival.nowMs)) };
}

/** Twilio's own messages carry the number in full; code that logs them has to mask it. */
function refusal(world: World, to: string, from: string, text: string): Refusal | undefined {
  if (!isE164(to)) return new Refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from === '') return new Refusal(400, 21603, "A 'From' phone number is required.");
  const areNewer = world.switches.senderCodes === 'newer';
  if (to === from) return new Refusal(400, areNewer ? 21266 : 21211, "'To' and 'From' number cannot be the same.");
  const owned = world.standing.numbers.find(({ number }) => number === from);
  if (owned?.sms !== true) {
    const code = areNewer ? (owned === undefined ? 21660 : 21661) : 21606;
    return new Refusal(400, code, `The 'From' number ${from} is not a valid, SMS-capable number of this account.`);
  }
  if (text === '') return new Refusal(400, 21602, 'Message body is required.');
  if (text.length > bodyLimit) {
    return new Refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  }
  return undefined;
}

function policyRefusal(code: number | undefined, to: string): Refusal | undefined {
  if (code === undefined || isDeliveryError(code)) return undefined;
  return new Refusal(code === 20429 ? 429 : 400, code, policyMessage(code, to));
}

function policyMessage(code: number, to: string): string {
  switch (code) {
    case 20429:
      return 'Too Many Requests';
    case 21211:
      return `The 'To' number ${to} is not a valid phone number.`;
    case 21408:
      return "Permission to send an SMS has not been enabled for the region indicated by the 'To' number.";
    case 21610:
      return 'Attempt to send to unsubscribed recipient';
    case 21614:
      return "'To' number is not a valid mobile number";
    default:
      return `Message refused with error ${String(code)}`;
  }
}

function isDeliveryError(code: number): boolean {
  return code >= 30000 && code <= 30999;
}

/** The state that a message's age has brought it to, and since when. */
function stateOf(message: StoredMessage, nowMs: number): { readonly status: string; readonly sinceMs: number } {
  if (message.direction === 'inbound') return { status: 'received', sinceMs: message.createdAtMs };
  const last = message.deliveryErrorCode === undefined ? 'delivered' : 'undelivered';
  const states = [
    { status: last, sinceMs: message.createdAtMs + deliveredAfterMs },
    { status: 'sent', sinceMs: message.createdAtMs + sentAfterMs },
    { status: 'sending', sinceMs: message.createdAtMs + sendingAfterMs },
  ];
  return states.find(({ sinceMs }) => sinceMs <= nowMs) ?? { status: 'queued', sinceMs: message.createdAtMs };
}

function shown(world: World, message: StoredMessage, nowMs: number): Record<string, unknown> {
  const { status, sinceMs } = stateOf(message, nowMs);
  const sentAtMs = message.createdAtMs + sentAfterMs;
  const path = `/2010-04-01/Accounts/${world.account.sid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: world.account.sid,
    messaging_service_sid: null,
    to: message.to,
    from: message.from,
    body: message.text,
    status,
    direction: message.direction,
    num_segments: String(segmentsOf(message.text)),
    num_media: String(message.pictures),
    error_code: status === 'undelivered' ? (message.deliveryErrorCode ?? null) : null,
    error_message: null,
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    date_created: rfc2822Timestamp(message.createdAtMs),
    date_updated: rfc2822Timestamp(sinceMs),
    date_sent: sentAtMs <= nowMs ? rfc2822Timestamp(sentAtMs) : null,
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json` },
  };
}
