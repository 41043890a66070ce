import { unseenIn } from '../../text/printable';
import type { Remark } from '../remark';
import type { Roster } from '../roster';

/** Names with characters that nobody sees: two may look alike, or read otherwise than they are written. */
export function invisibleWarnings({ agents, teams }: Roster): readonly Remark[] {
  const names = [
    ...[...agents.values()].map(({ id, name }) => ({ path: `agents.${id}.name`, name })),
    ...[...teams.values()].map(({ path, name }) => ({ path: path === '$' ? 'name' : `${path}.name`, name })),
  ];
  return names.flatMap(({ path, name }) => {
    const unseen = unseenIn(name);
    if (unseen.length === 0) return [];
    return {
      path,
      message: `the name contains characters that nobody sees (${unseen.join(', ')}); write it again without them`,
    };
  });
}
