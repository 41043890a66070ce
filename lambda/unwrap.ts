import { asObject, isObject, parsed, type Json } from './json';
import type { AlarmMessage, MessageSource } from '../src/signing/request';

/** A message and where it came from. */
export interface Arrival {
  readonly message: AlarmMessage;
  /** The SQS message id that a batch item failure names; present exactly when the event came from a queue. */
  readonly queueId?: string;
  /** When the queue took it in, epoch milliseconds, if it says so. */
  readonly sentAtMs?: number;
}

/** Something in the event that an operator should know of. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

/** What an event carried. */
export interface Unwrapped {
  readonly fromQueue: boolean;
  readonly arrivals: readonly Arrival[];
  readonly notes: readonly Note[];
}

const longestId = 200;
const longestSubject = 1000;
const longestUntimed = 20_000;

/**
 * Takes the alarm messages out of any event: SNS, SQS (SNS envelopes or raw bodies), a CloudWatch alarm action, an
 * EventBridge event. An event of none of these shapes is still an alarm and becomes one message; only an empty list of
 * records is nothing.
 *
 * Message ids stay the same when the same message is delivered again. `invocationId` names an event that has no id of
 * its own; AWS repeats it when it retries an asynchronous invocation.
 */
export function unwrap(event: unknown, invocationId: string): Unwrapped {
  const records = isObject(event) && Array.isArray(event.Records) ? event.Records.map(asObject) : undefined;
  if (records?.length === 0) return { fromQueue: false, arrivals: [], notes: [] };
  if (records?.some((record) => record.eventSource === 'aws:sqs') === true) return fromQueue(records);
  if (records?.every((record) => record.EventSource === 'aws:sns') === true) return fromTopic(records, invocationId);
  return direct(event, invocationId);
}

function fromQueue(records: readonly Json[]): Unwrapped {
  const notes: Note[] = [];
  const arrivals: Arrival[] = [];
  for (const record of records) {
    // Without an id there is nothing to name in a failure; Lambda takes an empty one for "the whole batch failed".
    const queueId = textIn(record.messageId) ?? '';
    const text = typeof record.body === 'string' ? record.body : JSON.stringify(record);
    const json = parsed(text);
    if (isConfirmation(json)) {
      notes.push({ id: queueId, text: confirmationNote(json) });
      arrivals.push({ queueId, message: withoutToken(json, queueId) });
      continue;
    }
    const { ApproximateReceiveCount, SentTimestamp } = asObject(record.attributes);
    const redelivered = Number(textIn(ApproximateReceiveCount)) > 1;
    const sentAtMs = Number(textIn(SentTimestamp) ?? NaN);
    const message = messageIn(text, json, queueId);
    arrivals.push({
      queueId,
      ...(Number.isFinite(sentAtMs) ? { sentAtMs } : {}),
      message: redelivered ? { ...message, redelivered } : message,
    });
  }
  return { fromQueue: true, arrivals: distinct(arrivals), notes };
}

function fromTopic(records: readonly Json[], invocationId: string): Unwrapped {
  const arrivals = records.map((record, index): Arrival => {
    const fallbackId = `${invocationId}#${index}`;
    const notification = asObject(record.Sns);
    const { Message: body } = notification;
    if (typeof body === 'string') return { message: fromNotification(notification, body, fallbackId) };
    return { message: { id: fallbackId, source: 'sns', body: JSON.stringify(record) } };
  });
  return { fromQueue: false, arrivals: distinct(arrivals), notes: [] };
}

function direct(event: unknown, invocationId: string): Unwrapped {
  // An event without a payload is undefined, and so, whatever its type says, is its JSON.
  const text = typeof event === 'string' ? event : JSON.stringify(event ?? null);
  const json = parsed(text);
  if (isConfirmation(json)) {
    const notes = [{ id: invocationId, text: confirmationNote(json) }];
    return { fromQueue: false, arrivals: [{ message: withoutToken(json, invocationId) }], notes };
  }
  const message = messageIn(text, json, invocationId);
  const isKnown = message.source !== 'sns' || isNotification(json) || isAlarmMessage(json);
  const notes = isKnown
    ? []
    : [{ id: message.id, text: 'The event has none of the known shapes; it is forwarded whole as an unknown alert.' }];
  return { fromQueue: false, arrivals: [{ message }], notes };
}

