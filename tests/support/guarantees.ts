import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { NUMBERS, START_MS } from './story';
import type { Agent, Story } from './story';

/** An alarm that is still wrong when the night is over, and when its message first reached the queue. */
export interface StillWrong {
  readonly name: string;
  readonly sinceMs: number;
}

/**
 * What is promised, checked on what the local Twilio and the local queue wrote down themselves, never on the boards.
 * Returns every breach, in words; an empty list is the proof.
 */
export function breaches(story: Story, team: readonly Agent[], stillWrong: readonly StillWrong[]): string[] {
  const { entries } = story.rehearsal.ledger;
  const calls = new Calls(story);
  return [
    ...leftInQueue(story),
    ...untold(entries, team, stillWrong),
    ...takenTwice(entries),
    ...overlapping(entries, calls),
    ...calledAfterTaking(entries, calls),
    ...voiceWithoutText(entries, calls),
  ];
}

/** Which incident each call belongs to: by the Parameters with which Studio was asked to make it. */
class Calls {
  readonly #incidents = new Map<string, string>();

  constructor({ rehearsal }: Story) {
    for (const entry of rehearsal.ledger.entries) {
      if (entry.kind !== 'ring') continue;
      const execution = rehearsal.executions.get(entry.execution);
      this.#incidents.set(entry.call, String(execution?.parameters['incident']));
    }
  }

  incidentOf(call: string): string {
    return this.#incidents.get(call) ?? 'none';
  }

  get incidents(): ReadonlySet<string> {
    return new Set(this.#incidents.values());
  }
}

/** Promise 1: every message ends deleted; none is left in the queue or among the dead letters. */
function leftInQueue({ rehearsal: { queue } }: Story): string[] {
  return [
    ...(queue.depth === 0 ? [] : [`${queue.depth} messages are still in the queue`]),
    ...(queue.deadLetters.length === 0 ? [] : [`${queue.deadLetters.length} messages are dead letters`]),
  ];
}

/**
 * Promise 1: of every alarm that is still wrong, somebody who has it was told by SMS after it arrived, or else everyone was told
 * that nobody has it. A long list ends in "and 2 more", which counts.
 */
function untold(entries: readonly LedgerEntry[], team: readonly Agent[], stillWrong: readonly StillWrong[]): string[] {
  return stillWrong.flatMap(({ name, sinceMs }) => {
    const telling = entries.flatMap((entry) =>
      entry.kind === 'sms' && entry.atMs >= sinceMs && (entry.text.includes(name) || /\d more/.test(entry.text))
        ? [entry]
        : [],
    );
    const oneHasIt = telling.some(({ text }) => /^(You have it|One more for you)/.test(text));
    const told = team.filter((agent) =>
      telling.some(({ to, text }) => to === NUMBERS[agent] && text.startsWith('NOBODY HAS THIS')),
    );
    return oneHasIt || told.length === team.length
      ? []
      : [`of ${name} nobody who has it was told, and only ${told.length} of ${team.length} that nobody has it`];
  });
}

/** Promise 4: only one agent is ever told to have an incident. */
function takenTwice(entries: readonly LedgerEntry[]): string[] {
  const takers = new Map<string, Set<string>>();
  for (const entry of entries) {
    if (entry.kind !== 'sms' || !entry.text.startsWith('You have it')) continue;
    const incident = incidentIn(entry.text);
    takers.set(incident, (takers.get(incident) ?? new Set()).add(entry.to));
  }
  return [...takers].flatMap(([incident, who]) =>
    who.size > 1 ? [`${who.size} agents were told that they have ${incident}`] : [],
  );
}

/** Promise 2: no call asks for a key once a later one of its incident has begun to ring; and no two ring at once. */
function overlapping(entries: readonly LedgerEntry[], calls: Calls): string[] {
  const found: string[] = [];
  const newest = new Map<string, string>();
  const ringing = new Map<string, string>();
  for (const entry of entries) {
    if (!('call' in entry)) continue;
    const incident = calls.incidentOf(entry.call);
    switch (entry.kind) {
      case 'ring':
        if (ringing.has(incident)) found.push(`two phones ring for ${incident} at ${seconds(entry)} s`);
        ringing.set(incident, entry.call);
        newest.set(incident, entry.call);
        break;
      case 'answer':
      case 'missed':
      case 'hang-up':
        if (ringing.get(incident) === entry.call) ringing.delete(incident);
        break;
      case 'say':
        if (entry.text.includes('Press 1') && newest.get(incident) !== entry.call) {
          found.push(`an older call for ${incident} still asks for a key at ${seconds(entry)} s`);
        }
        break;
      case 'key':
        break;
    }
  }
  return found;
}

/** How long a call that was decided before the taking may need to ring: two slow claims and Studio's own pace. */
const DECIDED_BEFORE_MS = 30_000;

/** Promise 2: once an incident is taken, no further phone rings for it. */
function calledAfterTaking(entries: readonly LedgerEntry[], calls: Calls): string[] {
  const takenAtMs = new Map<string, number>();
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'sms' && entry.text.startsWith('You have it')) {
      const incident = incidentIn(entry.text);
      takenAtMs.set(incident, Math.min(takenAtMs.get(incident) ?? Infinity, entry.atMs));
    }
    if (entry.kind === 'ring') {
      const incident = calls.incidentOf(entry.call);
      if (entry.atMs > (takenAtMs.get(incident) ?? Infinity) + DECIDED_BEFORE_MS) {
        found.push(`a phone rings for ${incident} at ${seconds(entry)} s, long after it was taken`);
      }
    }
  }
  return found;
}

/** Promise 4: whoever hears "you have it" gets the details by SMS. */
function voiceWithoutText(entries: readonly LedgerEntry[], calls: Calls): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'say' || !entry.text.startsWith('Thank you. You have it.')) return [];
    const incident = calls.incidentOf(entry.call);
    const isSent = entries.some(
      (other) =>
        other.kind === 'sms' &&
        other.to === entry.to &&
        other.text.startsWith('You have it') &&
        incidentIn(other.text) === incident,
    );
    return isSent ? [] : [`an agent heard "you have it" of ${incident} and never got the details`];
  });
}

/** How many incidents rang anybody. */
export function incidentsRung(story: Story): number {
  return new Calls(story).incidents.size;
}

function incidentIn(text: string): string {
  return /\binc-[0-9a-f]+/.exec(text)?.[0] ?? 'none';
}

function seconds(entry: LedgerEntry): number {
  return (entry.atMs - START_MS) / 1000;
}
