import type { Fault, FaultId } from '../../page/world';
import type { Fate, RehearsalOptions } from '../../rehearsal/index';

const SLOW_MS = 3_000;

const TEXTS: Readonly<Record<FaultId, readonly [title: string, text: string]>> = {
  down: ['Twilio is down', 'Each request of a Function to Twilio is answered 503.'],
  slow: ['Twilio is slow', `Each request of a Function to Twilio takes ${String(SLOW_MS / 1000)} seconds.`],
  'lost-events': ['Events are lost', 'Nobody hears that a call has ended; the queue finds out.'],
  stuck: ['Calls get stuck', 'A call that begins now never ends, whatever its phone does.'],
};

/** The switches of what goes wrong in a rehearsal. */
export class Faults {
  readonly #on = new Set<FaultId>();

  /** Throws a switch; returns it as it is now. */
  set(id: FaultId, isOn: boolean): Fault {
    if (isOn) this.#on.add(id);
    else this.#on.delete(id);
    return this.#shown(id);
  }

  isOn(id: FaultId): boolean {
    return this.#on.has(id);
  }

  get shown(): readonly Fault[] {
    return (Object.keys(TEXTS) as FaultId[]).map((id) => this.#shown(id));
  }

  /** What the rehearsal asks about each request and each event. */
  get options(): Required<Pick<RehearsalOptions, 'fateOf' | 'eventTimes'>> {
    return {
      fateOf: () => this.#fate(),
      eventTimes: () => (this.#on.has('lost-events') ? [] : [500]),
    };
  }

  #fate(): Fate {
    if (this.#on.has('down')) return { is: 'answer', response: UNAVAILABLE };
    return this.#on.has('slow') ? { is: 'deliver', latencyMs: SLOW_MS } : { is: 'deliver' };
  }

  #shown(id: FaultId): Fault {
    const [title, text] = TEXTS[id];
    return { id, title, text, isOn: this.#on.has(id) };
  }
}

/** What Twilio answers while it is down. */
export const UNAVAILABLE = {
  status: 503,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ code: 20503, message: 'Service unavailable', status: 503 }),
};
