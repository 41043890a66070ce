import type { Board } from '../incident/board';
import type { Given } from '../incident/escalation';
import { FUNCTION_WORK_MS } from '../incident/limits';
import type { CallPlan } from '../incident/plan';
import { fitted } from '../incident/settled';
import { Unreachable } from './ports';
import type { BoardStore, History, Log, Outside, Pager, StoredBoard, Texter } from './ports';
import type { Plans } from './plans';

/** What one Function run works with. */
export interface Desk {
  readonly boards: BoardStore;
  readonly pager: Pager;
  readonly texter: Texter;
  readonly history: History;
  readonly plans: Plans;
  readonly outside: Outside;
  readonly log: Log;
}

/** How long a writer steps aside after a conflict: whoever only joins waits longer than whoever moves the escalation on. */
export type Urgency = 'joining' | 'moving';

const LEAST_BACKOFF_MS = 20;

/** A board that was written within this time is being written by others too. */
const CROWDED_MS = 500;

const MOST_BACKOFF_MS: Readonly<Record<Urgency, number>> = { joining: 600, moving: 50 };

/**
 * One run of a Function: it knows its time limit, makes tokens that nobody else can have made, and reads and writes boards.
 */
export class Run {
  readonly desk: Desk;
  /** Names this run on leases. */
  readonly id: string;
  readonly #endMs: number;
  #tokens = 0;
  readonly #ownWrites = new Map<string, number>();

  constructor(desk: Desk) {
    this.desk = desk;
    this.id = desk.outside.newId();
    this.#endMs = desk.outside.now() + FUNCTION_WORK_MS;
  }

  now(): number {
    return this.desk.outside.now();
  }

  /** Throws {@link Unreachable} when the Function must stop before Twilio stops it. */
  checkTime(): void {
    if (this.now() >= this.#endMs) throw new Unreachable('The time that a Function may run is used up.');
  }

  plan(team: string): CallPlan {
    return this.desk.plans.planFor(team, this.now());
  }

  /** Whether this run wrote the attempt's token. */
  owns(token: string): boolean {
    return token.startsWith(`${this.id}.`);
  }

  /** Reads a board; a copy that is older than this run's own last write is read again. */
  async read(team: string): Promise<StoredBoard> {
    for (;;) {
      this.checkTime();
      const stored = await this.desk.boards.read(team);
      if (stored.board.writes >= (this.#ownWrites.get(team) ?? 0)) return stored;
      await this.desk.outside.sleep(50);
    }
  }

  /**
   * Changes a board by compare-and-set: reads it, decides, writes if the decision changed anything, and decides anew on
   * whatever stands there when somebody else wrote first or the reply was lost. A decision must therefore be able to meet
   * its own result: it recognises it by the token that it was given, which stays the same through all retries.
   *
   * With `known`, a board that this run has just read, the first decision is made on it; compare-and-set finds out if it is
   * out of date.
   *
   * Throws {@link Unreachable}.
   */
  async change<Decision extends { readonly board: Board }>(
    team: string,
    urgency: Urgency,
    decide: (board: Board, given: Given) => Decision,
    known?: StoredBoard,
  ): Promise<Decision> {
    const token = `${this.id}.${++this.#tokens}`;
    const incidentId = `inc-${this.desk.outside.newId().slice(0, 8)}`;
    let stored = known;
    let conflicts = 0;
    let hasSteppedAside = false;
    for (;;) {
      const { board, revision } = stored ?? (await this.read(team));
      stored = undefined;
      const given: Given = { plan: this.plan(team), nowMs: this.now(), token, incidentId };
      const decision = decide(board, given);
      if (decision.board === board) return decision;
      if (urgency === 'joining' && !hasSteppedAside && conflicts === 0 && this.#isCrowded(team, board)) {
        // In a storm whoever has just come lets those go first who have been losing: an incident is on its way already.
        hasSteppedAside = true;
        await this.desk.outside.sleep(this.desk.outside.chance() * MOST_BACKOFF_MS[urgency]);
        continue;
      }
      this.checkTime();
      const next = fitted({ ...decision.board, writes: board.writes + 1, writtenAtMs: given.nowMs });
      const outcome = await this.desk.boards.write(team, next, revision);
      if (outcome === 'written') {
        this.#ownWrites.set(team, next.writes);
        return { ...decision, board: next };
      }
      if (outcome === 'conflict') {
        // Whoever has lost often waits less: newcomers must not starve it until its time is up.
        const mostMs = Math.max(LEAST_BACKOFF_MS, MOST_BACKOFF_MS[urgency] / ++conflicts);
        await this.desk.outside.sleep(this.desk.outside.chance() * mostMs);
      }
    }
  }

  /** Whether other runs are adding their alarms to an incident at this moment. */
  #isCrowded(team: string, { incident, writtenAtMs }: Board): boolean {
    const isJoined = incident?.status === 'escalating' || incident?.status === 'taken';
    return isJoined && !this.#ownWrites.has(team) && this.now() - (writtenAtMs ?? 0) < CROWDED_MS;
  }
}
