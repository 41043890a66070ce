/** Addresses of Twilio's REST API. A part of a path may come from a roster, so each is escaped. */

/** Of something in a Sync service, the first part: its documents, one of them, … */
export function syncAddress(...path: readonly string[]): string {
  return under('https://sync.twilio.com/v1/Services', path);
}

/** Of all Studio flows, of one of them, or of something of one. */
export function flowAddress(...path: readonly string[]): string {
  return under('https://studio.twilio.com/v2/Flows', path);
}

/** Of an account, the first part, or of something of it. */
export function accountAddress(...path: readonly string[]): string {
  return `${under('https://api.twilio.com/2010-04-01/Accounts', path)}.json`;
}

function under(base: string, path: readonly string[]): string {
  return [base, ...path.map(encodeURIComponent)].join('/');
}
