import type { Standing, Wiring } from '../twilio/standing';
import { TwimlFault } from './twiml';
import type { WebhookAddress } from './webhooks';

/** Where something that came in leads. */
export interface Way {
  readonly address: WebhookAddress;
  readonly fallback: WebhookAddress | undefined;
}

/**
 * Where a call to this number leads; undefined where nobody asks for it: a number that is not the account's (a verified one rings at
 * its owner's), or without an address.
 *
 * Throws a TwimlFault with code 0 for a number that is bound to what is not reproduced: a trunk, an application, a Studio flow.
 */
export function wayOfCalls({ numbers }: Standing, number: string): Way | undefined {
  const owned = numbers.find((each) => each.number === number);
  if (owned?.voice !== true) return undefined;
  const { wiring } = owned;
  if (wiring.trunkSid !== undefined) throw elsewhere('the trunk of a number');
  if (wiring.voiceApplicationSid !== undefined) throw elsewhere('the application of a number');
  return wayOf(wiring.voiceUrl, wiring.voiceMethod, wiring.voiceFallbackUrl, wiring.voiceFallbackMethod);
}

/** The same for a message. In a Messaging Service its address counts, unless the Service leaves it to the numbers. */
export function wayOfMessages(standing: Standing, number: string): Way | undefined {
  const owned = standing.numbers.find((each) => each.number === number);
  if (owned?.sms !== true) return undefined;
  const service = serviceOf(standing, number);
  if (service !== undefined && !service.leavesItToNumbers) return wayOf(service.inboundUrl);
  const { wiring } = owned;
  if (wiring.smsApplicationSid !== undefined) throw elsewhere('the application of a number');
  return wayOf(wiring.smsUrl, wiring.smsMethod, wiring.smsFallbackUrl, wiring.smsFallbackMethod);
}

/** The Messaging Service that a number belongs to. */
export function serviceOf(
  { messagingServices }: Standing,
  number: string,
): Standing['messagingServices'][number] | undefined {
  return messagingServices.find(({ numbers }) => numbers.includes(number));
}

function wayOf(
  url: Wiring['voiceUrl'],
  method: Wiring['voiceMethod'] = 'POST',
  fallbackUrl?: string,
  fallbackMethod: Wiring['voiceMethod'] = 'POST',
): Way | undefined {
  if (url === undefined) return undefined;
  if (new URL(url).hostname === 'webhooks.twilio.com') throw elsewhere('a number that leads into a Studio flow');
  return {
    address: { url, method },
    fallback: fallbackUrl === undefined ? undefined : { url: fallbackUrl, method: fallbackMethod },
  };
}

function elsewhere(what: string): TwimlFault {
  return new TwimlFault(0, `The local Twilio does not reproduce ${what}.`);
}
