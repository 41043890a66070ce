import { speechMs } from '../../src/rehearsal/phones/speech';
import { codeOf } from '../../src/board/code';
import { BUDGET_MS, BUDGET_STRETCH_MS } from '../../src/incident/limits';
import type { Sizes } from './bounds';
import type { Agent, Story } from './story';

/** One message that CloudWatch published, as the queue took it in. */
export interface Sent {
  readonly name: string;
  readonly state: 'ALARM' | 'OK';
  /** When the alarm came into this state: the later one of two is the newer. */
  readonly stateAtSeconds: number;
  /** The queue's id of it. */
  readonly message: string;
  /** When each copy that the queue makes of it can be received, epoch milliseconds. */
  readonly copiesAtMs: readonly number[];
  /** When its first copy can be received, epoch milliseconds. */
  readonly sinceMs: number;
  /** Its own time lay more than a minute ahead, and it stands where it was published in the order of states. */
  readonly isFarAhead?: true;
}

/** Somebody acted at a keyboard. */
export interface ByHand {
  readonly atMs: number;
  readonly team: string;
  readonly what: 'pass' | 'take' | 'resolve';
  readonly incident: string;
  /** Who took it, or was asked for by name. */
  readonly who?: Agent;
  /** Not at a keyboard but by text, link or ring-back: whoever is told so when the answer is lost hears it later. */
  readonly isByReach?: true;
}

/** An agent who is no longer on the roster, from here to there, epoch milliseconds. */
export interface Leaving {
  readonly to: string;
  readonly atMs: number;
  readonly untilMs: number;
}

/** What allows somebody to be called about what another agent has, and since when. */
export interface Licence {
  readonly atMs: number;
  readonly why: 'left' | 'by hand' | 'reminder';
}

/** Something was wrong with the outside world from here to there, epoch milliseconds. */
export interface Disturbance {
  readonly fromMs: number;
  readonly toMs: number;
  /** SMS were refused, or not answered, for long, and nothing else was: phones must ring all the same. */
  readonly isOfTexts?: true;
}

/** An execution that stopped doing anything, whether after its claim. */
export interface Stuck {
  readonly execution: string;
  readonly hasClaimed: boolean;
}

/** A night that is over, and what was planned for it: all that whoever judges it needs besides the ledgers. */
export interface Night {
  readonly story: Story;
  readonly sent: readonly Sent[];
  /** The teams that an alarm of this name may belong to; more than one when the roster changed. */
  readonly teamsOf: (name: string) => readonly string[];
  /** The numbers of whoever is on this team; several answers when the roster changed, of which any is right. */
  readonly membersOf: (team: string) => readonly (readonly string[])[];
  /** Whether the roster of this instant has the number on the team; a team that is gone has its heirs, who may be anybody. */
  readonly isOn: (team: string, number: string, atMs: number) => boolean;
  /** When a roster was deployed, epoch milliseconds. */
  readonly deployedAtMs: readonly number[];
  /** When one was deployed that cannot be read. */
  readonly brokenAtMs: readonly number[];
  readonly leavings: readonly Leaving[];
  /** When what lies beside the boards was lost. */
  readonly lostMs: readonly number[];
  /** Whether the roster cannot be read when the night is over: then nobody knows the number of whoever is owed an SMS. */
  readonly isRosterBroken: boolean;
  readonly byHand: readonly ByHand[];
  /** When nobody could be called because of how the account stood. */
  readonly obstacles: readonly Disturbance[];
  /** The queue's ids of the heartbeats. */
  readonly heartbeats: ReadonlySet<string>;
  /** After how long the owner of something that is still wrong is rung; absent: never. */
  readonly remindMs?: number;
  /** How often, and how long after nobody took it, everyone is called again; absent: never. */
  readonly again?: { readonly everyMs: number; readonly times: number };
  /** How many calls a team may make within an hour. */
  readonly callsAnHour: number;
  /** How many SMS one person may get within an hour. */
  readonly textsAnHour: number;
  /** Numbers that Twilio refused, for good, an SMS or a call. */
  readonly refusedTexts: ReadonlySet<string>;
  readonly refusedCalls: ReadonlySet<string>;
  /** When an SMS was refused for good, epoch milliseconds. */
  readonly refusalsMs: readonly number[];
  /** Whether SMS could not be handed over for a while, so that they were tried again ever more slowly. */
  readonly textsFailed: boolean;
  /** When one first could not be, or was refused for good; never: Infinity. */
  readonly textsFailFromMs: number;
  /** Stretches in which no SMS could be handed over. */
  readonly textsOutMs: readonly Disturbance[];
  /** How many calls a round has. */
  readonly maxCalls: number;
  /** How many SMS Twilio took long after it had broken off: nobody could know of them in time. */
  readonly lateTexts: number;
  readonly disturbances: readonly Disturbance[];
  /** When a board was read as it had been before, epoch milliseconds. */
  readonly staleReadsMs: readonly number[];
  readonly stuck: readonly Stuck[];
  /** Of each part of a board the most that there ever was, by teams. */
  readonly fullest: ReadonlyMap<string, Sizes>;
  /** The longest time that a call may have been kept in Twilio's queue. */
  readonly longestQueueMs: number;
  /** Whether messages could become dead letters. */
  readonly mayBury: boolean;
}

