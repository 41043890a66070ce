import type { Log } from '../escalation/ports';
import { maskNumbers } from '../text/phone-number';

/** One JSON line for each thing worth knowing, as Twilio's log shows it; no phone number ever leaves unmasked. */
export const logLine: Log = (level, message, fields = {}) => {
  const own = { level, message };
  // Named twice: first so that they stand first, last so that no field replaces them.
  const line = maskNumbers(JSON.stringify({ ...own, ...fields, ...own }));
  // oxlint-disable-next-line no-console -- a Function's log is its console
  (level === 'info' ? console.log : level === 'warn' ? console.warn : console.error)(line);
};
