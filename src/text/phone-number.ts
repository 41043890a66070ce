/**
 * Phone numbers as everything here writes them: in the form of E.164 (ITU-T), and masked in whatever is shown.
 *
 * Three places have their own on purpose. The Lambda may import nothing but what it shares with `/alarm`, and its bundle has
 * hardly a byte to spare (lambda/log.ts). The rehearsal must not share a mistake of what it rehearses
 * (src/rehearsal/twilio/phone-number.ts and masked.ts). What a person wrote in a roster may be a number in any form
 * (masking.ts).
 */

/** Whether a text is a number in E.164 form: a plus sign and at most 15 digits. Whether it rings is not known here. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** The text with every number in E.164 form in it masked, also where an address encodes its plus sign, once or twice. */
export function maskNumbers(text: string): string {
  return text.replace(/(?:\+|%(?:25)?2B)(\d{7,})/gi, (_number, digits: string) => maskNumber(`+${digits}`));
}

/** A number as logs and errors may show it: `+44•••••0001`. */
export function maskNumber(phone: string): string {
  return `${phone.slice(0, 3)}•••••${phone.slice(-4)}`;
}
