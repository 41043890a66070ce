import type { Catalogue } from '../../wording/en';
import { clockTime } from '../../wording/clock';
import type { AlarmMore, AlarmWords } from '../../alarm/alarm-words';
import type { Impossible, Incident, OwedItem } from '../../board/board';
import { codeOf } from '../../board/code';
import { SUMMARY_CHARACTERS } from '../../alarm/lengths';
import { LATER_SUMMARY_CHARACTERS, SMS_CHARACTERS } from '../limits';
import { writtenPlaces } from './place';
import { groupOf } from '../outbox';
import { nameOf, type CallPlan } from '../plan';
import type { Situation } from '../situation';
import { isFlapping } from './speech';
import { fullText, writtenText } from './told';
import { linksOf } from '../../alarm/links';
import { shorten } from '../../alarm/text';

/** What goes into an SMS, in which order, and what gives way when there is no room; the words are the catalogue's. */

/** One thing that an SMS tells of, with all that is known about it. */
export interface Told {
  readonly item: OwedItem;
  readonly incident: Incident;
  readonly situation: Situation;
  readonly words: readonly AlarmWords[];
  readonly impossible?: Impossible;
}

/**
 * The SMS to one person about what is theirs, nobody's or over, in at most `most` characters. `gone`: so many incidents more are over.
 */
export function smsText(
  catalogue: Catalogue,
  told: readonly Told[],
  gone: number,
  plan: CallPlan,
  most = SMS_CHARACTERS,
): string {
  const { sms } = catalogue;
  const [first, ...others] = told.filter((each) => !told.some((other) => saysItToo(other, each))).toSorted(byWeight);
  if (first === undefined) return sms.onlyEarlier(gone, plan.teamName);
  if (others.length === 0 && gone === 0) return soleText(catalogue, first, plan, most);
  const more = others.map(
    (each) => `${leadOf(catalogue, each, plan)} (${codeOf(each.incident.id)}): ${shortly(catalogue, each)}`,
  );
  const also = gone === 0 ? [] : [sms.earlierOver(gone)];
  const head = `${leadOf(catalogue, first, plan)} (${plan.teamName}, ${codeOf(first.incident.id)}): ${shortly(catalogue, first)}`;
  const counts = [sms.moreInStatus(others.length), ...also].join(' ');
  const [parts, left] = fitting([head, ...more], most - counts.length);
  const rest = left === 0 ? [] : [sms.moreInStatus(left)];
  return [...parts, ...rest, ...also].join(' ');
}

/** Said at the end of the last SMS that somebody may get within the hour: silence must not pass for calm. */
export function textsUsedUp({ sms, locale }: Catalogue, untilMs: number, plan: CallPlan): string {
  return ` ${sms.textsUsedUp(plan.maxTextsPerHour, clockTime(locale, untilMs, plan.timezone))}`;
}

