import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { brief, take } from '../../src/incident/answer';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { advance, restart } from '../../src/incident/escalation';
import { fitted } from '../../src/incident/fit';
import { BOARD_BYTES } from '../../src/board/lengths';
import { countOf, entriesOf, recall } from '../../src/board/memory';
import { packedBytes } from '../../src/board/packed';
import { receive } from '../../src/incident/receive';
import { upgraded } from '../../src/incident/first-release/upgrade';
import { wordsOn } from '../../src/incident/words';
import {
  CLOSED,
  ESCALATING,
  EXHAUSTED,
  firstAlarm,
  firstBoard,
  firstIncident,
  firstMemory,
  RECOVERED_AFTER_TAKEN,
  RESOLVED_IN_A_CALL,
  STARTING,
  TAKEN,
  TAKEN_IN_A_CALL,
  WAITING,
} from './first-release';
import {
  again,
  alarmAt,
  atSecond,
  attemptOf,
  claimed,
  givenAt,
  hashNamed,
  incidentOf,
  inOrder,
  okAt,
  owed,
  PLAN,
  readBack,
  receiving,
  START_MS,
} from './sample';
import { inTier } from '../support/tier';

/** The board of this release, 60 s after the start. */
function upgrade(value: unknown): Board {
  const board = upgraded(value, 'FW1', atSecond(60));
  if (board === undefined) throw new Error('It is no board of the first release.');
  return board;
}

const EVERY: readonly (readonly [string, object])[] = [
  ['nothing happens on', firstBoard(null)],
  ['a phone rings on', ESCALATING],
  ['a call is starting on', STARTING],
  ['a call waits on', WAITING],
  ['somebody has taken', TAKEN],
  ['somebody has taken while another phone rings', TAKEN_IN_A_CALL],
  ['nobody took', EXHAUSTED],
  ['is over while a phone rings', RESOLVED_IN_A_CALL],
  ['somebody closed', CLOSED],
  ['recovered after it was taken', RECOVERED_AFTER_TAKEN],
];

