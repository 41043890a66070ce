import { onBoard, openIncidents, type Boards, type OnBoard } from '../../account/boards';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import type { RosterNames } from '../../roster/names';
import type { Roster } from '../../roster/roster';
import { timeText } from '../../roster/time-text';
import { printableLine } from '../../text/printable';
import { selectTeams } from '../selection';
import { headline } from './incident-text';

/** What was written to say which incident is meant. */
export interface Named {
  /** An id of an incident, or the beginning of one. */
  readonly incident?: string | undefined;
  readonly team?: string | undefined;
}

/**
 * The incident that is meant: the only open one, of the team if one is named; or the one whose id begins so. Of a team that has
 * nothing open it is the latest one, so that it can be said that it is over. Throws a UserMistake that lists those that are open.
 */
export function selectIncident(boards: Boards, roster: Roster, named: Named, names: RosterNames): OnBoard {
  checkTeam(boards, roster, named.team, names);
  const ofTeam = ({ team }: { readonly team: string }): boolean => named.team === undefined || team === named.team;
  const open = openIncidents(boards).filter(ofTeam);
  if (named.incident !== undefined) return withId(boards, open, ofTeam, named.incident, names);
  const [only, ...others] = open;
  if (only === undefined) return latestOf(boards, named.team);
  if (others.length === 0) return only;
  throw new UserMistake(`${open.length} incidents are open; name one:\n${listed(open, names)}`);
}

/** A team that was taken out of the roster in the middle of an incident still has its board. */
function checkTeam(boards: Boards, roster: Roster, team: string | undefined, names: RosterNames): void {
  if (team === undefined) return;
  const unread = boards.unread.find((each) => each.team === team);
  if (unread?.why === 'newer') {
    throw new UserMistake(
      `a newer release wrote the board of ${names.teamName(team)} (${team}), so this one leaves it alone; use that release.`,
    );
  }
  if (unread === undefined && boards.teams.every((each) => each.team !== team)) selectTeams(roster, team);
}

function withId(
  boards: Boards,
  open: readonly OnBoard[],
  ofTeam: (each: OnBoard) => boolean,
  written: string,
  names: RosterNames,
): OnBoard {
  const id = written.toLowerCase().replace(/^inc-/, '');
  if (!/^[0-9a-z]+$/.test(id)) {
    throw new UserMistake(
      `--incident "${written}": write an id such as inc-6deccdb0, or enough of it to be unique.`,
      2,
    );
  }
  const all = boards.teams.flatMap((each) => each.board.incidents.map((incident) => onBoard(each, incident)));
  const found = all.filter(ofTeam).filter(({ incident }) => incident.id.startsWith(`inc-${id}`));
  const [only, ...others] = found;
  if (only === undefined) {
    const rest = open.length === 0 ? 'nothing is open.' : `open are:\n${listed(open, names)}`;
    throw new UserMistake(`--incident ${written}: no board has such an incident; ${rest}`);
  }
  if (others.length === 0) return only;
  throw new UserMistake(`--incident ${written} may be any of these; write more of the id:\n${listed(found, names)}`);
}

function latestOf({ teams }: Boards, team: string | undefined): OnBoard {
  const nothing = `nothing is open. "${ONCALL} status" shows what was before.`;
  const own = team === undefined ? undefined : teams.find((each) => each.team === team);
  const incident = own?.board.incidents.at(-1);
  if (own === undefined || incident === undefined) throw new UserMistake(nothing);
  return onBoard(own, incident);
}

function listed(incidents: readonly OnBoard[], names: RosterNames): string {
  return incidents
    .map(({ team, incident }) => {
      const since = timeText(incident.openedAtMs, names.zoneOf(team));
      return printableLine(
        `  --incident ${incident.id}   ${names.teamName(team)}: ${incident.name}, since ${since}, ${headline(incident, names)}`,
      );
    })
    .join('\n');
}
