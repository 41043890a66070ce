import type { Manner } from '../language/language';
import type { ReachCatalogue } from '../wording/reach/en';

/**
 * Where a call to the number has come to. It comes back with the next key press as query parameters, and only Twilio can send those: the
 * Function is protected, and they are part of what Twilio signs.
 */
export type Step = Readonly<Record<string, string>>;

/** What somebody who rings the number hears now, and what follows. Where nothing follows the call ends. */
export interface Turn {
  readonly words: ReachCatalogue;
  readonly say: readonly string[];
  /** Keys that are waited for while it is said: so many, or as many as come before the hash key. */
  readonly ask?: { readonly digits?: number; readonly next: Step };
  /** What follows without a key. */
  readonly follow?: Step;
  /** Whom the caller is put through to, for how long it rings there, and what follows. */
  readonly connect?: { readonly phone: string; readonly ringSeconds: number; readonly next: Step };
}

/** The same with the voice that says it. */
export interface SpokenTurn extends Turn {
  readonly manner: Manner;
}

/** One request of Twilio about a call to the number. */
export interface Ringing {
  readonly from: string;
  /** The call's SID. */
  readonly call: string;
  readonly digits: string;
  /** How a call ended to which the caller was put through. */
  readonly dialled: string;
  readonly step: Step;
}
