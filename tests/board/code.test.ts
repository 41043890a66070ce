import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { codeOf, freeId, idFrom } from '../../src/board/code';
import { alarmAt, boardAfter, incidentOf } from '../incident/sample';

const incident = incidentOf(boardAfter(alarmAt(0)));

function boardWith(...ids: readonly string[]): Board {
  return { ...EMPTY_BOARD, incidents: ids.map((id) => ({ ...incident, id })) };
}

describe('the short code of an incident', () => {
  it.each([
    ['000000000000', 'inc-22220000', '2222'],
    // 31 letters: 1 is the second of them, 31 carries over.
    ['00000001abcd', 'inc-3222abcd', '3222'],
    ['0000001fabcd', 'inc-2322abcd', '2322'],
    ['0000001eabcd', 'inc-z222abcd', 'Z222'],
  ])('of the random digits %s is in %s and reads %s', (random, id, code) => {
    expect(idFrom(random)).toBe(id);
    expect(codeOf(id)).toBe(code);
  });

  it('uses every sign that nobody takes for another, and no other', () => {
    const signs = new Set<string>();
    for (let at = 0; at < 31; at++) signs.add(codeOf(idFrom(`${at.toString(16).padStart(8, '0')}0000`)).charAt(0));
    expect([...signs].join('')).toBe('23456789ABCDEFGHJKMNPQRSTUVWXYZ');
  });

  it.each(['inc-0222abcd', 'inc-l222abcd', 'inc-22220', 'INC-2222abcd', 'FN123'])('is the whole id of %s', (id) => {
    expect(codeOf(id)).toBe(id);
  });
});

describe('the id of a new incident', () => {
  it('stays as it is where no other has its code', () => {
    expect(freeId(boardWith('inc-3222abcd'), 'inc-22220000')).toBe('inc-22220000');
  });

  it('has another code where an incident of the board has this one', () => {
    expect(freeId(boardWith('inc-2222ffff'), 'inc-22220000')).toBe('inc-22230000');
    expect(freeId(boardWith('inc-2222ffff', 'inc-2223ffff'), 'inc-22220000')).toBe('inc-22240000');
  });

  it('has another code where an incident that is just gone has this one', () => {
    const former: Board = { ...EMPTY_BOARD, former: [{ id: 'inc-2222ffff', calls: [], untilMs: 0 }] };
    expect(freeId(former, 'inc-22220000')).toBe('inc-22230000');
  });
});
