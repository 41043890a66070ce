import type { AlarmWords } from '../alarm/alarm-words';
import type { Board, Incident } from '../board/board';
import { recall, wrongIn } from '../board/memory';

/** So many of the things that one alarm watches are named. */
const PARTS_NAMED = 3;

/** What is wrong in an incident at this moment, as far as it is known. */
export interface Situation {
  /** The alarms that can be told of, those that are wrong if any is; at least one. */
  readonly shown: readonly AlarmWords[];
  /** How many others are wrong. */
  readonly others: number;
  /** The accounts and the regions of which the board has seen alarms. */
  readonly accounts: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

/**
 * What is wrong now: the memory knows how much, the words beside the board what. Where the words are lost, or not there yet, the
 * incident's name stands for them: no page waits for them.
 */
export function situationOf(board: Board, incident: Incident, words: readonly AlarmWords[]): Situation {
  const seen = [...board.words.flatMap(({ alarms }) => alarms), ...words];
  const { shown, others } = knownOf(board, incident, words);
  return {
    shown: withParts(shown),
    others,
    accounts: new Set(seen.flatMap(({ account }) => account ?? [])),
    regions: new Set(seen.flatMap(({ region }) => region ?? [])),
  };
}

/** Several things that one alarm watches are one alarm, with the names of the first few. */
function withParts(shown: readonly AlarmWords[]): readonly AlarmWords[] {
  const groups = new Map<string, AlarmWords[]>();
  for (const words of shown) {
    const { whole = words.hash } = words;
    groups.set(whole, [...(groups.get(whole) ?? []), words]);
  }
  return [...groups.values()].map(asOne);
}

function asOne(group: readonly AlarmWords[]): AlarmWords {
  const [first = NO_WORDS] = group;
  if (group.length < 2) return first;
  const parts = group.flatMap(({ part }) => part ?? []);
  const others = parts.length - PARTS_NAMED;
  const part = `${parts.slice(0, PARTS_NAMED).join(', ')}${others > 0 ? ` +${others}` : ''}`;
  return { ...first, part, sinceMs: Math.min(...group.map(({ sinceMs }) => sinceMs)) };
}

const NO_WORDS: AlarmWords = { hash: '', summary: '', sinceMs: 0 };

function knownOf(board: Board, incident: Incident, words: readonly AlarmWords[]): Pick<Situation, 'shown' | 'others'> {
  const wrong = words.filter(({ hash }) => {
    const known = recall(board.memory, hash);
    return known?.slot === incident.slot && known.state === 'wrong';
  });
  const wrongNow = wrongIn(board.memory, incident.slot) + incident.unremembered;
  if (wrong.length > 0) return { shown: wrong, others: Math.max(0, wrongNow - wrong.length) };
  if (words.length === 0 || wrongNow > 0) {
    // The incident has the name of its first alarm: where that is right again it would be that of something else.
    const isNamesakeRight = words.some(
      ({ summary: each }) => each.startsWith(incident.name) && !/^[\w-]/.test(each.slice(incident.name.length)),
    );
    const summary = isNamesakeRight ? '' : `${incident.name}.`;
    return { shown: [{ hash: '', summary, sinceMs: incident.sinceMs }], others: Math.max(0, wrongNow - 1) };
  }
  return { shown: words, others: Math.max(0, incident.joined - words.length) };
}

/** Whether every alarm of the incident is OK again, as far as that can be known. */
export function isAllRight(board: Board, incident: Incident): boolean {
  return incident.unremembered === 0 && wrongIn(board.memory, incident.slot) === 0;
}
