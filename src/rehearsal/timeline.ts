import type { LedgerEntry, LinkDoing } from './ledger';

/** What a person may notice, by kind. */
interface Noticed {
  ring: { agent: string; attempt: number };
  answer: { agent: string };
  /** In the language of the voice, such as `en-US`. */
  say: { agent: string; text: string; language: string };
  key: { agent: string; key: string };
  sms: { agent: string; text: string };
  'hang-up': { agent: string; by: 'agent' | 'system' };
  /** Somebody rings the number of the account. */
  'ring-back': { agent: string };
  /** A call that came in is put through to this agent. */
  'put-through': { agent: string };
  'text-in': { agent: string; text: string };
  /** `status` is that of the answer; 0 for none. */
  link: { agent: string; does: LinkDoing; status: number };
  missed: { agent: string; why: 'busy' | 'no-answer' | 'failed' | 'canceled' };
  alarm: { text: string };
}

/** One line of what a person could have noticed; `atMs` counts from the first alarm. */
export type TimelineEntry = {
  [Kind in keyof Noticed]: { readonly atMs: number; readonly kind: Kind } & Readonly<Noticed[Kind]>;
}[keyof Noticed];

/** How a rehearsal ended; `calls` counts every ring, also of a phone that was busy. */
export interface Outcome {
  readonly kind: 'outcome';
  readonly status: 'acknowledged' | 'exhausted' | 'resolved';
  readonly by: string | null;
  readonly calls: number;
  /** Why somebody was not called for it on purpose, or could not be: silenced, missing data that is ignored, nobody on call. */
  readonly why?: string;
}

/** Turns ledger entries into timeline entries, one at a time and in order. */
export class Timeline {
  readonly #startMs: number;
  readonly #agentOf: (phone: string) => string;
  #calls = 0;

  constructor(startMs: number, agentOf: (phone: string) => string) {
    this.#startMs = startMs;
    this.#agentOf = agentOf;
  }

  /** The entry for people, or undefined for what happens out of their sight. */
  read(entry: LedgerEntry): TimelineEntry | undefined {
    const atMs = entry.atMs - this.#startMs;
    switch (entry.kind) {
      case 'ring':
        return { kind: 'ring', atMs, agent: this.#agentOf(entry.to), attempt: ++this.#calls };
      case 'answer':
        return { kind: 'answer', atMs, agent: this.#agentOf(entry.to) };
      case 'say':
        return { kind: 'say', atMs, agent: this.#agentOf(entry.to), text: entry.text, language: entry.language };
      case 'key':
        return { kind: 'key', atMs, agent: this.#agentOf(entry.to), key: entry.key };
      case 'sms':
        return { kind: 'sms', atMs, agent: this.#agentOf(entry.to), text: entry.text };
      case 'hang-up':
        return { kind: 'hang-up', atMs, agent: this.#agentOf(entry.to), by: entry.by };
      case 'ring-back':
        return { kind: 'ring-back', atMs, agent: this.#agentOf(entry.by) };
      case 'put-through':
        return { kind: 'put-through', atMs, agent: this.#agentOf(entry.to) };
      case 'text-in':
        return { kind: 'text-in', atMs, agent: this.#agentOf(entry.by), text: entry.text };
      case 'link':
        return { kind: 'link', atMs, agent: this.#agentOf(entry.by), does: entry.does, status: entry.status };
      case 'missed':
        return { kind: 'missed', atMs, agent: this.#agentOf(entry.to), why: entry.why };
      default:
        return undefined;
    }
  }
}
