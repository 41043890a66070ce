import { escalating, type Board } from '../board/board';
import { concerns, knowsLater, type RoutedAlarm } from '../incident/receive';
import { FALLBACK_TEAM } from './plans';
import { Unreachable, type StoredBoard } from './ports';
import type { Run } from './run';

/** A team that has an alarm; `isOutrun` when it has a later state of it than the one that was asked for. */
interface Holder {
  readonly team: string;
  readonly isOutrun: boolean;
}

/** Finds the team that has an alarm already. It asks for each board once, however many messages of a batch it is asked about. */
export class TeamFinder {
  readonly #run: Run;
  readonly #boards = new Map<string, Promise<StoredBoard>>();
  #stored: Promise<readonly string[]> | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  /**
   * The team whose board this state of the alarm concerns, else that of its route: when a route is edited in the middle of an
   * incident, or the roster loses the team, the team whose agents are being called goes on, and no second chain begins beside
   * it. Undefined when a board cannot be read that may have it: the next delivery asks again.
   */
  async teamOf(alarm: RoutedAlarm, routed: string): Promise<string | undefined> {
    try {
      const { teams, trouble } = this.#run.desk.plans;
      if (alarm.redelivered !== true && trouble === undefined) return await this.#recoveredAt(alarm, routed);
      // While the roster cannot be read any team may be calling for it; and once it is repaired, the fallback numbers.
      const likeliest = trouble === undefined ? [routed, FALLBACK_TEAM] : [...(await this.#all()), routed];
      const near = (await this.#stillCalling(likeliest, alarm)) ?? (await this.#among([routed, ...teams], alarm));
      const holder = near?.isOutrun === false ? near : ((await this.#among(await this.#all(), alarm)) ?? near);
      return holder?.team ?? routed;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.#run.desk.log('error', 'A board that may have this alarm could not be read: it stays in the queue.', {
        team: routed,
        why: error.message,
      });
      return undefined;
    }
  }

  /** What is over for the first time is almost always the route's; else the board from which somebody was called for it is looked for. */
  async #recoveredAt(alarm: RoutedAlarm, routed: string): Promise<string> {
    const near = await this.#among([routed], alarm);
    if (near?.isOutrun === false) return routed;
    return (await this.#among(await this.#all(), alarm))?.team ?? routed;
  }

  /** The board of a team as it was found, if it was looked at. */
  seen(team: string): Promise<StoredBoard> | undefined {
    return this.#boards.get(team);
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

  /** Every team that has a board, also those that the roster does not name (any more). */
  #all(): Promise<readonly string[]> {
    this.#stored ??= this.#run.desk.boards.teams();
    return this.#stored;
  }
}

/** Whether a board calls somebody, or owes an SMS. */
function isBusy(board: Board): boolean {
  return escalating(board) !== undefined || board.outbox.length > 0 || board.announcements.length > 0;
}
