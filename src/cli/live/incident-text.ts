import type { OnBoard } from '../../account/boards';
import type { AlarmWords } from '../../alarm/alarm-words';
import type { Attempt, AttemptOutcome, Board, Impossible, Incident, IncidentStatus, Way } from '../../board/board';
import { recall, wrongIn } from '../../board/memory';
import { englishText } from '../../incident/said/told';
import type { NextStep } from '../../incident/next-step';
import { ONCALL } from '../../oncall';
import type { RosterNames } from '../../roster/names';
import { timeText } from '../../roster/time-text';
import { lengthText } from '../../text/length';
import { masked } from '../../text/masking';
import { printableLine } from '../../text/printable';
import { wrap } from '../terminal/wrap';

const STATUS_WORDS: Readonly<Record<IncidentStatus, string>> = {
  escalating: 'nobody has it yet',
  taken: 'taken',
  resolved: 'over',
  exhausted: 'NOBODY TOOK IT',
};

const OUTCOME_WORDS: Readonly<Record<AttemptOutcome | 'unfinished', string>> = {
  taken: 'pressed 1',
  declined: 'pressed 2',
  'no-key': 'pressed no key',
  busy: 'busy',
  'no-answer': 'no answer',
  failed: 'could not be reached',
  'hung-up': 'hung up',
  'timed-out': 'did not come to an end',
  unfinished: 'the call was still going on',
};

const WAY_WORDS: Readonly<Record<Way, string>> = {
  key: 'by key 1',
  hand: 'by hand',
  sms: 'by SMS',
  link: 'by a link',
  'ring-back': 'by ringing back',
  page: 'on the team page',
};

const IMPOSSIBLE_WORDS: Readonly<Record<Impossible, string>> = {
  flow: 'the Studio flow is missing or not published',
  'caller-id': 'the caller ID is not a number of this account',
  account: 'the Twilio account is suspended or out of money',
  unreachable: 'Twilio starts no call for us',
};

/** How an incident stands, in a word or two. */
export function statusWords(status: IncidentStatus): string {
  return STATUS_WORDS[status];
}

/** How a call ended; a word of another release stands for itself. */
export function outcomeWords(outcome: string): string {
  return Object.hasOwn(OUTCOME_WORDS, outcome) ? OUTCOME_WORDS[outcome as AttemptOutcome] : outcome;
}

/** By which way somebody took it. */
export function wayWords(way: Way): string {
  return WAY_WORDS[way];
}

/** Who has it, or that nobody has. */
export function headline({ status, taken, chain, passedOn }: Incident, names: RosterNames): string {
  if (taken === undefined) return STATUS_WORDS[status];
  const owner = `taken by ${names.agentName(taken.by)}`;
  if (status !== 'escalating') return owner;
  if (chain === 'remind') return `${owner}, who is being reminded`;
  // Another agent may have passed it on, and of a command nobody knows who gave it.
  const by = passedOn?.by;
  if (by === undefined) return `${owner}, and passed on`;
  return by === taken.by ? `${owner}, who passes it on` : `${owner}, and passed on by ${names.agentName(by)}`;
}

/** One alarm of an incident, as it is shown. */
interface ShownAlarm {
  readonly text: string;
  readonly wrong: boolean;
}

/** The alarms of an incident whose words are known, and how many others there are, some of which may still be wrong. */
export interface ShownAlarms {
  readonly alarms: readonly ShownAlarm[];
  readonly others: number;
  readonly othersWrong: number;
}

/** What is known of an incident's alarms; where the words are lost, the name of the first one stands for it. */
export function alarmsOf(board: Board, incident: Incident, words: readonly AlarmWords[]): ShownAlarms {
  const wrongNow = wrongIn(board.memory, incident.slot) + incident.unremembered;
  const isWrong = (hash: string): boolean => {
    const known = recall(board.memory, hash);
    return known?.slot === incident.slot && known.state === 'wrong';
  };
  const named = words.map((each) => ({ text: masked(englishText(each)), wrong: isWrong(each.hash) }));
  const alarms = named.length === 0 ? [{ text: masked(incident.name), wrong: wrongNow > 0 }] : named;
  const others = Math.max(0, incident.joined - alarms.length);
  const shownWrong = alarms.filter(({ wrong }) => wrong).length;
  return { alarms, others, othersWrong: Math.min(others, Math.max(0, wrongNow - shownWrong)) };
}

/** What a block about one open incident is made of. */
export interface IncidentBlock {
  readonly on: OnBoard;
  readonly words: readonly AlarmWords[];
  readonly next: NextStep | undefined;
  readonly owed: readonly string[];
}