function messageIn(text: string, json: unknown, transportId: string): AlarmMessage {
  if (isNotification(json)) return fromNotification(json, json.Message, transportId);
  return { id: idIn(json) ?? transportId, source: sourceOf(json), body: text };
}

function fromNotification(notification: Json, body: string, fallbackId: string): AlarmMessage {
  const subject = textIn(notification.Subject);
  return {
    id: shortTextIn(notification.MessageId) ?? fallbackId,
    source: sourceOf(parsed(body)),
    ...(subject === undefined ? {} : { subject: subject.slice(0, longestSubject) }),
    body: timed(notification, subject, body),
  };
}

/**
 * Alertmanager writes what is wrong and what is over, but not when, and what is late would pass for news: its text goes on inside the
 * notification, which has the time.
 */
function timed({ Timestamp }: Json, subject: string | undefined, body: string): string {
  const isUntimed = [subject, body].some((text) => /^\s{0,20}\[(?:FIRING|RESOLVED)\b/.test(text ?? ''));
  if (!isUntimed || textIn(Timestamp) === undefined) return body;
  return JSON.stringify({ Type: 'Notification', Timestamp, Message: body.slice(0, longestUntimed) });
}

function sourceOf(json: unknown): MessageSource {
  if (!isObject(json)) return 'sns';
  if (isHeartbeat(json)) return 'heartbeat';
  if (isRuleEvent(json)) return 'eventbridge';
  return isAlarmAction(json) ? 'cloudwatch' : 'sns';
}

/**
 * The id that the content itself carries: an EventBridge event's own; for an alarm action, which has none, the alarm and
 * the time of its state, so that AWS's retries of one action keep one id.
 */
function idIn(json: unknown): string | undefined {
  if (!isObject(json)) return undefined;
  if (isRuleEvent(json)) return shortTextIn(json.id);
  if (!isAlarmAction(json)) return undefined;
  const alarm = textIn(json.alarmArn);
  const stateTime = textIn(asObject(asObject(json.alarmData).state).timestamp) ?? textIn(json.time);
  return alarm === undefined || stateTime === undefined ? undefined : `${alarm}@${stateTime}`;
}

/** Another key beside `heartbeat` makes it somebody's alert that merely speaks of heartbeats. */
function isHeartbeat(json: Json): boolean {
  const isOnlyKey = 'heartbeat' in json && Object.keys(json).length === 1;
  return isOnlyKey || json.source === 'oncall.heartbeat';
}

function isRuleEvent(json: Json): boolean {
  return typeof json['detail-type'] === 'string' && typeof json.source === 'string' && isObject(json.detail);
}

function isAlarmAction(json: Json): boolean {
  return isObject(json.alarmData);
}

function isAlarmMessage(json: unknown): boolean {
  return isObject(json) && 'AlarmName' in json && 'NewStateValue' in json;
}

function isNotification(json: unknown): json is Json & { readonly Message: string } {
  return isObject(json) && json.Type === 'Notification' && typeof json.Message === 'string';
}

function isConfirmation(json: unknown): json is Json {
  if (!isObject(json) || typeof json.TopicArn !== 'string') return false;
  return json.Type === 'SubscriptionConfirmation' || json.Type === 'UnsubscribeConfirmation';
}

/** What `/alarm` is told, so that `doctor` can say it: whoever has the token could confirm. */
function withoutToken({ Type, TopicArn }: Json, id: string): AlarmMessage {
  return { id, source: 'sns', body: JSON.stringify({ Type, TopicArn }) };
}

function confirmationNote({ Type, TopicArn }: Json): string {
  return `${String(Type)} from ${String(TopicArn)} is not an alarm and pages nobody. Confirm or repeat the subscription.`;
}

/**
 * Gives every message an id of its own, so that a result names exactly one. The same message twice in a batch keeps its
 * one id; two different messages under one id must not pass for each other.
 */
function distinct(arrivals: readonly Arrival[]): Arrival[] {
  const bodies = new Map<string, string>();
  return arrivals.map((arrival, index) => {
    const { message, queueId } = arrival;
    const body = bodies.get(message.id);
    if (body === undefined) bodies.set(message.id, message.body);
    if (body === undefined || body === message.body) return arrival;
    return { ...arrival, message: { ...message, id: `${message.id}#${queueId ?? index}` } };
  });
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function shortTextIn(value: unknown): string | undefined {
  const text = textIn(value);
  return text === undefined || text.length > longestId ? undefined : text;
}
