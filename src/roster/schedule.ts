import type { Agent, Team } from './roster';
import { scheduleOf, type Shift } from './shifts';
import { DAY_MS } from './zone';

/** Who is on call at an instant, nobody being possible, and what follows. */
export interface OnCallStatus {
  readonly agent?: Agent;
  /** The override, if any, that put the agent there. */
  readonly override?: Shift['override'];
  /** When somebody else comes on call; absent when that is further off than anybody plans. */
  readonly untilMs?: number;
  /** Who comes then; absent when nobody does. */
  readonly next?: Agent;
}

/** How far ahead the next handoff is looked for, one after the other: most are near, and far ones take longer to find. */
const HORIZONS_DAYS = [8, 40, 400];

/** Who is on call for the team at an instant, and until when. */
export function onCallStatusAt(team: Team, atMs: number): OnCallStatus {
  for (const days of HORIZONS_DAYS) {
    const [first, ...later] = scheduleOf(team, atMs, atMs + days * DAY_MS);
    const change = later.find((entry) => entry.agent !== first?.agent);
    if (change !== undefined || days === HORIZONS_DAYS.at(-1)) {
      return {
        ...(first?.agent === undefined ? {} : { agent: first.agent }),
        ...(first?.override === undefined ? {} : { override: first.override }),
        ...(change === undefined ? {} : { untilMs: change.fromMs }),
        ...(change?.agent === undefined ? {} : { next: change.agent }),
      };
    }
  }
  return {};
}
