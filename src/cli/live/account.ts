import { Account } from '../../account/account';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import type { Machine } from '../machine';
import type { Settings } from './settings';

const FIRST_PAGE = 'copy it from the first page of the Twilio console (console.twilio.com).';

/** Said where a command needs what `setup` makes. */
export const NOTHING_SET_UP = `nothing is set up in this account yet. Run "${ONCALL} setup" first, once.`;

/** The account that .env names. Nothing is asked of Twilio yet. Throws a UserMistake for credentials that cannot be right. */
export async function accountOf(settings: Settings, machine: Machine): Promise<Account> {
  const sid = settings.need('ACCOUNT_SID', FIRST_PAGE);
  const token = settings.need('AUTH_TOKEN', FIRST_PAGE);
  if (!/^AC[0-9a-f]{32}$/.test(sid)) {
    const isKey = sid.startsWith('SK');
    throw new UserMistake(
      `ACCOUNT_SID in .env is not an account SID${isKey ? ' but the SID of an API key' : ''}. An account SID is AC and 32 digits and letters from a to f; ${FIRST_PAGE}`,
    );
  }
  // Twilio's own tools refuse any other length.
  if (token.length !== 32) {
    throw new UserMistake(`AUTH_TOKEN in .env is not an auth token, which has 32 characters; ${FIRST_PAGE}`);
  }
  return new Account({
    client: await machine.connect(sid, token),
    sleep: (ms) => machine.sleep(ms),
    redact: settings.redact,
  });
}
