const PREFIX = 'board-';

/** The unique name of the Sync document that holds a team's board. */
export function boardName(team: string): string {
  return `${PREFIX}${team}`;
}

/** The team whose board the document of this name holds; undefined when it is no board's name. */
export function teamOfBoard(name: string | null): string | undefined {
  return name?.startsWith(PREFIX) === true ? name.slice(PREFIX.length) : undefined;
}
