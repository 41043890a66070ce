import { isRecord, parsedJson } from '../text/json';
import type { LedgerEntry } from './ledger';

/** Why alarms that have arrived call nobody on purpose, each reason once, as the Functions have logged it. */
export function silencedBecause(entries: readonly LedgerEntry[]): readonly string[] {
  const routed = linesOf('function', entries).filter(({ message }) => message === 'Routing.');
  const notes = new Map(routed.map(({ id, note }) => [id, note]));
  const silenced = answersIn(entries).filter(({ outcome }) => outcome === 'silenced');
  return distinct(silenced.map(({ id }) => notes.get(id) ?? 'silenced'));
}

/** What arrived besides alarms and calls nobody either, as `/alarm` has answered. */
export function otherThanAlarms(entries: readonly LedgerEntry[]): readonly string[] {
  const heartbeats = answersIn(entries).filter(({ outcome }) => outcome === 'heartbeat');
  return distinct(heartbeats.map(() => 'a heartbeat asks whether all is well'));
}

/** Whether nothing that arrived was news: each message says OK, or what was said before. */
export function isNoNews(entries: readonly LedgerEntry[]): boolean {
  const answers = answersIn(entries);
  return answers.length > 0 && answers.every(({ outcome }) => outcome === 'nothing');
}

type Fields = Readonly<Record<string, unknown>>;

/** What `/alarm` has said of each message. */
function answersIn(entries: readonly LedgerEntry[]): readonly Fields[] {
  return linesOf('lambda', entries).flatMap(({ answers }) => (Array.isArray(answers) ? answers.map(fieldsOf) : []));
}

function linesOf(from: 'function' | 'lambda', entries: readonly LedgerEntry[]): readonly Fields[] {
  return entries.flatMap((entry) =>
    entry.kind === 'log' && entry.from === from ? [fieldsOf(parsedJson(entry.text))] : [],
  );
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function distinct(reasons: readonly unknown[]): readonly string[] {
  return [...new Set(reasons.map(String))];
}
