import { defined } from '../../text/defined';
import type { AlarmFacts, AlarmMore, AlarmWords, Figures, Measured } from '../../alarm/alarm-words';
import { ended } from '../../alarm/text';
import type { Catalogue } from '../../wording/en';
import { EN } from '../../wording/en';
import { figureSpoken, figureText } from '../../wording/figure';

/** What is told of one alarm: its own text, and the facts beside it in the language of the person who is told. */

type Told = Pick<AlarmWords, 'summary' | 'part' | 'facts'>;

/** The alarm's own text, with the part of it that is meant right behind its name. */
export function ownText({ summary, part }: Told): string {
  const [name, rest] = parted(summary);
  return sentences(name, part, rest);
}

/** All of it for the eye; undefined stands for an alarm whose name is not known, as an empty text does. */
export function writtenText(catalogue: Catalogue, told: Told | undefined): string {
  return allOf(catalogue, told, (figures) => measuredText(catalogue, { ...figures, of: '' }));
}

/** The same in English, for a terminal and the history. */
export function englishText(told: Told): string {
  return writtenText(EN, told);
}

/** The same with all that its author wrote of it; what was measured, or why it is wrong, and where to look at it follow. */
export function fullText(catalogue: Catalogue, told: Told, { text, measured, reason, link }: AlarmMore): FullText {
  const { figures: _told, ...facts } = told.facts ?? {};
  const why = measured === undefined ? reason : measuredText(catalogue, measured);
  return {
    text: writtenText(catalogue, { ...told, summary: text, facts }),
    ...defined({ why, link }),
  };
}

interface FullText {
  readonly text: string;
  readonly why?: string;
  readonly link?: string;
}

/** All of it for a voice, signs and numbers still as they are written. */
export function voiceText(catalogue: Catalogue, told: Told | undefined): string {
  return allOf(catalogue, told, (figures) => figuresSpoken(catalogue, figures));
}

/** What is told for a voice beside the alarm's own text, a sentence each. */
export function factsSpoken(catalogue: Catalogue, { facts = {} }: Told): readonly string[] {
  const { figures, others } = facts;
  return [
    stateOf(catalogue, facts) ?? '',
    figures === undefined ? '' : figuresSpoken(catalogue, figures),
    others === undefined ? '' : catalogue.sms.andMore(others),
  ].filter((each) => each !== '');
}

function allOf(catalogue: Catalogue, told: Told | undefined, measured: (figures: Figures) => string): string {
  const { summary = '', part, facts = {} } = told ?? {};
  const { alarm, speech, sms } = catalogue;
  const isUnknown = facts.is === 'unknown';
  if (summary === '' && !isUnknown) return speech.anAlarm;
  const [name, rest] = parted(isUnknown ? alarm.unknown(summary || alarm.withoutText) : summary);
  const { figures, others } = facts;
  const ofFigures = figures && measured(figures);
  return sentences(name, part, stateOf(catalogue, facts), rest, ofFigures, others && sms.andMore(others));
}

function stateOf({ alarm }: Catalogue, { is }: AlarmFacts): string | undefined {
  return is === 'no-data' ? alarm.noData : is === 'deleted' ? alarm.deleted : undefined;
}

/** The name, and what follows it. */
function parted(summary: string): readonly [name: string, rest: string] {
  const name = /^.*?[.](?= |$)/s.exec(summary)?.[0] ?? summary;
  return [name, summary.slice(name.length).trimStart()];
}

function sentences(...parts: readonly (string | 0 | undefined)[]): string {
  return parts.flatMap((each) => (each === undefined || each === 0 || each === '' ? [] : ended(each))).join(' ');
}

/** `CPUUtilization 93.2 > 90 (InstanceId i-0abc).` */
function measuredText({ locale, sms }: Catalogue, { metric, of, unit, value, sign, limits }: Measured): string {
  const figure = (number: number): string => figureText(locale, number, unit);
  const [low = 0, high = low] = limits;
  const compared =
    sign === 'outside'
      ? sms.outside(figure(value), figure(low), figure(high))
      : `${figure(value)} ${sign} ${figure(low)}`;
  return `${[metric, compared].filter((part) => part !== '').join(' ')}${of === '' ? '' : ` (${of})`}.`;
}

/** `CPUUtilization is 93.2 per cent, over 90.` */
function figuresSpoken({ locale, alarm }: Catalogue, { metric, unit, value, sign, limits }: Figures): string {
  const said = figureSpoken(locale, value, unit);
  // A unit that was just said need not be said again.
  const limit = (number: number): string => withoutUnitOf(said, figureSpoken(locale, number, unit));
  const [low = 0, high = low] = limits;
  const compared = sign === 'outside' ? alarm.notBetween(limit(low), limit(high)) : alarm.compared[sign](limit(low));
  return alarm.measured(metric === '' ? alarm.theValue : metric, said, compared);
}

function withoutUnitOf(said: string, limit: string): string {
  const [unit] = /(?<=\d)[^\d]*$/.exec(said) ?? [''];
  return unit !== '' && limit.endsWith(unit) ? limit.slice(0, -unit.length) : limit;
}
