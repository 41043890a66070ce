import type { AlarmMessage } from '../signing/request';
import { isRecord, parsedJson } from '../text/json';
import { SUMMARY_CHARACTERS } from './limits';
import { plainText, shorten } from './text';

/**
 * What a message says about one alarm.
 *
 * - `alarm`: something is wrong.
 * - `ok`: it is over.
 * - `no-data`: CloudWatch has nothing to judge by (INSUFFICIENT_DATA); a dead server looks like that.
 */
export type AlarmState = 'alarm' | 'ok' | 'no-data';

/** One alarm as a message reported it. */
export interface Alarm {
  /** Identifies the alarm for good: account, region and name, and the contributor where alarms have several. */
  readonly key: string;
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly state: AlarmState;
  /** When the alarm came into this state, epoch milliseconds; null when the message does not say. */
  readonly stateAtMs: number | null;
  /** What is wrong, fit to be read aloud and to be sent as text: name first, at most {@link SUMMARY_CHARACTERS} characters. */
  readonly summary: string;
  /** True when the message is no alarm that we know: it is paged all the same. */
  readonly unknown: boolean;
  /** True when it came through an EventBridge rule, where missing data is ignored unless a route says otherwise. */
  readonly fromRule: boolean;
}

/**
 * The alarm with an identity that every delivery of its message agrees on, whenever and by whatever clock it is read. One without a
 * state time cannot tell a repetition from news: it is known by its message alone. It pages, and never recovers by itself.
 */
export function identified(read: Alarm, message: Pick<AlarmMessage, 'id'>): Alarm {
  return read.stateAtMs === null ? { ...read, key: messageKey(message) } : read;
}

function messageKey({ id }: Pick<AlarmMessage, 'id'>): string {
  return `message/${id}`;
}

/** What of a message says which alarm it is. */
type Written = Pick<AlarmMessage, 'id' | 'subject' | 'body'>;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a message. Never throws and never drops: what is no CloudWatch alarm becomes an unknown alert with its subject and
 * its first words.
 *
 * Shapes: the SNS alarm message (`AlarmName`, `NewStateValue`), the alarm action (`alarmData`) and the EventBridge event
 * (`detail.state`), as documented in the CloudWatch user guide.
 */
export function readAlarm(message: Written): Alarm {
  const fields = parseObject(message.body);
  if (fields === undefined) return unknownAlert(message);
  return fromNotification(fields) ?? fromAction(fields) ?? fromEvent(fields) ?? unknownAlert(message);
}

function fromNotification(fields: Fields): Alarm | undefined {
  const name = text(fields, 'AlarmName');
  const state = stateNamed(text(fields, 'NewStateValue'));
  if (name === undefined || state === undefined) return undefined;
  return alarm({
    name,
    state,
    arn: text(fields, 'AlarmArn'),
    account: text(fields, 'AWSAccountId'),
    // "Region" is a display name that varies ("EU (Ireland)", "EU - Ireland"); the ARN's is the code.
    region: text(fields, 'Region'),
    contributor: contributorOf(fields),
    stateAt: text(fields, 'StateChangeTime'),
    description: text(fields, 'AlarmDescription'),
    reason: text(fields, 'NewStateReason'),
    fromRule: false,
  });
}

function fromAction(fields: Fields): Alarm | undefined {
  const data = object(fields, 'alarmData');
  const state = data && object(data, 'state');
  const name = data && text(data, 'alarmName');
  const value = state && stateNamed(text(state, 'value'));
  if (data === undefined || state === undefined || name === undefined || value === undefined) return undefined;
  const configuration = object(data, 'configuration');
  return alarm({
    name,
    state: value,
    arn: text(fields, 'alarmArn'),
    account: text(fields, 'accountId'),
    region: text(fields, 'region'),
    contributor: contributorOf(data),
    stateAt: text(state, 'timestamp'),
    description: configuration && text(configuration, 'description'),
    reason: text(state, 'reason'),
    fromRule: false,
  });
}

function fromEvent(fields: Fields): Alarm | undefined {
  const detail = object(fields, 'detail');
  const state = detail && object(detail, 'state');
  const name = detail && text(detail, 'alarmName');
  const value = state && stateNamed(text(state, 'value'));
  if (detail === undefined || state === undefined || name === undefined || value === undefined) return undefined;
  const configuration = object(detail, 'configuration');
  const resources = own(fields, 'resources');
  const arn: unknown = Array.isArray(resources) ? resources[0] : undefined;
  return alarm({
    name,
    state: value,
    arn: typeof arn === 'string' ? arn : undefined,
    account: text(fields, 'account'),
    region: text(fields, 'region'),
    contributor: contributorOf(detail),
    stateAt: text(state, 'timestamp'),
    description: configuration && text(configuration, 'description'),
    reason: text(state, 'reason'),
    fromRule: true,
  });
}

interface Reported {
  readonly name: string;
  readonly state: AlarmState;
  readonly arn: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly contributor: string | undefined;
  readonly stateAt: string | undefined;
  readonly description: string | undefined;
  readonly reason: string | undefined;
  readonly fromRule: boolean;
}

