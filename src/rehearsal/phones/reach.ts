import type { Agent, PhoneCall } from './call';

/** What a person does to a page behind a link. */
export type LinkDeed = 'take' | 'pass' | 'close';

/** What people do of their own accord. */
export interface Reach {
  /**
   * Rings `to` from this phone. `shows` is the caller ID that arrives; the phone's own number when left out. Undefined while
   * somebody speaks on this phone.
   */
  ring(call: {
    readonly phone: string;
    readonly to: string;
    readonly shows?: string;
    readonly agent: (call: PhoneCall) => Agent;
  }): PhoneCall | undefined;
  /** Sends a text from this phone, with so many pictures. */
  text(message: {
    readonly phone: string;
    readonly to: string;
    readonly text: string;
    readonly shows?: string;
    readonly pictures?: number;
  }): void;
  /** What this finds in the newest text to this phone in which it finds anything. */
  findInTexts(phone: string, pattern: RegExp): string | undefined;
  /** Opens the link in the newest text to this phone that has one, and presses a button there; only looks when left out. */
  openLink(phone: string, deed?: LinkDeed): void;
  /** The same with a link that is at hand, even if it was for somebody else. */
  open(phone: string, url: string, deed?: LinkDeed): void;
  /** Does something so much later; until then not everything has happened. */
  later(delayMs: number, action: () => void): void;
}
