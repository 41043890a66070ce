import { sign } from '../src/signing/signature';
import type { AlarmMessage, AlarmRequest, Delivery, MessageStatus } from '../src/signing/request';
import { deliveriesOf } from './batches';
import type { Settings } from './settings';
import { log } from './log';
import { readReply } from './reply';
import type { Answer, Reading } from './reply';

/** What `/alarm` said: a status for each message it answered for, and what went wrong with the others. */
export interface Forwarded {
  readonly statuses: ReadonlyMap<string, MessageStatus>;
  readonly problems: readonly string[];
}

/**
 * Signs the messages and posts them to `/alarm`, all within one time limit. Never throws: a message without a status was
 * not accepted, and why is among the problems and in the log.
 */
export async function forward(
  messages: readonly AlarmMessage[],
  settings: Settings,
  timeLimitMs: number,
): Promise<Forwarded> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimitMs);
  const sent = deliveriesOf(messages).map((delivery) => deliver(delivery, settings, limit.signal));
  const outcomes = await Promise.all(sent);
  clearTimeout(timer);
  return {
    statuses: statusesIn(outcomes.flatMap(({ answers }) => answers)),
    problems: [...new Set(outcomes.flatMap(({ problem }) => problem ?? []))],
  };
}

interface Outcome {
  readonly answers: readonly Answer[];
  readonly problem?: string;
}

async function deliver(delivery: Delivery, settings: Settings, limit: AbortSignal): Promise<Outcome> {
  const reading = await post(delivery, settings, limit);
  const answers = 'answers' in reading ? reading.answers : [];
  if (answers.length > 0) log('info', 'Forwarded.', { answers });
  const ids = delivery.messages.map(({ id }) => id).filter((id) => !answers.some((answer) => answer.id === id));
  if (ids.length === 0) return { answers };
  const problem =
    'problem' in reading ? reading.problem : '/alarm did not answer for every message; see the Function log.';
  log('error', 'Not accepted.', { ids, problem });
  return { answers, problem };
}

async function post(delivery: Delivery, { url, secrets }: Settings, limit: AbortSignal): Promise<Reading> {
  try {
    const ts = String(Date.now());
    const payload = JSON.stringify(delivery);
    const request: AlarmRequest = { ts, payload, sig: sign(secrets, ts, payload) };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      // A followed redirect would turn the POST into a GET.
      redirect: 'manual',
      signal: limit,
    });
    return readReply(response.status, await response.text());
  } catch (error) {
    if (limit.aborted) return { problem: '/alarm did not answer in time; see the Function log.' };
    return { problem: `/alarm could not be reached (${reasonOf(error)}): check FUNCTION_URL and the network.` };
  }
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

/** Two answers for one message must agree before it counts as settled. */
function statusesIn(answers: readonly Answer[]): Map<string, MessageStatus> {
  const statuses = new Map<string, MessageStatus>();
  for (const { id, status } of answers) {
    if (statuses.get(id) !== 'watching') statuses.set(id, status);
  }
  return statuses;
}
