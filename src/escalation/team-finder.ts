import { escalating, type Board } from '../board/board';
import { concerns, isWrongOn, knowsLater, type RoutedAlarm } from '../incident/receive';
import { FALLBACK_TEAM } from './plans';
import { ifReachable, Unreachable, type BoardList, type StoredBoard } from './ports';
import type { Run } from './run';

/** A team that has an alarm; `isOutrun` when it has a later state of it than the one that was asked for. */
interface Holder {
  readonly team: string;
  readonly isOutrun: boolean;
}

/** The teams that a state of an alarm goes to. */
export interface Addressees {
  readonly teams: readonly string[];
  /** False when a further team may have the alarm: its message must come again. */
  readonly isAll: boolean;
}

/** A state that is news this long after it began may be a copy that SQS delivers late: it is at-least-once. */
const LATE_MS = 15_000;

/** Finds the teams that have an alarm already. It asks for each board once, however many messages of a batch it is asked about. */
export class TeamFinder {
  readonly #run: Run;
  readonly #listBoards: BoardList;
  readonly #boards = new Map<string, Promise<StoredBoard>>();
  #listing: Promise<readonly string[]> | undefined;

  constructor(run: Run, listBoards: BoardList) {
    this.#run = run;
    this.#listBoards = listBoards;
  }

  /**
   * The teams that this state of the alarm goes to: that of its route, or another one whose board knows it. When a route is edited
   * in the middle of an incident, or the roster loses the team, the team whose agents are being called goes on, and no second
   * chain begins beside it. What is over goes to every team whose agents may be called for it. Undefined when a board cannot be
   * read that may have it: the next delivery asks again.
   */
  async addresseesOf(alarm: RoutedAlarm, routed: string): Promise<Addressees | undefined> {
    const { state, calm, isDeleted } = alarm.alarm;
    const isOver = state === 'ok' && (calm === undefined || isDeleted === true);
    if (!isOver && alarm.redelivered !== true && !this.#isLate(alarm)) return { teams: [routed], isAll: true };
    try {
      const team = await this.#teamOf(alarm, routed);
      if (!isOver) return { teams: [team], isAll: true };
      const others = await this.#othersWithIt(alarm, team);
      return { teams: [team, ...(others ?? [])], isAll: others !== undefined };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.#run.desk.log('error', 'A board that may have this alarm could not be read: it stays in the queue.', {
        team: routed,
        why: error.message,
      });
      return undefined;
    }
  }

  /** The board of a team as it was found, if it was looked at. */
  seen(team: string): Promise<StoredBoard> | undefined {
    return this.#boards.get(team);
  }

  async #teamOf(alarm: RoutedAlarm, routed: string): Promise<string> {
    const { trouble } = this.#run.desk.plans;
    if (alarm.redelivered !== true && trouble === undefined) {
      // Both at once: to look elsewhere holds up no ringing phone.
      const [near] = await Promise.all([this.#among([routed], alarm), ifReachable(this.#all())]);
      if (near?.isOutrun === false) return routed;
      // Nor does a list that cannot be had: its copy in the queue asks again.
      const others = alarm.alarm.state === 'ok' ? await this.#all() : await ifReachable(this.#all());
      return (await this.#among(others ?? [], alarm))?.team ?? routed;
    }
    // While the roster cannot be read any team may be calling for it; and once it is repaired, the fallback numbers.
    const likeliest = trouble === undefined ? [routed, FALLBACK_TEAM] : [...(await this.#all()), routed];
    const near = (await this.#stillCalling(likeliest, alarm)) ?? (await this.#among([routed], alarm));
    const holder = near?.isOutrun === false ? near : ((await this.#among(await this.#all(), alarm)) ?? near);
    return holder?.team ?? routed;
  }

  #isLate({ alarm }: RoutedAlarm): boolean {
    return alarm.stateAtMs !== null && this.#run.now() - alarm.stateAtMs > LATE_MS;
  }

  /**
   * The other teams on whose boards the alarm is wrong still: copies of its message came before and after its route was edited, and
   * each of these teams calls its agents. Undefined when that is not known.
   */
  async #othersWithIt(alarm: RoutedAlarm, team: string): Promise<readonly string[] | undefined> {
    const all = await ifReachable(this.#all());
    if (all === undefined) return undefined;
    const others = await Promise.all(
      all.map(async (each) => {
        const stored = await this.#boards.get(each);
        return each !== team && stored !== undefined && isWrongOn(stored.board, alarm) ? [each] : [];
      }),
    );
    return others.flat();
  }

  /** The first of these teams whose board knows this very state and needs its message: it calls, or owes an SMS. */
  async #stillCalling(teams: readonly string[], alarm: RoutedAlarm): Promise<Holder | undefined> {
    for (const [index, team] of teams.entries()) {
      // Where requests take seconds each there is no time to look where it almost never is.
      if (index > 0 && this.#run.isSlow()) return undefined;
      const { board } = await this.#read(team);
      if (isBusy(board) && concerns(board, alarm) && !knowsLater(board, alarm.alarm)) return { team, isOutrun: false };
    }
    return undefined;
  }

  #read(team: string): Promise<StoredBoard> {
    const reading = this.#boards.get(team) ?? this.#run.read(team);
    this.#boards.set(team, reading);
    return reading;
  }

  /**
   * The first of these teams whose board knows this very state, else the first whose board knows a later one: the alarm went
   * on to another team, and the one that is being called for this state must not lose it from the queue.
   */
  async #among(teams: readonly string[], alarm: RoutedAlarm): Promise<Holder | undefined> {
    let outrun: string | undefined;
    for (const team of teams) {
      const { board } = await this.#read(team);
      if (!concerns(board, alarm)) continue;
      if (!knowsLater(board, alarm.alarm)) return { team, isOutrun: false };
      outrun ??= team;
    }
    return outrun === undefined ? undefined : { team: outrun, isOutrun: true };
  }

  /** Every team that has a board, also those that the roster does not name (any more). Their boards come with the list. */
  #all(): Promise<readonly string[]> {
    this.#listing ??= this.#list();
    return this.#listing;
  }

  async #list(): Promise<readonly string[]> {
    const all = await this.#listBoards();
    for (const [team, stored] of all) {
      if (stored !== undefined && !this.#boards.has(team)) this.#boards.set(team, Promise.resolve(stored));
    }
    return [...all.keys()];
  }
}

/** Whether a board calls somebody, or owes an SMS. */
function isBusy(board: Board): boolean {
  return escalating(board) !== undefined || board.outbox.length > 0 || board.announcements.length > 0;
}
