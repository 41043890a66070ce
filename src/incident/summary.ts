import { READ_CHARACTERS } from './decoded';
import { SUMMARY_CHARACTERS } from './limits';
import { ended, shorten, written } from './text';

/** What a message says about one alarm, in the words of its author. */
interface Reported {
  readonly name: string;
  readonly state: 'alarm' | 'ok' | 'no-data';
  readonly description: string | undefined;
  readonly reason: string | undefined;
}

/** Words from outside as a sentence without its full stop; empty when there is nothing in it that a voice could say. */
export function sentence(words: string): string {
  return fromFirstWord(written(words).replace(/[.:;,\s]+$/, ''));
}

/** The text from its first word on: dots and dashes alone are neither a name nor a description. */
export function fromFirstWord(plain: string): string {
  return /[\p{L}\p{N}]/u.test(plain) ? plain.replace(/^[^\p{L}\p{N}(+#@$€£¥~「『【¿¡]+/u, '') : '';
}

/** The name for people; one of signs or pictures alone cannot be said. */
function nameFor(name: string): string {
  const said = fromFirstWord(shorten(sentence(name), 100));
  if (said !== '') return said;
  const seen = shorten(written(name).replaceAll(/[^\p{Extended_Pictographic}]/gu, ''), 20);
  return seen === '' ? 'an alarm without a name' : `an alarm without a word in its name (${seen})`;
}

/** Name first; then the description, which is written for people; then CloudWatch's own arithmetic, if there is room. */
export function summaryOf(reported: Reported): string {
  const name = nameFor(reported.name);
  const opening = reported.state === 'no-data' ? `${name} sends no data.` : ended(name);
  const description = sentence(reported.description ?? '');
  const reason = sentence(withoutFigures(reported.reason ?? ''));
  const described = description === '' ? opening : `${opening} ${ended(description)}`;
  const complete = reason === '' ? described : `${described} ${ended(reason)}`;
  const fits = complete.length <= SUMMARY_CHARACTERS || description === '';
  return shorten(fits ? complete : described, SUMMARY_CHARACTERS);
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
