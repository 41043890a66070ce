const PREFIX = 'oncall-board-';

/** The first release's: a document of another shape under the same name would be begun anew by it, and written over. */
const FIRST_PREFIX = 'board-';

/** The unique name of the Sync document that holds a team's board. */
export function boardName(team: string): string {
  return `${PREFIX}${team}`;
}

/** The unique name under which the first release kept a team's board. */
export function firstBoardName(team: string): string {
  return `${FIRST_PREFIX}${team}`;
}

/** The team whose board the document of this name holds, also one of the first release; undefined when it is not a board's name. */
export function teamOfBoard(name: string | null): string | undefined {
  for (const prefix of [PREFIX, FIRST_PREFIX]) if (name?.startsWith(prefix) === true) return name.slice(prefix.length);
  return undefined;
}
