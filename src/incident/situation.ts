import type { AlarmWords } from './alarm-words';
import type { Board, Incident } from './board';
import { recall, wrongIn } from './memory';

/** What is wrong in an incident at this moment, as far as it is known. */
export interface Situation {
  /** The alarms that can be told of, those that are wrong if any is; at least one. */
  readonly shown: readonly AlarmWords[];
  /** How many others are wrong. */
  readonly others: number;
}

/** One of more alarms than an incident keeps words of. */
const NAMELESS = 'An alarm whose name was not kept.';

/**
 * What is wrong now: the memory knows how much, the words beside the board what. Where the words are lost, or not there yet, the
 * incident's name stands for them: no page waits for them.
 */
export function situationOf(board: Board, incident: Incident, words: readonly AlarmWords[]): Situation {
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
    const summary = isNamesakeRight ? NAMELESS : `${incident.name}.`;
    return { shown: [{ hash: '', summary, sinceMs: incident.sinceMs }], others: Math.max(0, wrongNow - 1) };
  }
  return { shown: words, others: Math.max(0, incident.joined - words.length) };
}

/** Whether every alarm of the incident is OK again, as far as that can be known. */
export function isAllRight(board: Board, incident: Incident): boolean {
  return incident.unremembered === 0 && wrongIn(board.memory, incident.slot) === 0;
}
