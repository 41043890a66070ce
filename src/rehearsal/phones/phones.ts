import type { Clock } from '../clock';
import type { Happening, Ledger } from '../ledger';
import type { Behaviour } from './behaviour';
import type { Agent, PhoneCall } from './call';
import { Line, type Caller } from './line';
import type { Reach } from './reach';

/** How long a call takes to come back when the phone does not ring: engaged, or unknown to the carrier. */
const REFUSED_AFTER_MS = 500;

export interface Ring {
  /** SID of the call. */
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly ringSeconds: number;
  /** What placed it: an execution, or a call that is put through. */
  readonly placedBy: { readonly execution: string } | { readonly parent: string };
}

interface PhonesOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly behaviour: Behaviour;
  /** What the people behind the phones can do of their own accord. */
  readonly reach: () => Reach;
  /** A number that it does not know cannot be reached: the call fails. All are known when left out. */
  readonly isKnown?: (number: string) => boolean;
}

/** The phones of everybody. Each number is one phone and speaks on one call at a time; a further call to it is busy. */
export class Phones {
  readonly #options: PhonesOptions;
  /** The calls on each phone that ring, or on which somebody speaks. */
  readonly #lines = new Map<string, Set<Line>>();

  constructor(options: PhonesOptions) {
    this.#options = options;
  }

  /** Rings a phone until it is answered, refused or `ringSeconds` are over; `caller` is never told before this returns. */
  ring({ sid, to, from, ringSeconds, placedBy }: Ring, caller: Caller): Line {
    const { clock, ledger, behaviour, reach, isKnown } = this.#options;
    const isEngaged = this.#linesOf(to).size > 0;
    let cancel: (() => void) | undefined;
    const over = (): void => {
      cancel?.();
      this.#linesOf(to).delete(line);
    };
    const line = new Line({ clock, ledger, sid, to, from, caller, over, state: 'ringing' });
    ledger.write(rung(sid, to, from, placedBy));
    if (isEngaged || isKnown?.(to) === false) {
      cancel = clock.after(REFUSED_AFTER_MS, () => line.miss(isEngaged ? 'busy' : 'failed'));
      return line;
    }
    this.#linesOf(to).add(line);
    cancel = clock.after(ringSeconds * 1000, () => line.miss('no-answer'));
    clock.after(0, () => {
      if (line.state === 'ringing') line.noticedBy(behaviour.ringing(line, reach()));
    });
    return line;
  }

  /**
   * Somebody dials `to` on this phone; a call that rings there goes on ringing. Undefined while somebody speaks on it.
   */
  dial(
    { sid, phone, to }: { readonly sid: string; readonly phone: string; readonly to: string },
    caller: Caller,
    agent: (call: PhoneCall) => Agent,
  ): Line | undefined {
    const { clock, ledger } = this.#options;
    const lines = this.#linesOf(phone);
    if ([...lines].some(({ state }) => state === 'live')) return undefined;
    const over = (): void => void lines.delete(line);
    const line = new Line({ clock, ledger, sid, to: phone, from: to, caller, over, state: 'live' });
    lines.add(line);
    line.noticedBy(agent(line));
    return line;
  }

  #linesOf(phone: string): Set<Line> {
    const known = this.#lines.get(phone);
    if (known !== undefined) return known;
    const lines = new Set<Line>();
    this.#lines.set(phone, lines);
    return lines;
  }
}

function rung(call: string, to: string, from: string, placedBy: Ring['placedBy']): Happening {
  return 'execution' in placedBy
    ? { kind: 'ring', call, to, from, ...placedBy }
    : { kind: 'put-through', call, to, from, ...placedBy };
}
