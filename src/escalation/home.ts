import type { Alarm } from '../incident/alarm';
import { concerns } from '../incident/receive';
import { Unreachable } from './ports';
import type { StoredBoard } from './ports';
import type { Run } from './run';

/** Finds the team that has an alarm already. It asks for each board once, however many messages of a batch it is asked about. */
export class Homes {
  readonly #run: Run;
  readonly #boards = new Map<string, Promise<StoredBoard>>();
  #stored: Promise<readonly string[]> | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  /**
   * The team whose board this state of the alarm concerns, else that of its route: when a route is edited in the middle of an
   * incident, or the roster loses the team, the team whose agents are being called goes on, and no second chain begins beside
   * it. When a board cannot be read the route decides: somebody must be called.
   */
  async homeOf(alarm: Alarm, routed: string): Promise<string> {
    try {
      const { teams } = this.#run.desk.plans;
      return (await this.#among([routed, ...teams], alarm)) ?? (await this.#among(await this.#all(), alarm)) ?? routed;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return routed;
    }
  }

  /** The board of a team as it was found, if it was looked at. */
  seen(team: string): Promise<StoredBoard> | undefined {
    return this.#boards.get(team);
  }

  async #among(teams: readonly string[], alarm: Alarm): Promise<string | undefined> {
    for (const team of teams) {
      const reading = this.#boards.get(team) ?? this.#run.read(team);
      this.#boards.set(team, reading);
      if (concerns((await reading).board, alarm)) return team;
    }
    return undefined;
  }

  /** Every team that has a board, also those that the roster does not name (any more). */
  #all(): Promise<readonly string[]> {
    this.#stored ??= this.#run.desk.boards.teams();
    return this.#stored;
  }
}
