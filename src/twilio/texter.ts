import type { Log, Texter } from '../escalation/ports';
import { TEXT_TIMEOUT_MS } from '../incident/limits';
import type { Handover } from '../incident/outbox';
import { field } from '../text/json';
import { accountAddress } from './address';
import { causeOf } from './cause';
import { pageOf } from './page';
import { describe, type Reader, type Refusal, type Requests } from './requests';
import { isSid } from './sid';

/**
 * Codes with which Twilio refuses an SMS because this recipient cannot get it from us, however often it is tried. In July
 * 2024 Twilio took the newer ones out of 21211, 21212, 21606 and 21614 (changelog "Updates to the error code dictionary to
 * clarify number validation errors"; each code at twilio.com/docs/api/errors).
 *
 * Anything else is about our number or our account ({@link causeOf}), and somebody can repair it. Such an SMS stays owed.
 */
const REFUSED_FOR_GOOD = new Set([
  21211, // not a valid number
  21217, // not a valid number
  21265, // a short code
  21266, // our own caller ID
  21268, // a premium rate or information service number
  21408, // in a region that is not permitted
  21610, // opted out with STOP
  21612, // not reachable from our number
  21614, // not a mobile number
  21635, // a landline, in a country where none gets SMS
]);

/** 429, or the queue of our number is full: the SMS was not taken this time. */
function isAboutRate({ status, code }: Refusal): boolean {
  return status === 429 || code === 21611;
}

function handoverOf(refusal: Refusal): Handover {
  if (REFUSED_FOR_GOOD.has(refusal.code)) return 'refused';
  return isAboutRate(refusal) ? 'failed' : 'blocked';
}

/** SMS through Twilio Messaging, from the caller ID that agents have among their contacts. */
export function messagingTexter(requests: Requests, callerId: string, log: Log): Texter {
  return {
    send: async (phone, text) => {
      const reply = await requests.send(
        { uri: accountAddress(requests.account, 'Messages'), data: { To: phone, From: callerId, Body: text } },
        messageSid,
        TEXT_TIMEOUT_MS,
      );
      switch (reply.is) {
        case 'granted':
          return 'accepted';
        case 'lost':
          return 'unknown';
        case 'refused': {
          const handover = handoverOf(reply.refusal);
          const cause = handover === 'blocked' ? { cause: causeOf(reply.refusal) ?? 'unknown' } : {};
          log('warn', 'Twilio refused an SMS.', { ...cause, why: describe(reply.refusal) });
          return handover;
        }
      }
    },

    sentSince: async (sinceMs) => {
      // By number only: when a message that still waits gets its DateSent no page says.
      const reply = await requests.send(
        { uri: accountAddress(requests.account, 'Messages'), params: { From: callerId, PageSize: LATEST_MESSAGES } },
        sentMessages,
        TEXT_TIMEOUT_MS,
      );
      if (reply.is !== 'granted') return undefined;
      // Twilio's times have whole seconds, and its clock is not ours.
      return reply.value.filter(({ atMs }) => atMs >= sinceMs - CLOCKS_DIFFER_MS);
    },
  };
}

/** The newest come first; the largest page that Twilio gives is 1,000. */
const LATEST_MESSAGES = 200;

const CLOCKS_DIFFER_MS = 5_000;

const sentMessages: Reader<readonly { readonly to: string; readonly body: string; readonly atMs: number }[]> = (
  page,
) => {
  const messages = pageOf('messages')(page);
  return messages?.flatMap((message) => {
    const [to, body, created] = ['to', 'body', 'date_created'].map((key) => field(message, key));
    return typeof to === 'string' && typeof body === 'string' && typeof created === 'string'
      ? [{ to, body, atMs: Date.parse(created) }]
      : [];
  });
};

const messageSid: Reader<string> = (reply) => {
  const sid = field(reply, 'sid');
  // A message with pictures has MM; which of the two a plain one gets is Twilio's choice.
  return isSid('SM', sid) || isSid('MM', sid) ? sid : undefined;
};
