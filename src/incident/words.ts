import type { AlarmWords, IncidentWords } from './alarm-words';
import type { Board, Incident } from './board';
import { TEXTS_PER_INCIDENT } from './limits';

/** Beyond the dozen an incident keeps words of a few alarms of which its owner is just being told. */
const MOST_WORDS = TEXTS_PER_INCIDENT + 4;

/** What the board itself has to say about an incident's alarms, in the order in which they came. */
export function wordsOn({ words }: Board, incident: string): readonly AlarmWords[] {
  return words.find((each) => each.incident === incident)?.alarms ?? [];
}

/** All that is known about an incident's alarms: what lies beside the board is fetched only when it says more. */
export async function allWords(
  board: Board,
  { id, worded }: Pick<Incident, 'id' | 'worded'>,
  beside: () => Promise<readonly AlarmWords[]>,
): Promise<readonly AlarmWords[]> {
  const own = wordsOn(board, id);
  if (own.length >= worded) return own;
  return [...new Map([...(await beside()), ...own].map((each) => [each.hash, each])).values()];
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

/** What a smaller board has no room for any more: it has to be kept beside it. */
export function wordsLost(before: Board, after: Board): readonly IncidentWords[] {
  return before.words.filter(
    ({ incident }) => wordsOn(after, incident).length === 0 && after.incidents.some((each) => each.id === incident),
  );
}
