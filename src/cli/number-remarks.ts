import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';
import type { NumberType } from 'libphonenumber-js/max';
import { masked } from '../roster/masked';
import type { Remark } from '../roster/remark';
import type { Agent, Roster } from '../roster/roster';

/** What the world's numbering plans say about the numbers of a roster. */
export interface NumberRemarks {
  /** Numbers that cannot exist. */
  readonly errors: readonly Remark[];
  /** Numbers that can exist but that no operator has, or that nobody carries in a pocket. */
  readonly warnings: readonly Remark[];
}

/**
 * Numbers kept free for films and examples: +44 7700 900xxx (Ofcom, "Telephone numbers for use in TV and radio drama
 * programmes") and +1 NPA 555 01xx (ATIS-0300115).
 */
const SAMPLES: readonly RegExp[] = [/^\+447700900\d{3}$/, /^\+1[2-9]\d{2}55501\d{2}$/];

/** Whether a number is kept free for examples. */
export function isSample(phone: string): boolean {
  return SAMPLES.some((shape) => shape.test(phone));
}

/** Looks every number up. Samples are told of together. */
export function numberRemarks(roster: Roster): NumberRemarks {
  const numbers = [...roster.agents.values()].flatMap(numbersWithPaths);
  const looked = numbers
    .filter(({ phone }) => !isSample(phone))
    .map((number) => ({ number, verdict: verdictOn(number.phone) }));
  const errors = looked.flatMap(({ number, verdict }) => remarkOn(number, verdict.error));
  const warnings = looked.flatMap(({ number, verdict }) => remarkOn(number, verdict.warning));
  return { errors, warnings: [...sampleWarning(numbers), ...warnings] };
}

interface Located {
  readonly agent: string;
  readonly path: string;
  readonly phone: string;
}

function numbersWithPaths({ id, phones }: Agent): readonly Located[] {
  const path = `agents.${id}.phone`;
  return phones.map((phone, index) => ({
    agent: id,
    path: phones.length === 1 ? path : `${path}[${String(index)}]`,
    phone,
  }));
}

function sampleWarning(numbers: readonly Located[]): readonly Remark[] {
  const samples = numbers.filter(({ phone }) => isSample(phone));
  if (samples.length === 0) return [];
  const agents = [...new Set(samples.map(({ agent }) => agent))];
  const who = agents.length > 8 ? `${agents.slice(0, 8).join(', ')}, …` : agents.join(', ');
  const are = samples.length === 1 ? 'is a reserved sample' : 'are reserved samples';
  const message = `${String(samples.length)} of ${String(numbers.length)} numbers ${are} that ring nobody (${who}); write the real ones before you deploy`;
  return [{ path: 'agents', message }];
}

function remarkOn({ path, phone }: Located, words: string | undefined): readonly Remark[] {
  return words === undefined ? [] : [{ path, message: `${masked(phone)} ${words}` }];
}

interface Verdict {
  readonly error?: string;
  readonly warning?: string;
}

function verdictOn(phone: string): Verdict {
  const number = parsePhoneNumberFromString(phone);
  if (number === undefined) return { error: 'begins with a country code that does not exist; correct it' };
  if (!number.isPossible())
    return { error: `cannot exist: ${lengthFault(phone, number.countryCallingCode)}; correct it` };
  if (!number.isValid()) {
    return {
      warning: `has the right length, but no operator of +${number.countryCallingCode} has such numbers; check it`,
    };
  }
  const unlikely = UNLIKELY[number.getType() ?? 'MOBILE'];
  return unlikely === undefined ? {} : { warning: `is ${unlikely}; check that it is this agent's` };
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
