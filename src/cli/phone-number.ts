import { UserMistake } from '../mistake';
import { isE164 } from '../text/phone-number';

/** Throws a UserMistake when what is in `source` is not a phone number. */
export function insistOnNumber(text: string, source: string): void {
  if (isE164(text)) return;
  throw new UserMistake(
    `${source} is not a phone number; write + and the country code, digits only, such as +12025550100.`,
  );
}
