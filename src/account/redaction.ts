import { masked } from '../text/masking';

/** Shorter ones are not secrets, and would turn up in ordinary words. */
const SHORTEST_SECRET = 6;

/**
 * Makes what takes these secrets, whatever stands as credentials in a URL, and the middle of phone numbers out of a text.
 * SIDs stay: they are not secret, and Twilio's support asks for them.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return (text) => {
    const without = hidden.reduce((rest, secret) => rest.replaceAll(secret, '•••••'), text);
    return withoutNumbers(without.replace(/(https?:\/\/)[^/@\s]+@/g, '$1•••••@'));
  };
}

/** A SID has many digits in a row now and then; numbers are looked for around it only. */
function withoutNumbers(text: string): string {
  return text
    .split(/(\b[A-Z]{2}[0-9a-f]{32}\b)/)
    .map((part, index) => (index % 2 === 1 ? part : masked(part)))
    .join('');
}
