import { openOnes, type Board, type Incident } from '../board/board';

/** An incident with the team on whose board it stands. */
export interface OnBoard {
  readonly team: string;
  readonly board: Board;
  readonly incident: Incident;
}

/** What somebody means: one; several, of which they must choose; or nothing that is there. */
export type Choice =
  | { readonly is: 'one'; readonly chosen: OnBoard }
  | { readonly is: 'several'; readonly among: readonly OnBoard[] }
  | { readonly is: 'none' };

/** What is not over on these boards, newest first. */
export function openOn(boards: ReadonlyMap<string, Board>): readonly OnBoard[] {
  return [...boards]
    .flatMap(([team, board]) => openOnes(board).map((incident) => ({ team, board, incident })))
    .toSorted((one, other) => other.incident.openedAtMs - one.incident.openedAtMs);
}

/** The incident with this code, also one that is over. */
export function coded(boards: ReadonlyMap<string, Board>, code: string): Choice {
  const all = [...boards].flatMap(([team, board]) => board.incidents.map((incident) => ({ team, board, incident })));
  return choiceOf(all.filter(({ incident }) => incident.id.replace(/^inc-/, '').startsWith(code)));
}

/**
 * What is meant where no code is written. `take`: what nobody has, else what is open. `pass`, `done`: what is the agent's own; what is
 * somebody else's is closed by nobody who does not say so.
 */
export function meantBy(order: 'take' | 'pass' | 'done', agent: string, open: readonly OnBoard[]): Choice {
  const own = open.filter(({ incident }) => incident.taken?.by === agent);
  const free = open.filter(({ incident }) => incident.status !== 'taken');
  switch (order) {
    case 'take':
      return choiceOf(free.length > 0 ? free : open);
    case 'pass':
      return choiceOf(own.length > 0 ? own : open);
    case 'done':
      if (own.length > 0 || open.length === 0) return choiceOf(own);
      return { is: 'several', among: open };
  }
}

function choiceOf(among: readonly OnBoard[]): Choice {
  const [chosen, ...others] = among;
  if (chosen === undefined) return { is: 'none' };
  return others.length === 0 ? { is: 'one', chosen } : { is: 'several', among };
}
