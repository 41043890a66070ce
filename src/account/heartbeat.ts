import type { AlarmMessage, Health } from '../signing/request';
import { signedRequest } from '../signing/signature';
import { field, parsedJson } from '../text/json';

/** What came of asking /alarm how it is. */
export type Heartbeat =
  | { readonly is: 'answered'; readonly health: Health }
  /** It does not accept the signature: the secrets differ, or the clocks do. */
  | { readonly is: 'refused' }
  /** It answered something else. */
  | { readonly is: 'unwell'; readonly status: number; readonly says: string }
  | { readonly is: 'unreachable'; readonly why: string };

/** How long /alarm may take: Twilio gives a Function 10 s. */
const LIMIT_MS = 15_000;

/** Asks /alarm how it is, with a signed request that calls nobody. */
export async function askHealth(
  url: string,
  secrets: string,
  nowMs: number,
  fetchFrom: typeof fetch,
): Promise<Heartbeat> {
  const message: AlarmMessage = { id: `doctor-${String(nowMs)}`, source: 'heartbeat', body: 'doctor' };
  let response: Response;
  let body: string;
  try {
    response = await fetchFrom(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signedRequest(secrets, nowMs, { messages: [message] })),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    body = await response.text();
  } catch (error) {
    return { is: 'unreachable', why: reasonFor(error) };
  }
  if (response.status === 401) return { is: 'refused' };
  const health = response.status === 200 ? healthIn(body) : undefined;
  if (health !== undefined) return { is: 'answered', health };
  return { is: 'unwell', status: response.status, says: messageIn(body) };
}

/** fetch says "fetch failed" and keeps why in the cause. */
function reasonFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function healthIn(body: string): Health | undefined {
  const results = field(parsedJson(body), 'results');
  const health = field(Array.isArray(results) ? results[0] : undefined, 'health');
  const isHealth = typeof field(health, 'version') === 'string' && Array.isArray(field(health, 'problems'));
  // Of a deployment of this project, whose answers have this shape.
  return isHealth ? (health as Health) : undefined;
}

function messageIn(body: string): string {
  const message = field(field(parsedJson(body), 'error'), 'message');
  return typeof message === 'string' ? message : body.slice(0, 200);
}
