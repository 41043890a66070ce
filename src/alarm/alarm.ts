import type { AlarmMessage } from '../signing/request';
import { field, isRecord, parsedJson } from '../text/json';
import type { AlarmFacts, AlarmMore, Measured } from './alarm-words';
import { consoleLink } from './console-link';
import { insideOf, type Opened, type Written } from './inside';
import { PART_CHARACTERS, SUMMARY_CHARACTERS } from './lengths';
import { fromServiceEvent } from './sources/events';
import { object, text, type Fields } from './sources/fields';
import { aboutMetric, measuredIn, pairsIn } from './sources/measured';
import { fromJsonNotice, fromTextNotice } from './sources/notices';
import type { Reading } from './sources/reading';
import { wordsOf } from './sources/unknown';
import { detailsOf, fromFirstWord, saysNoData, sentence, summaryOf, textDetails } from './summary';
import { ended, shorten, written } from './text';

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
  /** What the message says of it for the eye, as far as it says more. */
  readonly more?: AlarmMore;
  /** Which of the things that it watches: the attributes of a Metrics Insights contributor, `InstanceId i-0abc`. */
  readonly part?: string;
  /** The key of the alarm of which this is a part. */
  readonly whole?: string;
  readonly facts?: AlarmFacts;
  /** True when the message is not an alarm that we know: it is paged anyway. */
  readonly unknown: boolean;
  /** True when it came through an EventBridge rule, where missing data is ignored unless a route says otherwise. */
  readonly fromRule: boolean;
  /** Why the message itself calls nobody, whatever the roster says: its source says so, or it says that nothing is wrong. */
  readonly calm?: string;
  /** The topic that asks whether this is its subscriber. */
  readonly confirms?: string;
  /** True when CloudWatch has the alarm no more: nothing of it will ever be heard again. */
  readonly isDeleted?: true;
}

/**
 * The alarm with an identity that every delivery of its message agrees on, whenever and by whatever clock it is read. One without a
 * state time cannot tell a repetition from news: it is known by its message alone. It pages, and never recovers by itself.
 */
export function identified(alarm: Alarm, message: Pick<AlarmMessage, 'id'>): Alarm {
  return alarm.stateAtMs === null ? { ...alarm, key: messageKey(message) } : alarm;
}

function messageKey({ id }: Pick<AlarmMessage, 'id'>): string {
  return `message/${id}`;
}

/**
 * Reads a message. Never throws and never drops: what nobody knows becomes an unknown alert with what looks like its title.
 *
 * Shapes: the SNS alarm message (`AlarmName`, `NewStateValue`), the alarm action (`alarmData`) and the EventBridge events of
 * CloudWatch (`detail.state`), as documented in the CloudWatch user guide; what else AWS and others send: src/incident/sources.
 */
export function readAlarm(message: Written): Alarm {
  return read({ message, body: parsedJson(message.body), depth: 0 });
}

function read(opened: Opened): Alarm {
  const { message, body } = opened;
  const inside = insideOf(opened);
  if (inside.length > 0) return gravest(inside.map(read), message);
  const reading = fromTextNotice(message.subject ?? '', message.body);
  if (!isRecord(body)) return fromReading(reading, message) ?? unknownAlert(opened);
  return (
    fromNotification(body) ??
    fromAction(body) ??
    fromChange(body, message) ??
    fromEvent(body) ??
    fromConfirmation(body, message) ??
    fromReading(fromServiceEvent(body) ?? fromJsonNotice(body) ?? reading, message) ??
    unknownAlert(opened)
  );
}

/** The one that stands for several: what is wrong comes before what is over. Only one by itself can be told from another. */
function gravest(alarms: readonly Alarm[], message: Written): Alarm {
  const wrong = alarms.filter(({ state, calm }) => state !== 'ok' && calm === undefined);
  const [first = unknownAlert({ message, body: '', depth: 0 })] = wrong.length > 0 ? wrong : alarms;
  if (alarms.length < 2) return first;
  const others = wrong.length > 0 ? wrong.length - 1 : alarms.length - 1;
  const facts = others === 0 ? first.facts : { ...first.facts, others: others + (first.facts?.others ?? 0) };
  return { ...first, ...(facts === undefined ? {} : { facts }), key: messageKey(message), stateAtMs: null };
}

