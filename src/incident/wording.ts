import type { Language } from '../language/language';
import { readerOf } from '../language/script';
import type { Catalogue, SignWords } from '../wording/catalogue';
import { clockTime } from '../wording/clock';
import type { AlarmWords } from './alarm-words';
import type { AgentRef, Impossible, Incident, OwedItem } from './board';
import { FLAPS, LATER_SUMMARY_CHARACTERS, SMS_CHARACTERS, SPEECH_CHARACTERS } from './limits';
import { nameOf, zoneOf } from './plan';
import type { CallPlan } from './plan';
import type { Situation } from './situation';
import { shorten, spoken } from './text';

/** What goes into a call or an SMS, in which order, and what gives way when there is no room; the words are the catalogue's. */

/** What the name of an agent or a team, and the trouble with the roster, may take of a speech; the rest is for the alarm. */
const NAME_CHARACTERS = 40;
const TROUBLE_CHARACTERS = 60;

/** What is wrong in another script, of which a letter is often a syllable or a word. */
const ASIDE_CHARACTERS = 120;

/** What is left of a speech, at least, for what is wrong. */
const WRONG_CHARACTERS = 80;

/** What is wrong, as a voice should have it, in at most `most` characters; the number of further alarms is never cut off. */
export function whatIsWrong(catalogue: Catalogue, { shown, others: uncounted }: Situation, most: number): string {
  const { speech, signs } = catalogue;
  const [first] = shown;
  const tail = andMoreAlarms(catalogue, shown.length - 1 + uncounted);
  // Speaking a name takes more characters than writing it, so it is cut as it is spoken.
  return `${shorten(spoken(first?.summary ?? speech.anAlarm, signs), most - tail.length)}${tail}`;
}

function andMoreAlarms({ speech }: Catalogue, others: number): string {
  return others === 0 ? '' : ` ${speech.moreAlarms(others)}`;
}

/** Who calls whom, and why: the first words of a call. */
function openingOf(catalogue: Catalogue, incident: Incident, agent: AgentRef, plan: CallPlan): string {
  const { locale, speech, signs } = catalogue;
  const [name, team] = [saidShort(agent.name, signs), saidShort(plan.teamName, signs)];
  const caller = plan.caller === undefined ? '' : `${saidShort(plan.caller, signs)}. `;
  const opening = isReminderTo(agent, incident)
    ? speech.reminder(name, team, clockTime(locale, incident.taken?.atMs ?? 0, zoneOf(plan, agent.id)))
    : speech.opening(name, team);
  return `${caller}${opening}`;
}

function isReminderTo(agent: AgentRef, { chain, taken }: Incident): boolean {
  return chain === 'remind' && taken?.by === agent.id;
}

function saidShort(name: string, signs: SignWords): string {
  return shorten(spoken(name, signs), NAME_CHARACTERS);
}

/** What is said before the keys are asked for, because it takes two voices. */
export interface Aside {
  /** By the agent's voice. */
  readonly opening: string;
  /** What is wrong, by a voice that can read it. */
  readonly text: string;
  readonly voice: string;
}

/** Said as soon as the agent answers, where the alarm's own text is in a script that the agent's voice cannot read. */
export function asideOf(
  catalogue: Catalogue,
  language: Language,
  incident: Incident,
  { shown: [first] }: Situation,
  agent: AgentRef,
  plan: CallPlan,
): Aside | undefined {
  const summary = first?.summary ?? '';
  const voice = readerOf(summary, language);
  if (voice === undefined) return undefined;
  const text = shorten(spoken(summary, catalogue.signs), ASIDE_CHARACTERS);
  return { opening: openingOf(catalogue, incident, agent, plan), text, voice };
}

/** Said as soon as the agent answers, and before the keys are asked for. `isAfterAside`: {@link asideOf} has been heard. */
export function briefing(
  catalogue: Catalogue,
  incident: Incident,
  situation: Situation,
  agent: AgentRef,
  plan: CallPlan,
  isAfterAside = false,
): string {
  const { speech, signs } = catalogue;
  const opening = isAfterAside ? speech.thatWasIt : openingOf(catalogue, incident, agent, plan);
  const trouble =
    plan.trouble === undefined ? '' : ` ${shorten(spoken(speech.trouble(plan.trouble), signs), TROUBLE_CHARACTERS)}`;
  const from =
    incident.chain === 'pass' && incident.taken !== undefined
      ? ` ${speech.asksYou(saidShort(nameOf(catalogue, plan, incident.taken.by), signs))}`
      : '';
  const flapping = isFlapping(incident) ? ` ${speech.comesAndGoes(incident.flaps)}` : '';
  const keys = isReminderTo(agent, incident) ? speech.reminderKeys : speech.keys;
  const room = SPEECH_CHARACTERS - opening.length - keys.length - 2;
  // Under long names there is not room for all of it.
  const notes = [from, trouble, flapping].reduce((said, note) => {
    const longer = `${said}${note}`;
    return room - longer.length < WRONG_CHARACTERS ? said : longer;
  }, '');
  const { shown, others } = situation;
  const wrong = isAfterAside
    ? andMoreAlarms(catalogue, shown.length - 1 + others)
    : ` ${whatIsWrong(catalogue, situation, room - notes.length)}`;
  return `${opening}${wrong}${notes} ${keys}`;
}

