import type { LedgerEntry, LinkDoing } from './ledger';

/** One line of what a person could have noticed; `atMs` counts from the first alarm. */
export type TimelineEntry = { readonly atMs: number } & (
  | { readonly kind: 'alarm'; readonly text: string }
  | { readonly kind: 'ring'; readonly agent: string; readonly attempt: number }
  | { readonly kind: 'answer'; readonly agent: string }
  | {
      readonly kind: 'say';
      readonly agent: string;
      readonly text: string;
      /** The language of the voice, such as `en-US`. */
      readonly language: string;
    }
  | { readonly kind: 'key'; readonly agent: string; readonly key: string }
  | { readonly kind: 'sms'; readonly agent: string; readonly text: string }
  | { readonly kind: 'hang-up'; readonly agent: string; readonly by: 'agent' | 'system' }
  /** Somebody rings the number of the account. */
  | { readonly kind: 'ring-back'; readonly agent: string }
  /** A call that came in is put through to this agent. */
  | { readonly kind: 'put-through'; readonly agent: string }
  | { readonly kind: 'text-in'; readonly agent: string; readonly text: string }
  /** `status` is that of the answer; 0 for none. */
  | { readonly kind: 'link'; readonly agent: string; readonly does: LinkDoing; readonly status: number }
  | { readonly kind: 'missed'; readonly agent: string; readonly why: 'busy' | 'no-answer' | 'failed' | 'canceled' }
);

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
