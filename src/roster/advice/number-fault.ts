/** What to say of a text that is not a number in the form of E.164. */
export function numberFault(text: string): string {
  if (/\d\D*[,;/\s]\s*\+\d/.test(text)) return 'these are several numbers; write a list ["+44…", "+44…"]';
  if (/^\s*\+[1-9][\d\s()./-]*$/.test(text) && /[\s()./-]/.test(text)) return shapeFault(text);
  if (/^\s*00[1-9]/.test(text)) {
    const only = /^00\d+$/.test(text) ? '' : ', and digits only after it';
    return `write + in place of the 00 at the beginning${only}`;
  }
  if (/^\s*\(?0/.test(text)) {
    return 'the number begins with 0; write + and the country code in place of that 0, such as +44';
  }
  return 'this is not a phone number; write + and the country code, 7 to 15 digits in all, such as "+44…"';
}

/** Of a number that is written as people read it. */
function shapeFault(text: string): string {
  const digitsOnly = 'write digits only after the +: no spaces, hyphens, points or brackets';
  if (/\(\s*0\s*\)/.test(text)) return `leave out the (0), which is for calls inside the country, and ${digitsOnly}`;
  if (/^\s*\+[1-9]\d{0,2}[\s()./-]+0/.test(text)) {
    return `${digitsOnly}; also leave out the 0 after the country code, unless calls from abroad need it, as in Italy`;
  }
  return digitsOnly;
}
