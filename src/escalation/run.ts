import { firstRelease } from '#first-release';
import type { AlarmWords, IncidentWords } from '../alarm/alarm-words';
import { EMPTY_BOARD, escalating, incidentNamed } from '../board/board';
import type { Board } from '../board/board';
import { freeId } from '../board/code';
import type { Given } from '../incident/escalation';
import { fitted } from '../incident/fit';
import { FUNCTION_WORK_MS } from '../incident/limits';
import { expired } from '../incident/outbox';
import type { CallPlan } from '../incident/plan';
import { tended } from '../incident/tend';
import { allDetails, allWords, wordsBeside } from '../incident/words';
import type { Plans } from './plans';
import { ifReachable, Unreachable } from './ports';
import type { BoardStore, DueIndex, History, LinkTo, Log, Outside, Pager, StoredBoard, Texter, Words } from './ports';

/** What one Function run works with. */
export interface Desk {
  readonly boards: BoardStore;
  readonly words: Words;
  readonly due: DueIndex;
  readonly pager: Pager;
  readonly texter: Texter;
  readonly history: History;
  readonly linkTo: LinkTo;
  readonly plans: Plans;
  readonly outside: Outside;
  readonly log: Log;
}

/** How long a writer steps aside after a conflict: a run that only joins waits longer than one that moves the escalation on. */
export type Urgency = 'joining' | 'moving';

/** A run that has taken so long after its first read meets slow requests. */
const SLOW_MS = 1_000;

const LEAST_BACKOFF_MS = 20;

const MOST_BACKOFF_MS: Readonly<Record<Urgency, number>> = { joining: 1_200, moving: 50 };

/** A board that was written within this time, and as much again as one and a half requests take, is being written by others too. */
const CROWDED_MS = 100;

/** How long a run that joins then steps aside at most: longer where a request takes longer, and a conflict costs more. */
const ASIDE_MS = 200;
const MOST_ASIDE_MS = 2_000;

/**
 * One run of a Function: it knows its time limit, makes tokens that nobody else can have made, and reads and writes boards.
 */
export class Run {
  readonly desk: Desk;
  /** Names this run on leases. */
  readonly id: string;
  /** The tokens of the attempts whose executions Twilio has taken from this run. */
  readonly placed = new Set<string>();
  /** The ids of the agents who can get no SMS, by what Twilio has answered to this run. */
  readonly deaf = new Set<string>();
  readonly #endMs: number;
  #tokens = 0;
  /** Each board that this run has written, as it knows it last, with what the next write must match. */
  readonly #written = new Map<string, StoredBoard>();
  /** Each board as this run has read it last. */
  readonly #seen = new Map<string, StoredBoard>();
  /** What this run has read beside the boards, by the incident's id. */
  readonly #read = new Map<string, Promise<readonly AlarmWords[]>>();
  /** What this run itself has put beside a board, by incident, and the putting of it. */
  readonly #kept = new Map<string, readonly AlarmWords[]>();
  readonly #putting: Promise<void>[] = [];

  constructor(desk: Desk) {
    this.desk = desk;
    // Enough of it to tell the runs of a day apart: it stands on the board once for each SMS that is being sent.
    this.id = desk.outside.newId().slice(0, 12);
    this.#endMs = desk.outside.ownNow() + FUNCTION_WORK_MS;
  }

  now(): number {
    return this.desk.outside.now();
  }

