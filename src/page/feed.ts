import type { FlowRun, News, Phone, Step, Time, World } from './world';
import { MOST_RUNS, MOST_STEPS } from './world';

/** How long news waits for more, in milliseconds. */
export const GATHERS_MS = 100;

/** So many phones, runs or steps are in one piece of news at most: a browser must not stand still over it. */
const PIECE = 250;

/** Where news of one stream goes. `write` returns whether there is room for more at once. */
export interface Outlet {
  write(news: News): boolean;
}

interface Stream {
  readonly id: string;
  readonly outlet: Outlet;
  isVisible: boolean;
  /** While the other end does not keep up nothing more is written: what has changed meanwhile is written once. */
  isFull: boolean;
  readonly parts: Set<keyof World>;
  readonly phones: Set<string>;
  readonly runs: Set<string>;
  /** The number of the last step that was written. */
  step: number;
}

/**
 * What the page shows at this moment, and the streams to which changes go. A change is written a little later and only as it is by then,
 * so that a storm makes no more news than a quiet day; a stream that begins finds everything changed.
 */
export class Feed {
  readonly #time: () => Time;
  readonly #later: (action: () => void) => void;
  readonly #streams = new Set<Stream>();
  readonly #phones = new Map<string, Phone>();
  readonly #runs = new Map<string, FlowRun>();
  #parts: Partial<World> = {};
  #steps: Step[] = [];
  #isAwaited = false;
  #watched: (isWatched: boolean) => void = () => {};

  /** `time` tells the world's time whenever it is written; `later` calls an action after {@link GATHERS_MS}. */
  constructor(time: () => Time, later: (action: () => void) => void = (action) => void setTimeout(action, GATHERS_MS)) {
    this.#time = time;
    this.#later = later;
  }

  /** Tells from now on whether anybody looks at a page. */
  onWatched(told: (isWatched: boolean) => void): void {
    this.#watched = told;
  }

  get isWatched(): boolean {
    return [...this.#streams].some(({ isVisible }) => isVisible);
  }

  get parts(): Partial<World> {
    return this.#parts;
  }

  /** Sets parts of the world; one that is the same as before is no news. */
  set(parts: Partial<World>): void {
    for (const key of Object.keys(parts) as (keyof World)[]) {
      if (JSON.stringify(parts[key]) === JSON.stringify(this.#parts[key])) continue;
      this.#parts = { ...this.#parts, [key]: parts[key] };
      for (const stream of this.#streams) stream.parts.add(key);
    }
    this.#awaken();
  }

  /** The time goes on otherwise than before. */
  timeChanged(): void {
    for (const stream of this.#streams) stream.parts.add('time');
    this.#awaken();
  }

  setPhone(phone: Phone): void {
    this.#phones.set(phone.agent, phone);
    for (const stream of this.#streams) stream.phones.add(phone.agent);
    this.#awaken();
  }

  /** Phones of agents who have left are forgotten only by streams that begin. */
  keepPhones(agents: ReadonlySet<string>): void {
    for (const agent of this.#phones.keys()) if (!agents.has(agent)) this.#phones.delete(agent);
  }

  setRun(run: FlowRun): void {
    this.#runs.set(run.id, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > MOST_RUNS && oldest !== undefined) this.#runs.delete(oldest);
    for (const stream of this.#streams) stream.runs.add(run.id);
    this.#awaken();
  }

  run(id: string): FlowRun | undefined {
    return this.#runs.get(id);
  }

  add(step: Step): void {
    this.#steps.push(step);
    if (this.#steps.length > 2 * MOST_STEPS) this.#steps = this.#steps.slice(-MOST_STEPS);
    this.#awaken();
  }

  /** Begins a stream; the returned functions say that there is room again, that it is seen or not, and that it is over. */
  join(id: string, outlet: Outlet): { readonly drained: () => void; readonly left: () => void } {
    const stream: Stream = {
      id,
      outlet,
      isVisible: true,
      isFull: false,
      parts: new Set(['time', ...(Object.keys(this.#parts) as (keyof World)[])]),
      phones: new Set(this.#phones.keys()),
      runs: new Set(this.#runs.keys()),
      step: (this.#steps.at(-MOST_STEPS)?.n ?? 1) - 1,
    };
    this.#streams.add(stream);
    this.#watched(this.isWatched);
    this.#write(stream);
    return {
      drained: () => {
        stream.isFull = false;
        this.#awaken();
      },
      left: () => {
        this.#streams.delete(stream);
        this.#watched(this.isWatched);
      },
    };
  }

  /** Whether anybody sees what comes through this stream. */
  look(id: string, isVisible: boolean): void {
    for (const stream of this.#streams) if (stream.id === id) stream.isVisible = isVisible;
    this.#watched(this.isWatched);
  }

  #awaken(): void {
    if (this.#isAwaited || this.#streams.size === 0) return;
    this.#isAwaited = true;
    this.#later(() => {
      this.#isAwaited = false;
      for (const stream of this.#streams) this.#write(stream);
    });
  }

  #write(stream: Stream): void {
    const { parts, phones, runs, id } = stream;
    const write = (news: News): void => {
      if (!stream.outlet.write(news)) stream.isFull = true;
    };
    if (!stream.isFull && parts.size > 0) {
      const { time: _time, ...now } = Object.fromEntries(
        [...parts].map((key) => [key, this.#parts[key]]),
      ) as Partial<World>;
      const time = parts.has('time') ? { time: this.#time() } : {};
      const about = now.about === undefined ? {} : { about: { ...now.about, stream: id } };
      parts.clear();
      write({ is: 'world', parts: { ...now, ...time, ...about } });
    }
    while (!stream.isFull && phones.size > 0) {
      const few = taken(phones);
      write({ is: 'phones', phones: few.flatMap((agent) => this.#phones.get(agent) ?? []) });
    }
    while (!stream.isFull && runs.size > 0) {
      const few = taken(runs);
      write({ is: 'runs', runs: few.flatMap((run) => this.#runs.get(run) ?? []) });
    }
    for (;;) {
      const first = this.#steps[0]?.n ?? 1;
      const steps = this.#steps.slice(Math.max(0, stream.step + 1 - first)).slice(0, PIECE);
      const last = steps.at(-1);
      if (stream.isFull || last === undefined) break;
      stream.step = last.n;
      write({ is: 'steps', steps });
    }
  }
}

/** Takes some of them out. */
function taken(ids: Set<string>): readonly string[] {
  const few = [...ids].slice(0, PIECE);
  for (const id of few) ids.delete(id);
  return few;
}
