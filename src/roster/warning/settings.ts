import { placeRemarks } from '../advice/examine';
import type { Remark } from '../remark';
import type { Roster, Team } from '../roster';

/**
 * What there is to say about a setting of the teams' `escalation`, where it is written: in the team, or where it is shared by
 * all, and then once. `sayingOf` gives undefined for a team of which there is nothing to say.
 */
export function settingRemarks(
  text: string,
  roster: Roster,
  setting: string,
  sayingOf: (team: Team) => Omit<Remark, 'path'> | undefined,
): readonly Remark[] {
  const possible = [...roster.teams.values()].flatMap((team) => {
    const saying = sayingOf(team);
    const paths = [`${team.path}.escalation.${setting}`, `escalation.${setting}`];
    return saying === undefined ? [] : [paths.map((path): Remark => Object.assign({ path }, saying))];
  });
  const placed = placeRemarks(text, possible.flat());
  const found = new Map<string, Remark>();
  for (const index of possible.keys()) {
    // Only where it is really written has it a place.
    const remark = placed.slice(index * 2, index * 2 + 2).find(({ line }) => line !== undefined);
    if (remark !== undefined) found.set(remark.path, remark);
  }
  return [...found.values()];
}
