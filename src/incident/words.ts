import type { AlarmMore, AlarmWords, IncidentWords } from '../alarm/alarm-words';
import type { Board, Incident } from '../board/board';
import { hashOf } from '../board/memory';
import { TEXTS_PER_INCIDENT } from './limits';

/** In place of an incident: under it stand the topics that asked to be confirmed. No incident is called so. */
export const CONFIRMATIONS = 'confirm';

/** That a topic asks to be confirmed, for `doctor`. */
export function confirmationWords(topic: string, nowMs: number): IncidentWords {
  return { incident: CONFIRMATIONS, alarms: [{ hash: hashOf(topic), summary: topic, sinceMs: nowMs }] };
}

/** Beyond the dozen an incident keeps words of a few alarms of which its owner is just being told. */
const MOST_WORDS = TEXTS_PER_INCIDENT + 4;

/** Of so many alarms of an incident the board has what they say for the eye: beside it, each is a request more. */
const MOST_DETAILS = 4;

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

/** All of it, for the eye as well; what lies beside the board is fetched only when neither the board nor `kept` has it. */
export async function allDetails(
  board: Board,
  incident: Pick<Incident, 'id' | 'worded'>,
  kept: readonly AlarmWords[],
  beside: () => Promise<readonly AlarmWords[]>,
): Promise<readonly AlarmWords[]> {
  const whole = [...wordsOn(board, incident.id), ...kept].filter(({ more }) => more !== undefined);
  const isAll = new Set(whole.map(({ hash }) => hash)).size >= Math.max(1, incident.worded);
  return withBeside(board, incident.id, isAll ? kept : await beside());
}

/** What the board says of an incident's alarms and what lies beside it, of each alarm one; what only lies there is older. */
export function withBeside(board: Board, incident: string, beside: readonly AlarmWords[]): readonly AlarmWords[] {
  const own = wordsOn(board, incident);
  const kept = new Map(beside.map((words) => [words.hash, words]));
  const lost = [...kept.values()].filter(({ hash }) => own.every((words) => words.hash !== hash));
  return [...lost, ...own.map((words) => withMore(words, kept.get(words.hash)?.more))];
}

/** What stands on the board is the newer. */
function withMore(words: AlarmWords, more: AlarmMore | undefined): AlarmWords {
  return more === undefined || words.more !== undefined ? words : { ...words, more };
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

/** The board without what is said about one alarm of an incident. */
export function withoutWords(board: Board, incident: string, hash: string): Board {
  const words = board.words.map((each) =>
    each.incident === incident ? { ...each, alarms: each.alarms.filter((own) => own.hash !== hash) } : each,
  );
  return { ...board, words };
}

/** The board without what is said about an incident, which moves to another one or is forgotten with it. */
export function moveWords(board: Board, from: string, to: string | undefined): Board {
  const alarms = wordsOn(board, from);
  if (alarms.length === 0) return board;
  const rest = { ...board, words: board.words.filter(({ incident }) => incident !== from) };
  return to === undefined ? rest : withWords(rest, { incident: to, alarms });
}

/** The board with what alarms say for the eye only of incidents of which it has that of a few: the rest is kept beside it, all in one. */
export function withFewDetails(board: Board): Board {
  return withoutDetails(board, ({ alarms }) => alarms.filter(({ more }) => more !== undefined).length > MOST_DETAILS);
}

/** The board without what alarms say for the eye, of these incidents. */
export function withoutDetails(board: Board, isMeant: (words: IncidentWords) => boolean): Board {
  const isLong = (each: IncidentWords): boolean => each.alarms.some(({ more }) => more !== undefined) && isMeant(each);
  if (!board.words.some(isLong)) return board;
  const words = board.words.map((each) => (isLong(each) ? { ...each, alarms: each.alarms.map(withoutMore) } : each));
  return { ...board, words };
}

function withoutMore({ more: _beside, ...rest }: AlarmWords): AlarmWords {
  return rest;
}

/** What has to be kept beside a board: what the board as it can be written has no room for any more. */
export function wordsBeside(before: Board, after: Board): readonly IncidentWords[] {
  return before.words.flatMap(({ incident, alarms }) => {
    if (after.incidents.every(({ id }) => id !== incident)) return [];
    const left = wordsOn(after, incident);
    const stays = ({ hash, more }: AlarmWords): boolean =>
      left.some((each) => each.hash === hash && (more === undefined || each.more !== undefined));
    const kept = alarms.filter((words) => !stays(words));
    return kept.length === 0 ? [] : [{ incident, alarms: kept }];
  });
}
