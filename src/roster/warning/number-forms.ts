import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A step on the way from the one form to the other. Places are counted in digits after the country code. */
interface Edit {
  readonly does: 'leave out' | 'put in';
  /** The digits; several where it depends on the operator. */
  readonly digits: readonly string[];
  readonly places: readonly number[];
}

interface Form {
  /** Which numbers have this form today. */
  readonly kind: 'landline' | 'mobile' | 'number';
  /** Each a series of edits; the first that makes a number that somebody can have is meant. */
  readonly ways: readonly (readonly Edit[])[];
  readonly because: string;
  /** How numbers in the wrong form begin, where that says which form is meant. */
  readonly begins?: RegExp;
  /** Whether a mobile in the wrong form looks like a landline. */
  readonly looksLikeLandline?: true;
}

function leaveOut(digits: string, ...places: readonly number[]): Edit {
  return { does: 'leave out', digits: [digits], places };
}

function putIn(digits: string | readonly string[], ...places: readonly number[]): Edit {
  return { does: 'put in', digits: typeof digits === 'string' ? [digits] : digits, places };
}

/** What stands before the seven digits of a mobile of Vietnam, before 2018 and since. */
const VIETNAM: readonly (readonly [before: string, since: string])[] = [
  // Viettel: 162 became 32, and so on to 169.
  ['16', '3'],
  // MobiFone.
  ['120', '70'],
  ['121', '79'],
  ['122', '77'],
  ['126', '76'],
  ['128', '78'],
  // VinaPhone.
  ['123', '83'],
  ['124', '84'],
  ['125', '85'],
  ['127', '81'],
  ['129', '82'],
  // Vietnamobile and Gmobile.
  ['186', '56'],
  ['188', '58'],
  ['199', '59'],
];

/** Subtel: landlines by area between November 2012 and July 2013. */
const CHILE_LANDLINES = 'landlines of Chile have had a 2 after the area code since 2013';

/** By country code. The years are those of the regulators' announcements. */
const FORMS: ReadonlyMap<string, readonly Form[]> = new Map<string, readonly Form[]>([
  [
    // IFT, 3 August 2019: ten digits, and neither 1 nor 01, 044 and 045 before them.
    '52',
    [
      {
        kind: 'number',
        ways: ['1', '01', '044', '045'].map((digits) => [leaveOut(digits, 0)]),
        because: 'numbers of Mexico have had nothing before their ten digits since 2019',
      },
    ],
  ],
  [
    // ENACOM: 0 area 15 number inside the country is +54 9 area number from abroad; area codes have two to four digits.
    '54',
    [
      {
        kind: 'mobile',
        ways: [[leaveOut('15', 2, 3, 4), putIn('9', 0)], [leaveOut('15', 3, 4, 5)], [putIn('9', 0)]],
        because: 'from abroad, mobiles of Argentina are called with the 9 and without the 15',
        looksLikeLandline: true,
      },
    ],
  ],
  [
    // Anatel, resolution 553/2010, everywhere since November 2016; landlines stayed as they were.
    '55',
    [
      {
        kind: 'mobile',
        ways: [[putIn('9', 2)]],
        because: 'mobiles of Brazil have had nine digits after the area code since 2016',
      },
    ],
  ],
  [
    // The area code is 2 in Santiago, and two digits from 32 to 75 elsewhere. Mobiles of eight digits begin with any of these, too.
    '56',
    [
      { kind: 'landline', begins: /^2/, ways: [[putIn('2', 1)]], because: CHILE_LANDLINES },
      { kind: 'landline', begins: /^[3-7]/, ways: [[putIn('2', 2)]], because: CHILE_LANDLINES },
      { kind: 'mobile', ways: [[putIn('9', 0)]], because: 'mobiles of Chile begin with 9' },
    ],
  ],
  [
    // CRC, resolution 5826/2019, since September 2021; mobiles, which begin with 3, stayed as they were.
    '57',
    [{ kind: 'landline', ways: [[putIn('60', 0)]], because: 'landlines of Colombia have begun with 60 since 2021' }],
  ],
  [
    // Ministry of Information and Communications, decision 798/2018.
    '84',
    [
      {
        kind: 'mobile',
        ways: VIETNAM.map(([before, since]) => [leaveOut(before, 0), putIn(since, 0)]),
        because: 'mobiles of Vietnam have had nine digits since 2018',
      },
    ],
  ],
  [
    // ARTCI, 31 January 2021: the digits of the operator, others for landlines, which began with 2 or 3.
    '225',
    [
      {
        kind: 'landline',
        begins: /^[23]/,
        ways: [[putIn(['21', '25', '27'], 0)]],
        because: 'landlines of Côte d’Ivoire have begun with the two digits of the operator since 2021',
      },
      {
        kind: 'mobile',
        begins: /^[^23]/,
        ways: [[putIn(['01', '05', '07'], 0)]],
        because: 'mobiles of Côte d’Ivoire have begun with the two digits of the operator since 2021',
      },
    ],
  ],
  // ARCEP Bénin, 30 November 2024.
  ['229', [{ kind: 'number', ways: [[putIn('01', 0)]], because: 'numbers of Benin have begun with 01 since 2024' }]],
  // ICTA, 1 September 2013; landlines stayed as they were.
  ['230', [{ kind: 'mobile', ways: [[putIn('5', 0)]], because: 'mobiles of Mauritius have begun with 5 since 2013' }]],
  [
    // ART, 21 November 2014; landlines began with 22 or 33.
    '237',
    [
      {
        kind: 'landline',
        begins: /^(?:22|33)/,
        ways: [[putIn('2', 0)]],
        because: 'landlines of Cameroon have had an extra 2 at the beginning since 2014',
      },
      {
        kind: 'mobile',
        begins: /^(?!22|33)/,
        ways: [[putIn('6', 0)]],
        because: 'mobiles of Cameroon have begun with 6 since 2014',
      },
    ],
  ],
  // Conatel, 30 September 2012; landlines stayed as they were.
  ['593', [{ kind: 'mobile', ways: [[putIn('9', 0)]], because: 'mobiles of Ecuador have had nine digits since 2012' }]],
]);

/**
 * Which digits to leave out of a number, or to put into it, and why: for one in a form that its country gave up, or does not use
 * for calls from abroad. Undefined when that does not make a number that somebody can have.
 */
export function correctionOf(phone: string, code: string): string | undefined {
  const national = phone.slice(code.length + 1);
  const found = (FORMS.get(code) ?? []).flatMap((form) => {
    const edits = (form.begins?.test(national) ?? true) ? firstWorking(form.ways, code, national) : undefined;
    return edits === undefined ? [] : [{ ...form, edits }];
  });
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  if (others.length === 0) return `${first.edits}; ${first.because}`;
  const each = found.map(({ kind, edits }) => `${edits} if it is a ${kind}`);
  return `${each.join(', or ')}; ${found.map(({ because }) => because).join(', and ')}`;
}

/** As {@link correctionOf}, for a landline that may be a mobile in the wrong form. */
export function mobileOf(phone: string, code: string): string | undefined {
  const mayBeMobile = FORMS.get(code)?.some(({ looksLikeLandline }) => looksLikeLandline) === true;
  return mayBeMobile ? correctionOf(phone, code) : undefined;
}

function firstWorking(ways: Form['ways'], code: string, national: string): string | undefined {
  for (const way of ways) {
    const found = worked(way, code, national);
    if (found !== undefined) return found;
  }
  return undefined;
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
