import { STARTS, STOPS } from '../reach/text-order';
import type { Account } from './account';

/** As many of an agent's latest texts are looked at. */
const LOOKED_AT = 50;

/** Which of these phones have told the number to send nothing more, so that every SMS to them is refused (error 21610). */
export async function optedOut(
  account: Account,
  number: string,
  phones: readonly string[],
): Promise<readonly string[]> {
  const out: string[] = [];
  for (const phone of phones) {
    const texts = await account.read('read what was texted to the number', (client) =>
      client.messages.list({ to: number, from: phone, limit: LOOKED_AT }),
    );
    const words = texts.map(({ body }) => body.trim().toLowerCase());
    // Newest first.
    const last = words.find((word) => STOPS.has(word) || STARTS.has(word));
    if (last !== undefined && STOPS.has(last)) out.push(phone);
  }
  return out;
}