  /** Throws {@link Unreachable} when the Function must stop before Twilio stops it. */
  checkTime(): void {
    if (this.desk.outside.ownNow() >= this.#endMs)
      throw new Unreachable('The time that a Function may run is used up.');
  }

  /** The team's plan at this instant. Of a team that the roster has no more, the people are those whom its board knows. */
  plan(team: string, board: Board): CallPlan {
    return this.desk.plans.planFor(team, this.now(), peopleOf(board));
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
      if (stored.board.writes >= (this.#written.get(team)?.board.writes ?? 0)) {
        this.#seen.set(team, stored);
        // The reply to a later write of its own may have been lost: what this run wrote before is out of date then, and to decide on
        // that would do again what is done, such as sending an SMS.
        if (this.#written.has(team)) this.#written.set(team, stored);
        return stored;
      }
      await this.desk.outside.sleep(50);
    }
  }

  /** What a voice can say of an incident's alarms, from the board and, when that is not all, from beside it. Never fails. */
  async wordsOf(board: Board, incident: string): Promise<readonly AlarmWords[]> {
    const { worded = 0 } = incidentNamed(board, incident) ?? {};
    return allWords(board, { id: incident, worded }, () => this.wordsBeside(incident));
  }

  /** The same with all that is for the eye. Never fails. */
  async detailsOf(board: Board, incident: string): Promise<readonly AlarmWords[]> {
    const { worded = 0 } = incidentNamed(board, incident) ?? {};
    const kept = this.#kept.get(incident) ?? [];
    return allDetails(board, { id: incident, worded }, kept, () => this.wordsBeside(incident));
  }

  /** What lies beside the board, read once; what will need it may begin to read early. Never fails. */
  async wordsBeside(incident: string): Promise<readonly AlarmWords[]> {
    const reading = this.#read.get(incident) ?? this.desk.words.of(incident);
    this.#read.set(incident, reading);
    return [...(await reading), ...(this.#kept.get(incident) ?? [])];
  }

  /**
   * Changes a board by compare-and-set: reads it, decides, writes if the decision changed anything, and decides anew on
   * whatever stands there when somebody else wrote first or the reply was lost. A decision must therefore be able to meet
   * its own result: it recognises it by the token that it was given, which stays the same through all retries.
   *
   * The first decision is made on `known`, a board that this run has just read, or on what it has written last; compare-and-set
   * finds out if that is out of date. What the board has no room to say about alarms is written beside it at the same time.
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
    const newId = this.desk.outside.newIncidentId();
    let stored = known ?? this.#written.get(team) ?? this.#slowlyRead(team);
    let conflicts = 0;
    let hasSteppedAside = false;
    for (;;) {
      const askedAtMs = this.desk.outside.ownNow();
      const { board, revision } = stored ?? (await this.read(team));
      const requestMs = stored === undefined ? this.desk.outside.ownNow() - askedAtMs : 0;
      stored = undefined;
      const incidentId = freeId(board, newId);
      const given: Given = { plan: this.plan(team, board), nowMs: this.now(), token, incidentId };
      const decision = decide(board, given);
      const tidied = tended(decision.board, given);
      if (tidied === board) return decision;
      if (urgency === 'joining' && !hasSteppedAside && conflicts === 0 && this.#isCrowded(team, board, requestMs)) {
        // In a storm a run that has just come lets those go first that have been losing: an incident is on its way already.
        hasSteppedAside = true;
        await this.desk.outside.sleep(this.desk.outside.chance() * Math.min(MOST_ASIDE_MS, ASIDE_MS + 8 * requestMs));
        continue;
      }
      this.checkTime();
      const next = fitted({ ...tidied, writes: board.writes + 1, writtenAtMs: given.nowMs }, given);
      const writing = this.desk.boards.write(team, next, revision);
      this.keepWords(wordsBeside(tidied, next));
      const outcome = await writing;
      // A run that brings a new alarm is about to ring a phone, and waits for its words only after that.
      if (urgency === 'moving') await this.wordsPut();
      if ('revision' in outcome) this.#written.set(team, { board: next, revision: outcome.revision });
      if (outcome.is === 'written') {
        this.#logExpired(team, decision.board, given);
        return { ...decision, board: next };
      }
      if (outcome.is === 'first') await this.adopt(team);
      if (outcome.is === 'conflict') {
        // A run that has lost often waits less: newcomers must not starve it until its time is up.
        const mostMs = Math.max(LEAST_BACKOFF_MS, MOST_BACKOFF_MS[urgency] / ++conflicts);
        await this.desk.outside.sleep(this.desk.outside.chance() * mostMs);
      }
    }
  }

  /** What a write has dropped because time was up. */
  #logExpired(team: string, board: Board, { plan, nowMs }: Given): void {
    for (const { to, items } of expired(board, plan, nowMs)) {
      const message = 'An SMS was given up: the roster has no such agent, or it could not be sent for two days.';
      this.desk.log('error', message, { team, agent: to, about: items.map(({ kind }) => kind).join(' ') });
    }
  }

  /** Begins to put words beside the board; a write that met another one is made again, and has them put once. */
  keepWords(all: readonly IncidentWords[]): void {
    for (const { incident, alarms } of all) {
      const known = this.#kept.get(incident) ?? [];
      const fresh = alarms.filter(({ hash, sinceMs }) =>
        known.every((each) => each.hash !== hash || each.sinceMs !== sinceMs),
      );
      if (fresh.length === 0) continue;
      this.#kept.set(incident, [...known, ...fresh]);
      this.#putting.push(this.#putWords({ incident, alarms: fresh }));
    }
  }

  async #putWords({ incident, alarms }: IncidentWords): Promise<void> {
    if ((await ifReachable(this.desk.words.put(incident, alarms))) !== false) return;
    this.desk.log('warn', 'The words about alarms were not stored: a short name is said instead.', { incident });
  }

  /** Waits until what was put beside the boards is there, or cannot be put. A Function that has answered may be stopped. */
  async wordsPut(): Promise<void> {
    await Promise.all(this.#putting);
  }

  /**
   * Takes over the team's board of the first release, if there is one: an incident goes on in the middle. Returns whether there was
   * one that could be. Throws {@link Unreachable}.
   */
  async adopt(team: string): Promise<boolean> {
    for (;;) {
      this.checkTime();
      const first = await this.desk.boards.first(team);
      if (first === undefined) return false;
      const release = firstRelease();
      if (release === undefined) {
        this.desk.log('error', 'The board of the first release cannot be taken over.', {
          team,
        });
        return false;
      }
      const former = release.upgraded(first.value, this.desk.pager.flow, this.now());
      if (former === undefined) return false;
      const { board, revision } = await this.read(team);
      // What this run has just written on an empty board it will decide again.
      const isOwn = board.writes === 1 && this.#written.get(team)?.board.writes === 1;
      const current = isOwn ? { ...EMPTY_BOARD, writes: 1 } : board;
      const given: Given = { plan: this.plan(team, former), nowMs: this.now(), token: this.id, incidentId: '' };
      const both = release.merged(current, former, given);
      const next = fitted({ ...both, writes: board.writes + 1, writtenAtMs: given.nowMs }, given);
      this.keepWords(wordsBeside(both, next));
      await this.wordsPut();
      const outcome = await this.desk.boards.write(team, next, revision);
      if (!('revision' in outcome)) continue;
      this.#written.set(team, { board: next, revision: outcome.revision });
      this.desk.log('info', 'The board of the first release was taken over.', { team });
      if (await this.desk.boards.bury(team, first.revision)) return true;
    }
  }

  /**
   * The board that this run has read already, where requests take so long that reading it again would use up the run's time before
   * anything is done; compare-and-set finds out if it is out of date.
   */
  #slowlyRead(team: string): StoredBoard | undefined {
    return this.isSlow() ? this.#seen.get(team) : undefined;
  }

  /** Whether this run has little time for what is seldom needed. */
  isSlow(): boolean {
    return this.#endMs - this.desk.outside.ownNow() < FUNCTION_WORK_MS - SLOW_MS;
  }

  /** Whether other runs are adding their alarms to an incident at this moment. */
  #isCrowded(team: string, board: Board, requestMs: number): boolean {
    const isJoined = escalating(board) !== undefined || board.incidents.some(({ status }) => status === 'taken');
    return isJoined && !this.#written.has(team) && this.now() - (board.writtenAtMs ?? 0) < CROWDED_MS + 1.5 * requestMs;
  }
}

/** The ids of everybody whom a board names, those who were called last first. */
function peopleOf({ incidents, outbox }: Board): readonly string[] {
  const named = incidents.flatMap(({ attempt, calls, taken }) => [
    ...(attempt === undefined ? [] : [attempt.agent.id]),
    ...calls.map(({ agent }) => agent),
    ...(taken === undefined ? [] : [taken.by]),
  ]);
  return [...new Set([...named, ...outbox.map(({ to }) => to)])];
}
