import { describe, expect, it } from '@jest/globals';
import type { Board, OwedItem } from '../../src/board/board';
import { passOn } from '../../src/incident/intervention';
import { recall } from '../../src/board/memory';
import { raiseUnheard, receive } from '../../src/incident/receive';
import { situationOf } from '../../src/incident/situation';
import { dueAtMs } from '../../src/incident/tend';
import { wordsOn } from '../../src/incident/words';
import {
  alarmAt,
  atSecond,
  attemptOf,
  boardAfter,
  claimed,
  givenAt,
  hashNamed,
  incidentOf,
  okAt,
  owed,
  PLAN,
  receiving,
  sent,
  taken,
  wordsFor,
} from './sample';

/** Ann has the first alarm, and was to be told of these by SMS. */
const has = sent(taken(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 'FN1', 10), 11);
const one = receive(has, [alarmAt(20, 'db')], givenAt(20)).board;
const three = receive(has, [alarmAt(20, 'db'), alarmAt(20, 'dns'), alarmAt(20, 'web')], givenAt(20)).board;

/** The SMS about further alarms that is owed. */
function moreOf(board: Board): OwedItem {
  const item = board.outbox.flatMap(({ items }) => items).find(({ kind }) => kind === 'more');
  if (item === undefined) throw new Error('No SMS about further alarms is owed.');
  return item;
}

/** The board after the SMS turned out to reach nobody. */
function unheardIn(board: Board, seconds = 60, words = wordsFor('db')): Board {
  const silent: Board = { ...board, outbox: [] };
  return raiseUnheard(silent, moreOf(board), words, givenAt(seconds));
}

describe('an alarm of which its owner cannot be told by SMS', () => {
  const board = unheardIn(one);

  it('has an incident of its own, about which somebody is called', () => {
    expect(board.incidents).toMatchObject([
      { id: 'inc-0', status: 'taken', taken: { by: 'ann' } },
      { id: 'inc-60', status: 'escalating', joined: 1, unremembered: 0, name: 'db is down' },
    ]);
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'ann' } });
    expect(recall(board.memory, hashNamed('db'))?.slot).toBe(incidentOf(board).slot);
    expect(wordsOn(board, 'inc-60')).toEqual(wordsFor('db'));
  });

  it('is the heartbeat’s, since its message may have left the queue', () => {
    expect(incidentOf(board).chain).toBe('round');
    expect(dueAtMs(board, PLAN, atSecond(60))).toBe(atSecond(60));
  });

  it('is over when it recovers', () => {
    expect(receiving(board, okAt(70, 'db')).incidents).toMatchObject([{ status: 'taken' }, { status: 'resolved' }]);
  });

  it('joins what is being called at that moment', () => {
    const called = receiving(one, alarmAt(400, 'mail'));
    const joined = unheardIn(called, 410);
    expect(joined.incidents).toMatchObject([{ status: 'taken' }, { id: 'inc-400', joined: 2, unremembered: 0 }]);
    expect(attemptOf(joined)).toEqual(attemptOf(called));
    expect(recall(joined.memory, hashNamed('db'))?.slot).toBe(incidentOf(joined).slot);
  });

  it('needs nothing more when its own incident is being called', () => {
    const passed = passOn(one, undefined, undefined, givenAt(60)).board;
    expect(owed(passed)).toEqual(['more to ann']);
    const silent = { ...passed, outbox: [] };
    expect(raiseUnheard(silent, moreOf(passed), [], givenAt(70))).toBe(silent);
  });

  it('leaves to its owner what it was alone in', () => {
    const alone = receiving(one, okAt(30));
    expect(unheardIn(alone).incidents).toMatchObject([
      { id: 'inc-0', status: 'resolved', closed: { is: 'left' } },
      { id: 'inc-60', status: 'escalating' },
    ]);
  });

  it('is called by the name of its owner’s incident when nothing is known about it', () => {
    const silent: Board = { ...one, outbox: [] };
    expect(incidentOf(raiseUnheard(silent, moreOf(one), [], givenAt(60))).name).toBe('web-1');
  });
});

describe('several alarms of which one SMS was to tell', () => {
  it('are all raised by their names, where it is known what each of them says', () => {
    const board = unheardIn(three, 60, wordsFor('web-1', 'db', 'dns', 'web'));
    expect(incidentOf(board)).toMatchObject({ id: 'inc-60', name: 'db is down', joined: 3, unremembered: 0 });
    expect(wordsOn(board, 'inc-60')).toEqual(wordsFor('db', 'dns', 'web'));
    expect(['web-1', 'db', 'dns', 'web'].map((name) => recall(board.memory, hashNamed(name))?.slot)).toEqual([
      1,
      ...[1, 2, 3].map(() => incidentOf(board).slot),
    ]);
    const rest = receiving(board, okAt(70, 'db'), okAt(71, 'dns'));
    expect(incidentOf(rest).status).toBe('escalating');
    expect(situationOf(rest, incidentOf(rest), wordsOn(rest, 'inc-60')).shown).toEqual(wordsFor('web'));
    expect(receiving(rest, okAt(72, 'web')).incidents).toMatchObject([{ status: 'taken' }, { status: 'resolved' }]);
  });

  it('have the name of one that is wrong where the first one is over', () => {
    const board = unheardIn(receiving(three, okAt(30, 'db')), 60, wordsFor('web-1', 'db', 'dns', 'web'));
    expect(incidentOf(board)).toMatchObject({ name: 'dns is down', joined: 3, unremembered: 0 });
    expect(wordsOn(board, 'inc-60')).toEqual(wordsFor('dns', 'web'));
  });

  it('are not what came before them', () => {
    const [first, ...later] = wordsFor('web-1', 'db', 'dns', 'web');
    const words = [
      ...later.map((each) => ({ ...each, sinceMs: atSecond(20) })),
      ...(first === undefined ? [] : [first]),
    ];
    expect(wordsOn(unheardIn(three, 60, words), 'inc-60').map(({ summary }) => summary)).toEqual([
      'db is down.',
      'dns is down.',
      'web is down.',
    ]);
  });

  it('are counted, but for the first one, of which it is known', () => {
    const board = unheardIn(three);
    expect(incidentOf(board)).toMatchObject({ joined: 3, unremembered: 2 });
    expect(situationOf(board, incidentOf(board), wordsFor('db'))).toMatchObject({
      shown: [{ summary: 'db is down.' }],
      others: 2,
    });
  });

  it('are raised although the first one is over', () => {
    const board = unheardIn(receiving(three, okAt(30, 'db')));
    expect(incidentOf(board)).toMatchObject({ id: 'inc-60', status: 'escalating', unremembered: 2 });
    expect(recall(board.memory, hashNamed('db'))).toMatchObject({ state: 'right', slot: 1 });
  });

  it('are not raised when there was one, and that is over', () => {
    const over = receiving(one, okAt(30, 'db'));
    const silent: Board = { ...over, outbox: [] };
    expect(raiseUnheard(silent, moreOf(one), [], givenAt(60))).toBe(silent);
  });

  it('are counted too when nothing is known about any of them', () => {
    const { alarm: _unknown, ...item } = moreOf(three);
    const board = raiseUnheard({ ...three, outbox: [] }, item, [], givenAt(60));
    expect(incidentOf(board)).toMatchObject({ joined: 3, unremembered: 3 });
  });
});
