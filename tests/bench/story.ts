import { readFileSync } from 'node:fs';
import { VirtualClock } from '../../src/rehearsal/clock';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { scripted } from '../../src/rehearsal/phones/scripted';
import type { AgentWord } from '../../src/rehearsal/phones/scripted';
import { Rehearsal } from '../../src/rehearsal/rehearsal';
import { loadFlow } from '../../src/studio/flow';
import { projectFile } from './project-file';

/** What each Twilio request of a Function takes. */
export const LATENCY_MS = 100;

/** Just after the sample alarm's StateChangeTime: an alarm from the future is another story. */
const STARTS_AT_MS = Date.parse('2026-11-02T03:14:09Z');
const LONGEST_MS = 3_600_000;

const ann = { name: 'Ann Lee', phone: '+447700900001' };
const bob = { name: 'Bob Roy', phone: '+447700900002' };

/** The first agent presses 2, then somebody else presses 1. */
export function passedToAnother(): Promise<readonly LedgerEntry[]> {
  return ledgerOf({ ann, bob }, ['decline', 'take']);
}

/** The only agent presses 2, and 1 at the second call. */
export function passedToTheSame(): Promise<readonly LedgerEntry[]> {
  return ledgerOf({ ann }, ['decline', 'take']);
}

async function ledgerOf(
  agents: Readonly<Record<string, { readonly name: string; readonly phone: string }>>,
  words: readonly [AgentWord, ...AgentWord[]],
): Promise<readonly LedgerEntry[]> {
  const clock = new VirtualClock(STARTS_AT_MS);
  const rosterText = JSON.stringify({ agents });
  const rehearsal = new Rehearsal({
    clock,
    behaviour: scripted(clock, words),
    flow: loadFlow(JSON.parse(readFileSync(projectFile('flows', 'on-call.json'), 'utf8'))),
    functionsFolder: projectFile('dist', 'functions'),
    lambdaFile: projectFile('dist', 'lambda', 'index.js'),
    roster: () => rosterText,
    latencyMs: LATENCY_MS,
  });
  const sample = projectFile('src', 'rehearsal', 'samples', 'status-check-alarm.json');
  rehearsal.topic.publish({ message: readFileSync(sample, 'utf8') });
  const isOver = await clock.run(() => rehearsal.isAtRest(), STARTS_AT_MS + LONGEST_MS);
  if (!isOver) throw new Error('The rehearsed alarm is not dealt with after an hour.');
  return rehearsal.ledger.entries;
}
