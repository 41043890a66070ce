import { counted } from '../text/counted';
import type { AlarmWords } from './alarm-words';
import type { AgentRef, Impossible, Incident, OwedItem } from './board';
import { FLAPS, LATER_SUMMARY_CHARACTERS, SMS_CHARACTERS, SPEECH_CHARACTERS } from './limits';
import { nameOf } from './plan';
import type { CallPlan } from './plan';
import type { Situation } from './situation';
import { shorten, spoken } from './text';

/**
 * Every word that the system says or sends, in one place.
 *
 * The first sentence of a call says who calls and why: iOS call screening passes it on, and a person woken at 3 a.m. needs
 * it. No sentence says "you have it" but the one after the board said so.
 */

const KEYS = 'Press 1 to take it, or 2 to pass it on.';
const REMINDER_KEYS = 'Press 1 if you are on it, or 2 to pass it on.';

/** What the name of an agent or a team, and the trouble with the roster, may take of a speech; the rest is for the alarm. */
const NAME_CHARACTERS = 40;
const TROUBLE_CHARACTERS = 60;

/** What is left of a speech, at least, for what is wrong. */
const WRONG_CHARACTERS = 80;

/** What is wrong, as a voice should have it, in at most `most` characters; the number of further alarms is never cut off. */
export function whatIsWrong({ shown, others: uncounted }: Situation, most: number): string {
  const [first] = shown;
  const others = shown.length - 1 + uncounted;
  const tail = others === 0 ? '' : others === 1 ? ' And one more alarm.' : ` And ${others} more alarms.`;
  // Speaking a name takes more characters than writing it, so it is cut as it is spoken.
  return `${shorten(spoken(first?.summary ?? 'An alarm.'), most - tail.length)}${tail}`;
}

/** Said as soon as the agent answers, and before the keys are asked for. */
export function briefing(incident: Incident, situation: Situation, agent: AgentRef, plan: CallPlan): string {
  const isReminder = incident.chain === 'remind' && incident.taken?.by === agent.id;
  const opening = isReminder
    ? `Reminder for ${saidShort(agent.name)}, team ${saidShort(plan.teamName)}: you took this at ${clockTime(incident.taken.atMs, plan.timezone)}, and it is still in alarm.`
    : `On-call alert for ${saidShort(agent.name)}, team ${saidShort(plan.teamName)}:`;
  const trouble = plan.trouble === undefined ? '' : ` ${shorten(spoken(plan.trouble), TROUBLE_CHARACTERS)}`;
  const from =
    incident.chain === 'pass' && incident.taken !== undefined
      ? ` ${saidShort(nameOf(plan, incident.taken.by))} asks you to take it over.`
      : '';
  const flapping = isFlapping(incident) ? ` It comes and goes: ${incident.flaps} times so far.` : '';
  const keys = isReminder ? REMINDER_KEYS : KEYS;
  const room = SPEECH_CHARACTERS - opening.length - keys.length - 2;
  // Under long names there is not room for all of it.
  const notes = [from, trouble, flapping].reduce((said, note) => {
    const longer = `${said}${note}`;
    return room - longer.length < WRONG_CHARACTERS ? said : longer;
  }, '');
  return `${opening} ${whatIsWrong(situation, room - notes.length)}${notes} ${keys}`;
}

/** Once or twice is not yet coming and going. */
function isFlapping({ flaps }: Incident): boolean {
  return flaps >= FLAPS;
}

function saidShort(name: string): string {
  return shorten(spoken(name), NAME_CHARACTERS);
}

/** Said to an agent who pressed 1 and has it. */
export function youHaveIt(situation: Situation, isTextOwed = true): string {
  const more = isTextOwed ? ' The details follow by message.' : '';
  return `Thank you. You have it. ${whatIsWrong(situation, 180)}${more} Goodbye.`;
}

/** Said to an agent who answers or presses 1 after somebody else did. */
export function alreadyTaken(name: string): string {
  return `${spoken(name)} has taken it. You need not do anything. Goodbye.`;
}

/** Said to an agent who answers or presses 1 when all alarms are OK again. */
export function recoveredSpeech(): string {
  return 'The alarm has recovered. You need not do anything. Goodbye.';
}

/** Said to an agent who answers or presses 1 after somebody closed it without a phone. */
export function closedByHandSpeech(): string {
  return 'This alert was closed by hand. You need not do anything. Goodbye.';
}

/** Said to an agent whose incident is over and has left the board. */
export function overAndGoneSpeech(): string {
  return 'This alert is over. You need not do anything. Goodbye.';
}

/** Said to an agent whose incident nobody can find: "you need not do anything" might be wrong, so it is not said. */
export function unconfirmedSpeech(): string {
  return 'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.';
}

/** Said to an agent whose turn has passed to the next one. */
export function supersededSpeech(): string {
  return 'The next agent is being called. You need not do anything. Goodbye.';
}

