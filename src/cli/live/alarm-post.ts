import { reasonOf } from '../../mistake';
import { ONCALL } from '../../oncall';
import { ALARM_REQUEST_SECONDS } from '../../signing/limits';
import type { AlarmMessage } from '../../signing/request';
import { signedRequest } from '../../signing/signature';
import { field, isRecord, parsedJson } from '../../text/json';
import type { Machine } from '../machine';
import type { AlarmAddress } from './alarm-address';

/** What `/alarm` said of one message; `mayPass` when the same message may be accepted later. */
export type PostAnswer =
  | { readonly is: 'accepted'; readonly result: Readonly<Record<string, unknown>> }
  | { readonly is: 'refused'; readonly why: string; readonly mayPass: boolean };

/** Signs a message as of now and posts it to `/alarm`. Never throws: whatever stands in the way is part of the answer. */
export async function postMessage(
  { fetch, now }: Pick<Machine, 'fetch' | 'now'>,
  { url, secrets }: AlarmAddress,
  message: AlarmMessage,
): Promise<PostAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signedRequest(secrets, now(), { messages: [message] })),
      // A followed redirect would turn the POST into a GET.
      redirect: 'manual',
      signal: AbortSignal.timeout(ALARM_REQUEST_SECONDS * 1000),
    });
    return answerIn(response.status, parsedJson(await response.text()), message.id);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const why = `/alarm cannot be reached (${reasonOf(error)}${cause}). Check FUNCTION_URL and the network.`;
    return { is: 'refused', why, mayPass: true };
  }
}

function answerIn(status: number, body: unknown, id: string): PostAnswer {
  if (status !== 200) {
    const said = textOf(field(field(body, 'error'), 'message'));
    const why = `/alarm answered ${String(status)}${said === '' ? '' : ` (${said.replace(/\.$/, '')})`}. ${remedyFor(status)}`;
    return { is: 'refused', why, mayPass: status === 429 || status >= 500 };
  }
  const results = field(body, 'results');
  if (!Array.isArray(results)) {
    return {
      is: 'refused',
      why: 'what answered is not /alarm. FUNCTION_URL must be its address and end in /alarm.',
      mayPass: false,
    };
  }
  const result = results.find((each: unknown) => isRecord(each) && each['id'] === id);
  return result === undefined
    ? {
        is: 'refused',
        why: '/alarm could not deal with it; see the Function log in the Twilio console.',
        mayPass: true,
      }
    : { is: 'accepted', result };
}

function remedyFor(status: number): string {
  if (status === 401) {
    return `ALERT_SECRET must be the same here and in the deployed Functions (${ONCALL} deploy), and the clock of this machine right.`;
  }
  if (status === 429 || status >= 500) return 'Twilio is busy or out of reach: send it again in a minute.';
  if (status === 400 || status === 413) return 'Use the oncall of the version that is deployed, or deploy this one.';
  return 'FUNCTION_URL must be the address of the deployed /alarm.';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
