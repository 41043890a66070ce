import { placeOf, withItem } from '../../roster/edit';
import type { Roster, Team } from '../../roster/roster';
import { rosterTime } from './span';

/** An override that is to be written. */
export interface Exception {
  readonly out: string;
  readonly in?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  readonly why: string;
}

/** Where the overrides of a team stand, or of all teams, and in which zone its times are read. */
export interface OverrideList {
  readonly list: string;
  readonly zone: string;
  /** The team that an override there has to name. */
  readonly team?: string;
}

/** A team's own overrides come after the shared ones and win, so where there are any, one more has to stand among them. */
export function overrideListOf(roster: Roster, team: Team | undefined): OverrideList {
  const hasOwn = team?.overrides.some(({ path }) => path.startsWith(`${team.path}.`));
  if (team !== undefined && hasOwn === true) return { list: `${team.path}.overrides`, zone: team.timezone };
  const isNamed = team !== undefined && roster.teams.size > 1;
  return { list: 'overrides', zone: roster.timezone, ...(isNamed ? { team: team.id } : {}) };
}

/** The text with an override more. */
export function withException(text: string, { list, zone, team }: OverrideList, exception: Exception): string {
  return withItem(text, placeOf(list), {
    out: exception.out,
    ...(exception.in === undefined ? {} : { in: exception.in }),
    ...(team === undefined ? {} : { team }),
    from: rosterTime(exception.fromMs, zone),
    to: rosterTime(exception.toMs, zone),
    why: exception.why,
  });
}