function fromNotification(fields: Fields): Alarm | undefined {
  const name = text(fields, 'AlarmName');
  const state = stateNamed(text(fields, 'NewStateValue'));
  if (name === undefined || state === undefined) return undefined;
  return alarmOf({
    name,
    state,
    arn: text(fields, 'AlarmArn'),
    account: text(fields, 'AWSAccountId'),
    // "Region" is a display name that varies ("EU (Ireland)", "EU - Ireland"); the ARN's is the code.
    region: text(fields, 'Region'),
    contributor: contributorOf(fields),
    about: aboutMetric(field(fields, 'Trigger')),
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
  return alarmOf({
    name,
    state: value,
    arn: text(fields, 'alarmArn'),
    account: text(fields, 'accountId'),
    region: text(fields, 'region'),
    contributor: contributorOf(data),
    about: configuration,
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
  return alarmOf({
    name,
    state: value,
    arn: firstResource(fields),
    account: text(fields, 'account'),
    region: text(fields, 'region'),
    contributor: contributorOf(detail),
    about: configuration,
    stateAt: text(state, 'timestamp'),
    description: configuration && text(configuration, 'description'),
    reason: text(state, 'reason'),
    fromRule: true,
    calm: value === 'ok' ? undefined : suppressionIn(detail, state),
  });
}

/**
 * Why CloudWatch itself takes no action on a state that a rule reports all the same: a suppressor alarm, a mute rule, or actions
 * that are switched off. When a suppression ends, CloudWatch reports the state once more, without it.
 */
function suppressionIn(detail: Fields, state: Fields): string | undefined {
  const by = text(state, 'actionsSuppressedBy');
  if (by !== undefined) {
    const reason = text(state, 'actionsSuppressedReason') ?? '';
    return shorten(written(`CloudWatch suppresses its actions (${by}) ${reason}`), SUMMARY_CHARACTERS);
  }
  const mute = object(detail, 'muteDetail');
  if (mute !== undefined) {
    const rule = text(mute, 'mutedByArn')?.split(':').at(-1) ?? 'a mute rule';
    return shorten(
      written(`CloudWatch mutes its actions (${rule}) until ${text(mute, 'muteWindowEnd') ?? 'later'}`),
      SUMMARY_CHARACTERS,
    );
  }
  const configuration = object(detail, 'configuration');
  return configuration && field(configuration, 'actionsEnabled') === false
    ? 'its actions are switched off in CloudWatch'
    : undefined;
}

/** An alarm that was made, edited or deleted: no reason to call anybody. Of a deleted one nothing more will be heard. */
function fromChange(fields: Fields, message: Written): Alarm | undefined {
  const detail = object(fields, 'detail');
  const name = detail && text(detail, 'alarmName');
  if (text(fields, 'detail-type') !== 'CloudWatch Alarm Configuration Change' || name === undefined) return undefined;
  const isDeleted = text(detail ?? {}, 'operation') === 'delete';
  const changed = alarmOf({
    name,
    state: 'ok',
    arn: firstResource(fields),
    account: text(fields, 'account'),
    region: text(fields, 'region'),
    contributor: undefined,
    about: undefined,
    stateAt: text(fields, 'time'),
    description: undefined,
    reason: undefined,
    fromRule: true,
    calm: isDeleted ? 'the alarm was deleted in CloudWatch' : 'the alarm was created or edited in CloudWatch',
  });
  return isDeleted
    ? { ...changed, isDeleted, facts: { is: 'deleted' } }
    : { ...changed, key: messageKey(message), stateAtMs: null };
}

/** A topic that asks whether this is its subscriber. The person who set it up answers; nobody is woken, and its token is not repeated. */
function fromConfirmation(fields: Fields, message: Written): Alarm | undefined {
  const type = text(fields, 'Type') ?? '';
  const topic = text(fields, 'TopicArn');
  if (!/^(Subscription|Unsubscribe)Confirmation$/.test(type) || topic === undefined) return undefined;
  const confirms = shorten(written(topic), 300);
  const calm = `${type} from ${confirms} is not an alarm: confirm or repeat the subscription`;
  return { ...calmOne('A subscription asks to be confirmed', calm, message), confirms };
}

function calmOne(name: string, calm: string, message: Written): Alarm {
  return {
    key: messageKey(message),
    name,
    state: 'ok',
    stateAtMs: null,
    summary: ended(shorten(name, SUMMARY_CHARACTERS - 1)),
    unknown: false,
    fromRule: false,
    calm,
  };
}

/** What a source has said, as an alarm. */
function fromReading(reading: Reading | undefined, message: Written): Alarm | undefined {
  if (reading === undefined) return undefined;
  const { title, where, what, key, at, account, region } = reading;
  const name = where === undefined ? title : `${title.slice(0, 1000).replace(/[.:;,\s]+$/, '')}: ${where}`;
  if (reading.state === 'calm') {
    const plain = shorten(sentence(name), 100) || 'An event';
    return calmOne(plain, `${plain} is not an alarm: its source says that nothing is wrong`, message);
  }
  const stateAtMs = key === undefined ? null : timeOf(at ?? message.sentAt);
  return {
    key: stateAtMs === null ? messageKey(message) : ['event', account ?? '', region ?? '', key].join('/'),
    name: shorten(sentence(name), 100) || 'an event without a name',
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    state: reading.state,
    stateAtMs,
    summary: summaryOf({ name, description: what, reason: undefined }, true),
    more: detailsOf({ name, description: what, reason: undefined }),
    unknown: false,
    fromRule: false,
  };
}

interface Reported {
  readonly name: string;
  readonly state: AlarmState;
  readonly arn: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly contributor: Contributor | undefined;
  /** What it says of its metric. */
  readonly about: Fields | undefined;
  readonly stateAt: string | undefined;
  readonly description: string | undefined;
  readonly reason: string | undefined;
  readonly fromRule: boolean;
  readonly calm?: string | undefined;
}

function alarmOf(reported: Reported): Alarm {
  // arn:aws:cloudwatch:<region>:<account>:alarm:<name>
  const arn = reported.arn?.split(':') ?? [];
  const region = arn[3] || reported.region;
  const account = arn[4] || reported.account;
  const { contributor } = reported;
  const part = shorten(written(contributor?.attributes ?? ''), PART_CHARACTERS);
  const measured = measuredIn(reported.reason, reported.about);
  const isSilent = reported.state === 'no-data' || saysNoData(reported.reason);
  const whole = [account ?? '', region ?? '', reported.name, ''].join('/');
  const facts = factsOf(reported, isSilent, measured);
  return {
    key: `${whole}${contributorKey(contributor?.id ?? '')}`,
    name: reported.name,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    state: reported.state,
    stateAtMs: timeOf(reported.stateAt),
    summary: summaryOf(reported, isSilent || measured !== undefined),
    more: moreOf(reported, measured),
    ...(part === '' ? {} : { part }),
    ...(contributor === undefined ? {} : { whole }),
    ...(facts === undefined ? {} : { facts }),
    unknown: false,
    fromRule: reported.fromRule,
    ...(reported.calm === undefined ? {} : { calm: reported.calm }),
  };
}

function factsOf(
  { state, description }: Reported,
  isSilent: boolean,
  measured: Measured | undefined,
): AlarmFacts | undefined {
  if (isSilent) return { is: 'no-data' };
  if (state !== 'alarm' || measured === undefined || sentence(description ?? '') !== '') return undefined;
  const { of: _of, ...figures } = measured;
  return { figures };
}

function moreOf(reported: Reported, measured: Measured | undefined): AlarmMore {
  const { reason, ...rest } = detailsOf(reported);
  const link = consoleLink(reported.arn);
  return {
    ...rest,
    ...(measured === undefined ? (reason === undefined ? {} : { reason }) : { measured }),
    ...(link === undefined ? {} : { link }),
  };
}

function firstResource(fields: Fields): string | undefined {
  const resources = field(fields, 'resources');
  const first: unknown = Array.isArray(resources) ? resources[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function unknownAlert({ message, body }: Opened): Alarm {
  const subject = fromFirstWord(written(message.subject ?? ''));
  const content = typeof body === 'object' && body !== null ? wordsOf(body) : message.body;
  const first = fromFirstWord(written(content));
  const said = [subject.replace(/\.$/, ''), first].filter((part) => part !== '').join(': ');
  const words = said.replace(/[.:;,\s]+$/, '');
  return {
    key: messageKey(message),
    name: shorten(subject || first, 60) || 'unknown alert',
    state: 'alarm',
    stateAtMs: null,
    summary: words === '' ? '' : shorten(ended(words), SUMMARY_CHARACTERS),
    more: textDetails(words === '' ? '' : ended(words)),
    facts: { is: 'unknown' },
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

interface Contributor {
  readonly id: string;
  /** `InstanceId i-0abc`; empty when the message does not say. */
  readonly attributes: string;
}

/** Metrics Insights alarms notify once for each contributor, all under one alarm name. */
function contributorOf(fields: Fields): Contributor | undefined {
  const contributor = object(fields, 'alarmContributor') ?? {};
  const id = text(contributor, 'id') ?? text(fields, 'AlarmContributorId');
  if (id === undefined) return undefined;
  const attributes =
    object(contributor, 'attributes') ??
    object(fields, 'AlarmContributorAttributes') ??
    object(fields, 'ContributorAttributes');
  return { id, attributes: pairsIn(attributes).join(', ') };
}

/** CloudWatch writes `2026-11-22T03:04:05.123+0000`; the ECMAScript date format wants a colon in the offset. */
function timeOf(time: string | undefined): number | null {
  if (time === undefined) return null;
  const atMs = Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(atMs) ? atMs : null;
}
