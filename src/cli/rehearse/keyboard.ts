import { emitKeypressEvents } from 'node:readline';
import { InteractivePhones, reachBack, type Clock, type PhoneCall, type ReachingBack } from '../../rehearsal/index';
import type { Names } from './names';

/** Where keys come from: the standard input of a terminal. */
export interface KeyInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  /** Whether every key arrives at once, unseen and with nothing done about it. */
  setRawMode(isRaw: boolean): unknown;
}

/** Shows a remark under a label, which may be empty. */
type Say = (label: string, text: string) => void;

/** What a key does, and to a call in which state. */
interface Deed {
  readonly to: PhoneCall['state'];
  readonly perform: (call: PhoneCall) => void;
}

/** The agents' phones in the hands of the person at the keyboard. */
export class Keyboard {
  readonly phones: InteractivePhones;
  /** Resolves when somebody wants to quit. */
  readonly left: Promise<'left'>;
  readonly #input: KeyInput;
  readonly #names: Names;
  readonly #say: Say;
  readonly #clock: Clock;
  #leave: (how: 'left') => void = () => {};

  constructor(input: KeyInput, names: Names, say: Say, clock: Clock) {
    this.#input = input;
    this.#names = names;
    this.#say = say;
    this.#clock = clock;
    this.left = new Promise((resolve) => {
      this.#leave = resolve;
    });
    this.phones = new InteractivePhones(({ call }) => this.#say('', this.#keysFor(call)));
  }

  explain(): void {
    this.#say('keys', 'a answers, b is busy, f fails, h hangs up, 0-9 are the phone keys, q quits');
    this.#say('', 'after a missed call: r calls back, t texts 1, p texts 2, l takes it by the link');
  }

  open(): void {
    emitKeypressEvents(this.#input);
    this.#input.setRawMode(true);
    this.#input.on('keypress', this.#pressed);
    this.#input.resume();
  }

  close(): void {
    this.#input.off('keypress', this.#pressed);
    this.#input.setRawMode(false);
    this.#input.pause();
  }

  readonly #pressed = (character: string | undefined, { name, ctrl }: { name?: string; ctrl?: boolean }): void => {
    const key = (character ?? '').toLowerCase();
    if (key === 'q' || (ctrl === true && (name === 'c' || name === 'd'))) {
      this.#leave('left');
      return;
    }
    const back = reachingBack(key);
    if (back !== undefined) return this.#reachBack(back);
    const deed = deedOf(key);
    // Of several the newest: after a 2 the next phone rings while the agent before still hears the goodbye.
    const call = this.phones.calls.findLast(({ state }) => state === deed?.to);
    if (call === undefined) this.#say('', this.#keysNow());
    else deed?.perform(call);
  };

  /** The agent whose phone rang last does something of their own accord. */
  #reachBack(what: ReachingBack | 'rings back'): void {
    const { last } = this.phones;
    if (last === undefined) return this.#say('', 'no phone has rung yet');
    const { phone, number, reach } = last;
    if (what !== 'rings back') return reachBack({ clock: this.#clock, reach, phone, number }, what);
    const call = reach.ring({ phone, to: number, agent: (ringing) => this.phones.holding(ringing) });
    if (call === undefined) this.#say('', `${this.#nameOf(phone)} is on the phone`);
  }

  #keysNow(): string {
    const calls = this.phones.calls.map((call) => this.#keysFor(call));
    return [...(calls.length === 0 ? ['no phone is ringing'] : calls), 'q to quit'].join('; ');
  }

  #nameOf(phone: string): string {
    return this.#names.nameOf(this.#names.agentOf(phone));
  }

  #keysFor({ to, state }: PhoneCall): string {
    const keys =
      state === 'ringing'
        ? 'a to answer, b if busy, f if it fails, or let it ring'
        : '1 to take it, 2 to pass it on, h to hang up';
    return `${this.#nameOf(to)}: ${keys}`;
  }
}

function reachingBack(key: string): ReachingBack | 'rings back' | undefined {
  switch (key) {
    case 'r':
      return 'rings back';
    case 't':
      return { is: 'texts', text: '1' };
    case 'p':
      return { is: 'texts', text: '2' };
    case 'l':
      return { is: 'taps the link', deed: 'take' };
    default:
      return undefined;
  }
}

function deedOf(key: string): Deed | undefined {
  switch (key) {
    case 'a':
      return { to: 'ringing', perform: (call) => call.answer() };
    case 'b':
      return { to: 'ringing', perform: (call) => call.reject() };
    case 'f':
      return { to: 'ringing', perform: (call) => call.fail() };
    case 'h':
      return { to: 'live', perform: (call) => call.hangUp() };
    default:
      return /^[0-9*#]$/.test(key) ? { to: 'live', perform: (call) => call.press(key) } : undefined;
  }
}
