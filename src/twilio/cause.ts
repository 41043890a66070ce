import type { Refusal } from './requests';

/**
 * Codes with which Twilio refuses a call or an SMS because of what all of ours have in common (each at
 * twilio.com/docs/api/errors). No other agent would fare better, and somebody must repair it.
 */
const CAUSES: ReadonlyMap<number, 'caller-id' | 'account'> = new Map([
  [10001, 'account'], // not active: no money left, suspended, or its parent is
  [10002, 'account'], // a trial account, which cannot do this
  [20003, 'account'], // the credentials are wrong or were deleted, or the account is suspended or closed
  [20005, 'account'], // not active: no money left, or a trial that was never begun
  [20403, 'account'], // suspended or closed
  [21608, 'account'], // a trial account, or one without an approved profile: texts verified numbers only
  [90010, 'account'], // suspended
  [21210, 'caller-id'], // cannot call: neither bought nor verified
  [21212, 'caller-id'], // no valid number
  [21213, 'caller-id'], // missing
  [21601, 'caller-id'], // cannot text: not bought, only verified
  [21603, 'caller-id'], // missing
  [21606, 'caller-id'], // cannot text
  [21659, 'caller-id'], // no Twilio number
  [21660, 'caller-id'], // belongs to another account
  [21661, 'caller-id'], // not SMS-capable
]);

/** What of ours a refusal is about; undefined when it is about the recipient, the moment, or in words that we do not know. */
export function causeOf({ code }: Refusal): 'caller-id' | 'account' | undefined {
  return CAUSES.get(code);
}
