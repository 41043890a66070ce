import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Form fields; one with several values stands for a field that occurs several times. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/**
 * The X-Twilio-Signature of a form request: the base64 HMAC-SHA1, under the account's auth token, of the full address followed
 * by each field's name and value, ordered by name.
 *
 * Source: Twilio docs, "Webhooks security", "Validating signatures from Twilio".
 */
export function formSignature(authToken: string, url: string, fields: FormFields): string {
  const signed = Object.keys(fields)
    .toSorted()
    .map((name) =>
      valuesOf(fields[name])
        .map((value) => name + value)
        .join(''),
    )
    .join('');
  return createHmac('sha1', authToken)
    .update(url + signed, 'utf8')
    .digest('base64');
}

/** A JSON request as Twilio signs it: the body's SHA-256 joins the address, and the address alone is signed. */
export function signedJson(
  authToken: string,
  url: string,
  body: string,
): { readonly url: string; readonly signature: string } {
  const separator = url.includes('?') ? '&' : '?';
  const signedUrl = `${url}${separator}bodySHA256=${bodySha256(body)}`;
  return { url: signedUrl, signature: formSignature(authToken, signedUrl, {}) };
}

/** Whether a form request carries Twilio's signature. The standard port may be written out or left out, as Twilio does both. */
export function hasFormSignature(
  authToken: string,
  signature: string | undefined,
  url: string,
  fields: FormFields,
): boolean {
  if (signature === undefined) return false;
  return spellings(url).some((spelling) => isSame(signature, formSignature(authToken, spelling, fields)));
}

/** Whether a JSON request carries Twilio's signature and the body that was signed. */
export function hasJsonSignature(authToken: string, signature: string | undefined, url: string, body: string): boolean {
  const claimed = new URL(url).searchParams.get('bodySHA256');
  return claimed !== null && isSame(claimed, bodySha256(body)) && hasFormSignature(authToken, signature, url, {});
}

/** A repeated field counts each different value once, in order. */
function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : [...new Set(value)].toSorted();
}

function bodySha256(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}

/** The address as it is, without its port and with the standard port of its scheme. */
function spellings(url: string): readonly string[] {
  const parts = /^(https?):\/\/([^/?#]*?)(:\d+)?([/?#].*)?$/i.exec(url);
  if (parts === null) return [url];
  const [, scheme = '', host = '', port, rest = ''] = parts;
  const standardPort = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  return [url, `${scheme}://${host}${rest}`, `${scheme}://${host}${port ?? standardPort}${rest}`];
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
