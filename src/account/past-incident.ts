import type { HistoryEntry, PassedOn, Way } from '../board/board';

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
  /** How often it was passed on, in order. */
  readonly passes: readonly PassedOn[];
  readonly closed?: HistoryEntry['closed'];
  /** The agent's id. */
  readonly closedBy?: string;
  readonly closedWay?: HistoryEntry['closedWay'];
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
  /** When, epoch milliseconds; of a call that the first release made, to the minutes that one chain of calls takes. */
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
  const { team, incident, status, openedAtMs, closedAtMs, closed, closedBy, closedWay, passedOn, alarms } = entry;
  const rangAtMs = before?.rangAtMs ?? entry.rangAtMs;
  return {
    team,
    incident,
    status,
    changedAtMs: closedAtMs,
    openedAtMs,
    ...(rangAtMs === undefined ? {} : { rangAtMs }),
    takings: withTaking(before?.takings ?? [], entry),
    passes: withPass(before?.passes ?? [], passedOn),
    ...(closed === undefined ? {} : { closed }),
    ...(closedBy === undefined ? {} : { closedBy }),
    ...(closedWay === undefined ? {} : { closedWay }),
    alarms,
    calls: callsSoFar(before?.calls ?? [], entry),
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

function withPass(before: readonly PassedOn[], pass: PassedOn | undefined): readonly PassedOn[] {
  return pass === undefined || before.at(-1)?.atMs === pass.atMs ? before : [...before, pass];
}

/**
 * The calls so far. A board keeps the latest ones only: what an earlier entry has and this one has not any more was made all the
 * same. The first release did not say when a call was made, and had all of an incident in each entry: they are spread between its
 * first ring and its first end.
 */
function callsSoFar(
  before: readonly CallMade[],
  { calls, openedAtMs, rangAtMs = openedAtMs, closedAtMs }: HistoryEntry,
): readonly CallMade[] {
  const stepMs = Math.max(0, closedAtMs - rangAtMs) / Math.max(1, calls.length);
  const now = calls.map(({ agent, outcome, atMs }, place) => ({
    agent,
    outcome,
    atMs: atMs ?? before[place]?.atMs ?? Math.round(rangAtMs + place * stepMs),
  }));
  const gone = before.filter(({ agent, atMs }) => now.every((call) => call.agent !== agent || call.atMs !== atMs));
  return [...gone, ...now];
}
