import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board } from '../../src/incident/board';
import { remember } from '../../src/incident/memory';
import { isAllRight, situationOf } from '../../src/incident/situation';
import type { AlarmWords } from '../../src/incident/alarm-words';
import type { Situation } from '../../src/incident/situation';
import { alarmAt, boardAfter, hashNamed, incidentOf, okAt, receiving, START_MS, wordsFor } from './sample';

/** What is wrong, as `a b +2`: the summaries that can be told, and how many others there are. */
function told(board: Board, words: readonly AlarmWords[]): string {
  const { shown, others }: Situation = situationOf(board, incidentOf(board), words);
  return `${shown.map(({ summary }) => summary.replace(/( is down)?\.$/, '')).join(' ')} +${others}`;
}

function counted(board: Board, unremembered: number): Board {
  return { ...board, incidents: [{ ...incidentOf(board), unremembered }] };
}

const one = boardAfter(alarmAt(0, 'a'));
const three = boardAfter(alarmAt(0, 'a'), alarmAt(0, 'b'), alarmAt(0, 'c'));
const words = wordsFor('a', 'b', 'c');

describe('what is wrong in an incident', () => {
  it.each<[string, Board, readonly AlarmWords[], string]>([
    ['is its alarm', one, words, 'a +0'],
    ['are all its alarms, in the order in which they came', three, words, 'a b c +0'],
    ['is what is wrong still', receiving(three, okAt(5, 'a')), words, 'b c +0'],
    ['are those that can be told of, and the number of the others', three, wordsFor('b'), 'b +2'],
    ['are also those that are counted', counted(three, 7), words, 'a b c +7'],
    ['is its name where nothing else is known', three, [], 'a +2'],
    ['is its name where what is known is right again', receiving(three, okAt(5, 'b')), wordsFor('b'), 'a +1'],
    [
      'is one without a name where its namesake is known to be right again',
      receiving(three, okAt(5, 'a'), okAt(5, 'b')),
      wordsFor('a', 'b'),
      'An alarm whose name was not kept +0',
    ],
    [
      'are all of them when none is wrong any more',
      receiving(three, okAt(5, 'a'), okAt(5, 'b'), okAt(5, 'c')),
      words,
      'a b c +0',
    ],
    ['is its name when none is wrong any more and nothing is known', receiving(one, okAt(5, 'a')), [], 'a +0'],
    ['are none of another incident', three, wordsFor('z'), 'a +2'],
  ])('%s', (_what, board, known, situation) => {
    expect(told(board, known)).toBe(situation);
  });

  it('by its name is wrong since its first alarm began', () => {
    expect(situationOf(one, incidentOf(one), []).shown).toEqual([{ hash: '', summary: 'a.', sinceMs: START_MS }]);
  });

  it('is not what belongs to another incident by now', () => {
    const entry = { state: 'wrong' as const, atMs: START_MS, slot: 9, isAhead: false };
    expect(told({ ...three, memory: remember(three.memory, hashNamed('a'), entry) }, words)).toBe('b c +0');
  });
});

describe('whether all of it is right', () => {
  it.each<[string, Board, boolean]>([
    ['not while an alarm is wrong', one, false],
    ['not while another one is', receiving(three, okAt(5, 'a'), okAt(5, 'b')), false],
    ['when none is', receiving(one, okAt(5, 'a')), true],
    [
      'not when something was counted that can never be seen to recover',
      counted(receiving(one, okAt(5, 'a')), 1),
      false,
    ],
  ])('%s', (_when, board, isRight) => {
    expect(isAllRight(board, incidentOf(board))).toBe(isRight);
  });

  it('has nothing to do with alarms of no incident', () => {
    expect(isAllRight({ ...EMPTY_BOARD, memory: one.memory }, { ...incidentOf(one), slot: 3 })).toBe(true);
  });
});
