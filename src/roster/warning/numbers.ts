import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';
import type { NumberType, PhoneNumber } from 'libphonenumber-js/max';
import { masked } from '../../text/masking';
import type { WrittenNumber } from '../advice/examine';
import type { Remark } from '../remark';
import { correctionOf, mobileOf } from './number-forms';
import { isSample } from './sample-numbers';

/** What the world's numbering plans say about the numbers of a roster. */
export interface NumberRemarks {
  /** Numbers that cannot exist, or that are written otherwise than they are called. */
  readonly errors: readonly Remark[];
  /** Numbers that can exist but that no operator has, or that nobody carries in a pocket. */
  readonly warnings: readonly Remark[];
}

/** Looks every number up. Samples are reported together. */
export function numberRemarks(numbers: readonly WrittenNumber[]): NumberRemarks {
  const looked = numbers
    .filter(({ phone }) => !isSample(phone))
    .map((number) => ({ number, verdict: verdictOn(number.phone) }));
  const errors = looked.flatMap(({ number, verdict }) => verdict.errors.map((words) => remarkOn(number, words)));
  const warnings = looked.flatMap(({ number, verdict }) => verdict.warnings.map((words) => remarkOn(number, words)));
  return { errors, warnings: [...sampleWarning(numbers), ...warnings] };
}

function sampleWarning(numbers: readonly WrittenNumber[]): readonly Remark[] {
  const samples = numbers.filter(({ phone }) => isSample(phone));
  if (samples.length === 0) return [];
  const agents = [...new Set(samples.map(({ agent }) => agent))];
  const who = agents.length > 8 ? `${agents.slice(0, 8).join(', ')}, …` : agents.join(', ');
  const are = samples.length === 1 ? 'is a reserved sample that rings' : 'are reserved samples that ring';
  const message = `${String(samples.length)} of ${String(numbers.length)} numbers ${are} nobody (${who}); write the real ones before you deploy`;
  return [{ path: 'agents', message }];
}

function remarkOn({ path, phone }: WrittenNumber, words: string): Remark {
  return { path, message: `${masked(phone)} ${words}` };
}

interface Verdict {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

function verdictOn(phone: string): Verdict {
  const number = parsePhoneNumberFromString(phone);
  if (number === undefined) {
    return { errors: ['begins with a country code that does not exist; correct it'], warnings: [] };
  }
  const code = number.countryCallingCode;
  const isWritten = number.number === phone;
  if (isWritten && number.isPossible()) return { errors: [], warnings: doubtsAbout(number) };
  const correction = correctionOf(phone, code);
  if (correction !== undefined) return { errors: [`cannot be called like this: ${correction}`], warnings: [] };
  const errors = [
    ...(isWritten ? [] : [misspelt(phone, number.number, code)]),
    ...(number.isPossible() ? [] : [`cannot exist: ${lengthFault(number.number, code)}; correct it`]),
  ];
  return { errors, warnings: [] };
}

function doubtsAbout(number: PhoneNumber): readonly string[] {
  const { number: phone, countryCallingCode: code } = number;
  if (!number.isValid()) {
    const correction = correctionOf(phone, code);
    if (correction !== undefined) return [`is not called like this: ${correction}`];
    return [`has the right length, but no operator of +${code} has such numbers; check it`];
  }
  const type = number.getType() ?? 'MOBILE';
  const unlikely = UNLIKELY[type];
  const mobile = type === 'FIXED_LINE' ? mobileOf(phone, code) : undefined;
  if (mobile !== undefined) return [`is ${unlikely ?? ''}; if it is a mobile, ${mobile}`];
  return unlikely === undefined ? [] : [`is ${unlikely}; check that it is this agent's`];
}

/**
 * What is wrong with a number that is called otherwise than it is written: nearly always it has the digits that calls inside the
 * country begin with. Where these stay in calls from abroad, as in Italy, the number is called as it is written.
 */
function misspelt(phone: string, right: string, code: string): string {
  const rest = right.slice(code.length + 1);
  const extra = phone.slice(code.length + 1, -rest.length);
  if (phone === `+${code}${extra}${rest}`) {
    return `cannot be called like this: leave out the ${extra} after +${code}, which is for calls inside the country`;
  }
  return `cannot be called like this: write ${headOf(right, phone)} in place of ${headOf(phone, right)}`;
}

/** The digits of a number before those that it has in common with another at the end. */
function headOf(phone: string, other: string): string {
  let common = 0;
  while (common < phone.length && phone.at(-1 - common) === other.at(-1 - common)) common += 1;
  return common < 4 ? masked(phone) : `${phone.slice(0, phone.length - common)}…`;
}

function lengthFault(phone: string, code: string): string {
  switch (validatePhoneNumberLength(phone)) {
    case 'TOO_SHORT':
      return `it is too short for a number of +${code}`;
    case 'TOO_LONG':
      return `it is too long for a number of +${code}`;
    default:
      return `no number of +${code} has this length`;
  }
}

/** Kinds of numbers that are hardly an agent's. */
const UNLIKELY: Readonly<Partial<Record<Exclude<NumberType, undefined>, string>>> = {
  PREMIUM_RATE: 'a premium-rate number',
  SHARED_COST: 'a shared-cost number',
  TOLL_FREE: 'a toll-free number',
  UAN: 'a company number',
  VOICEMAIL: 'the number of a voicemail',
  FIXED_LINE: 'a landline, which gets no SMS',
};
