import type { AlarmMessage } from '../signing/request';
import { field, isRecord, parsedJson } from '../text/json';
import { object, text } from './sources/fields';

/** What of a message says which alarm it is. */
export interface Written extends Pick<AlarmMessage, 'id' | 'subject' | 'body'> {
  /** When it was published, as the notification around it writes it. */
  readonly sentAt?: string | undefined;
}

/** A message, and what its body spells. What lies inside another message is read in its place. */
export interface Opened {
  readonly message: Written;
  readonly body: unknown;
  readonly depth: number;
}

/** So deep messages lie in messages: a topic that repeats another one's notifications, each with a list of records. */
const DEEPEST = 4;

/** The messages inside this one: a notification in a notification, `{"default": …}` of SNS, a list of records. */
export function insideOf({ message, body, depth }: Opened): readonly Opened[] {
  if (depth >= DEEPEST) return [];
  if (Array.isArray(body))
    return body.some(isRecord) ? body.slice(0, 100).map((each) => recordIn(each, message, depth)) : [];
  if (!isRecord(body)) return [];
  const records = field(body, 'Records');
  if (Array.isArray(records) && records.length > 0) {
    return records.slice(0, 100).map((each) => recordIn(each, message, depth));
  }
  const fallback = text(body, 'default');
  const isForEach = fallback !== undefined && Object.values(body).every((each) => typeof each === 'string');
  if (isForEach) return [textIn(fallback, message.subject, message, depth)];
  const notified = text(body, 'Message');
  const isNotification = text(body, 'Type') === 'Notification' && notified !== undefined;
  const sentAt = text(body, 'Timestamp');
  const subject = text(body, 'Subject') ?? message.subject;
  return isNotification ? [textIn(notified, subject, { ...message, sentAt }, depth)] : [];
}

function recordIn(record: unknown, message: Written, depth: number): Opened {
  const notification = isRecord(record) ? object(record, 'Sns') : undefined;
  const body = notification ? text(notification, 'Message') : isRecord(record) ? text(record, 'body') : undefined;
  const subject = (notification && text(notification, 'Subject')) ?? message.subject;
  if (body !== undefined) return textIn(body, subject, message, depth);
  return { message: { ...message, body: typeof record === 'string' ? record : '' }, body: record, depth: depth + 1 };
}

function textIn(body: string, subject: string | undefined, { id, sentAt }: Written, depth: number): Opened {
  const inner = { id, body, sentAt, ...(subject === undefined ? {} : { subject }) };
  return { message: inner, body: parsedJson(body), depth: depth + 1 };
}
