/** A call as the person who is called has it in hand. Whatever is not possible any more does nothing. */
export interface PhoneCall {
  readonly sid: string;
  /** The number of the phone in hand. */
  readonly to: string;
  /** The number at the other end, as the phone shows it. */
  readonly from: string;
  readonly state: 'ringing' | 'live' | 'over';
  answer(): void;
  /** The phone is busy, or its owner pushes the call away. */
  reject(): void;
  /** The carrier cannot put the call through. */
  fail(): void;
  /** Presses one key, `0`–`9`, `*` or `#`. */
  press(key: string): void;
  hangUp(): void;
}

/** What a person notices during one call. */
export interface Agent {
  /** The caller begins to say `text`, which takes `durationMs`. */
  hears?(text: string, durationMs: number): void;
  /** The caller has said `text` to its end and waits for a key. */
  asked?(text: string): void;
  /** The call is over, no matter who ended it. */
  ended?(): void;
}