describe('a board of the first release', () => {
  it.each(EVERY)('is one of this one: one that %s', (_which, value) => {
    const board = upgrade(value);
    expect(readBack(board)).toEqual(inOrder(board));
    expect(fitted(board, givenAt(60))).toBe(board);
  });

  it('without an incident is its memory', () => {
    const { memory, ...rest } = upgrade(firstBoard(null));
    expect({ ...rest, memory: '' }).toEqual(EMPTY_BOARD);
    expect(entriesOf(memory)).toEqual([
      { hash: hashNamed('web-1'), state: 'wrong', atMs: START_MS, slot: 0, isAhead: false },
      { hash: hashNamed('old'), state: 'right', atMs: atSecond(-900), slot: 0, isAhead: false },
    ]);
  });

  it('keeps what it said about its alarms', () => {
    expect(wordsOn(upgrade(ESCALATING), 'inc-0')).toEqual([
      { hash: hashNamed('web-1'), summary: 'web-1 is down.', sinceMs: START_MS, region: 'eu-west-1' },
    ]);
  });

  it('on which a phone rings goes on in the middle of the call', () => {
    const board = upgrade(ESCALATING);
    expect(incidentOf(board)).toMatchObject({
      id: 'inc-0',
      slot: 1,
      status: 'escalating',
      chain: 'alarm',
      openedAtMs: atSecond(1),
      name: 'web-1 is down',
      sinceMs: START_MS,
      joined: 1,
      unremembered: 0,
      worded: 1,
      calls: [{ number: 1, agent: 'ann', outcome: 'no-answer', proof: 'FN1' }],
      callsBefore: 0,
      place: 1,
    });
    expect(attemptOf(board)).toEqual({
      number: 2,
      agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
      token: 'run.2',
      passed: [],
      failures: 0,
      state: { is: 'calling', execution: 'FN2', deadlineMs: atSecond(230), flow: 'FW1' },
    });
    const call = { incident: 'inc-0', attempt: 2, execution: 'FN2' };
    expect(brief(board, call, [], PLAN).proceed).toBe(true);
    expect(take(board, call, givenAt(70)).taking.result).toBe('taken');
    expect(attemptOf(advance(board, 'FN2', 'declined', givenAt(70)))).toMatchObject({
      number: 3,
      agent: { id: 'cyd' },
    });
    expect(incidentOf(receiving(board, okAt(70))).status).toBe('resolved');
  });

  it('on which a call is starting, or waits, goes on with it', () => {
    expect(attemptOf(claimed(upgrade(STARTING), 'FN1', 61)).state.is).toBe('calling');
    expect(attemptOf(restart(upgrade(WAITING), 'run.1', givenAt(61))).state.is).toBe('starting');
  });

  it('that somebody has taken is theirs, and what they were owed they are owed', () => {
    const board = upgrade(TAKEN);
    expect(incidentOf(board)).toMatchObject({
      status: 'taken',
      changedAtMs: atSecond(40),
      taken: { by: 'bob', proof: 'FN2', atMs: atSecond(40), way: 'key' },
      calls: [{ agent: 'ann' }, { agent: 'bob', outcome: 'taken' }],
      isUnrecorded: true,
    });
    expect(owed(board)).toEqual(['details to bob', 'more to bob']);
    expect(board.outbox[0]?.items[1]).toEqual({ kind: 'more', slot: 1, alarm: 'AAAAAA', further: 2 });
    expect(owed(receiving(board, okAt(70)))).toEqual(['details to bob', 'recovered to bob']);
  });

  it('that somebody has taken while another phone rings has that call among the past ones', () => {
    const board = upgrade(TAKEN_IN_A_CALL);
    expect(incidentOf(board).attempt).toBeUndefined();
    expect(incidentOf(board).calls).toMatchObject([{}, { agent: 'bob', outcome: 'unfinished', proof: 'FN2' }]);
  });

  it('that nobody took is told to everyone, those who were on the board and those who were not', () => {
    const board = upgrade(EXHAUSTED);
    expect(incidentOf(board)).toMatchObject({ status: 'exhausted', isTold: true });
    expect(owed(board)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
    const late = take(board, { incident: 'inc-0', attempt: 3, execution: 'FN3' }, givenAt(95));
    expect(late.taking.result).toBe('taken');
  });

  it('that is over while a phone rings may come back', () => {
    const board = upgrade(RESOLVED_IN_A_CALL);
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', attempt: { number: 2 } });
    expect(receive(board, [alarmAt(70)], givenAt(70)).outcomes).toEqual(['reopened']);
  });

  it('that somebody closed stays closed, and those who were told wrong hear so', () => {
    const board = upgrade(CLOSED);
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', closed: { is: 'by-hand', proof: 'token.9' } });
    // A correction would say that somebody has it.
    expect(owed(board)).toEqual(['closed to ann', 'closed to cyd']);
    expect(receive(board, [alarmAt(70)], givenAt(70)).outcomes).toEqual(['opened']);
  });

  it('that recovered after it was taken is over: this release says so, and the first one did not', () => {
    const board = upgrade(RECOVERED_AFTER_TAKEN);
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', taken: { by: 'bob' } });
    expect(owed(board)).toEqual(['recovered to bob']);
  });

  it('knows its alarms: the same message says nothing new', () => {
    for (const [, value] of EVERY.slice(1)) {
      expect(receive(upgrade(value), [again(alarmAt(0))], givenAt(100)).outcomes).toEqual(['nothing']);
    }
  });
});

describe('what the first release had counted or forgotten', () => {
  it('can never be seen to recover', () => {
    const counted = firstIncident('taken', {
      taken: { by: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' }, execution: 'FN2', atMs: atSecond(40) },
      alarms: [firstAlarm('web-1'), firstAlarm('forgotten')],
      counted: 3,
    });
    const board = upgrade(firstBoard(counted));
    expect(incidentOf(board)).toMatchObject({ joined: 5, unremembered: 4, worded: 2 });
    expect(incidentOf(receiving(board, okAt(70))).status).toBe('taken');
  });

  it('does not make an incident over whose other alarms are right', () => {
    const right = firstIncident('exhausted', { alarms: [firstAlarm('web-1', false)], counted: 1 });
    expect(incidentOf(upgrade(firstBoard(right))).status).toBe('exhausted');
  });
});

describe('a board of the first release that is too large', () => {
  const names = Array.from({ length: 1_250 }, (_, index) => `web-${index}`);
  const memory = firstMemory(...names.map((name) => [name, 'wrong' as const, START_MS] as const));
  const to = Array.from({ length: 40 }, (_, index) => ({
    id: `an-agent-with-a-long-name-${index}`,
    phone: `+4477009001${String(index).padStart(2, '0')}`,
    notBeforeMs: START_MS,
    tries: 900,
  }));
  const outbox = Array.from({ length: 12 }, () => ({
    kind: 'exhausted',
    incident: 'inc-0',
    text: 'NOBODY HAS THIS. '.repeat(20),
    to,
  }));
  const large = firstBoard(
    firstIncident('exhausted', {
      alarms: names.slice(0, 12).map((name) => ({ ...firstAlarm(name), summary: '警'.repeat(200) })),
      counted: 1_238,
    }),
    { memory, outbox },
  );

  it('is read, shrunk and carried over', () => {
    expect(JSON.stringify(large).length).toBeGreaterThan(40_000);
    const board = fitted(upgrade(large), givenAt(60));
    expect(packedBytes(board)).toBeLessThanOrEqual(BOARD_BYTES);
    expect(incidentOf(board)).toMatchObject({ status: 'exhausted', joined: 1_250 });
    expect(board.outbox).toHaveLength(40);
    expect(countOf(board.memory)).toBeGreaterThan(700);
    expect(recall(board.memory, hashNamed('web-1249'))?.state).toBe('wrong');
  });
});

describe('what is no board of the first release', () => {
  const last = {
    number: 1,
    agent: { id: 'a', name: 'A', phone: '+447700900001' },
    position: 0,
    token: 't',
    engaged: [],
  };

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a tombstone', { version: 2, moved: 'oncall-board-main' }],
    ['one of another version', firstBoard(null, { version: 3 })],
    ['one with a memory of another kind', firstBoard(null, { memory: 'abc' })],
    ['one with a memory that none can be', firstBoard(null, { memory: 'ä'.repeat(13) })],
    ['one without an outbox', firstBoard(null, { outbox: undefined })],
    ['one with a status that there is not', firstBoard(firstIncident('acknowledged'))],
    ['one that is taken by nobody', firstBoard(firstIncident('taken'))],
    ['one that is escalating and calls nobody', firstBoard(firstIncident('escalating'))],
    [
      'one of a call in no state',
      firstBoard(firstIncident('exhausted', { attempts: [{ ...last, state: { is: 'ringing' } }] })),
    ],
    [
      'one of a call without a deadline',
      firstBoard(firstIncident('escalating', { attempts: [{ ...last, state: { is: 'calling', execution: 'FN1' } }] })),
    ],
    [
      'one with a hash of another length',
      firstBoard(firstIncident('exhausted', { alarms: [{ ...firstAlarm('a'), hash: 'AAAAAAA' }] })),
    ],
  ])('%s is none', (_what, value) => {
    expect(upgraded(value, 'FW1', START_MS)).toBeUndefined();
  });

  it('whatever somebody does to one by hand, it is none or a board that can be written and read', () => {
    const boards = EVERY.map(([, value]) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.constantFrom(...boards), fc.nat(), fc.constantFrom('', '0', 'x', '"', 'é'), (json, at, put) => {
        const where = at % json.length;
        const text = json.slice(0, where) + put + json.slice(where + 1);
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          return;
        }
        const board = upgraded(value, 'FW1', START_MS);
        if (board === undefined) return;
        expect(readBack(board)).toBeDefined();
      }),
      { seed: 20_261_122, numRuns: inTier(3_000, 400) },
    );
  });
});
