import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A step on the way from the one form to the other. Places are counted in digits after the country code. */
interface Edit {
  readonly does: 'leave out' | 'put in';
  /** The digits; several where it depends on the operator. */
  readonly digits: readonly string[];
  readonly places: readonly number[];
}

interface Form {
  /** Each a series of edits; the first that makes a number that somebody can have is meant. */
  readonly ways: readonly (readonly Edit[])[];
  readonly because: string;
  /** Whether a mobile in the wrong form looks like a landline. */
  readonly looksLikeLandline?: true;
}

function leaveOut(digits: string, ...places: readonly number[]): Edit {
  return { does: 'leave out', digits: [digits], places };
}

function putIn(digits: string | readonly string[], ...places: readonly number[]): Edit {
  return { does: 'put in', digits: typeof digits === 'string' ? [digits] : digits, places };
}

/** By country code. The years are those of the regulators' announcements. */
const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  [
    // IFT, 3 August 2019: ten digits, and neither 1 nor 01, 044 and 045 before them.
    '52',
    {
      ways: ['1', '01', '044', '045'].map((digits) => [leaveOut(digits, 0)]),
      because: 'numbers of Mexico have had nothing before their ten digits since 2019',
    },
  ],
  [
    // ENACOM: 0 area 15 number inside the country is +54 9 area number from abroad; area codes have two to four digits.
    '54',
    {
      ways: [[leaveOut('15', 2, 3, 4), putIn('9', 0)], [leaveOut('15', 3, 4, 5)], [putIn('9', 0)]],
      because: 'from abroad, mobiles of Argentina are called with the 9 and without the 15',
      looksLikeLandline: true,
    },
  ],
  // Anatel, resolution 553/2010, everywhere since November 2016.
  ['55', { ways: [[putIn('9', 2)]], because: 'mobiles of Brazil have had nine digits after the area code since 2016' }],
  // Subtel: inside the country since 2013, from abroad ever since.
  ['56', { ways: [[putIn('9', 0)]], because: 'mobiles of Chile begin with 9' }],
  [
    // ARTCI, 31 January 2021.
    '225',
    {
      ways: [[putIn(['01', '05', '07'], 0)]],
      because: 'numbers of Côte d’Ivoire have begun with the two digits of the operator since 2021',
    },
  ],
  // ARCEP Bénin, 30 November 2024.
  ['229', { ways: [[putIn('01', 0)]], because: 'numbers of Benin have begun with 01 since 2024' }],
  // ICTA, 1 September 2013.
  ['230', { ways: [[putIn('5', 0)]], because: 'mobiles of Mauritius have begun with 5 since 2013' }],
  // ART, 21 November 2014.
  ['237', { ways: [[putIn('6', 0)]], because: 'mobiles of Cameroon have begun with 6 since 2014' }],
]);

/**
 * Which digits to leave out of a number, or to put into it, and why: for one in a form that its country gave up, or does not use
 * for calls from abroad. Undefined when that does not make a number that somebody can have.
 */
export function correctionOf(phone: string, code: string): string | undefined {
  const form = FORMS.get(code);
  const national = phone.slice(code.length + 1);
  for (const way of form?.ways ?? []) {
    const found = worked(way, code, national);
    if (found !== undefined) return `${found}; ${form?.because ?? ''}`;
  }
  return undefined;
}

/** As {@link correctionOf}, for a landline that may be a mobile in the wrong form. */
export function mobileOf(phone: string, code: string): string | undefined {
  return FORMS.get(code)?.looksLikeLandline === true ? correctionOf(phone, code) : undefined;
}

/** The edits in words, in the first places in which they make a number, with all digits that do. Empty when none are left. */
function worked(way: readonly Edit[], code: string, national: string): string | undefined {
  const [edit, ...rest] = way;
  if (edit === undefined) {
    const phone = `+${code}${national}`;
    const number = parsePhoneNumberFromString(phone);
    return number?.number === phone && number.isValid() ? '' : undefined;
  }
  for (const place of edit.places) {
    const found = edit.digits.flatMap((digits) => {
      const edited = editedAt(edit.does, digits, place, national);
      const done = edited === undefined ? undefined : worked(rest, code, edited);
      return done === undefined ? [] : [{ digits, done }];
    });
    const [first] = found;
    if (first === undefined) continue;
    const digits = oneOf(found.map((one) => one.digits));
    const words = `${edit.does} ${edit.does === 'leave out' ? 'the ' : ''}${digits} after +${code}${national.slice(0, place)}`;
    return first.done === '' ? words : `${words} and ${first.done}`;
  }
  return undefined;
}

function editedAt(does: Edit['does'], digits: string, place: number, national: string): string | undefined {
  const [before, after] = [national.slice(0, place), national.slice(place)];
  if (does === 'put in') return `${before}${digits}${after}`;
  return after.startsWith(digits) ? `${before}${after.slice(digits.length)}` : undefined;
}

function oneOf(digits: readonly string[]): string {
  return digits.length < 2 ? digits.join('') : `${digits.slice(0, -1).join(', ')} or ${digits.at(-1) ?? ''}`;
}
