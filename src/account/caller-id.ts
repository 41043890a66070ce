import { masked } from '../text/masking';
import type { Account } from './account';

/** What the number that calls can do. */
export type CallerId =
  | { readonly is: 'owned'; readonly voice: boolean; readonly sms: boolean }
  /** A number of somebody else that the account verified: it may call, and it can never text. */
  | { readonly is: 'verified' }
  | { readonly is: 'unknown'; readonly others: readonly string[] };

/** Looks the number up among those of the account. */
export async function lookUpCallerId(account: Account, number: string): Promise<CallerId> {
  const owned = await account.read('look up CALLER_ID', (client) =>
    client.incomingPhoneNumbers.list({ phoneNumber: number }),
  );
  const found = owned.find(({ phoneNumber }) => phoneNumber === number);
  if (found !== undefined) return { is: 'owned', voice: found.capabilities.voice, sms: found.capabilities.sms };
  const verified = await account.read('look up CALLER_ID', (client) =>
    client.outgoingCallerIds.list({ phoneNumber: number }),
  );
  if (verified.some(({ phoneNumber }) => phoneNumber === number)) return { is: 'verified' };
  const others = await account.read('list the numbers of the account', (client) =>
    client.incomingPhoneNumbers.list({ limit: 5 }),
  );
  return { is: 'unknown', others: others.map(({ phoneNumber }) => phoneNumber) };
}

/** What is to be said about the number. */
export interface CallerIdVerdict {
  readonly verdict: 'good' | 'warning' | 'bad';
  readonly words: string;
  readonly remedy?: string;
}

const BUY =
  'In the Twilio console: Phone Numbers, Buy a number, with Voice and SMS; then write it into CALLER_ID in .env.';

/** Whether the pager can work with it. Without SMS it calls, but nobody gets the details or hears that nobody took it. */
export function callerIdVerdict(number: string, callerId: CallerId): CallerIdVerdict {
  // The account's own number is not a secret to the person who holds the account; somebody else's may be private.
  const shown = callerId.is === 'owned' ? number : masked(number);
  switch (callerId.is) {
    case 'owned':
      if (!callerId.voice) {
        return {
          verdict: 'bad',
          words: `${shown} belongs to the account, but it cannot make voice calls.`,
          remedy: BUY,
        };
      }
      if (!callerId.sms) {
        return {
          verdict: 'warning',
          words: `${shown} belongs to the account and can call, but it cannot text: nobody gets the details by SMS, nor learns that nobody took an incident.`,
          remedy: BUY,
        };
      }
      return { verdict: 'good', words: `${shown} belongs to the account and can call and text` };
    case 'verified':
      return {
        verdict: 'warning',
        words: `${shown} is a verified caller id: it can call, but it cannot text: nobody gets the details by SMS, nor learns that nobody took an incident.`,
        remedy: BUY,
      };
    case 'unknown':
      return {
        verdict: 'bad',
        words: `${shown} does not belong to this account.${othersText(callerId.others)}`,
        remedy: callerId.others.length > 0 ? 'Write one of these into CALLER_ID in .env.' : BUY,
      };
  }
}

/** Whole: they are the account's own, and one of them is to be written down. */
function othersText(others: readonly string[]): string {
  if (others.length === 0) return ' The account has no number at all.';
  return ` It has ${others.join(', ')}.`;
}
