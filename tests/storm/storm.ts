import type { LedgerEntry } from '../../src/rehearsal/ledger';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { Story } from '../support/story';
import { callsOf } from '../support/witness';

/** What a storm is made of. */
export interface Storm {
  readonly alarms: number;
  /** 1: the team of Ann, Bob and Cyd, of whom the third one takes it; more: so many teams of one agent each, who takes it. */
  readonly teams: number;
}

/** What a storm came to, counted on what the local Twilio, queue and Lambda wrote down. Times are virtual. */
export interface Weathered {
  /** Who was rung, in order, by name or number. */
  readonly rings: readonly string[];
  /** Incidents about which somebody was rung. */
  readonly chains: number;
  /** Alarms that are not taken: still queued, dead letters, or of which no SMS to whoever took the incident tells. */
  readonly lost: number;
  /** How long the slowest alarm took from its raising until `/alarm` had it on the board. */
  readonly slowestSeconds: number;
  readonly requestsPerAlarm: number;
  /** The most runs of the Lambda, each waiting for a run of `/alarm`, at one time. */
  readonly lambdasAtOnce: number;
  readonly texts: number;
}

const MINUTE_SECONDS = 60;
const TWILIO_MS = 200;

/** Raises distinct alarms, spread evenly over a minute, while every Twilio request takes 200 ms. */
export async function weather({ alarms, teams }: Storm, switches: Partial<Switches>): Promise<Weathered> {
  const story =
    teams === 1
      ? new Story({ switches, agents: ['no-answer', 'no-answer', 'take'], latencyMs: TWILIO_MS })
      : new Story({ switches, agents: ['take'], latencyMs: TWILIO_MS, roster: rosterOf(teams) });
  const raisedAt = new Map<string, number>();
  for (let index = 0; index < alarms; index++) {
    story.at((index * MINUTE_SECONDS) / alarms, () => {
      raisedAt.set(story.alarm(`team-${index % teams}-host-${index}`), story.seconds);
    });
  }
  await story.toTheEnd();
  const { ledger, queue } = story.rehearsal;
  const remembered = rememberedAt(story);
  const waits = [...raisedAt].map(([id, atSeconds]) => (remembered.get(id) ?? Infinity) - atSeconds);
  return {
    rings: story.rings(),
    chains: new Set(callsOf(story).map(({ incident }) => incident)).size,
    lost: queue.depth + queue.deadLetters.length + Math.max(0, alarms - told(ledger.entries)),
    slowestSeconds: Math.max(...waits),
    requestsPerAlarm: ledger.entries.filter(({ kind }) => kind === 'request').length / alarms,
    lambdasAtOnce: mostAtOnce(ledger.entries),
    texts: ledger.entries.filter(({ kind }) => kind === 'sms').length,
  };
}

/** The number of the only agent of a team. */
function numberOf(team: number): string {
  return `+4477009001${String(team).padStart(2, '0')}`;
}

function rosterOf(teams: number): object {
  const names = Array.from({ length: teams }, (_, team) => `team-${team}`);
  return {
    agents: Object.fromEntries(names.map((name, team) => [name, { name: `Agent ${team}`, phone: numberOf(team) }])),
    teams: Object.fromEntries(names.map((name) => [name, { rotations: [{ agents: [name] }] }])),
    defaultTeam: 'team-0',
    routes: names.map((team) => ({ alarm: `${team}-*`, team })),
  };
}

/** When `/alarm` first answered for each message: by then it is on the board. Seconds after the story's start. */
function rememberedAt(story: Story): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const entry of story.rehearsal.ledger.entries) {
    if (entry.kind !== 'log' || entry.from !== 'lambda' || entry.level !== 'info') continue;
    const { answers = [] } = JSON.parse(entry.text) as { answers?: { id: string }[] };
    for (const { id } of answers) if (!firsts.has(id)) firsts.set(id, story.secondsAt(entry.atMs));
  }
  return firsts;
}

/** Of how many alarms the agents who took an incident were told by SMS: those named and those counted. */
function told(entries: readonly LedgerEntry[]): number {
  let alarms = 0;
  for (const entry of entries) {
    if (entry.kind !== 'sms') continue;
    alarms += new Set(entry.text.match(/\bteam-\d+-host-\d+\b/g)).size;
    alarms += Number(/And (\d+) more\.$/.exec(entry.text)?.[1] ?? 0);
  }
  return alarms;
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