/** One call as the local Twilio wrote it down. */
export interface Call {
  readonly sid: string;
  readonly execution: string;
  readonly team: string;
  readonly incident: string;
  /** Which call of its incident it is, from 1. */
  readonly attempt: number;
  readonly to: string;
  readonly rangAtMs: number;
  readonly answeredAtMs: number;
  /** When nobody was on the line any more; infinite if never. */
  readonly overAtMs: number;
  readonly said: readonly { readonly atMs: number; readonly text: string }[];
  readonly keys: readonly { readonly atMs: number; readonly key: string }[];
}

/** Whether a team had made all the calls of an hour by this time: the next one waits until enough of them are an hour old. */
export function areCallsSpent({ callsAnHour }: Night, calls: readonly Call[], team: string, atMs: number): boolean {
  const sinceMs = atMs - BUDGET_MS - BUDGET_STRETCH_MS;
  const made = calls.filter((call) => call.team === team && call.rangAtMs > sinceMs && call.rangAtMs <= atMs);
  return made.length >= callsAnHour;
}

/** So many alarms a board remembers whatever else is on it (docs/board.md); of more nobody can know that all are right again. */
export const LEAST_REMEMBERED = 450;

/** Every call of a story, in order. */
export function callsOf({ rehearsal }: Story): readonly Call[] {
  const calls = new Map<string, Mutable<Call>>();
  for (const entry of rehearsal.ledger.entries) {
    if (!('call' in entry)) continue;
    if (entry.kind === 'ring') {
      const parameters = rehearsal.executions.get(entry.execution)?.parameters ?? {};
      calls.set(entry.call, {
        sid: entry.call,
        execution: entry.execution,
        team: String(parameters['team']),
        incident: String(parameters['incident']),
        attempt: Number(parameters['attempt']),
        to: entry.to,
        rangAtMs: entry.atMs,
        answeredAtMs: Infinity,
        overAtMs: Infinity,
        said: [],
        keys: [],
      });
      continue;
    }
    const call = calls.get(entry.call);
    // Only calls of executions are for an incident; whoever rings back is on another.
    if (call === undefined || entry.kind === 'ring-back' || entry.kind === 'put-through') continue;
    switch (entry.kind) {
      case 'answer':
        call.answeredAtMs = entry.atMs;
        break;
      case 'missed':
      case 'hang-up':
        call.overAtMs = entry.atMs;
        break;
      case 'say':
        call.said = [...call.said, { atMs: entry.atMs, text: entry.text }];
        break;
      case 'say-failed':
        throw new Error(`${entry.to} hears nothing: ${entry.voice} does not speak ${entry.language}.`);
      case 'key':
        call.keys = [...call.keys, { atMs: entry.atMs, key: entry.key }];
        break;
    }
  }
  return [...calls.values()];
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** An SMS that Twilio accepted. */
export interface Text {
  readonly atMs: number;
  readonly to: string;
  readonly text: string;
}

/** Every SMS of a story, in order. */
export function textsOf({ rehearsal }: Story): readonly Text[] {
  const { entries } = rehearsal.ledger;
  const known = TEXTS.get(entries);
  if (known?.of === entries.length) return known.texts;
  const texts = entries.flatMap((entry) => (entry.kind === 'sms' ? [entry] : []));
  TEXTS.set(entries, { of: entries.length, texts });
  return texts;
}

/** What was read of a ledger as long as it was so long: a night of a thousand alarms asks for each. */
const TEXTS = new WeakMap<object, { readonly of: number; readonly texts: readonly Text[] }>();

/** Whether an SMS is about this incident, or about several and this is one of them. */
export function isOf({ text }: Text, incident: string): boolean {
  return text.includes(codeOf(incident));
}

/** What the first incident of which an SMS tells is called in it. */
export function incidentIn({ text }: Text): string | undefined {
  return /\((?:[^()]*, )?([2-9A-HJKMNP-Z]{4}|inc-[0-9a-z]+)[,)]/.exec(text)?.[1];
}

/** Whether an SMS tells of this alarm; a long list ends in "and 2 more", which counts, as does one without its name. */
export function isAbout({ text }: Text, name: string): boolean {
  return text.includes(name) || /\d more|^One more for you \([^)]*\)\.$|whose name is not known/.test(text);
}

