import { excerptAt } from '../../json/excerpt';
import { readSource, type Source } from '../../json/source';
import type { JsonSubject } from '../../json/syntax';
import { isRecord } from '../../text/json';
import { masked } from '../../text/masking';
import { isE164 } from '../../text/phone-number';
import { lineStarts, position } from '../../text/place';
import { itemPath, memberPath } from '../file/path';
import { jsonOf, rosterFrom } from '../parse';
import type { Remark } from '../remark';
import type { Roster } from '../roster';
import { messageOf } from './messages';
import { withoutEchoes } from './wrong-key';

/** A roster, or everything that is wrong with the text. */
export type ExaminedRoster =
  | { readonly ok: true; readonly roster: Roster }
  | {
      readonly ok: false;
      /** The first hundred, in the order of the text. */
      readonly errors: readonly Remark[];
      /** How many there are beyond these. */
      readonly more: number;
    };

/** More errors than this help nobody. */
export const MOST_ERRORS = 100;

const SUBJECT: JsonSubject = {
  name: 'roster',
  smallest: 'the smallest roster is { "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } } }',
  insteadOfComments: 'overrides and silences may say "why"',
  // 1,000 agents need about 150 kB.
  longestCharacters: 1_000_000,
};

/**
 * Reads a roster file for the person who wrote it. Never throws. Where the text is not JSON, only the first mistake is reported; where it
 * is, everything else is reported at once. What passes here, Functions read in the same way.
 */
export function examineRoster(text: string): ExaminedRoster {
  const source = sourceOf(text);
  const starts = lineStarts(text);
  if (!source.ok) {
    const place = position(starts, source.at);
    const message = masked(source.message);
    const path = masked(source.path.reduce<string>(longerPath, '$'));
    const isOfFile = source.at === 0 && source.path.length === 0 && !text.startsWith('{');
    const excerpt = isOfFile ? {} : { excerpt: excerptAt(text, place) };
    return { ok: false, errors: [{ path, ...place, message, ...excerpt }], more: 0 };
  }
  const parsed = rosterFrom(source.json);
  const twice = source.twice.map(({ path, keyAt }) => ({
    path: path.reduce<string>(longerPath, '$'),
    at: keyAt,
    message: 'this key is written twice; keep one of the two',
  }));
  if (parsed.ok && twice.length === 0) return parsed;
  const offsets = offsetsIn(source);
  const faults = withoutEchoes(parsed.ok ? [] : parsed.faults).map((fault) => {
    const { at = 0, keyAt = 0 } = offsets.get(fault.path) ?? {};
    return { fault, path: fault.path, at: fault.what === 'unknown' || fault.what === 'id' ? keyAt : at };
  });
  const all = [...faults, ...twice].toSorted((one, other) => one.at - other.at);
  const errors = all.slice(0, MOST_ERRORS).map((one) => {
    const message = 'fault' in one ? messageOf(one.fault, source.json) : one.message;
    const { line, column } = position(starts, one.at);
    return { path: masked(one.path), line, column, message: masked(message) };
  });
  return { ok: false, errors, more: all.length - errors.length };
}

/** What was read last: a check comes back to the same text for each kind of remark. */
let latest: { readonly text: string; readonly source: Source } | undefined;

function sourceOf(text: string): Source {
  if (latest?.text !== text) latest = { text, source: readSource(text, SUBJECT) };
  return latest.source;
}

/** Adds line and column to remarks that have only a path, as warnings about a roster do. */
export function placeRemarks<Some extends Remark>(
  text: string,
  remarks: readonly Some[],
): readonly (Some & Pick<Remark, 'line' | 'column'>)[] {
  const source = sourceOf(text);
  if (!source.ok) return remarks;
  const offsets = offsetsIn(source);
  const starts = lineStarts(text);
  return remarks.map((remark) => {
    const written = offsets.get(remark.path);
    return written === undefined ? remark : Object.assign({}, remark, position(starts, written.keyAt));
  });
}

function offsetsIn({ values }: Extract<Source, { readonly ok: true }>): ReadonlyMap<string, (typeof values)[number]> {
  return new Map(values.map((written) => [written.path.reduce<string>(longerPath, '$'), written]));
}

function longerPath(path: string, part: string | number): string {
  return typeof part === 'number' ? itemPath(path, part) : memberPath(path, part);
}

/** A number with the agent and the place that it is written at. */
export interface WrittenNumber {
  readonly agent: string;
  readonly path: string;
  readonly phone: string;
}

/** All numbers of a roster's text that have the shape of one, so that they can be looked up whatever else is wrong with it. */
export function writtenNumbers(text: string): readonly WrittenNumber[] {
  const root = jsonOf(text);
  const agents = isRecord(root) && isRecord(root['agents']) ? root['agents'] : {};
  return Object.entries(agents).flatMap(([agent, value]) => {
    const phone = isRecord(value) ? value['phone'] : undefined;
    const path = memberPath(memberPath('agents', agent), 'phone');
    const numbers: readonly unknown[] = Array.isArray(phone) ? phone : [phone];
    return numbers.flatMap((number, index) => {
      if (typeof number !== 'string' || !isE164(number)) return [];
      return { agent, path: Array.isArray(phone) ? itemPath(path, index) : path, phone: number };
    });
  });
}
