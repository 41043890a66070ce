import { codeOf } from '../../src/board/code';
import { HAS_IT, isOf, isOver } from './witness';
import { NUMBERS } from './story';
import type { Call, Licence, Night, Text } from './witness';

/** An agent has a problem from the moment in which they are first told so, until somebody else is. */
export interface Ownership {
  readonly to: string;
  /** When they pressed 1, or where they did not, were told. */
  readonly sinceMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * What is wrong with one team, from its first call on. It may be several incidents: one that nobody took is carried into the
 * next that opens, and goes on under that name.
 */
export interface Problem {
  readonly team: string;
  /** The ids under which it went, oldest first. */
  readonly incidents: readonly string[];
  readonly owners: readonly Ownership[];
}

/** Somebody is told that they have an incident. */
interface Taking {
  readonly incident: string;
  readonly sinceMs: number;
  /** By when it stood on the board. */
  readonly atMs: number;
  readonly to: string;
}

/** Every problem of a night, as people were told of it. */
export function problemsOf(night: Night, calls: readonly Call[], texts: readonly Text[]): readonly Problem[] {
  const heard = takenByVoice(calls);
  const read = takenByText(night, texts, calls);
  const problems: Taken[] = [];
  for (const { team, incident, atMs } of firstStarts(night)) {
    const carried = problems.filter(
      (each) => each.team === team && isCarried(each, atMs, calls, heard, read) && !isOverBy(each, atMs, texts),
    );
    const incidents = [...carried.flatMap((each) => each.incidents), incident];
    const takings = [...heard, ...read].filter((each) => incidents.includes(each.incident));
    for (const each of carried) problems.splice(problems.indexOf(each), 1);
    problems.push({ team, incidents, takings });
  }
  return problems.map(({ team, incidents, takings }) => ({ team, incidents, owners: ownersOf(takings) }));
}

interface Taken extends Omit<Problem, 'owners'> {
  readonly takings: readonly Taking[];
}

/** The incidents for which executions were started, by the first one. */
function firstStarts({ story: { rehearsal } }: Night): readonly {
  readonly team: string;
  readonly incident: string;
  readonly atMs: number;
}[] {
  const first = new Map<string, { team: string; incident: string; atMs: number }>();
  for (const entry of rehearsal.ledger.entries) {
    if (entry.kind !== 'execution-started') continue;
    const parameters = rehearsal.executions.get(entry.execution)?.parameters ?? {};
    const incident = String(parameters['incident']);
    if (!first.has(incident)) first.set(incident, { team: String(parameters['team']), incident, atMs: entry.atMs });
  }
  return [...first.values()];
}

/**
 * Whether what nobody has belongs to the incident that opens now. Who was told by SMS to have it by its old name had it, for what
 * is carried goes by the new one.
 */
function isCarried(
  { incidents }: Taken,
  openedAtMs: number,
  calls: readonly Call[],
  heard: readonly Taking[],
  read: readonly Taking[],
): boolean {
  const isOwn = ({ incident }: { readonly incident: string }): boolean => incidents.includes(incident);
  return (
    calls.every((call) => !isOwn(call) || call.rangAtMs < openedAtMs) &&
    heard.every((taking) => !isOwn(taking) || taking.atMs >= openedAtMs) &&
    !read.some(isOwn)
  );
}

/** Whether somebody was told by then that it is over. */
function isOverBy({ incidents }: Taken, atMs: number, texts: readonly Text[]): boolean {
  return texts.some((text) => text.atMs < atMs && isOver(text) && incidents.some((id) => isOf(text, id)));
}

function takenByVoice(calls: readonly Call[]): readonly Taking[] {
  return calls.flatMap(({ said, keys, incident, to }) =>
    said
      .filter(({ text }) => HAS_IT.test(text))
      .map(({ atMs }) => {
        const pressed = keys.findLast((key) => key.key === '1' && key.atMs <= atMs);
        return { incident, sinceMs: pressed?.atMs ?? atMs, atMs, to };
      }),
  );
}

function takenByText(night: Night, texts: readonly Text[], calls: readonly Call[]): readonly Taking[] {
  const takesMs = night.story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'function' && entry.path === '/take' ? [entry.atMs] : [],
  );
  const acts = night.byHand.flatMap(({ what, who, incident, atMs }) =>
    what === 'take' && who !== undefined ? [{ to: NUMBERS[who], incident, atMs }] : [],
  );
  return texts.flatMap((text) =>
    [...text.text.matchAll(/You have it \((?:[^)]*?, )?([2-9A-HJ-NP-Z]{4})\b/g)].map(([, code = '']) => {
      const incident = calls.find((call) => codeOf(call.incident) === code)?.incident ?? code;
      const pressedMs = pressedBefore(text, incident, calls);
      // A stuck execution hears no key; and whoever acted by hand since is told because of that.
      const isTaking = takesMs.some((atMs) => atMs > pressedMs && atMs <= pressedMs + WRITTEN_WITHIN_MS);
      const actedMs =
        acts.findLast((act) => act.to === text.to && act.incident === incident && act.atMs <= text.atMs)?.atMs ??
        -Infinity;
      const sinceMs = isTaking && pressedMs > actedMs ? pressedMs : actedMs > -Infinity ? actedMs : text.atMs;
      return { incident, sinceMs, atMs: Math.min(text.atMs, sinceMs + WRITTEN_WITHIN_MS), to: text.to };
    }),
  );
}