/** Said to an agent who passed it on or pressed no key that counts. */
export function passedOn(next: { is: 'calling' | 'waiting'; agent: AgentRef } | { is: 'exhausted' }): string {
  if (next.is === 'exhausted') return 'Nobody is left to call. Everyone on the team gets a message. Goodbye.';
  const name = spoken(next.agent.name);
  return next.is === 'calling' ? `Calling ${name} now. Goodbye.` : `${name} will be called shortly. Goodbye.`;
}

/** One thing that an SMS tells of, with all that is known about it. */
export interface Told {
  readonly item: OwedItem;
  readonly incident: Incident;
  readonly situation: Situation;
  readonly words: readonly AlarmWords[];
  readonly impossible?: Impossible;
}

/** The SMS to one person about what is theirs, nobody's or over. `gone`: so many incidents more are over. */
export function smsText(told: readonly Told[], gone: number, plan: CallPlan): string {
  const [first, ...others] = told.filter((each) => !told.some((other) => saysItToo(other, each))).toSorted(byWeight);
  if (first === undefined) {
    return gone === 1
      ? `One earlier incident is over or left to you (${plan.teamName}); "oncall history" names it.`
      : `${gone} earlier incidents are over or left to you (${plan.teamName}); "oncall history" names them.`;
  }
  if (others.length === 0 && gone === 0) return soleText(first, plan);
  const more = others.map((each) => `${leadOf(each, plan)} (${each.incident.id}): ${shortly(each)}`);
  const also = gone === 0 ? [] : [`And ${gone} earlier ${gone === 1 ? 'one is' : 'ones are'} over.`];
  const head = `${leadOf(first, plan)} (${plan.teamName}, ${first.incident.id}): ${shortly(first)}`;
  const [parts, left] = fitting([head, ...more]);
  const rest = left === 0 ? [] : [`And ${left} more: see "oncall status".`];
  return [...parts, ...rest, ...also].join(' ');
}

/** Said at the end of the last SMS that somebody may get within the hour: silence must not pass for calm. */
export function textsUsedUp(untilMs: number, { maxTextsPerHour, timezone }: CallPlan): string {
  return ` The hour's ${maxTextsPerHour} SMS are used up: the next one comes no sooner than ${clockTime(untilMs, timezone)}. "oncall status" tells more.`;
}

/** As many of these as one SMS has room for, and how many it has none for. */
function fitting(parts: readonly string[]): readonly [readonly string[], number] {
  let characters = 0;
  const kept = parts.filter((part) => (characters += part.length + 1) <= SMS_CHARACTERS);
  return [kept, parts.length - kept.length];
}

/** Whether another part of the same SMS says it already: the details name all that is wrong. */
function saysItToo(other: Told, { item }: Told): boolean {
  if (other.item.slot !== item.slot || other.item === item) return false;
  const isAll = other.item.kind === 'details' || other.item.kind === 'exhausted';
  return isAll && (item.kind === 'more' || item.kind === 'impossible' || item.kind === 'budget');
}

/** What somebody has, or nobody has, stands first. */
function byWeight(one: Told, other: Told): number {
  const weight = ({ item }: Told): number => (item.kind === 'details' || item.kind === 'exhausted' ? 0 : 1);
  return weight(one) - weight(other);
}

/** The first words, which say what kind of news it is. */
function leadOf({ item, incident }: Told, plan: CallPlan): string {
  switch (item.kind) {
    case 'details':
      return 'You have it';
    case 'more':
      return 'One more for you';
    case 'recovered':
      return 'Recovered';
    case 'closed':
      return 'Closed by hand';
    case 'left':
      return incident.taken === undefined ? 'Left to all of you' : 'Left to you';
    case 'exhausted':
      return 'NOBODY HAS THIS';
    case 'correction':
    case 'taken-over':
      return `${nameOf(plan, incident.taken?.by ?? '')} has it`;
    case 'kept':
      return 'Nobody took it over, you still have it';
    case 'flapping':
      return 'Comes and goes';
    case 'impossible':
      return 'NO PHONE CAN BE CALLED';
    case 'budget':
      return 'CALLS USED UP';
  }
}

function shortly({ item, impossible, situation: { shown, others } }: Told): string {
  const also = others + shown.length - 1;
  const why = item.kind === 'impossible' ? `${whyImpossible(impossible)} ` : '';
  return `${why}${shorten(shown[0]?.summary ?? '', LATER_SUMMARY_CHARACTERS)}${also === 0 ? '' : ` And ${also} more.`}`;
}

