import type { Agent, Override } from '../roster';
import { agentNamed } from './agents';
import { fault, fieldsOf, hintsFor, textOf } from './entry';
import type { Entry, Fields, KeyHint, KeyHints } from './entry';
import { instantFrom } from './when';

/** An interval as written; `fromMs` may be missing where the roster allows that. */
export interface WrittenInterval {
  readonly fromMs?: number;
  readonly toMs: number;
}

const WHO: KeyHint = { remedy: 'write who is `out`, who is `in`, or both' };
/** Of a length in place of an end. */
export const UNTIL: KeyHint = { remedy: 'write when it ends: `to`' };

const OVERRIDE_HINTS: KeyHints = new Map([
  ...hintsFor({
    from: 'start begin since starts',
    to: 'until end till ends',
    why: 'reason because comment note',
    out: 'away absent off replaces',
    in: 'substitute replacement standin cover by',
  }),
  ['who', WHO],
  ['agent', WHO],
  ['for', UNTIL],
  ['duration', UNTIL],
]);

/** The members of an override; of `moreKeys` the caller knows what they mean. */
export function overrideFields(entry: Entry, moreKeys: readonly string[] = []): Fields | undefined {
  return fieldsOf(entry, ['out', 'in', 'from', 'to', 'why', ...moreKeys], OVERRIDE_HINTS);
}

/** Reads an override; its times are those of the zone. */
export function overrideOf(fields: Fields, agents: ReadonlyMap<string, Agent>, zone: string): Override | undefined {
  const { entry } = fields;
  const outEntry = fields.get('out');
  const inEntry = fields.get('in');
  if (outEntry === undefined && inEntry === undefined && !fields.told.has(WHO)) fault(entry, WHO.remedy);
  const out = outEntry && agentNamed(outEntry, agents);
  const standIn = inEntry && agentNamed(inEntry, agents);
  if (outEntry !== undefined && out !== undefined && out === standIn) {
    fault(outEntry, 'the same agent is out and in; name another or delete this override');
  }
  if (fields.get('from') === undefined) {
    fault(entry, '`from` is missing; write when it begins, such as "2026-11-22 09:00"');
  }
  const interval = intervalOf(fields, zone);
  const why = whyOf(fields);
  if (interval?.fromMs === undefined) return undefined;
  return {
    path: entry.path,
    ...(out === undefined ? {} : { out }),
    ...(standIn === undefined ? {} : { in: standIn }),
    fromMs: interval.fromMs,
    toMs: interval.toMs,
    ...(why === undefined ? {} : { why }),
  };
}

/** Reads `from`, which may be missing, and `to`, which may not. */
export function intervalOf(fields: Fields, zone: string): WrittenInterval | undefined {
  const from = fields.get('from');
  const to = fields.get('to');
  if (to === undefined && !fields.told.has(UNTIL)) {
    fault(fields.entry, '`to` is missing; write when it ends, such as "2026-11-22 17:00"');
  }
  const fromMs = from && instantFrom(from, zone);
  const toMs = to && instantFrom(to, zone);
  if (to === undefined || toMs === undefined) return undefined;
  if (fromMs !== undefined && toMs <= fromMs) fault(to, 'this is not after `from`; write a later time');
  return fromMs === undefined ? { toMs } : { fromMs, toMs };
}

/** Reads the reason that a person gave. */
export function whyOf(fields: Fields): string | undefined {
  const why = fields.get('why');
  return why && textOf(why)?.trim();
}
