import type { Account } from './account';

/** Whose account it is. */
export interface Owner {
  readonly name: string;
  /** `active`, `suspended` or `closed`. */
  readonly status: string;
  readonly isTrial: boolean;
  /** What Twilio's clock said, as the Date header of its answer; undefined when it had none. */
  readonly date?: string;
}

/** Reads the account itself, which fails when the credentials are wrong. */
export async function readOwner(account: Account, accountSid: string): Promise<Owner> {
  const { body, headers } = await account.read('reach the Twilio account', (client) =>
    client.api.v2010.accounts(accountSid).fetchWithHttpInfo(),
  );
  // Node's client gives header names in lower case.
  const date: string | undefined = headers['date'];
  return {
    name: body.friendlyName,
    status: body.status,
    isTrial: body.type === 'Trial',
    ...(date === undefined ? {} : { date }),
  };
}
