import type { HistoryEntry, Way } from '../incident/board';
import { MOST_CALLS_KEPT } from '../incident/limits';

/** One incident as its entries in the history tell of it. */
export interface PastIncident {
  readonly team: string;
  readonly incident: string;
  /** As it stood last, and since when; epoch milliseconds. */
  readonly status: HistoryEntry['status'];
  readonly changedAtMs: number;
  readonly openedAtMs: number;
  readonly rangAtMs?: number;
  /** Everybody who has had it, in order. */
  readonly takings: readonly Taking[];
  readonly closed?: HistoryEntry['closed'];
  readonly alarms: HistoryEntry['alarms'];
  readonly calls: readonly CallMade[];
}

/** Somebody took it. */
export interface Taking {
  /** The agent's id. */
  readonly by: string;
  readonly atMs: number;
  /** The first release did not say. */
  readonly way?: Way;
}

/** A call that was made. */
export interface CallMade {
  /** The agent's id. */
  readonly agent: string;
  readonly outcome: string;
  /** When, as nearly as the history tells, epoch milliseconds: to the minutes that one chain of calls takes. */
  readonly atMs: number;
}

/** The incidents that these entries tell of, the newest first. The entries come the oldest first, some of them twice. */
export function pastIncidents(entries: readonly HistoryEntry[]): readonly PastIncident[] {
  const known = new Map<string, PastIncident>();
  for (const entry of entries) {
    const key = `${entry.team} ${entry.incident}`;
    known.set(key, withEntry(known.get(key), entry));
  }
  return [...known.values()].toSorted((one, other) => other.openedAtMs - one.openedAtMs);
}

function withEntry(before: PastIncident | undefined, entry: HistoryEntry): PastIncident {
  const { team, incident, status, openedAtMs, closedAtMs, closed, alarms } = entry;
  const rangAtMs = before?.rangAtMs ?? entry.rangAtMs;
  return {
    team,
    incident,
    status,
    changedAtMs: closedAtMs,
    openedAtMs,
    ...(rangAtMs === undefined ? {} : { rangAtMs }),
    takings: withTaking(before?.takings ?? [], entry),
    ...(closed === undefined ? {} : { closed }),
    alarms,
    calls: before === undefined ? firstCalls(entry) : withCalls(before, entry),
  };
}

function withTaking(
  before: readonly Taking[],
  { takenBy: by, takenAtMs, closedAtMs, way }: HistoryEntry,
): readonly Taking[] {
  const last = before.at(-1);
  if (by === undefined) return before;
  // The first release said when it was taken only in the entry of that moment.
  const atMs = takenAtMs ?? (last?.by === by ? last.atMs : closedAtMs);
  if (last?.by === by && last.atMs === atMs) return before;
  return [...before, { by, atMs, ...(way === undefined ? {} : { way }) }];
}

/** The calls of the first chain, spread between the first ring and its end. */
function firstCalls({ calls, openedAtMs, rangAtMs = openedAtMs, closedAtMs }: HistoryEntry): readonly CallMade[] {
  const stepMs = Math.max(0, closedAtMs - rangAtMs) / Math.max(1, calls.length);
  return calls.map(({ agent, outcome }, at) => ({ agent, outcome, atMs: Math.round(rangAtMs + at * stepMs) }));
}

/** A board keeps the latest calls only: what an earlier entry has and this one has not any more was made all the same. */
function withCalls({ calls: before, changedAtMs }: PastIncident, entry: HistoryEntry): readonly CallMade[] {
  const { calls, status, closedAtMs } = entry;
  // Calls that always end in the same way look alike, and a further round has made some.
  const isFullRound = calls.length >= MOST_CALLS_KEPT && status === 'exhausted' && closedAtMs !== changedAtMs;
  let shared = Math.min(before.length, calls.length - (isFullRound ? 1 : 0));
  while (shared > 0 && !isSame(before.slice(-shared), calls)) shared--;
  const kept = before.slice(0, before.length - shared);
  const again = before.slice(before.length - shared).map(({ agent, atMs }, at) => ({
    agent,
    outcome: calls[at]?.outcome ?? '',
    atMs,
  }));
  const made = calls.slice(shared).map(({ agent, outcome }) => ({ agent, outcome, atMs: closedAtMs }));
  return [...kept, ...again, ...made];
}

/** Whether these calls are the first of those; one that had not ended may have since. */
function isSame(these: readonly CallMade[], those: HistoryEntry['calls']): boolean {
  return these.every(({ agent, outcome }, at) => {
    const other = those[at];
    return other?.agent === agent && (outcome === 'unfinished' || other.outcome === outcome);
  });
}