/** Once or twice is not yet coming and going. */
function isFlapping({ flaps }: Incident): boolean {
  return flaps >= FLAPS;
}

/** Said to an agent who pressed 1 and has it. */
export function youHaveIt(catalogue: Catalogue, situation: Situation, isTextOwed = true): string {
  const { speech } = catalogue;
  const more = isTextOwed ? [speech.detailsFollow] : [];
  return [speech.youHaveIt, whatIsWrong(catalogue, situation, 180), ...more, speech.goodbye].join(' ');
}

/** Said to an agent who answers or presses 1 after this one did. */
export function alreadyTaken({ speech, signs }: Catalogue, name: string): string {
  return speech.alreadyTaken(spoken(name, signs));
}

/** Said to an agent who passed it on or pressed no key that counts. */
export function passedOn(
  { speech, signs }: Catalogue,
  next: { is: 'calling' | 'waiting'; agent: AgentRef } | { is: 'exhausted' },
): string {
  if (next.is === 'exhausted') return speech.nobodyLeft;
  const name = spoken(next.agent.name, signs);
  return next.is === 'calling' ? speech.callingNow(name) : speech.calledShortly(name);
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
export function smsText(catalogue: Catalogue, told: readonly Told[], gone: number, plan: CallPlan): string {
  const { sms } = catalogue;
  const [first, ...others] = told.filter((each) => !told.some((other) => saysItToo(other, each))).toSorted(byWeight);
  if (first === undefined) return sms.onlyEarlier(gone, plan.teamName);
  if (others.length === 0 && gone === 0) return soleText(catalogue, first, plan);
  const more = others.map(
    (each) => `${leadOf(catalogue, each, plan)} (${each.incident.id}): ${shortly(catalogue, each)}`,
  );
  const also = gone === 0 ? [] : [sms.earlierOver(gone)];
  const head = `${leadOf(catalogue, first, plan)} (${plan.teamName}, ${first.incident.id}): ${shortly(catalogue, first)}`;
  const [parts, left] = fitting([head, ...more]);
  const rest = left === 0 ? [] : [sms.moreInStatus(left)];
  return [...parts, ...rest, ...also].join(' ');
}

/** Said at the end of the last SMS that somebody may get within the hour: silence must not pass for calm. */
export function textsUsedUp({ sms, locale }: Catalogue, untilMs: number, plan: CallPlan): string {
  return ` ${sms.textsUsedUp(plan.maxTextsPerHour, clockTime(locale, untilMs, plan.timezone))}`;
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
  return isAll && (item.kind === 'more' || ['impossible', 'budget', 'ringing'].includes(item.kind));
}

/** What somebody has, or nobody has, stands first. */
function byWeight(one: Told, other: Told): number {
  const weight = ({ item }: Told): number => (item.kind === 'details' || item.kind === 'exhausted' ? 0 : 1);
  return weight(one) - weight(other);
}

/** The first words, which say what kind of news it is. */
function leadOf(catalogue: Catalogue, { item, incident }: Told, plan: CallPlan): string {
  const { sms } = catalogue;
  switch (item.kind) {
    case 'details':
      return sms.youHaveIt;
    case 'more':
      return sms.moreForYou(1);
    case 'recovered':
      return sms.recovered;
    case 'closed':
      return sms.closedByHand;
    case 'left':
      return incident.taken === undefined ? sms.leftToAll : sms.leftToYou;
    case 'exhausted':
      return sms.nobodyHasIt;
    case 'correction':
    case 'taken-over':
      return sms.has(ownerOf(catalogue, incident, plan));
    case 'kept':
      return sms.stillYours;
    case 'flapping':
      return sms.comesAndGoes;
    case 'impossible':
      return sms.impossible;
    case 'budget':
      return sms.callsUsedUp;
    case 'ringing':
      return sms.callingYou;
  }
}

function ownerOf(catalogue: Catalogue, { taken }: Incident, plan: CallPlan): string {
  return nameOf(catalogue, plan, taken?.by ?? '');
}

function shortly({ sms }: Catalogue, { item, impossible, situation: { shown, others } }: Told): string {
  const also = others + shown.length - 1;
  const why = item.kind === 'impossible' ? `${sms.causes[impossible ?? 'unreachable']} ` : '';
  const summary = shorten(shown[0]?.summary ?? '', LATER_SUMMARY_CHARACTERS);
  return `${why}${summary}${also === 0 ? '' : ` ${sms.andMore(also)}`}`;
}

function soleText(catalogue: Catalogue, told: Told, plan: CallPlan): string {
  const { item, incident, situation } = told;
  const { sms } = catalogue;
  const { id } = incident;
  const { header, alarms } = allThatIsWrong(catalogue, incident, situation, plan);
  const where = `(${plan.teamName}, ${id})`;
  const owner = ownerOf(catalogue, incident, plan);
  const briefly = shorten(situation.shown[0]?.summary ?? '', 200);
  const flapping = isFlapping(incident) ? ` ${sms.flapsSoFar(incident.flaps)}` : '';
  // While its owner is reminded, or others are asked to take it over, it is somebody's.
  const whose = incident.taken === undefined ? sms.nobodyHasThis : sms.hasThis(owner);
  switch (item.kind) {
    case 'details':
      return `${sms.youHaveIt} (${header}). ${alarms}${flapping}`;
    case 'ringing':
      return `${sms.callingYou} (${header}). ${alarms}${flapping}`;
    case 'more':
      return moreText(catalogue, told, plan);
    case 'recovered':
      return `${sms.recovered} ${where}. ${briefly}`;
    case 'closed':
      return `${sms.closedByHand} ${where}. ${briefly}`;
    case 'left':
      return `${leadOf(catalogue, told, plan)} ${where}: ${sms.noLongerWatched} ${briefly}`;
    case 'exhausted':
      return `${sms.nobodyHasIt} (${header}): ${callsMade(catalogue, incident)}. ${alarms}${flapping}`;
    case 'correction':
      return `${sms.afterAll(owner)} ${where}.`;
    case 'taken-over':
      return `${sms.notYoursAnyMore(owner)} ${where}. ${briefly}`;
    case 'kept':
      return `${sms.stillYours} ${where}. ${briefly}`;
    case 'flapping':
      return `${sms.itComesAndGoes} ${where}, ${sms.flapsWithinTheHour(incident.flaps)} ${briefly}`;
    case 'impossible':
      return `${sms.impossible} ${where}: ${sms.causes[told.impossible ?? 'unreachable']} ${whose}: ${alarms}`;
    case 'budget':
      return `${sms.callsUsedUp} (${header}): ${sms.callsWithinTheHour(plan.maxCallsPerHour)} ${whose}: ${alarms}`;
  }
}

function callsMade({ sms }: Catalogue, incident: Incident): string {
  const calls = (incident.calls.at(-1)?.number ?? 0) - incident.callsBefore;
  return calls <= 0 ? sms.nobodyCalled : sms.callsMade(calls);
}

function moreText(catalogue: Catalogue, { item, incident, words }: Told, { teamName, timezone }: CallPlan): string {
  const { sms } = catalogue;
  const alarm = words.find(({ hash }) => hash === item.alarm);
  const further = item.further ?? 0;
  if (alarm === undefined) return `${sms.moreForYou(further + 1)} (${teamName}, ${incident.id}).`;
  const header = [teamName, incident.id, ...whenAndWhere(catalogue, [alarm], timezone)].join(', ');
  return `${sms.moreForYou(1)} (${header}): ${alarm.summary}${further === 0 ? '' : ` ${sms.andMore(further)}`}`;
}

/**
 * The incident with its beginning and its regions, and what is wrong: three summaries and a count. Two SMS segments tell enough
 * to start.
 */
function allThatIsWrong(
  catalogue: Catalogue,
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
    header: [teamName, incident.id, ...whenAndWhere(catalogue, shown, timezone)].join(', '),
    alarms: [...summaries, ...(others === 0 ? [] : [catalogue.sms.andMore(others)])].join(' '),
  };
}

/** Since when, by the clock of the team, and the regions: `since Sun 03:00 GMT`, `eu-west-1`. */
function whenAndWhere({ locale, sms }: Catalogue, alarms: readonly AlarmWords[], timezone: string): string[] {
  const times = alarms.map(({ sinceMs }) => sinceMs);
  const regions = new Set(alarms.flatMap(({ region }) => region ?? []));
  const since = times.length === 0 ? [] : [sms.since(clockTime(locale, Math.min(...times), timezone))];
  return [...since, ...regions];
}
