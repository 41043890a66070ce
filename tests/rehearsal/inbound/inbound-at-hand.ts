import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '../../../src/rehearsal/clock';
import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';
import type { LedgerEntry } from '../../../src/rehearsal/ledger';
import { reachBack, successive } from '../../../src/rehearsal/phones/conduct';
import type { ReachingBack } from '../../../src/rehearsal/phones/conduct';
import { CONDUCTS } from '../../../src/rehearsal/phones/scripted';
import type { AgentWord } from '../../../src/rehearsal/phones/scripted';
import { Rehearsal } from '../../../src/rehearsal/rehearsal';
import type { RehearsalOptions } from '../../../src/rehearsal/rehearsal';
import { loadFlow } from '../../../src/studio/flow';

const PROJECT = join(__dirname, '..', '..', '..');
const FLOW = loadFlow(JSON.parse(readFileSync(join(PROJECT, 'flows', 'on-call.json'), 'utf8')));

export const ANN = '+447700900001';
export const BOB = '+447700900002';
export const STRANGER = '+447700900999';
export const NUMBER = '+12025550100';

/** What an application answers to a request of Twilio's or of a browser. */
export type Application = (request: HttpRequest, form: URLSearchParams) => HttpResponse;

export function twiml(...verbs: readonly string[]): HttpResponse {
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: `<Response>${verbs.join('')}</Response>` };
}

/** A number of the account in front of an application that a test writes, and phones around it. */
export class InboundAtHand {
  readonly clock = new VirtualClock(Date.parse('2026-11-22T03:00:00Z'));
  readonly rehearsal: Rehearsal;
  /** Everything that the application was asked. */
  readonly requests: HttpRequest[] = [];
  readonly #startMs = this.clock.now();

  constructor(
    application: Application,
    options: Partial<Omit<RehearsalOptions, 'behaviour' | 'clock'>> & { readonly agents?: readonly AgentWord[] } = {},
  ) {
    const { agents = ['no-answer'], ...rest } = options;
    const [first = 'no-answer', ...others] = agents;
    this.rehearsal = new Rehearsal({
      clock: this.clock,
      behaviour: successive(this.clock, [CONDUCTS[first], ...others.map((word) => CONDUCTS[word])]),
      flow: FLOW,
      functionsFolder: '',
      lambdaFile: join(PROJECT, 'dist', 'lambda', 'index.js'),
      roster: () => undefined,
      functions: () => ({
        handle: async (request) => {
          this.requests.push(request);
          return application(request, new URLSearchParams(request.body));
        },
      }),
      ...rest,
    });
  }

  does(phone: string, what: ReachingBack, number = NUMBER): void {
    reachBack({ clock: this.clock, reach: this.rehearsal.reach, phone, number }, what);
  }

  /** Runs to the end, and then everything that people noticed, each with the seconds since the beginning. */
  async story(): Promise<string[]> {
    await this.clock.run(() => this.rehearsal.isQuiet(), this.#startMs + 3_600_000);
    return this.rehearsal.ledger.entries.flatMap((entry) => {
      const words = wordsOf(entry);
      return words === undefined ? [] : [`${String((entry.atMs - this.#startMs) / 1000)} ${words}`];
    });
  }

  /** The paths that were asked for, with their queries. */
  get paths(): string[] {
    return this.requests.map(({ url }) => url.replace(this.rehearsal.domain, ''));
  }
}

function wordsOf(entry: LedgerEntry): string | undefined {
  switch (entry.kind) {
    case 'ring-back':
      return `${entry.by} rings ${entry.to} as ${entry.from}`;
    case 'text-in':
      return `${entry.by} texts ${entry.to}: ${entry.text}`;
    case 'link':
      return `${entry.by} ${entry.does} ${entry.status}`;
    case 'put-through':
      return `${entry.to} is rung by ${entry.from}`;
    case 'answer':
      return `${entry.to} answers`;
    case 'say':
      return `${entry.to} hears ${entry.text}`;
    case 'key':
      return `${entry.to} presses ${entry.key}`;
    case 'missed':
      return `${entry.to} ${entry.why}`;
    case 'hang-up':
      return `${entry.to} over by ${entry.by}`;
    case 'sms':
      return `SMS to ${entry.to}: ${entry.text}`;
    case 'sms-refused':
      return `SMS to ${entry.to} refused ${entry.code}`;
    case 'webhook-error':
      return `error ${entry.code} at ${entry.path}`;
    default:
      return undefined;
  }
}
