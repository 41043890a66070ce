import { Refusal } from './refusal';

/** Where calls and messages to a number lead; what is left out leads nowhere. */
export interface Wiring {
  readonly voiceUrl?: string;
  readonly voiceMethod?: 'GET' | 'POST';
  readonly voiceFallbackUrl?: string;
  readonly voiceFallbackMethod?: 'GET' | 'POST';
  /** With an application or a trunk, calls do not lead to the number's own addresses. */
  readonly voiceApplicationSid?: string;
  readonly trunkSid?: string;
  readonly smsUrl?: string;
  readonly smsMethod?: 'GET' | 'POST';
  readonly smsFallbackUrl?: string;
  readonly smsFallbackMethod?: 'GET' | 'POST';
  /** With an application, messages do not lead to the number's own addresses. */
  readonly smsApplicationSid?: string;
}

/** A Messaging Service, to which numbers may belong. */
export interface MessagingService {
  readonly sid: string;
  readonly name: string;
  /** Whether messages to its numbers go to the numbers' own addresses. */
  readonly leavesItToNumbers: boolean;
  /** Where they go otherwise; left out, they are lost. */
  readonly inboundUrl?: string;
  /** The numbers that belong to it, in E.164 form. */
  readonly numbers: readonly string[];
}

/** A phone number of the account. */
export interface OwnedNumber {
  /** In E.164 form. */
  readonly number: string;
  /** Whether it can make calls; true when left out. */
  readonly voice?: boolean;
  /** Whether it can send texts; true when left out. */
  readonly sms?: boolean;
  readonly wiring?: Wiring;
}

/** How an account stands when a rehearsal begins; whatever is left out is as one wishes. */
export interface StandingOptions {
  readonly status?: 'active' | 'suspended' | 'closed';
  readonly type?: 'Trial' | 'Full';
  /** In US dollars. */
  readonly balance?: number;
  readonly numbers: readonly OwnedNumber[];
  /** Where those numbers lead of which it is not said; nowhere when left out. */
  readonly wiring?: Wiring;
  /** Verified numbers of others, in E.164 form. */
  readonly callerIds?: readonly string[];
  readonly messagingServices?: readonly MessagingService[];
}

type Identified<Item> = Item & { readonly sid: string };

/** How the account stands with Twilio, and which numbers it may use. A story may change any of it at any time. */
export class Standing {
  readonly type: 'Trial' | 'Full';
  /** In US dollars. */
  balance: number;
  readonly #newSid: (prefix: string) => string;
  readonly #wiring: Wiring;
  #status: NonNullable<StandingOptions['status']>;
  #numbers: readonly Identified<Required<OwnedNumber>>[];
  #callerIds: readonly Identified<{ readonly number: string }>[];
  messagingServices: readonly MessagingService[];

  constructor(
    { status, type, balance, numbers, callerIds, wiring, messagingServices }: StandingOptions,
    newSid: (prefix: string) => string,
  ) {
    this.type = type ?? 'Full';
    this.balance = balance ?? 100;
    this.#newSid = newSid;
    this.#wiring = wiring ?? {};
    this.#status = status ?? 'active';
    this.#numbers = this.#identified(numbers);
    this.messagingServices = messagingServices ?? [];
    this.#callerIds = (callerIds ?? []).map((number) => ({ sid: newSid('PN'), number }));
  }

  /** An account whose balance reaches zero is suspended (support article "What happens if my Twilio balance reaches zero?"). */
  get status(): NonNullable<StandingOptions['status']> {
    return this.#status === 'active' && this.balance <= 0 ? 'suspended' : this.#status;
  }

  set status(status: NonNullable<StandingOptions['status']>) {
    this.#status = status;
  }

  /** The numbers that the account owns. */
  get numbers(): readonly Identified<Required<OwnedNumber>>[] {
    return this.#numbers;
  }

  set numbers(numbers: readonly OwnedNumber[]) {
    this.#numbers = this.#identified(numbers);
  }

  /** Lets a number lead elsewhere. An application takes the place of a trunk, and a trunk that of an application. */
  wire(sid: string, change: Wiring): void {
    this.#numbers = this.#numbers.map((owned) =>
      owned.sid === sid ? { ...owned, wiring: { ...owned.wiring, ...change } } : owned,
    );
  }

  /** Numbers of others that the account may call from, and not text. */
  get callerIds(): readonly Identified<{ readonly number: string }>[] {
    return this.#callerIds;
  }

  /** Whether the account may show this number when it calls: one of its own or a verified one (docs: errors 21210). */
  knowsCaller(number: string): boolean {
    return [...this.#numbers, ...this.#callerIds].some((each) => each.number === number);
  }

  /** Whether a call from this number comes about now. */
  canCallFrom(number: string): boolean {
    const canSpeak = this.#numbers.find((each) => each.number === number)?.voice !== false;
    return this.status === 'active' && canSpeak && this.knowsCaller(number);
  }

  #identified(numbers: readonly OwnedNumber[]): readonly Identified<Required<OwnedNumber>>[] {
    return numbers.map((owned) => ({
      voice: true,
      sms: true,
      wiring: this.#wiring,
      ...owned,
      sid: this.#newSid('PN'),
    }));
  }
}

/**
 * Refuses what a suspended or closed account asks for.
 *
 * Three pages name a code for it: 20003 ("Account is suspended or closed"), 20403 ("the account has been suspended or closed")
 * and 20005 ("potentially because you ran out of funds"). The last one names no status.
 */
export function requireActive({
  standing,
  switches,
}: {
  readonly standing: Standing;
  readonly switches: { readonly suspendedCode: 20003 | 20403 | 20005 };
}): void {
  if (standing.status === 'active') return;
  switch (switches.suspendedCode) {
    case 20003:
      throw new Refusal(401, 20003, 'Authenticate');
    case 20403:
      throw new Refusal(403, 20403, 'Forbidden');
    case 20005:
      throw new Refusal(403, 20005, 'Account not active');
  }
}
