import type { Team } from '../roster';

/** What a warning calls a team; the only team of a roster without `teams` is the roster. */
export function nameOf(team: Team): string {
  return isWritten(team) ? `team ${team.id}` : 'this roster';
}

/** Where a team's turns are written: the team, or the rotations of a roster without `teams`. */
export function placeOf(team: Team): string {
  return isWritten(team) || team.rotations.length === 0 ? team.path : 'rotations';
}

function isWritten(team: Team): boolean {
  return team.path !== '$';
}
