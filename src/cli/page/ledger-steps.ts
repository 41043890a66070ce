import type { Step, StepDetail, StepKind } from '../../page/world';
import { Timeline, type LedgerEntry, type Wire } from '../../rehearsal/index';
import { field, parsedJson } from '../../text/json';
import type { Names } from '../rehearse/names';
import { wordsOf } from '../rehearse/timeline-text';

/** What of a step is kept for who expands it, in characters of each side. */
const MOST_SHOWN = 20_000;

type Told = Pick<Step, 'kind' | 'text' | 'agent' | 'gravity'>;

/** Turns what the ledger is told into steps of the timeline; the latest ones keep what went over the wire. */
export class LedgerSteps {
  readonly #names: () => Names;
  readonly #most: number;
  #steps: StepDetail[] = [];
  #count = 0;
  readonly #timeline: Timeline;

  constructor(names: () => Names, most: number) {
    this.#names = names;
    this.#most = most;
    this.#timeline = new Timeline(0, (phone) => names().agentOf(phone));
  }

  read(entry: LedgerEntry, wire: Wire | undefined): Step | undefined {
    const told = this.#told(entry);
    return told === undefined ? undefined : this.write(entry.atMs, told, wire);
  }

  /** A step that no ledger knows of. */
  write(atMs: number, told: Told, wire?: Wire): Step {
    const sides = sidesOf(wire);
    const step = { n: ++this.#count, atMs, ...told, hasDetail: Object.keys(sides).length > 0 };
    this.#steps.push({ ...step, ...sides });
    if (this.#steps.length > 2 * this.#most) this.#steps = this.#steps.slice(-this.#most);
    return step;
  }

  get all(): readonly StepDetail[] {
    return this.#steps;
  }

  step(n: number): StepDetail | undefined {
    return this.#steps[n - (this.#steps[0]?.n ?? 0)];
  }

  #told(entry: LedgerEntry): Told | undefined {
    const seen = this.#timeline.read(entry);
    if (seen !== undefined) {
      const [label, words] = wordsOf(seen, (agent) => this.#names().nameOf(agent));
      const kind = KINDS[seen.kind];
      return { kind, text: `${label}: ${words}`, ...('agent' in seen ? { agent: seen.agent } : {}) };
    }
    return unseen(entry);
  }
}

/** What people could have noticed. */
const KINDS = {
  alarm: 'alarm',
  ring: 'call',
  answer: 'call',
  say: 'call',
  key: 'key',
  sms: 'sms',
  'hang-up': 'call',
  'ring-back': 'call',
  'put-through': 'call',
  'text-in': 'sms',
  link: 'person',
  missed: 'call',
} as const satisfies Record<string, StepKind>;

/** What happens out of people's sight. */
function unseen(entry: LedgerEntry): Told | undefined {
  switch (entry.kind) {
    case 'enqueued':
      return { kind: 'queue', text: 'a message arrives in the queue' };
    case 'delivered':
      return {
        kind: 'queue',
        text: `the queue gives it to the Lambda${entry.receiveCount === 1 ? '' : `, for the ${ordinal(entry.receiveCount)} time`}`,
      };
    case 'deleted':
      return { kind: 'queue', text: 'it is dealt with, and gone from the queue' };
    case 'returned':
      return { kind: 'queue', text: 'it is not dealt with yet, and stays in the queue' };
    case 'dead-letter':
      return { kind: 'queue', text: 'it was received too often and goes to the dead letters', gravity: 'error' };
    case 'function':
      return {
        kind: 'function',
        text: `${entry.path} answers ${String(entry.status)} after ${String(entry.tookMs)} ms`,
        ...gravityOf(entry.status),
      };
    case 'request':
      return {
        kind: apiOf(entry.path),
        text: `${entry.method} ${entry.path} is answered ${String(entry.status)}`,
        ...gravityOf(entry.status),
      };
    case 'execution-started':
      return { kind: 'studio', text: `an execution of the flow begins: ${entry.execution}` };
    case 'execution-ended':
      return {
        kind: 'studio',
        text: `the execution has ended (${entry.why}): ${entry.execution}`,
        ...(entry.why === 'stopped' ? { gravity: 'error' } : {}),
      };
    case 'sms-refused':
      return { kind: 'sms', text: `Twilio refuses an SMS with error ${String(entry.code)}`, gravity: 'warning' };
    case 'say-failed':
      return {
        kind: 'call',
        text: `nobody hears a sentence: the voice ${entry.voice} does not speak ${entry.language}`,
        gravity: 'error',
      };
    case 'webhook-error':
      return { kind: 'function', text: `${entry.path} does not answer as it must: ${entry.text}`, gravity: 'error' };
    case 'log':
      return {
        kind: entry.from,
        text: loggedWords(entry.text),
        ...(entry.level === 'error' ? { gravity: 'error' } : entry.level === 'warn' ? { gravity: 'warning' } : {}),
      };
    default:
      return undefined;
  }
}

function gravityOf(status: number): Pick<Step, 'gravity'> {
  // 404 and 409 to 412 are what a Function expects at times: nothing there yet, somebody was faster.
  return status >= 500 || status === 429 ? { gravity: 'error' } : {};
}

function apiOf(path: string): StepKind {
  return path.startsWith('/v1/Services') ? 'sync' : path.startsWith('/v2/Flows') ? 'studio' : 'twilio';
}

/** Of a line of the log its message; the rest is in the details. */
function loggedWords(line: string): string {
  const parsed = parsedJson(line);
  const message = field(parsed, 'message');
  if (typeof message !== 'string') return line.slice(0, 300);
  const rest = Object.entries(parsed as Record<string, unknown>).filter(
    ([key, value]) => !['message', 'level'].includes(key) && typeof value !== 'object',
  );
  return `${message} ${rest.map(([key, value]) => `${key} ${String(value)}`).join(', ')}`.trim().slice(0, 300);
}

function ordinal(count: number): string {
  return ['first', 'second', 'third'][count - 1] ?? `${String(count)}th`;
}

function sidesOf(wire: Wire | undefined): Pick<StepDetail, 'request' | 'reply'> {
  if (wire === undefined) return {};
  if ('body' in wire) return { request: shown(wire.body) };
  const { request, response } = wire;
  // Heads are left out: they have nothing but credentials and lengths.
  return {
    request: shown(`${request.method} ${request.url}${request.body === '' ? '' : `\n\n${readable(request.body)}`}`),
    reply: shown(`${String(response.status)}\n\n${readable(response.body)}`),
  };
}

/** JSON in lines, a form one field a line; anything else as it is. */
function readable(body: string): string {
  const parsed = parsedJson(body);
  if (typeof parsed === 'object' && parsed !== null) return JSON.stringify(parsed, undefined, 2);
  if (!/^[\w.]+=/.test(body)) return body;
  return [...new URLSearchParams(body)].map(([key, value]) => `${key}: ${value}`).join('\n');
}

function shown(text: string): string {
  return text.length <= MOST_SHOWN
    ? text
    : `${text.slice(0, MOST_SHOWN)}\n… and ${String(text.length - MOST_SHOWN)} characters more`;
}