/** One open incident as a person reads it, with names and never a number. */
export function incidentText(
  { on: { team, board, incident }, words, next, owed }: IncidentBlock,
  names: RosterNames,
  nowMs: number,
  width: number,
): string {
  const zone = names.zoneOf(team);
  const since = (atMs: number): string => `${timeText(atMs, zone)} (${lengthText(Math.max(0, nowMs - atMs))})`;
  const { taken, attempt } = incident;
  const lines: readonly (readonly [label: string, text: string])[] = [
    ['open', `since ${since(incident.openedAtMs)}, ${zone}`],
    ...(taken === undefined ? [] : [['taken', `since ${since(taken.atMs)}, ${WAY_WORDS[taken.way]}`] as const]),
    ...alarmLines(alarmsOf(board, incident, words)).map((text) => ['alarm', text] as const),
    ...incident.calls.map(
      ({ number, agent, outcome }) =>
        [`call ${number}`, `${names.agentName(agent)}: ${OUTCOME_WORDS[outcome]}`] as const,
    ),
    ...(attempt === undefined
      ? []
      : [[`call ${attempt.number}`, `${attempt.agent.name}: ${attemptWords(attempt, incident, zone)}`] as const]),
    ...troubleOf(board, incident).map((text) => ['trouble', text] as const),
    ...(next === undefined ? [] : [['next', nextWords(next, names, zone, nowMs)] as const]),
    ...owed.map((text) => ['owed', text] as const),
  ];
  return [
    printableLine(`${names.teamName(team)} (${team})   ${headline(incident, names)}   ${incident.id}`),
    ...lines.flatMap(([label, text]) => labelled(label, text, width)),
  ].join('\n');
}

const LABEL = 9;

function labelled(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - LABEL - 2).map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL)}${line}`);
}

function alarmLines({ alarms, others, othersWrong }: ShownAlarms): readonly string[] {
  const texts = alarms.map(({ text, wrong }) => `${text}${wrong ? '' : ' (recovered)'}`);
  if (others === 0) return texts;
  const state =
    othersWrong === others ? '' : othersWrong === 0 ? ' (recovered)' : `, ${othersWrong} of them still wrong`;
  return [...texts, `and ${others} more${state}`];
}

/** How the call stands that is being made. */
export function attemptWords({ state }: Attempt, { status }: Incident, zone: string): string {
  switch (state.is) {
    case 'waiting':
      return `waits until ${timeText(state.notBeforeMs, zone)}, as ${WAITING_WORDS[state.why]}`;
    case 'starting':
      return 'is about to be called';
    case 'calling':
      return status === 'escalating' ? 'is being called' : 'the call is not over yet';
    case 'ending':
      return 'the call is being ended';
  }
}

const WAITING_WORDS: Readonly<Record<Extract<Attempt['state'], { is: 'waiting' }>['why'], string>> = {
  redial: 'this number was just called',
  engaged: 'every agent is in another call',
  unreachable: 'no call can be started',
  budget: "the hour's calls are used up",
};

/** Why no phone can be called, where that is so. */
export function troubleOf({ impossible }: Board, { status }: Incident): readonly string[] {
  return status !== 'escalating' || impossible === undefined
    ? []
    : [`NO PHONE CAN BE CALLED: ${IMPOSSIBLE_WORDS[impossible.cause]} (${ONCALL} doctor)`];
}

/** What happens next if nobody does anything. */
export function nextWords(next: NextStep, names: RosterNames, zone: string, nowMs: number): string {
  switch (next.is) {
    case 'call':
      return `without a 1, ${names.agentName(next.agent)} is called`;
    case 'tell-everyone':
      return 'without a 1, everyone on the team gets an SMS that nobody took it';
    case 'keep':
      return `without a 1, ${names.agentName(next.agent)} keeps it`;
    case 'remind':
      return `${names.agentName(next.agent)} is called again ${whenWords(next.atMs, zone, nowMs)} if an alarm is still wrong${heldWords(next)}`;
    case 'round':
      return `agents are called again ${whenWords(next.atMs, zone, nowMs)}, round ${next.round} of ${next.of}${heldWords(next)}`;
    case 'hand-on':
      return 'its owner has left the roster, so the others are called at the next heartbeat';
    case 'leave':
      return `left to ${next.agent === undefined ? 'everyone' : names.agentName(next.agent)} ${whenWords(next.atMs, zone, nowMs)} if nothing is heard of it`;
    case 'settle':
      return `it came and went; over ${whenWords(next.atMs, zone, nowMs)} if nothing is wrong until then`;
    case 'nothing':
      return `nobody is called before the next alarm, or until it is passed on (${ONCALL} pass)`;
  }
}

function heldWords({ isSilenced }: { readonly isSilenced: boolean }): string {
  return isSilenced ? ', but not while the roster silences it' : '';
}

/** What is due waits for a heartbeat, and for the end of another incident's calls. */
function whenWords(atMs: number, zone: string, nowMs: number): string {
  return atMs <= nowMs ? 'at the next heartbeat' : `at ${timeText(atMs, zone)}`;
}
