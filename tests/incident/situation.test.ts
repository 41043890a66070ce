import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { remember } from '../../src/board/memory';
import { isAllRight, situationOf } from '../../src/incident/situation';
import type { AlarmWords } from '../../src/alarm/alarm-words';
import type { Situation } from '../../src/incident/situation';
import type { Incident } from '../../src/board/board';
import {
  alarmAt,
  boardAfter,
  claimed,
  hashNamed,
  incidentOf,
  okAt,
  receiving,
  START_MS,
  taken,
  wordsFor,
} from './sample';

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
      ' +0',
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

describe('what is known to be wrong', () => {
  const board = boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'), okAt(2, 'api'));
  const over = boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'), okAt(2, 'api'), okAt(3, 'db'));
  const elsewhere: AlarmWords = { hash: 'AAAAAA', summary: 'Something else.', sinceMs: START_MS };

  it.each<[string, Incident, readonly AlarmWords[], readonly string[], number]>([
    ['leaves out what is right again', incidentOf(board), wordsFor('api', 'db'), ['db is down.'], 0],
    [
      'leaves out what belongs to no alarm of it',
      incidentOf(board),
      [elsewhere, ...wordsFor('db')],
      ['db is down.'],
      0,
    ],
    ['has the incident’s name where there are no words', incidentOf(board), [], ['api.'], 0],
    ['has it too where there are words of other alarms only', incidentOf(board), [elsewhere], ['api.'], 0],
    ['has none where its namesake is right again', incidentOf(board), wordsFor('api'), [''], 0],
    [
      'counts what the memory has no room for',
      { ...incidentOf(board), unremembered: 3 },
      wordsFor('db'),
      ['db is down.'],
      3,
    ],
    ['counts it beside the name', { ...incidentOf(board), unremembered: 3 }, [], ['api.'], 3],
  ])('%s', (_what, incident, known, summaries, others) => {
    const situation = situationOf(board, incident, known);
    expect(situation.shown.map(({ summary }) => summary)).toEqual(summaries);
    expect(situation.others).toBe(others);
  });

  it('leaves out what is wrong in another incident', () => {
    const has = taken(claimed(boardAfter(alarmAt(0, 'api')), 'FN1', 1), 'FN1', 10);
    const two = receiving(has, alarmAt(400, 'db'));
    const summaries = two.incidents.map((incident) =>
      situationOf(two, incident, wordsFor('api', 'db')).shown.map(({ summary }) => summary),
    );
    expect(summaries).toEqual([['api is down.'], ['db is down.']]);
  });

  it('is all that was wrong when nothing is any more', () => {
    const known = situationOf(over, incidentOf(over), wordsFor('api', 'db'));
    expect(known.shown.map(({ summary }) => summary)).toEqual(['api is down.', 'db is down.']);
    expect(known.others).toBe(0);
    expect(situationOf(over, incidentOf(over), wordsFor('api')).others).toBe(1);
  });
});

describe('several things that one alarm watches', () => {
  const watched = (part: string, rest: Partial<AlarmWords> = {}): AlarmWords => ({
    hash: hashNamed(part),
    summary: 'CPU high. It is above 90 %.',
    sinceMs: START_MS,
    account: '111122223333',
    region: 'eu-west-1',
    part,
    whole: hashNamed('CPU high'),
    ...rest,
  });
  const names = ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'];
  const board = boardAfter(...names.map((name) => alarmAt(0, name)));

  it('are one alarm, with the names of the first three', () => {
    const { shown, others } = situationOf(
      board,
      incidentOf(board),
      names.map((name) => watched(name)),
    );
    expect(shown.map(({ part }) => part)).toEqual(['i-1, i-2, i-3 +2']);
    expect(others).toBe(0);
  });

  it('are several where another account has an alarm of that name', () => {
    const two = [watched('i-1'), watched('i-2', { account: '444455556666', whole: hashNamed('CPU high elsewhere') })];
    expect(situationOf(board, incidentOf(board), two).shown.map(({ part }) => part)).toEqual(['i-1', 'i-2']);
  });

  it('are as many as there are alarms that say of no part which it is', () => {
    const plain = wordsFor('i-1', 'i-2').map((each) => ({ ...each, summary: 'CPU high.' }));
    expect(situationOf(board, incidentOf(board), plain).shown).toHaveLength(2);
  });
});

it('knows the accounts and regions of all alarms of the board', () => {
  const elsewhere = alarmAt(0, 'b', { account: '444455556666', region: 'us-east-1' });
  const board = boardAfter(alarmAt(0, 'a', { account: '111122223333', region: 'eu-west-1' }), elsewhere);
  const { accounts, regions } = situationOf(board, incidentOf(board), []);
  expect([[...accounts], [...regions]]).toEqual([
    ['111122223333', '444455556666'],
    ['eu-west-1', 'us-east-1'],
  ]);
});
