import { field, parsedJson } from '../text/json';
import type { Rehearsal } from './rehearsal';

/** One thing to be sent into the chain: through the topic, or straight into the queue. */
export type Sending =
  | { readonly through: 'topic'; readonly message: string; readonly subject?: string | null }
  | { readonly through: 'queue'; readonly body: string };

/**
 * What a JSON file stands for: an event as a Lambda gets it from SNS or SQS, an SNS envelope, a bare alarm message, an alarm
 * action or an EventBridge event. Whatever it is, it goes through the queue, as in the deployed stack: only the queue brings an
 * alarm back until somebody has dealt with it.
 */
export function sendingsIn(file: Buffer): readonly Sending[] {
  const text = textOf(file);
  const parsed: unknown = JSON.parse(text);
  const records = field(parsed, 'Records');
  if (Array.isArray(records)) return records.map((record: unknown) => sendingOfRecord(record));
  if (field(parsed, 'Type') === 'Notification') return [sendingOfEnvelope(parsed)];
  const isAction = typeof field(parsed, 'alarmData') === 'object' || typeof field(parsed, 'detail') === 'object';
  return [isAction ? { through: 'queue', body: text } : { through: 'topic', message: text }];
}

/** PowerShell writes UTF-8 with a byte-order mark, or UTF-16, which is known by its own. */
function textOf(file: Buffer): string {
  return new TextDecoder(file[0] === 0xff && file[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(file);
}

/** What it says: the message itself, out of the envelope that SNS puts around it on its way into a queue. */
export function saidBy(sending: Sending): { readonly body: string; readonly subject?: string } {
  const { body, subject } =
    sending.through === 'topic' ? { body: sending.message, subject: sending.subject } : opened(sending.body);
  return { body, ...(typeof subject === 'string' ? { subject } : {}) };
}

function opened(body: string): { readonly body: string; readonly subject?: unknown } {
  const envelope = parsedJson(body);
  const message = field(envelope, 'Message');
  if (field(envelope, 'Type') !== 'Notification' || typeof message !== 'string') return { body };
  return { body: message, subject: field(envelope, 'Subject') };
}

/** Sends it into the rehearsed chain. */
export function send(rehearsal: Rehearsal, sending: Sending): void {
  if (sending.through === 'topic') rehearsal.topic.publish(sending);
  else rehearsal.queue.publish(sending.body);
}

function sendingOfRecord(record: unknown): Sending {
  const body = field(record, 'body');
  if (typeof body === 'string') return { through: 'queue', body };
  return sendingOfEnvelope(field(record, 'Sns') ?? record);
}

function sendingOfEnvelope(envelope: unknown): Sending {
  const message = field(envelope, 'Message');
  const subject = field(envelope, 'Subject');
  return {
    through: 'topic',
    message: typeof message === 'string' ? message : JSON.stringify(envelope),
    ...(typeof subject === 'string' || subject === null ? { subject } : {}),
  };
}
