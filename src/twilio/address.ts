/** Addresses of Twilio's REST API. A part of a path may come from a roster, so each is escaped. */

/** Of something in a Sync service: `documents`, or one of them. */
export function syncAddress(service: string, ...path: readonly string[]): string {
  return under('https://sync.twilio.com/v1/Services', [service, ...path]);
}

/** Of something of a Studio flow. */
export function flowAddress(flow: string, ...path: readonly string[]): string {
  return under('https://studio.twilio.com/v2/Flows', [flow, ...path]);
}

/** Of something of the account, or the account itself. */
export function accountAddress(account: string, ...path: readonly string[]): string {
  return `${under('https://api.twilio.com/2010-04-01/Accounts', [account, ...path])}.json`;
}

function under(base: string, path: readonly string[]): string {
  return [base, ...path.map(encodeURIComponent)].join('/');
}
