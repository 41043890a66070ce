import { callsOf, type Call } from '../calls';
import { duties, type Duty } from '../duty';
import type { Agent, Roster, Team } from '../roster';
import { DAY_MS } from '../zone';

/** How far warnings look ahead. */
export const OUTLOOK_DAYS = 400;

/** What will happen to a team from an instant on, worked out once for all warnings. */
export interface Outlook {
  readonly roster: Roster;
  readonly team: Team;
  readonly fromMs: number;
  readonly toMs: number;
  readonly duties: readonly Duty[];
  /**
   * The calls during each of the duties, in the same order; more than are made, where `maxCalls` is lower. Duties of the same line
   * share them.
   */
  readonly calls: readonly (readonly Call[])[];
}

/** Works out the next 400 days of a team. */
export function outlookOf(roster: Roster, team: Team, fromMs: number): Outlook {
  const toMs = fromMs + OUTLOOK_DAYS * DAY_MS;
  const found = duties(team, fromMs, toMs);
  // Turns share their lines, and what an override changes is a line of its own: each is worked out once.
  const known = new Map<readonly Agent[], readonly Call[]>();
  const calls = found.map(({ line, fromMs: atMs }) => {
    const some = known.get(line) ?? callsOf(team, line, atMs);
    known.set(line, some);
    return some;
  });
  return { roster, team, fromMs, toMs, duties: found, calls };
}
