import { maskNumber } from './phone-number';

/**
 * A text as a log, an error or a warning may show it: whatever looks like a phone number keeps its ends only, such as
 * `+44•••••0001`. Dates stay readable.
 */
export function masked(text: string): string {
  return text.replace(/\+?\d[\d\s().-]{4,}\d/g, (found) => {
    const digits = found.replace(/\D/g, '');
    const isDate = /^(?:\d{4}[.-]\d{1,2}[.-]\d{1,2}|\d{1,2}[.-]\d{1,2}[.-]\d{4})(?:\s+\d{1,2}(?:\.\d{2})?)?$/.test(
      found,
    );
    if (isDate || (digits.length < 8 && !found.startsWith('+'))) return found;
    return maskNumber(`+${digits}`).slice(found.startsWith('+') ? 0 : 1);
  });
}

/** A text that a person wrote, short enough to stand in a message. */
export function quoted(text: string): string {
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}
