import type { LedgerEntry } from '../../src/rehearsal/ledger';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { quantilesOf } from '../../src/account/quantiles';
import { alarmName, conductOf, descriptionOf, rosterOf } from '../support/crowd';
import type { Crowd } from '../support/crowd';
import { Story } from '../support/story';
import { lostOf } from '../support/tally';
import { callsOf } from '../support/witness';

/** What a storm is made of. */
export interface Storm extends Crowd {
  readonly alarms: number;
  /** In how many seconds they are raised, evenly. */
  readonly seconds: number;
  /** How long each Twilio request takes, in milliseconds. */
  readonly latencyMs: number;
  readonly seed: number;
}

/** What a storm came to, counted on what the local Twilio and the local queue wrote down. Times are virtual. */
export interface Weathered {
  /** The numbers that were rung, in order. */
  readonly rings: readonly string[];
  /** Incidents about which somebody was rung. */
  readonly chains: number;
  /** Alarms that are neither in the queue, nor dead letters, nor named or counted in anything that was said or sent. */
  readonly lost: number;
  readonly calls: number;
  readonly texts: number;
  readonly requestsPerAlarm: number;
  /** How many alarms are in the memories of the boards when it is over. */
  readonly remembered: number;
  /** From the raising of an alarm until the Lambda first answered for it: the median, and the longest. */
  readonly intakeMs: number;
  readonly longestIntakeMs: number;
  /** The most runs of the Lambda, each waiting for a run of `/alarm`, at one time. */
  readonly lambdasAtOnce: number;
}

/** Raises distinct alarms, of the teams in turn, and plays it to the end. */
export async function weather(storm: Storm, switches: Partial<Switches>): Promise<Weathered> {
  const { alarms, seconds, latencyMs, seed } = storm;
  const story = new Story({ switches, agents: conductOf(storm), roster: rosterOf(storm), latencyMs, seed });
  const raised: { readonly name: string; readonly message: string; readonly atMs: number }[] = [];
  for (let index = 0; index < alarms; index++) {
    const name = alarmName(storm, index);
    story.at((index * seconds) / alarms, () => {
      story.alarm(name, { description: descriptionOf(storm) });
      raised.push({ name, message: story.newestMessage(), atMs: story.clock.now() });
    });
  }
  await story.toTheEnd();
  const { entries } = story.rehearsal.ledger;
  const calls = callsOf(story);
  const answered = answeredAtMs(entries);
  const intakes = raised.map(({ message, atMs }) => (answered.get(message) ?? Infinity) - atMs);
  return {
    rings: calls.map(({ to }) => to),
    chains: new Set(calls.map(({ incident }) => incident)).size,
    lost: lostOf(story, raised),
    calls: calls.length,
    texts: entries.filter(({ kind }) => kind === 'sms').length,
    requestsPerAlarm: entries.filter(({ kind }) => kind === 'request').length / alarms,
    remembered: rememberedBy(story, storm.teams),
    intakeMs: quantilesOf(intakes)?.medianMs ?? NaN,
    longestIntakeMs: Math.max(...intakes),
    lambdasAtOnce: mostAtOnce(entries),
  };
}

/** When the Lambda first answered for each message: the queue let go of it, or is to bring it back. */
function answeredAtMs(entries: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind !== 'deleted' && entry.kind !== 'returned') continue;
    if (!firsts.has(entry.message)) firsts.set(entry.message, entry.atMs);
  }
  return firsts;
}

/** A board's document has a memory of so many characters for each alarm. */
const MEMORY_CHARACTERS = 12;

function rememberedBy({ rehearsal }: Story, teams: number): number {
  return Array.from({ length: teams }, (_, team) => {
    const url = `https://sync.twilio.com/v1/Services/default/Documents/oncall-board-team-${team}`;
    const document = rehearsal.read(url) as { readonly data: { readonly m: string } } | undefined;
    return document === undefined ? 0 : Math.floor(document.data.m.length / MEMORY_CHARACTERS);
  }).reduce((sum, each) => sum + each, 0);
}

/** The most runs of `/alarm` at one time; of those that end as others begin, only the others count. */
function mostAtOnce(entries: readonly LedgerEntry[]): number {
  const edges = entries.flatMap((entry) =>
    entry.kind === 'function' && entry.path === '/alarm'
      ? [
          { atMs: entry.atMs - entry.tookMs, step: 1 },
          { atMs: entry.atMs, step: -1 },
        ]
      : [],
  );
  edges.sort((one, other) => one.atMs - other.atMs || one.step - other.step);
  let running = 0;
  return Math.max(...edges.map(({ step }) => (running += step)));
}
