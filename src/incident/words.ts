import type { AlarmMore, AlarmWords, IncidentWords } from '../alarm/alarm-words';
import type { Board, Incident } from '../board/board';
import { TEXTS_PER_INCIDENT } from './limits';

/** In place of an incident: under it stand the topics that asked to be confirmed. No incident is called so. */
export const CONFIRMATIONS = 'confirm';

/** Beyond the dozen an incident keeps words of a few alarms of which its owner is just being told. */
const MOST_WORDS = TEXTS_PER_INCIDENT + 4;

/** What the board itself has to say about an incident's alarms, in the order in which they came. */
export function wordsOn({ words }: Board, incident: string): readonly AlarmWords[] {
  return words.find((each) => each.incident === incident)?.alarms ?? [];
}

/** All that a voice can say of an incident's alarms: what lies beside the board is fetched only when the board lacks some. */
export async function allWords(
  board: Board,
  incident: Pick<Incident, 'id' | 'worded'>,
  beside: () => Promise<readonly AlarmWords[]>,
): Promise<readonly AlarmWords[]> {
  const own = wordsOn(board, incident.id);
  return own.length >= incident.worded ? own : withBeside(board, incident.id, await beside());
}

/** What the board says of an incident's alarms and what lies beside it, of each alarm one; what only lies there is older. */
export function withBeside(board: Board, incident: string, beside: readonly AlarmWords[]): readonly AlarmWords[] {
  const own = wordsOn(board, incident);
  const kept = new Map(beside.map((words) => [words.hash, words]));
  const lost = [...kept.values()].filter(({ hash }) => own.every((words) => words.hash !== hash));
  return [...lost, ...own.map((words) => withMore(words, kept.get(words.hash)?.more))];
}

function withMore(words: AlarmWords, more: AlarmMore | undefined): AlarmWords {
  return more === undefined ? words : { ...words, more };
}

/** The board with what is newly said about an incident's alarms; of the same alarm the latest counts. */
export function withWords(board: Board, { incident, alarms }: IncidentWords): Board {
  const all = new Map([...wordsOn(board, incident), ...alarms].map((words) => [words.hash, words]));
  const kept = [...all.values()];
  // The first ones say what it is about.
  const few =
    kept.length <= MOST_WORDS
      ? kept
      : [...kept.slice(0, TEXTS_PER_INCIDENT), ...kept.slice(TEXTS_PER_INCIDENT - MOST_WORDS)];
  const others = board.words.filter((words) => words.incident !== incident);
  return { ...board, words: [...others, { incident, alarms: few }] };
}

/** The board without what is said about an incident, which moves to another one or is forgotten with it. */
export function moveWords(board: Board, from: string, to: string | undefined): Board {
  const alarms = wordsOn(board, from);
  if (alarms.length === 0) return board;
  const rest = { ...board, words: board.words.filter(({ incident }) => incident !== from) };
  return to === undefined ? rest : withWords(rest, { incident: to, alarms });
}

/** The board without what never lies on it: what alarms say for the eye. */
export function withoutMore(board: Board): Board {
  if (board.words.every(({ alarms }) => alarms.every(({ more }) => more === undefined))) return board;
  const words = board.words.map(({ incident, alarms }) => ({
    incident,
    alarms: alarms.map(({ more: _beside, ...rest }) => rest),
  }));
  return { ...board, words };
}

/**
 * What has to be kept beside a board: what alarms say for the eye, which has just come, and what the board as it can be written has no
 * room for any more.
 */
export function wordsBeside(before: Board, after: Board): readonly IncidentWords[] {
  return before.words.flatMap(({ incident, alarms }) => {
    if (after.incidents.every(({ id }) => id !== incident)) return [];
    const isLost = wordsOn(after, incident).length === 0;
    const kept = isLost ? alarms : alarms.filter(({ more }) => more !== undefined);
    return kept.length === 0 ? [] : [{ incident, alarms: kept }];
  });
}
