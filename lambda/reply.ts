import { asObject, parsed } from './json';
import { masked } from './log';
import type { AlarmResult, MessageStatus } from '../src/signing/request';

/** What `/alarm` said of one message. The Lambda acts on the status; the rest is for the log, and no agent is in it. */
export type Answer = Pick<AlarmResult, 'id' | 'status'> &
  Record<'incident' | 'outcome' | 'execution' | 'attempt', unknown>;

/** What a reply of `/alarm` means: an answer per message, or why there is none and what to do about it. */
export type Reading = { readonly answers: readonly Answer[] } | { readonly problem: string };

const longestQuote = 200;

/** Reads a reply of `/alarm`. Only a 200 whose JSON lists results says anything about a message. */
export function readReply(status: number, text: string): Reading {
  const json = parsed(text);
  if (status !== 200) return { problem: `/alarm answered ${status}${quoted(json)}: ${remedyFor(status)}` };
  const { results } = asObject(json);
  if (!Array.isArray(results)) {
    return { problem: 'A 200 without results is no reply of /alarm: FUNCTION_URL must end in /alarm.' };
  }
  return { answers: results.flatMap(answerIn) };
}

function remedyFor(status: number): string {
  if (status === 401) {
    return 'ALERT_SECRET differs between the Lambda and the Function, or the signature was more than 5 minutes old.';
  }
  if (status === 400 || status === 413) {
    return 'deploy the Lambda and the Functions from the same version.';
  }
  if (status === 429 || status >= 500) return 'Twilio is busy or out of reach; if it lasts, read the Function log.';
  return 'FUNCTION_URL must be the address of the deployed /alarm.';
}

function quoted(json: unknown): string {
  const { code, message } = asObject(asObject(json).error);
  if (typeof code !== 'string' || typeof message !== 'string') return '';
  return masked(` (${code}: ${message})`).slice(0, longestQuote);
}

function answerIn(value: unknown): Answer[] {
  const { id, status, incident, outcome, execution, attempt } = asObject(value);
  if (typeof id !== 'string' || !isStatus(status)) return [];
  return [{ id, status, incident, outcome, execution, attempt }];
}

function isStatus(value: unknown): value is MessageStatus {
  return value === 'settled' || value === 'watching';
}
