import type { AlarmMore } from './alarm-words';
import { READ_CHARACTERS } from './decoded';
import { DETAIL_CHARACTERS, REASON_CHARACTERS, SUMMARY_CHARACTERS } from './lengths';
import { ended, shorten, written } from './text';

/** What a message says about one alarm, in the words of its author. */
interface Reported {
  readonly name: string;
  readonly description: string | undefined;
  readonly reason: string | undefined;
}

/** Words from outside as a sentence without its full stop; empty when there is nothing in it that a voice could say. */
export function sentence(words: string): string {
  return fromFirstWord(written(words).replace(/[.:;,\s]+$/, ''));
}

/** The text from its first word on: dots and dashes alone are neither a name nor a description. */
export function fromFirstWord(plain: string): string {
  return /[\p{L}\p{N}]/u.test(plain) ? plain.replace(/^(?:(?![<>]=? ?\d)[^\p{L}\p{N}(+#@$€£¥~「『【¿¡])+/u, '') : '';
}

/** The name for people; one of signs or pictures alone cannot be said. */
function nameFor(name: string): string {
  const said = fromFirstWord(shorten(sentence(name), 100));
  if (said !== '') return said;
  const seen = shorten(written(name).replaceAll(/[^\p{Extended_Pictographic}]/gu, ''), 20);
  return seen === '' ? 'an alarm without a name' : `an alarm without a word in its name (${seen})`;
}

/**
 * Name first; then the description, which is written for people; then CloudWatch's reason, if there is room. What was measured, and that
 * nothing comes in, is told in words of the catalogue instead.
 */
export function summaryOf(reported: Reported, isReasonTold: boolean): string {
  const described = describedAs(reported);
  const reason = isReasonTold ? '' : reasonOf(reported);
  const complete = reason === '' ? described : `${described} ${ended(reason)}`;
  const fits = complete.length <= SUMMARY_CHARACTERS || sentence(reported.description ?? '') === '';
  return shorten(fits ? complete : described, SUMMARY_CHARACTERS);
}

/** Name and description whole, and the reason, for the eye. */
export function detailsOf(reported: Reported): Pick<AlarmMore, 'text' | 'isCut' | 'reason'> {
  const reason = shorten(reasonOf(reported), REASON_CHARACTERS);
  return { ...textDetails(describedAs(reported)), ...(reason === '' ? {} : { reason: ended(reason) }) };
}

/** A text as it is kept beside the board. */
export function textDetails(whole: string): Pick<AlarmMore, 'text' | 'isCut'> {
  return {
    text: shorten(whole, DETAIL_CHARACTERS),
    // Of a text as long as is read there may have been more.
    ...(whole.length > DETAIL_CHARACTERS ? { isCut: true as const } : {}),
  };
}

function reasonOf({ reason }: Reported): string {
  return sentence(withoutFigures(reason ?? ''));
}

function describedAs({ name, description }: Reported): string {
  const more = sentence(description ?? '');
  return more === '' ? ended(nameFor(name)) : `${ended(nameFor(name))} ${ended(more)}`;
}

/** Whether the reason says that nothing came in: CloudWatch then judges by what the alarm makes of missing data. */
export function saysNoData(reason: string | undefined): boolean {
  return /: no datapoints were received for \d/.test((reason ?? '').slice(0, READ_CHARACTERS));
}

/**
 * The reason without what nobody can follow by ear: CloudWatch lists the datapoints in brackets and the needed count in
 * parentheses, and a composite alarm names its cause by ARN and the time to the second.
 */
function withoutFigures(reason: string): string {
  return reason
    .slice(0, READ_CHARACTERS)
    .replace(/\[[^\]]{0,2000}\]/g, ' ')
    .replace(/\(minimum [^)]{0,200}\)/g, ' ')
    .replace(/arn:[\w-]+:cloudwatch:[\w-]*:\d*:alarm:/g, '')
    .replace(/ at \w+day,? \d{1,2} \w+,? \d{4} [\d:]+ UTC/g, '');
}