function soleText(told: Told, plan: CallPlan): string {
  const { item, incident, situation } = told;
  const { id } = incident;
  const { header, alarms } = allThatIsWrong(incident, situation, plan);
  const briefly = shorten(situation.shown[0]?.summary ?? '', 200);
  switch (item.kind) {
    case 'details':
      return `You have it (${header}). ${alarms}${flappingNote(incident)}`;
    case 'more':
      return moreText(told, plan);
    case 'recovered':
      return `Recovered (${plan.teamName}, ${id}). ${briefly}`;
    case 'closed':
      return `Closed by hand (${plan.teamName}, ${id}). ${briefly}`;
    case 'left':
      return `${leadOf(told, plan)} (${plan.teamName}, ${id}): nothing more can be known of it, so it is no longer watched. ${briefly}`;
    case 'exhausted':
      return `NOBODY HAS THIS (${header}): ${callsMade(incident)}. ${alarms}${flappingNote(incident)}`;
    case 'correction':
      return `${nameOf(plan, incident.taken?.by ?? '')} has it after all (${plan.teamName}, ${id}).`;
    case 'taken-over':
      return `${nameOf(plan, incident.taken?.by ?? '')} has it now, you no longer do (${plan.teamName}, ${id}). ${briefly}`;
    case 'kept':
      return `Nobody took it over, you still have it (${plan.teamName}, ${id}). ${briefly}`;
    case 'flapping':
      return `It comes and goes (${plan.teamName}, ${id}), ${incident.flaps} times within the hour: you hear again when it stops. ${briefly}`;
    case 'impossible':
      return `NO PHONE CAN BE CALLED (${plan.teamName}, ${id}): ${whyImpossible(told.impossible)} ${whose(incident, plan)}: ${alarms}`;
    case 'budget':
      return `CALLS USED UP (${header}): ${plan.maxCallsPerHour} calls were made within the hour, so the next one waits. ${whose(incident, plan)}: ${alarms}`;
  }
}

/** While its owner is reminded, or others are asked to take it over, it is somebody's. */
function whose({ taken }: Incident, plan: CallPlan): string {
  return taken === undefined ? 'Nobody has this' : `${nameOf(plan, taken.by)} has this`;
}

function flappingNote(incident: Incident): string {
  return isFlapping(incident) ? ` It comes and goes, ${incident.flaps} times so far.` : '';
}

function callsMade(incident: Incident): string {
  const calls = (incident.calls.at(-1)?.number ?? 0) - incident.callsBefore;
  if (calls <= 0) return 'Nobody could be called';
  return `${counted(calls, 'call')} made, nobody took it`;
}

function moreText({ item, incident, words }: Told, { teamName, timezone }: CallPlan): string {
  const alarm = words.find(({ hash }) => hash === item.alarm);
  const further = item.further ?? 0;
  if (alarm === undefined) {
    const count = further + 1;
    return `${count === 1 ? 'One more' : `${count} more`} for you (${teamName}, ${incident.id}).`;
  }
  const header = [teamName, incident.id, ...whenAndWhere([alarm], timezone)].join(', ');
  return `One more for you (${header}): ${alarm.summary}${further === 0 ? '' : ` And ${further} more.`}`;
}

function whyImpossible(cause: Impossible | undefined): string {
  switch (cause) {
    case 'flow':
      return 'the Studio flow is missing or not published. Run "oncall doctor".';
    case 'caller-id':
      return 'the caller ID is not a number of this account. Run "oncall doctor".';
    case 'account':
      return 'the Twilio account is suspended or out of money. Look at the Twilio console.';
    case 'unreachable':
    case undefined:
      return 'Twilio starts no call for us. It is tried again.';
  }
}

/**
 * The incident with its beginning and its regions, and what is wrong: three summaries and a count. Two SMS segments tell enough
 * to start.
 */
function allThatIsWrong(
  incident: Incident,
  situation: Situation,
  { teamName, timezone }: CallPlan,
): { readonly header: string; readonly alarms: string } {
  const shown = situation.shown.slice(0, 3);
  const others = situation.shown.length - shown.length + situation.others;
  const summaries = shown.map(({ summary }, index) =>
    index < 2 ? summary : shorten(summary, LATER_SUMMARY_CHARACTERS),
  );
  return {
    header: [teamName, incident.id, ...whenAndWhere(shown, timezone)].join(', '),
    alarms: [...summaries, ...(others === 0 ? [] : [`And ${others} more.`])].join(' '),
  };
}

/** Since when, by the clock of the team, and the regions: `since Sun 03:00 GMT`, `eu-west-1`. */
function whenAndWhere(alarms: readonly AlarmWords[], timezone: string): string[] {
  const times = alarms.map(({ sinceMs }) => sinceMs);
  const regions = new Set(alarms.flatMap(({ region }) => region ?? []));
  return [...(times.length === 0 ? [] : [`since ${clockTime(Math.min(...times), timezone)}`]), ...regions];
}

function clockTime(atMs: number, timezone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
    timeZoneName: 'short',
  });
  // Some versions of the Unicode data set a comma after the weekday.
  return time.format(atMs).replace(',', '');
}
