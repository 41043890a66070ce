import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { NUMBERS } from './story';
import type { Story } from './story';

/**
 * What is promised, checked on what the local Twilio and the local queue wrote down themselves, never on the boards.
 * Returns every breach, in words; an empty list is the proof.
 */
export function breaches(story: Story, team: readonly (keyof typeof NUMBERS)[]): string[] {
  return [...lostAlarms(story), ...unannounced(story, team), ...overlappingCalls(story), ...callsAfterTaking(story)];
}

/** Promise 1: every message ends deleted; none is left in the queue or among the dead letters. */
function lostAlarms({ rehearsal: { queue } }: Story): string[] {
  return [
    ...(queue.depth === 0 ? [] : [`${queue.depth} messages are still in the queue`]),
    ...(queue.deadLetters.length === 0 ? [] : [`${queue.deadLetters.length} messages are dead letters`]),
  ];
}

/** Promises 1 and 4: somebody who pressed 1 got the details, or everyone was told that nobody has it. */
function unannounced(story: Story, team: readonly (keyof typeof NUMBERS)[]): string[] {
  const haveIt = team.filter((agent) => story.textsTo(agent).some((text) => text.startsWith('You have it')));
  const told = team.filter((agent) => story.textsTo(agent).some((text) => text.startsWith('NOBODY HAS THIS')));
  if (haveIt.length === 0 && told.length < team.length) {
    return [`nobody has it, and only ${told.length} of ${team.length} were told so`];
  }
  return haveIt.length > 1 ? [`${haveIt.join(' and ')} were both told that they have it`] : [];
}

/** Promise 2: no call asks for a key once a later one of the same incident has begun to ring; and no two ring at once. */
function overlappingCalls(story: Story): string[] {
  const found: string[] = [];
  const newest = new Map<string, string>();
  const ringing = new Map<string, string>();
  const incidents = new Map<string, string>();
  for (const entry of story.rehearsal.ledger.entries) {
    if (entry.kind === 'ring') {
      const incident = incidentOf(story, entry.execution);
      incidents.set(entry.call, incident);
      if (ringing.has(incident)) found.push(`two phones of ${incident} ring at ${seconds(entry)} s`);
      ringing.set(incident, entry.call);
      newest.set(incident, entry.call);
    }
    if (entry.kind === 'answer' || entry.kind === 'missed' || entry.kind === 'hang-up') {
      const incident = incidents.get(entry.call) ?? '';
      if (ringing.get(incident) === entry.call) ringing.delete(incident);
    }
    if (
      entry.kind === 'say' &&
      entry.text.includes('Press 1') &&
      newest.get(incidents.get(entry.call) ?? '') !== entry.call
    ) {
      found.push(`an older call still asks for a key at ${seconds(entry)} s`);
    }
  }
  return found;
}

/** Promise 2: once an agent has been told "you have it", no further execution dials for this incident. */
function callsAfterTaking(story: Story): string[] {
  const takenAt = new Map<string, number>();
  const incidents = new Map<string, string>();
  const found: string[] = [];
  for (const entry of story.rehearsal.ledger.entries) {
    if (entry.kind === 'ring') {
      const incident = incidentOf(story, entry.execution);
      incidents.set(entry.call, incident);
      const sinceMs = takenAt.get(incident);
      // A call decided before the taking may still be on its way through Studio.
      if (sinceMs !== undefined && entry.atMs > sinceMs + 5_000)
        found.push(`a phone rings at ${seconds(entry)} s, after the taking`);
    }
    if (entry.kind === 'say' && entry.text.startsWith('Thank you. You have it.')) {
      takenAt.set(incidents.get(entry.call) ?? '', entry.atMs);
    }
  }
  return found;
}

function incidentOf(story: Story, execution: string): string {
  return String(story.rehearsal.executions.get(execution)?.parameters['incident']);
}

function seconds(entry: LedgerEntry): number {
  return (entry.atMs - Date.parse('2026-11-22T03:00:00Z')) / 1000;
}