/** Two runs of `/take`, and a request that is applied a minute late. */
const WRITTEN_WITHIN_MS = 90_000;

/**
 * When whoever gets this SMS pressed 1, and heard nothing to the contrary: in an outage the SMS may come hours later. Never:
 * Infinity.
 */
function pressedBefore({ to, atMs }: Text, incident: string, calls: readonly Call[]): number {
  const pressed = calls.flatMap((call) =>
    call.to === to && call.incident === incident
      ? call.keys.filter(
          (key) =>
            key.key === '1' &&
            key.atMs <= atMs &&
            call.said.every((said) => said.atMs <= key.atMs || HAS_IT.test(said.text)),
        )
      : [],
  );
  return pressed.at(-1)?.atMs ?? Infinity;
}

function ownersOf(takings: readonly Taking[]): readonly Ownership[] {
  const owners: Ownership[] = [];
  for (const { to, sinceMs, atMs } of takings.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = owners.at(-1);
    if (last?.to === to) continue;
    if (last !== undefined) owners[owners.length - 1] = { ...last, untilMs: atMs };
    owners.push({ to, sinceMs, fromMs: atMs, untilMs: Infinity });
  }
  return owners;
}

/** Who has a problem at this time, as far as anybody was told. */
export function ownerAt({ owners }: Problem, atMs: number): Ownership | undefined {
  return owners.findLast(({ fromMs }) => fromMs < atMs);
}

/** The problem of an incident for which an execution was started. */
export function problemOf(problems: readonly Problem[], incident: string): Problem | undefined {
  return problems.find(({ incidents }) => incidents.includes(incident));
}

/**
 * Why somebody may be called, or take it, although this agent has it: they left the roster, somebody asked for another agent,
 * or the roster wants them to be reminded. Undefined when nothing allows it by then.
 */
export function licenceAt(
  night: Night,
  problem: Problem,
  { to, sinceMs, fromMs }: Ownership,
  atMs: number,
): Licence | undefined {
  const left = night.leavings.find((each) => each.to === to && each.atMs >= fromMs && each.atMs <= atMs);
  if (left !== undefined) return { atMs: left.atMs, why: 'left' };
  const asked = night.byHand.find(
    (each) => problem.team === each.team && each.atMs >= fromMs - BY_HAND_MS && each.atMs <= atMs,
  );
  if (asked !== undefined) return { atMs: asked.atMs, why: 'by hand' };
  // Without reminders there is none by the end of time either.
  if (night.remindMs === undefined) return undefined;
  const remindAtMs = sinceMs + night.remindMs - TOLD_LATE_MS;
  return remindAtMs <= atMs ? { atMs: remindAtMs, why: 'reminder' } : undefined;
}

/** Whoever acts by hand is told the outcome a little later. */
const BY_HAND_MS = 10_000;

/** The board has it before its owner hears so. */
const TOLD_LATE_MS = 10_000;
