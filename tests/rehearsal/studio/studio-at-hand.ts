import { sleep, VirtualClock } from '../../../src/rehearsal/clock';
import { Ledger, type LedgerEntry } from '../../../src/rehearsal/ledger';
import type { Behaviour } from '../../../src/rehearsal/phones/behaviour';
import { Phones } from '../../../src/rehearsal/phones/phones';
import { scripted, type AgentWord } from '../../../src/rehearsal/phones/scripted';
import { Executions, type ExecutionRecord, type StudioSwitches } from '../../../src/rehearsal/studio/executions';
import { loadFlow } from '../../../src/studio/flow';
import { onCall } from './definition';
import { NO_REACH } from '../phones/no-reach';

export const ANN = '+447700900001';
export const BOB = '+447700900002';
export const CALLER_ID = '+12025550100';

const FUNCTION_MS = 50;
const replies: Readonly<Record<string, unknown>> = {
  claim: { ring: 'yes' },
  brief: { speech: 'Disk full on web one.' },
  take: { speech: 'You have it.' },
};

/** Executions with phones on virtual time, and Functions that give canned replies; time starts at 0. */
export class StudioAtHand {
  readonly clock = new VirtualClock(0);
  readonly ledger = new Ledger(() => this.clock.now());
  readonly executions: Executions;
  readonly ended: ExecutionRecord[] = [];
  /** The names of the Functions that ran, and what each was given. */
  readonly functions: string[] = [];
  readonly parameters: Record<string, string>[] = [];
  readonly messages: { to: string; from: string; body: string }[] = [];
  /** Numbers from which Twilio takes no call. */
  readonly barredCallers = new Set<string>();
  /** Functions that never answer. */
  readonly silentFunctions = new Set<string>();

  constructor(
    behaviour: Behaviour | readonly [AgentWord, ...AgentWord[]],
    switches: Partial<StudioSwitches> = {},
    definition: unknown = onCall(),
  ) {
    const { clock, ledger } = this;
    let sids = 0;
    this.executions = new Executions({
      clock,
      ledger,
      phones: new Phones({
        clock,
        ledger,
        behaviour: 'ringing' in behaviour ? behaviour : scripted(clock, behaviour),
        reach: () => NO_REACH,
      }),
      switches: {
        hangUpInGather: 'ends',
        activeBy: 'contact',
        endingHangsUp: true,
        undefinedLiquid: 'empty',
        ...switches,
      },
      accountSid: 'AC1',
      newSid: (prefix) => `${prefix}${++sids}`,
      runFunction: async ({ url, parameters }) => this.#reply(url, parameters),
      sendMessage: (message) => {
        this.messages.push(message);
        return !message.body.includes('refuse');
      },
      canCallFrom: (from) => !this.barredCallers.has(from),
      ended: (record) => this.ended.push(record),
    });
    this.executions.addFlow('FW1', loadFlow(definition));
  }

  start(to = ANN, from = CALLER_ID): ExecutionRecord {
    return this.executions.start('FW1', { to, from, parameters: {} });
  }

  /** Lets time pass until `atMs`. */
  async until(atMs: number): Promise<void> {
    await this.clock.run(() => false, atMs);
  }

  /** Lets everything happen that is going to happen. */
  async rest(): Promise<void> {
    await this.clock.run(() => false, Number.POSITIVE_INFINITY);
  }

  /** What happened on the phones: the kind, and what tells it from others of its kind. */
  story(): string[] {
    return this.ledger.entries.map(told);
  }

  async #reply(url: string, parameters: Record<string, string>) {
    const path = url.slice(url.lastIndexOf('/') + 1);
    this.functions.push(path);
    this.parameters.push(parameters);
    if (this.silentFunctions.has(path)) {
      await sleep(this.clock, 10_000);
      return 'timed-out' as const;
    }
    await sleep(this.clock, FUNCTION_MS);
    return { status: 200, contentType: 'application/json', body: JSON.stringify(replies[path] ?? { parameters }) };
  }
}

function told(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'say':
      return `say ${entry.text}`;
    case 'key':
      return `key ${entry.key}`;
    case 'hang-up':
      return `hang-up by ${entry.by}`;
    case 'missed':
      return `missed ${entry.why}`;
    case 'execution-ended':
      return `ended ${entry.why}`;
    default:
      return entry.kind;
  }
}
