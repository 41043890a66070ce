/** The account that the local Twilio serves, with what it may be called with. */
export interface Account {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeys?: readonly { readonly sid: string; readonly secret: string }[];
}

/** Whether an Authorization header is HTTP Basic with the account's token or one of its API keys. */
export function opens(account: Account, authorization: string | undefined): boolean {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return false;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  if (given === `${account.sid}:${account.authToken}`) return true;
  return (account.apiKeys ?? []).some((key) => given === `${key.sid}:${key.secret}`);
}
