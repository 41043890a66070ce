import { emitKeypressEvents } from 'node:readline';
import { InteractivePhones } from '../rehearsal/phones/interactive';
import type { Notice } from '../rehearsal/phones/interactive';
import type { PhoneCall } from '../rehearsal/phones/call';
import type { NameOf } from './timeline-text';

interface Quit {
  isWanted(): boolean;
  /** Resolves after this time, or as soon as somebody wants to quit. */
  within(ms: number): Promise<void>;
}

/** The agents' phones in the hands of whoever sits at the keyboard. */
export class Keyboard {
  readonly phones: InteractivePhones;
  readonly #names: { readonly agentOf: (phone: string) => string; readonly nameOf: NameOf };
  readonly #print: (line: string) => void;
  #quit = false;
  #wake: () => void = () => {};

  constructor(
    names: { readonly agentOf: (phone: string) => string; readonly nameOf: NameOf },
    print: (line: string) => void,
  ) {
    this.#names = names;
    this.#print = print;
    this.phones = new InteractivePhones((notice) => this.#noticed(notice));
  }

  explain(): void {
    this.#print('           keys      a answers, b is busy, f fails, h hangs up, 0-9 are the phone keys, q quits\n');
  }

  open(): Quit {
    emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true);
    process.stdin.resume();
    process.stdin.on('keypress', this.#pressed);
    return {
      isWanted: () => this.#quit,
      within: (ms) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          this.#wake = () => {
            clearTimeout(timer);
            resolve();
          };
        }),
    };
  }

  close(): void {
    process.stdin.off('keypress', this.#pressed);
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }

  readonly #pressed = (character: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
    if (key.name === 'q' || (key.ctrl === true && (key.name === 'c' || key.name === 'd'))) {
      this.#quit = true;
      this.#wake();
      return;
    }
    const call = this.phones.calls.at(-1);
    if (call === undefined) {
      this.#print('                     no phone is ringing; q quits');
      return;
    }
    this.#act(call, character ?? '');
  };

  #act(call: PhoneCall, character: string): void {
    switch (character) {
      case 'a':
        return call.answer();
      case 'b':
        return call.reject();
      case 'f':
        return call.fail();
      case 'h':
        return call.hangUp();
      default:
        if (!/^[0-9*#]$/.test(character)) return;
        if (call.state === 'ringing') this.#print('                     answer first: a');
        else call.press(character);
    }
  }

  #noticed(notice: Notice): void {
    const name = this.#names.nameOf(this.#names.agentOf(notice.call.to));
    if (notice.kind === 'ringing') this.#print(`                     ${name}: a to answer, b if busy, or let it ring`);
    if (notice.kind === 'asked')
      this.#print(`                     ${name}: 1 to take it, 2 to pass it on, h to hang up`);
  }
}