function alarm(reported: Reported): Alarm {
  // arn:aws:cloudwatch:<region>:<account>:alarm:<name>
  const arn = reported.arn?.split(':') ?? [];
  const region = arn[3] || reported.region;
  const account = arn[4] || reported.account;
  return {
    key: [account ?? '', region ?? '', reported.name, contributorKey(reported.contributor ?? '')].join('/'),
    name: reported.name,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    state: reported.state,
    stateAtMs: timeOf(reported.stateAt),
    summary: summaryOf(reported),
    unknown: false,
    fromRule: reported.fromRule,
  };
}

/**
 * As much of a text from outside as could ever be said. The patterns that make it plain take quadratic time over long runs
 * of one character: 256 kB of dashes would take longer than a Function may run, and hold up its whole batch every time.
 */
function beginning(words: string): string {
  const lines = words
    .replace(/[^\S\r\n]+/g, ' ')
    .replace(/ ?[\r\n]\s*/g, '\n')
    .slice(0, 20 * SUMMARY_CHARACTERS)
    .split('\n');
  return lines.map((line, index) => (index < lines.length - 1 && endsEarly(line) ? `${line}.` : line)).join(' ');
}

/** Mail programs wrap text at 72 to 78 characters: a line that ends much sooner was ended by whoever wrote it. */
const WRAPPED_CHARACTERS = 60;

/** Whether a line is a sentence of its own that lacks its end. */
function endsEarly(line: string): boolean {
  return line.length < WRAPPED_CHARACTERS && /[\p{L}\p{N})]$/u.test(line);
}

/** Words from outside as a sentence without its end; empty when there is nothing in it that a voice could say. */
function sentence(words: string): string {
  return fromFirstWord(plainText(beginning(words)).replace(/[.:;,\s]+$/, ''));
}

/** The text from its first word on: dots and dashes alone are no name and no description. */
function fromFirstWord(plain: string): string {
  return /[\p{L}\p{N}]/u.test(plain) ? plain.replace(/^[^\p{L}\p{N}(+#@]+/u, '') : '';
}

/** Name first; then the description, which is written for people; then CloudWatch's own arithmetic, if there is room. */
function summaryOf(reported: Reported): string {
  const name = fromFirstWord(shorten(sentence(reported.name), 100)) || 'an alarm without a name';
  const opening = reported.state === 'no-data' ? `${name} sends no data.` : `${name}.`;
  const description = sentence(reported.description ?? '');
  const reason = sentence(withoutFigures(beginning(reported.reason ?? '')));
  const described = description === '' ? opening : `${opening} ${description}.`;
  const complete = reason === '' ? described : `${described} ${reason}.`;
  const fits = complete.length <= SUMMARY_CHARACTERS || description === '';
  return shorten(fits ? complete : described, SUMMARY_CHARACTERS);
}

/**
 * The reason without what nobody can follow by ear: CloudWatch lists the datapoints in brackets and the needed count in
 * parentheses, and a composite alarm names its cause by ARN and the time to the second.
 */
function withoutFigures(reason: string): string {
  return reason
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\(minimum [^)]*\)/g, ' ')
    .replace(/arn:[\w-]+:cloudwatch:[\w-]*:\d*:alarm:/g, '')
    .replace(/ at \w+day,? \d{1,2} \w+,? \d{4} [\d:]+ UTC/g, '');
}

function unknownAlert(message: Written): Alarm {
  const subject = fromFirstWord(plainText(beginning(message.subject ?? '')));
  const body = fromFirstWord(plainText(beginning(message.body)));
  const said = [subject.replace(/\.$/, ''), body].filter((part) => part !== '').join(': ');
  const words = said.replace(/[.:;,\s]+$/, '') || 'a message without text';
  return {
    key: messageKey(message),
    name: shorten(subject || body, 60) || 'unknown alert',
    state: 'alarm',
    stateAtMs: null,
    summary: shorten(`Unknown alert: ${words}${/[!?]$/.test(words) ? '' : '.'}`, SUMMARY_CHARACTERS),
    unknown: true,
    fromRule: false,
  };
}

function stateNamed(value: string | undefined): AlarmState | undefined {
  switch (value) {
    case 'ALARM':
      return 'alarm';
    case 'OK':
      return 'ok';
    case 'INSUFFICIENT_DATA':
      return 'no-data';
    default:
      return undefined;
  }
}

/** Without a slash, so that the alarm "a/b" and the alarm "a" with the contributor "b/" are two. */
function contributorKey(contributor: string): string {
  return contributor.replaceAll('/', '\u0000');
}

/** Metrics Insights alarms notify once for each contributor, all under one alarm name. */
function contributorOf(fields: Fields): string | undefined {
  const contributor = object(fields, 'alarmContributor');
  return (contributor && text(contributor, 'id')) ?? text(fields, 'AlarmContributorId');
}

/** CloudWatch writes `2026-11-22T03:04:05.123+0000`; the ECMAScript date format wants a colon in the offset. */
function timeOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  const parsed = Date.parse(written.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(parsed) ? parsed : null;
}

function parseObject(body: string): Fields | undefined {
  const parsed = parsedJson(body);
  return isRecord(parsed) ? parsed : undefined;
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function text(fields: Fields, key: string): string | undefined {
  const value = own(fields, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function object(fields: Fields, key: string): Fields | undefined {
  const value = own(fields, key);
  return isRecord(value) ? value : undefined;
}
