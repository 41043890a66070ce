import { asObject, parsed, type Json } from './json';
import { masked } from './log';
import type { AlarmResult, Health } from '../src/signing/request';

/** What `/alarm` said of one message. The Lambda acts on the status; the rest is for the log, and no agent is in it. */
export type Answer = Omit<AlarmResult, 'agent' | 'health'> & { readonly health?: Partial<Health> };

/** What a reply of `/alarm` means: an answer per message, or none, and why and what to do about it. */
export interface Reading {
  readonly answers: readonly Answer[];
  readonly problem?: string;
}

const longestQuote = 200;

/** Reads a reply of `/alarm`. Only a 200 whose JSON lists results says anything about a message. */
export function readReply(status: number, text: string): Reading {
  const json = parsed(text);
  const { results } = asObject(json);
  if (status === 200 && Array.isArray(results)) return { answers: results.flatMap(answerIn) };
  const problem =
    status === 200
      ? 'A 200 without results is not a reply of /alarm: FUNCTION_URL must end in /alarm.'
      : `/alarm answered ${status}${quoted(json)}: ${remedyFor(status)}`;
  return { answers: [], problem };
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
  const { agent: _agent, ...answer } = asObject(value);
  return isAnswer(answer) ? [answer] : [];
}

/** Only what decides about the message is checked: the rest is logged. */
function isAnswer(answer: Json): answer is Json & Answer {
  const { id, status } = answer;
  return typeof id === 'string' && (status === 'settled' || status === 'watching');
}
