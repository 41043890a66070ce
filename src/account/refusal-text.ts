import { ONCALL } from '../oncall';
import { printableLine } from '../text/printable';
import type { Refusal } from '../twilio/requests';

/** What a person can do about a refusal, by Twilio's error code (twilio.com/docs/api/errors). */
const REMEDIES: ReadonlyMap<number, string> = new Map([
  [
    20003,
    'Copy ACCOUNT_SID and AUTH_TOKEN from the first page of the Twilio console into .env: the main account’s token, not an API key or test credentials. A token that was replaced in the console no longer works.',
  ],
  [20429, 'Wait a minute and run the same command again: it continues where it stopped.'],
  [
    20404,
    `It no longer exists in this account, or never did. Check ACCOUNT_SID in .env; "${ONCALL} setup" makes what is missing.`,
  ],
  [20008, 'Test credentials cannot do this: write the live ones into .env.'],
  [20005, 'The account is not active. Look at the first page of the Twilio console.'],
]);

const REMEDY_BY_STATUS: ReadonlyMap<number, number> = new Map([
  [401, 20003],
  [429, 20429],
]);

/** A refusal as a person reads it: what could not be done, what Twilio says, and what to do. */
export function refusalText(purpose: string, refusal: Refusal, redact: (text: string) => string): string {
  const { status, code, message } = refusal;
  const says = printableLine(redact(message)).replace(/\.?$/, '.');
  const which = code === 0 ? `(HTTP ${status})` : `(${code}, https://www.twilio.com/docs/errors/${code})`;
  const remedy = REMEDIES.get(code) ?? REMEDIES.get(REMEDY_BY_STATUS.get(status) ?? 0);
  return [
    `could not ${purpose}. Twilio says: ${says} ${which}`,
    ...detailLines(refusal.details).map((line) => `  ${printableLine(redact(line))}`),
    ...(remedy === undefined ? [] : [remedy]),
  ].join('\n');
}

/** No answer, or one that says nothing about the request: it may or may not have been applied. */
export function lostText(purpose: string, why: string): string {
  return `could not ${purpose}: Twilio gave no usable answer (${why}).
Check the connection and status.twilio.com, then run the same command again: it continues where it stopped.`;
}

/** Twilio's `details` are an object of any shape; those that are text or numbers are worth showing. */
function detailLines(details: unknown): readonly string[] {
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).flatMap(([key, value]: readonly [string, unknown]) => {
    if (typeof value === 'string' || typeof value === 'number') return [`${key}: ${value}`];
    return Array.isArray(value) && value.length > 0 ? [`${key}: ${JSON.stringify(value)}`] : [];
  });
}