/**
 * Until when a key counts that was asked for: `flows/on-call.json` waits five seconds after it has asked, and four when it asks for the
 * last time, with nothing but the keys.
 */
export function askedUntilMs({ atMs, text }: { readonly atMs: number; readonly text: string }): number {
  return atMs + speechMs(text) + (text.startsWith('Press 1') ? 4_000 : 5_000);
}

/** Whether an SMS says only that something is over, or somebody else's. */
export function isOver({ text }: Text): boolean {
  return OVER.test(text);
}

const OVER =
  /^(Recovered|Closed by hand|Left to you|Left to all of you|One earlier incident is|\d+ earlier incidents are|.{1,80} has it( after all| now)?\b)/;

/** What somebody heard or read when the board said that they have it. */
export const HAS_IT = /^You have it/;

/**
 * Whether nobody can say which news of an alarm is the latest. It may have come to another board than the other news of it: a roster was
 * deployed before it did, and after them. Or it was dated far ahead, and what came after it was dealt with first (docs/protocol.md).
 */
export function mayBeAstray({ story, sent, deployedAtMs }: Night, name: string): boolean {
  const own = sent.filter((news) => news.name === name);
  const firstMs = Math.min(...own.map(({ sinceMs }) => sinceMs));
  return own.some(
    ({ state, copiesAtMs, isFarAhead, message, sinceMs }) =>
      state === 'ALARM' &&
      (copiesAtMs.some((atMs) => deployedAtMs.some((deployed) => firstMs <= deployed && deployed <= atMs)) ||
        (isFarAhead === true &&
          own.some((later) => later.sinceMs > sinceMs && later.sinceMs < goneAtMs(story, message)))),
  );
}

/** When the queue let go of a message for the last time: epoch milliseconds. */
function goneAtMs({ rehearsal }: Story, message: string): number {
  const gone = rehearsal.ledger.entries.findLast((entry) => entry.kind === 'deleted' && entry.message === message);
  return gone?.atMs ?? Infinity;
}

/** Whether somebody has got as many SMS as the roster allows within an hour: what is left to say waits until after the night. */
export function isTextedOut(night: Night, number: string): boolean {
  const got = textsOf(night.story).filter(({ to }) => to === number);
  const lastMs = got.at(-1)?.atMs ?? 0;
  return got.filter(({ atMs }) => atMs > lastMs - BUDGET_MS).length >= night.textsAnHour;
}
