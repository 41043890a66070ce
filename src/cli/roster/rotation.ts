import { UserMistake } from '../../mistake';
import type { Roster, Rotation, Team } from '../../roster/roster';
import { rotationWords } from '../../roster/words';
import { selectTeams } from '../selection';

/** A rotation with its team. */
export interface Chosen {
  readonly team: Team;
  readonly rotation: Rotation;
}

/** All rotations of these teams. */
export function rotationsOf(teams: readonly Team[]): readonly Chosen[] {
  return teams.flatMap((team) => team.rotations.map((rotation) => ({ team, rotation })));
}

/**
 * The rotation that was named by its path, or by its team if that has no other; without a name the only one. Undefined when
 * nothing was named and there is none. Throws a UserMistake that lists them.
 */
export function rotationChosen(
  roster: Roster,
  named: string | undefined,
  team: string | undefined,
): Chosen | undefined {
  const all = rotationsOf(selectTeams(roster, team));
  const meant = named === undefined ? all : all.filter((one) => one.rotation.path === named || one.team.id === named);
  const [first] = meant;
  if (meant.length === 1) return first;
  if (named === undefined && first === undefined) return undefined;
  const list = all.map(({ rotation }) => `\n  ${rotation.path}   ${rotationWords(rotation)}`).join('');
  const problem =
    named === undefined
      ? 'there are several rotations; say which with --rotation PATH.'
      : `--rotation ${named}: ${first === undefined ? 'there is no such rotation.' : 'the team has several; write the path of one.'}`;
  throw new UserMistake(`${problem} ${list === '' ? 'There is none.' : `There are:${list}`}`, 2);
}
