import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import {
  allDetails,
  allWords,
  moveWords,
  withFewDetails,
  withWords,
  wordsBeside,
  wordsOn,
} from '../../src/incident/words';
import { alarmAt, boardAfter, hashNamed, START_MS, wordsFor } from './sample';

function said(board: Board, id = 'inc-0'): string[] {
  return wordsOn(board, id).map(({ summary }) => summary.replace(' is down.', ''));
}

function numbered(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `web-${from + index}`);
}

const two = withWords(EMPTY_BOARD, { incident: 'inc-0', alarms: wordsFor('a', 'b') });

describe('what is said about an incident’s alarms', () => {
  it('is nothing at first, and is added in the order in which it came', () => {
    expect(said(EMPTY_BOARD)).toEqual([]);
    expect(said(two)).toEqual(['a', 'b']);
    expect(said(withWords(two, { incident: 'inc-0', alarms: wordsFor('c') }))).toEqual(['a', 'b', 'c']);
    expect(said(withWords(two, { incident: 'inc-1', alarms: wordsFor('c') }))).toEqual(['a', 'b']);
  });

  it('is the latest of an alarm, in its place', () => {
    const worse = { hash: hashNamed('a'), summary: 'a is on fire.', sinceMs: START_MS };
    expect(said(withWords(two, { incident: 'inc-0', alarms: [worse] }))).toEqual(['a is on fire.', 'b']);
  });

  it('are the first dozen, and the last four of which its owner is just being told', () => {
    let board = EMPTY_BOARD;
    for (const name of numbered(30)) board = withWords(board, { incident: 'inc-0', alarms: wordsFor(name) });
    expect(said(board)).toEqual([...numbered(12), ...numbered(4, 26)]);
  });

  it('moves with its alarms to another incident, or is forgotten with it', () => {
    const both = withWords(two, { incident: 'inc-1', alarms: wordsFor('c') });
    const moved = moveWords(both, 'inc-0', 'inc-1');
    expect([said(moved), said(moved, 'inc-1')]).toEqual([[], ['c', 'a', 'b']]);
    const gone = moveWords(both, 'inc-0', undefined);
    expect([said(gone), said(gone, 'inc-1')]).toEqual([[], ['c']]);
    expect(moveWords(both, 'inc-7', 'inc-1')).toBe(both);
  });
});

describe('what lies beside the board', () => {
  const never = (): Promise<never> => Promise.reject(new Error('Nobody need ask for it.'));

  it('is asked for only when it may say more', async () => {
    expect(await allWords(two, { id: 'inc-0', worded: 2 }, never)).toEqual(wordsFor('a', 'b'));
    const more = await allWords(two, { id: 'inc-0', worded: 3 }, () => Promise.resolve(wordsFor('c', 'a')));
    expect(more.map(({ summary }) => summary)).toEqual(['c is down.', 'a is down.', 'b is down.']);
  });

  it('is out of date where the board says something else', async () => {
    const old = [{ hash: hashNamed('a'), summary: 'a was slow.', sinceMs: 0 }];
    const all = await allWords(two, { id: 'inc-0', worded: 3 }, () => Promise.resolve(old));
    expect(all[0]?.summary).toBe('a is down.');
  });

  const told = (...names: readonly string[]) =>
    wordsFor(...names).map((words) => ({ ...words, more: { text: `${words.summary} Look at it.` } }));

  it('is what more than four alarms of an incident say for the eye', () => {
    const board = boardAfter(alarmAt(0, 'a'));
    const four = withWords(board, { incident: 'inc-0', alarms: told('a', 'b', 'c', 'd') });
    expect(withFewDetails(four)).toBe(four);
    const five = withWords(four, { incident: 'inc-0', alarms: told('e') });
    const few = withFewDetails(five);
    expect(wordsOn(few, 'inc-0')).toEqual(wordsFor('a', 'b', 'c', 'd', 'e'));
    expect(wordsBeside(five, few)).toEqual([{ incident: 'inc-0', alarms: told('a', 'b', 'c', 'd', 'e') }]);
    // What has been put there once is not put there again.
    const six = withWords(few, { incident: 'inc-0', alarms: told('f') });
    expect(wordsBeside(six, withFewDetails(six))).toEqual([]);
  });

  it('is asked for what is for the eye when neither the board nor this run has it, and is the older', async () => {
    const board = withWords(EMPTY_BOARD, { incident: 'inc-0', alarms: [...told('a'), ...wordsFor('b')] });
    const incident = { id: 'inc-0', worded: 2 };
    expect(await allDetails(board, incident, told('b'), never)).toEqual(told('a', 'b'));
    const former = told('a', 'b').map((words) => ({ ...words, more: { text: 'As it was.' } }));
    const all = await allDetails(board, incident, [], () => Promise.resolve(former));
    expect(all.map(({ more }) => more?.text)).toEqual(['a is down. Look at it.', 'As it was.']);
  });

  it('is what a smaller board has no room for any more', () => {
    const board = withWords(boardAfter(alarmAt(0, 'a')), { incident: 'inc-9', alarms: wordsFor('z') });
    const small = { ...board, words: [] };
    expect(wordsBeside(board, small)).toEqual([{ incident: 'inc-0', alarms: wordsFor('a') }]);
    expect(wordsBeside(board, board)).toEqual([]);
  });
});
