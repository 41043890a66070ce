import type { Log } from '../escalation/ports';
import { maskNumber } from '../incident/text';

/** One JSON line for each thing worth knowing, as Twilio's log shows it; no phone number ever leaves unmasked. */
export const logLine: Log = (level, message, fields = {}) => {
  const line = maskNumbers(JSON.stringify({ level, message, ...fields }));
  // oxlint-disable-next-line no-console -- a Function's log is its console
  (level === 'info' ? console.log : level === 'warn' ? console.warn : console.error)(line);
};

/** The text with every phone number in it masked. */
export function maskNumbers(text: string): string {
  return text.replace(/(?:\+|%2B)\d{7,15}/g, (number) => maskNumber(number.replace('%2B', '+')));
}
