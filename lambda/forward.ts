import { signedRequest } from '../src/signing/signature';
import type { AlarmMessage, Delivery, MessageStatus } from '../src/signing/request';
import { deliveriesOf } from './batches';
import { reportHealth } from './metrics';
import { log, masked } from './log';
import { readReply, type Answer, type Reading } from './reply';
import { SecretUnread } from './secret';
import { settingsIn, SettingsWrong } from './settings';

/** What `/alarm` said: a status for each message it answered for, and what went wrong with the others. */
export interface Forwarded {
  readonly statuses: ReadonlyMap<string, MessageStatus>;
  readonly problems: readonly string[];
}

/**
 * Signs the messages and posts them to `/alarm`, all within one time limit. Never throws: a message without a status was
 * not accepted, and why is among the problems and in the log.
 */
export async function forward(messages: readonly AlarmMessage[], timeLimitMs: number): Promise<Forwarded> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimitMs);
  const readings = await Promise.all(deliveriesOf(messages).map((delivery) => deliver(delivery, limit.signal)));
  clearTimeout(timer);
  return {
    statuses: statusesIn(readings.flatMap(({ answers }) => answers)),
    problems: [...new Set(readings.flatMap(({ problem }) => problem ?? []))],
  };
}

async function deliver(delivery: Delivery, limit: AbortSignal): Promise<Reading> {
  const reading = await post(delivery, limit);
  const { answers, problem = '/alarm did not answer for every message; see the Function log.' } = reading;
  if (answers.length > 0) log('info', 'Forwarded.', { answers });
  for (const { id, health } of answers) if (health && isFirstDelivery(delivery, id)) reportHealth(health);
  const ids = delivery.messages.map(({ id }) => id).filter((id) => !answers.some((answer) => answer.id === id));
  if (ids.length === 0) return { answers };
  log('error', 'Not accepted.', { ids, problem });
  return { answers, problem };
}

/** One that comes back says nothing about the schedule and the topic: its report would hide that no more of them arrive. */
function isFirstDelivery({ messages }: Delivery, id: string): boolean {
  return messages.some((message) => message.id === id && message.redelivered !== true);
}

async function post(delivery: Delivery, limit: AbortSignal): Promise<Reading> {
  try {
    const { url, secrets } = settingsIn(process.env);
    const signedWith = await secrets(limit);
    let response = await send(delivery, url, signedWith, limit);
    if (response.status === 401) {
      // The secret may have been changed since it was read: no alarm waits for its next delivery because of that.
      const newer = await secrets(limit, signedWith);
      if (newer !== signedWith) response = await send(delivery, url, newer, limit);
    }
    return readReply(response.status, await response.text());
  } catch (error) {
    return { answers: [], problem: problemIn(error, limit) };
  }
}

/** What stood in the way, and where: only what happened on the way to `/alarm` is blamed on `/alarm`. */
function problemIn(error: unknown, limit: AbortSignal): string {
  if (error instanceof SecretUnread || error instanceof SettingsWrong) return masked(error.message);
  if (limit.aborted) return '/alarm did not answer in time; see the Function log.';
  return `/alarm could not be reached (${reasonOf(error)}): check the Lambda's variables and the network.`;
}

function send(delivery: Delivery, url: string, secrets: string, signal: AbortSignal): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signedRequest(secrets, Date.now(), delivery)),
    // A followed redirect would turn the POST into a GET.
    redirect: 'manual',
    signal,
  });
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  return cause instanceof Error ? `${message}: ${cause.toString()}` : message;
}

/** Two answers for one message must agree before it counts as settled. */
function statusesIn(answers: readonly Answer[]): Map<string, MessageStatus> {
  const statuses = new Map<string, MessageStatus>();
  for (const { id, status } of answers) {
    if (statuses.get(id) !== 'watching') statuses.set(id, status);
  }
  return statuses;
}
