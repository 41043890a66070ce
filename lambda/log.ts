/** `warn` and `error` are for the operator: something was odd, or an alarm did not get through this time. */
export type Level = 'info' | 'warn' | 'error';

/** Writes one line of JSON with every phone number masked. The caller never passes a message's body or a secret. */
export function log(level: Level, message: string, fields: Readonly<Record<string, unknown>>): void {
  const line = masked(JSON.stringify({ level, message, ...fields }));
  // oxlint-disable-next-line no-console -- the console is how a Lambda logs
  (level === 'info' ? console.log : console.error)(line);
}

/** The text with every phone number in it shown as `+44•••••0001`; src/text/phone-number.ts says why there is another one. */
export function masked(text: string): string {
  return text.replaceAll(/\+\d{7,}/g, (number) => `${number.slice(0, 3)}•••••${number.slice(-4)}`);
}
