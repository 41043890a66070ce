import { Account } from '../../src/account/account';
import { scriptedTwilio } from '../twilio/scripted-twilio';
import type { Answer } from '../twilio/scripted-twilio';

/** One page of a list of Sync's, and no further one. */
export function page(key: string, items: readonly object[]): Answer {
  return { status: 200, body: { [key]: items, meta: { key, next_page_url: null } } };
}

/** An account whose Twilio answers as the test says, in order. */
export function scriptedAccount(...answers: readonly Answer[]) {
  const { client, sent } = scriptedTwilio(...answers);
  return { account: new Account({ client, sleep: () => Promise.resolve(), redact: (text) => text }), client, sent };
}
