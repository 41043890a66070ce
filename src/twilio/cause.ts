import type { Refusal } from './requests';

/*
 * Codes with which Twilio refuses a call or an SMS because of what all of ours have in common (each at
 * twilio.com/docs/api/errors). No other agent would fare better, and somebody must repair it.
 */
const ACCOUNT = new Set([
  10001, // not active: no money left, suspended, or its parent is
  10002, // a trial account, which cannot do this
  20003, // the credentials are wrong or were deleted, or the account is suspended or closed
  20005, // not active: no money left, or a trial that was never begun
  20403, // suspended or closed
  21608, // a trial account, or one without an approved profile: texts verified numbers only
  90010, // suspended
]);

const CALLER_ID = new Set([
  21210, // cannot call: neither bought nor verified
  21212, // no valid number
  21213, // missing
  21601, // cannot text: not bought, only verified
  21603, // missing
  21606, // cannot text
  21659, // no Twilio number
  21660, // belongs to another account
  21661, // not SMS-capable
]);

/** What of ours a refusal is about; undefined when it is about the recipient, the moment, or in words that we do not know. */
export function causeOf({ code }: Refusal): 'caller-id' | 'account' | undefined {
  if (ACCOUNT.has(code)) return 'account';
  return CALLER_ID.has(code) ? 'caller-id' : undefined;
}
