import { duties } from '../duty';
import type { Duty } from '../duty';
import type { Roster, Team } from '../roster';
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
}

/** Works out the next 400 days of a team. */
export function outlookOf(roster: Roster, team: Team, fromMs: number): Outlook {
  const toMs = fromMs + OUTLOOK_DAYS * DAY_MS;
  return { roster, team, fromMs, toMs, duties: duties(team, fromMs, toMs) };
}