/** As many of these as there is room for, and how many there is none for. */
function fitting(parts: readonly string[], most: number): readonly [readonly string[], number] {
  let characters = 0;
  const kept = parts.filter((part) => (characters += part.length + 1) <= most);
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

function shortly(catalogue: Catalogue, { item, impossible, situation: { shown, others } }: Told): string {
  const also = others + shown.length - 1;
  const why = item.kind === 'impossible' ? `${catalogue.sms.causes[impossible ?? 'unreachable']} ` : '';
  const summary = shorten(writtenText(catalogue, shown[0]), LATER_SUMMARY_CHARACTERS);
  return `${why}${summary}${also === 0 ? '' : ` ${catalogue.sms.andMore(also)}`}`;
}

function soleText(catalogue: Catalogue, told: Told, plan: CallPlan, most: number): string {
  const { item, incident, situation } = told;
  const { sms } = catalogue;
  const code = codeOf(incident.id);
  const where = `(${plan.teamName}, ${code})`;
  const all = `(${[plan.teamName, code, ...whenAndWhere(catalogue, situation.shown, plan)].join(', ')})`;
  const owner = ownerOf(catalogue, incident, plan);
  const briefly = shorten(writtenText(catalogue, situation.shown[0]), SUMMARY_CHARACTERS);
  const flapping = isFlapping(incident) ? ` ${sms.flapsSoFar(incident.flaps)}` : '';
  const tellAll = (begun: string): string => allThatIsWrong(catalogue, situation, begun, flapping, most);
  // While its owner is reminded, or others are asked to take it over, it is somebody's.
  const whose = incident.taken === undefined ? sms.nobodyHasThis : sms.hasThis(owner);
  const lead = leadOf(catalogue, told, plan);
  switch (item.kind) {
    case 'details':
    case 'ringing':
      return tellAll(`${lead} ${all}.`);
    case 'more':
      return moreText(catalogue, told, plan, most);
    case 'recovered':
    case 'closed':
      return `${lead} ${where}. ${briefly}`;
    case 'left':
      return `${lead} ${where}: ${sms.noLongerWatched} ${briefly}`;
    case 'exhausted':
      return tellAll(`${lead} ${all}: ${callsMade(catalogue, incident)}.`);
    case 'correction':
      return `${sms.afterAll(owner)} ${where}.`;
    case 'taken-over':
      return `${sms.notYoursAnyMore(owner)} ${where}. ${briefly}`;
    case 'kept':
      // Alarms may have joined it while others were asked to take it over, and its owner has heard of none of them.
      return tellAll(`${lead} ${where}.`);
    case 'flapping':
      return `${sms.itComesAndGoes} ${where}, ${sms.flapsWithinTheHour(incident.flaps)} ${briefly}`;
    case 'impossible':
      return tellAll(`${lead} ${where}: ${sms.causes[told.impossible ?? 'unreachable']} ${whose}:`);
    case 'budget':
      return tellAll(`${lead} ${all}: ${sms.callsWithinTheHour(plan.maxCallsPerHour)} ${whose}:`);
  }
}

/** Whether an SMS that tells this has all that is known of an alarm. */
export function tellsAll({ kind }: OwedItem): boolean {
  return kind !== 'flapping' && groupOf(kind) !== 'over';
}

function callsMade({ sms }: Catalogue, incident: Incident): string {
  const calls = (incident.calls.at(-1)?.number ?? 0) - incident.callsBefore;
  return calls <= 0 ? sms.nobodyCalled : sms.callsMade(calls);
}

function moreText(catalogue: Catalogue, { item, incident, words }: Told, plan: CallPlan, most: number): string {
  const { sms } = catalogue;
  const alarm = words.find(({ hash }) => hash === item.alarm);
  const further = item.further ?? 0;
  const code = codeOf(incident.id);
  if (alarm === undefined) return `${sms.moreForYou(further + 1)} (${plan.teamName}, ${code}).`;
  const header = [plan.teamName, code, ...whenAndWhere(catalogue, [alarm], plan)].join(', ');
  const lead = `${sms.moreForYou(1)} (${header}): `;
  const also = further === 0 ? '' : ` ${sms.andMore(further)}`;
  return oneInFull(catalogue, alarm, lead, also, most);
}

/** The first alarm with all that is known of it, two others in a few words, and how many more there are. */
function allThatIsWrong(
  catalogue: Catalogue,
  situation: Situation,
  lead: string,
  flapping: string,
  most: number,
): string {
  const [first, ...rest] = situation.shown;
  const shown = rest.slice(0, 2);
  const others = rest.length - shown.length + situation.others;
  const briefly = [
    ...shown.map((words) => shorten(writtenText(catalogue, words), LATER_SUMMARY_CHARACTERS)),
    ...(others === 0 ? [] : [catalogue.sms.andMore(others)]),
  ].join(' ');
  const tail = `${briefly === '' ? '' : ` ${briefly}`}${flapping}`;
  return first === undefined ? `${lead}${tail}` : oneInFull(catalogue, first, `${lead} `, tail, most);
}

/**
 * One alarm: what it is, what was measured or why it is wrong, and on a line of its own where to look at it. The text gives way; what
 * was measured, and what stands before and behind, does not.
 */
function oneInFull(catalogue: Catalogue, words: AlarmWords, before: string, behind: string, most: number): string {
  const { more } = words;
  const room = most - before.length - behind.length;
  if (more === undefined) return `${before}${shorten(writtenText(catalogue, words), room)}${behind}`;
  const { text, why, link } = fullText(catalogue, words, more);
  const [reason, line] = [why === undefined ? '' : ` ${why}`, link === undefined ? '' : `\n${link}`];
  const begun = withinRoom(catalogue, text, more, room - reason.length - line.length);
  return `${before}${begun}${reason}${behind}${line}`;
}

/** The text, or its beginning with a note of where the rest is; a link that would go with the rest stays, if there is room for it. */
function withinRoom({ sms }: Catalogue, text: string, { isCut, link }: AlarmMore, most: number): string {
  if (isCut !== true && text.length <= most) return text;
  const note = link === undefined ? sms.restInStatus : sms.restInConsole;
  const room = most - note.length - 1;
  const begun = shorten(text, room);
  const lost = linksOf(text).findLast((each) => !begun.includes(each));
  const begunWith =
    lost === undefined || lost.length > room / 2 ? begun : `${shorten(text, room - lost.length - 1)} ${lost}`;
  return `${begunWith} ${note}`;
}

/** Since when, by the clock of the team, the accounts and the regions: `since Sun 03:00 GMT`, `production`, `eu-west-1`. */
function whenAndWhere({ locale, sms }: Catalogue, alarms: readonly AlarmWords[], plan: CallPlan): string[] {
  const shown = alarms.slice(0, 3);
  const times = shown.map(({ sinceMs }) => sinceMs);
  const since = times.length === 0 ? [] : [sms.since(clockTime(locale, Math.min(...times), plan.timezone))];
  return [...since, ...writtenPlaces(shown, plan)];
}
