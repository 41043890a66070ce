import type { Remark } from './remark';
import type { Roster } from './roster';
import { turnWarnings, uncalledWarnings } from './warning/agents';
import { assumedWarnings, zoneWarnings } from './warning/assumed';
import { coverageWarnings } from './warning/coverage';
import { hourWarnings } from './warning/hours';
import { invisibleWarnings } from './warning/invisible';
import { outlookOf } from './warning/outlook';
import { overlapWarnings, overrideWarnings } from './warning/overrides';
import { loneWarnings, stepWarnings } from './warning/steps';
import { routeWarnings, sharedNumberWarnings, silenceWarnings, unusedWarnings } from './warning/written';

/**
 * What is allowed in a roster but is probably not meant: looked at from an instant on, 400 days ahead. The remarks have paths
 * only; `placeRemarks` adds line and column.
 */
export function warnings(roster: Roster, atMs: number): readonly Remark[] {
  const outlooks = [...roster.teams.values()].map((team) => outlookOf(roster, team, atMs));
  const found = [
    ...zoneWarnings(roster),
    ...assumedWarnings(roster),
    ...invisibleWarnings(roster),
    ...sharedNumberWarnings(roster),
    ...unusedWarnings(roster),
    ...outlooks.flatMap((outlook) => coverageWarnings(outlook)),
    ...outlooks.flatMap((outlook) => loneWarnings(outlook)),
    ...outlooks.flatMap((outlook) => turnWarnings(outlook)),
    ...outlooks.flatMap((outlook) => uncalledWarnings(outlook)),
    ...outlooks.flatMap((outlook) => hourWarnings(outlook)),
    ...outlooks.flatMap((outlook) => stepWarnings(outlook)),
    ...overrideWarnings(roster, atMs),
    ...overlapWarnings(roster),
    ...routeWarnings(roster),
    ...silenceWarnings(roster, atMs),
  ];
  // Steps that several teams share are written once, so they are reported once.
  return [...new Map(found.map((remark) => [`${remark.path} ${remark.message}`, remark])).values()];
}
