import type { Fate } from '../../src/rehearsal/network';
import type { HttpRequest } from '../../src/rehearsal/http';
import type { StrayReply } from '../../src/rehearsal/odd-reply';

/** Twilio's own refusal, not applied. */
export function refusal(status: number, code: number): Fate {
  const body = JSON.stringify({ status, code, message: 'made up', more_info: 'none' });
  return { is: 'answer', response: { status, headers: { 'content-type': 'application/json' }, body } };
}

/** A reply that is none of Twilio's, to a request that was not applied. */
export function stray(reply: StrayReply): Fate {
  return { is: 'stray', reply, isApplied: false };
}

/** A request that creates an execution, for this number if one is given. */
export function isCreation({ method, url, body }: HttpRequest, to?: string): boolean {
  const isExecution = method === 'POST' && url.endsWith('/Executions');
  return isExecution && (to === undefined || new URLSearchParams(body).get('To') === to);
}

/** A request that sends an SMS. */
export function isSending({ method, url }: HttpRequest): boolean {
  return method === 'POST' && url.includes('/Messages');
}
