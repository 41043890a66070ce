import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { brief, claim, take } from '../../src/incident/answer';
import { EMPTY_BOARD, escalating, withIncident } from '../../src/board/board';
import type { AgentRef, Board } from '../../src/board/board';
import { mayReopen, startingWith } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { entryOf } from '../../src/incident/history';
import { MOST_INCIDENTS } from '../../src/incident/limits';
import { doubtful, expired, lease, leased, settleTexts, unheard } from '../../src/incident/outbox';
import type { Handover } from '../../src/incident/outbox';
import { packBoard, packedBytes, unpackBoard } from '../../src/board/packed';
import { concerns, knowsLater, raiseUnheard } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import { situationOf } from '../../src/incident/situation';
import { dueAtMs } from '../../src/incident/tend';
import { smsText } from '../../src/incident/said/sms';
import { EN } from '../../src/wording/en';
import { aBoard } from '../incident/arbitrary';
import {
  afterCalls,
  alarmAt,
  atSecond,
  attemptOf,
  boardAfter,
  claimed,
  incidentOf,
  inOrder,
  okAt,
  PLAN,
  readBack,
  receiving,
  spreadAt,
  taken,
} from '../incident/sample';
import { aPlan, aSchedule, decide, follow, written } from '../incident/steps';
import type { Outside, Step } from '../incident/steps';
import { inTier } from '../support/tier';

/** The same boards at every run. */
const RUNS = { seed: 20_261_122, numRuns: inTier(300, 60) };

/** What comes out of the store when this board was put there. */
function stored(board: Board): unknown {
  return JSON.parse(JSON.stringify(packBoard(board)));
}

const open = boardAfter(alarmAt(0), alarmAt(0, 'db'));
const ringing = claimed(open, 'FN1', 1);
const has = taken(ringing, 'FN1', 10);
const exhausted = spreadAt(afterCalls(open, 1, 'busy', 'no-key', 'hung-up'), 5);
const sending = lease(exhausted, 'run', PLAN, atSecond(9));

const size = {
  people: ['ann', 'bob', 'cyd', 'a.b', 'x|y', 'ö ö', ...Array.from({ length: 40 }, (_, index) => `agent-${index}`)],
  agentName: fc.string({ maxLength: 20, unit: 'grapheme' }),
  incidentName: fc.string({ maxLength: 12, unit: 'grapheme' }),
  incidents: MOST_INCIDENTS,
  remembered: 40,
  isFull: false,
};

describe('a board is read as it was written', () => {
  it.each<[string, Board]>([
    ['one that nothing ever happened on', EMPTY_BOARD],
    ['one a call is starting on', open],
    ['one a phone rings on', ringing],
    ['one that somebody has taken', has],
    ['one that nobody has taken, and the SMS about it are owed', exhausted],
    ['one that nobody has taken, and the SMS about it are being sent', sending],
    ['one on which all is over', receiving(has, okAt(20), okAt(20, 'db'))],
  ])('%s', (_which, board) => {
    expect(readBack(board)).toEqual(inOrder(board));
  });

  it('whatever its parts are', () => {
    fc.assert(
      fc.property(aBoard(size), (board) => {
        expect(readBack(board)).toEqual(inOrder(board));
      }),
      RUNS,
    );
  });

  it('whatever led to it', () => {
    fc.assert(
      fc.property(aSchedule, aPlan, (schedule, plan) => {
        // Every board on the way there: see laws.test.ts.
        const board = follow(schedule, plan).at(-1)?.board ?? EMPTY_BOARD;
        expect(readBack(board)).toEqual(inOrder(board));
      }),
      RUNS,
    );
  });

  it.each(['|', 'a|b', '||', 'x|y|z,1.2 3', '"', '\\'])('with an incident that is called %s', (name) => {
    const board = withIncident(open, { ...incidentOf(open), name });
    expect(readBack(board)).toEqual(inOrder(board));
  });

  it('but for the name of the agent who is being called, which is cut where it is too long', () => {
    const agent: AgentRef = { id: 'ann', name: '名'.repeat(80), phone: '+447700900001' };
    const board = withIncident(open, { ...incidentOf(open), attempt: { ...attemptOf(open), agent } });
    // 80 bytes are 26 characters of three bytes each.
    expect(unpackBoard(stored(board))?.incidents[0]?.attempt?.agent.name).toBe('名'.repeat(26));
  });

  it('with fields that a later version may write', () => {
    expect(unpackBoard({ ...packBoard(has), colour: 'red' })).toEqual(has);
  });

  it('and its bytes are those of its JSON', () => {
    const board = withIncident(open, { ...incidentOf(open), name: '警報' });
    expect(packedBytes(board)).toBe(Buffer.byteLength(JSON.stringify(packBoard(board))));
  });
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The value with what is at a path replaced, or taken out when there is nothing to put there. */
function edited(value: unknown, path: readonly (string | number)[], put?: Json): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const parent = path.slice(0, -1).reduce<unknown>((each, key) => Reflect.get(Object(each), key), copy);
  const key = path.at(-1) ?? '';
  if (put === undefined) Reflect.deleteProperty(Object(parent), key);
  else Reflect.set(Object(parent), key, put);
  // A list with a hole in it is none that JSON can write.
  return JSON.parse(JSON.stringify(copy));
}

/** The line of the board's only incident with one field replaced. */
function lineOf(board: Board, field: number, put: string): string {
  const fields = packBoard(board).i[0]?.split('|') ?? [];
  return fields.with(field, put).join('|');
}

describe('a document is refused', () => {
  const attempt = ['a', '1'] as const;

  it.each<[string, Board, readonly (string | number)[], Json | undefined]>([
    ['of the first release', open, ['v'], 1],
    ['of a later version', open, ['v'], 3],
    ['without a count of its writes', open, ['w'], undefined],
    ['with half a write', open, ['w'], 1.5],
    ['with a time that no Date can hold', open, ['t'], 9e15],
    ['whose people are no list', open, ['p'], {}],
    ['whose incidents are no list', open, ['i'], {}],
    ['with an incident that is no text', open, ['i', 0], 7],
    ['with an incident cut in the middle', open, ['i', 0], 'inc-0|1|ea--|'],
    ['with two incidents in one slot', open, ['i'], [lineOf(has, 0, 'inc-1'), lineOf(has, 0, 'inc-2')]],
    ['with two incidents that are being called', open, ['i', 1], lineOf(open, 1, '2')],
    ['with an incident in the slot that stands for none', open, ['i', 0], lineOf(open, 1, '0')],
    ['with an incident in a slot that there is not', open, ['i', 0], lineOf(open, 1, 'g')],
    ['with a status that there is not', open, ['i', 0], lineOf(open, 2, 'za--')],
    ['with a chain that there is not', open, ['i', 0], lineOf(open, 2, 'ez--')],
    ['with a time in words', open, ['i', 0], lineOf(open, 3, 'at noon')],
    ['with a beginning that no Date can hold', open, ['i', 0], lineOf(open, 5, 'zzzzzzzzzzz')],
    ['with a number too few', open, ['i', 0], lineOf(open, 7, '1.0.1.0')],
    ['taken by somebody it does not name', has, ['p'], []],
    ['taken by nobody', has, ['i', 0], lineOf(has, 12, '')],
    ['taken in a way that there is not', has, ['i', 0], lineOf(has, 12, '0,z,1,x')],
    ['with a call of an outcome that there is not', has, ['i', 0], lineOf(has, 14, '1.0.zFN1')],
    ['with half a phone that is refused', open, ['i', 0], lineOf(open, 15, 'AAA')],
    ['that is escalating and calls nobody', open, ['a'], {}],
    ['whose attempts are none', open, ['a'], undefined],
    ['whose attempt has no agent', open, [...attempt, 'g'], undefined],
    ['whose attempt has half an agent', open, [...attempt, 'g'], ['ann', 'Ann Lee']],
    ['whose attempt is in no state', open, [...attempt, 's'], { is: 'ringing' }],
    ['whose attempt waits for no reason', open, [...attempt, 's'], { is: 'waiting', notBeforeMs: 1 }],
    [
      'whose attempt waits for many reasons',
      open,
      [...attempt, 's'],
      { is: 'waiting', notBeforeMs: 1, why: ['budget'] },
    ],
    ['of a call without a deadline', ringing, [...attempt, 's', 'deadlineMs'], undefined],
    ['of a call without a flow', ringing, [...attempt, 's', 'flow'], undefined],
    ['with half a phone that was passed over', open, [...attempt, 'p'], 'AAAA'],
    ['whose outbox is no list', has, ['o'], {}],
    ['with an SMS to somebody it does not name', has, ['o', 0], 'z|d1|0|1|1|0|'],
    ['with an SMS of a kind that there is not', has, ['o', 0], '0|z1|0|1|1|0|'],
    ['with an SMS about an incident that there is not', has, ['o', 0], '0|d2|0|1|1|0|'],
    ['with a lease that never said until when', sending, ['o', 0], '0|x1|0|1|1|0|run,1'],
    ['with news of a kind that there is not', has, ['n'], ['z1|,||']],
    ['with news of an incident that there is not', has, ['n'], ['x2|,||']],
    ['with a memory of another kind', open, ['m'], 'abc'],
    ['without anything to say about alarms', open, ['h'], undefined],
    ['with half a thing to say', open, ['h', '1', 0], ['AAAAAA', 1]],
    ['with a page to say', open, ['h', '1', 0], ['AAAAAA', 1, '', 'x'.repeat(201)]],
    ['with details that are none', open, ['h', '1', 0], ['AAAAAA', 1, '', 'x', '', '', '', null, { text: 7 }]],
    ['with something to say about an incident that there is not', open, ['h', '2'], [['AAAAAA', 1, '', 'x']]],
    ['whose budget is no list of four', open, ['s'], ['', '', '']],
    ['whose budget counts in words', open, ['s', 0], 'a lot'],
    ['on which calls are impossible for a reason that there is not', open, ['x'], ['weather', 1]],
    ['that is due never', open, ['d'], 'never'],
  ])('%s', (_title, board, path, value) => {
    const document = edited(packBoard(board), path, value);
    expect(document).not.toEqual(stored(board));
    expect(unpackBoard(document)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'board'],
    ['a list', []],
    ['an empty object', {}],
    ['a number', 2],
  ])('that is %s', (_title, value) => {
    expect(unpackBoard(value)).toBeUndefined();
  });
});

const HANDOVERS: readonly Handover[] = ['accepted', 'refused', 'blocked', 'failed', 'unknown', 'unsent', 'doubtful'];
const STEPS: readonly Step[] = [
  { is: 'alarm', name: 'api', state: 'alarm', ago: 0, quiet: false },
  { is: 'alarm', name: 'db', state: 'ok', ago: 0, quiet: false },
  { is: 'alarm', name: 'web', state: 'no-data', ago: 0, quiet: true },
  { is: 'claim', back: 0 },
  { is: 'key 1', call: 0 },
  { is: 'stuck', call: 0 },
  { is: 'over', call: 0, outcome: 'declined' },
  ...(['restart', 'engaged', 'failing', 'refused', 'impossible', 'record', 'list', 'nothing'] as const).map((is) => ({
    is,
  })),
  { is: 'taken by hand', by: 'bob', which: 0 },
  { is: 'closed by hand', which: 0 },
  { is: 'passed on', to: 'cyd', which: 0 },
  ...HANDOVERS.map((handover) => ({ is: 'send' as const, handover })),
];

/** Asks of a board everything that is ever asked of one. */
function live(board: Board): void {
  const given: Given = { plan: PLAN, nowMs: atSecond(100_000), token: 't', incidentId: 'inc-new' };
  const attempt = escalating(board)?.attempt;
  const state = attempt?.state;
  const call = {
    incident: escalating(board)?.id ?? 'none',
    attempt: attempt?.number ?? 1,
    execution: state !== undefined && 'execution' in state ? state.execution : 'FN1',
    token: attempt?.token ?? 't',
    flow: 'FW1',
  };
  const outside: Outside = { calls: [call], yeses: [call], queue: [] };
  for (const step of STEPS) written(board, decide(board, step, given, outside).board, given);
  for (const routed of [alarmAt(0, 'api'), okAt(0, 'db')]) {
    isSettled(board, routed, 'nothing', PLAN, given.nowMs);
    concerns(board, routed);
    knowsLater(board, routed.alarm);
  }
  startingWith(board, call.token);
  dueAtMs(board, PLAN, given.nowMs);
  claim(board, call, [], PLAN, given.nowMs);
  take(board, call, given);
  for (const incident of board.incidents) {
    mayReopen(incident, PLAN, given.nowMs);
    entryOf(board, incident, [], 'main');
    for (const { number } of [...incident.calls, { number: 1 }]) {
      brief(board, { incident: incident.id, attempt: number, execution: 'FN1' }, [], PLAN);
    }
  }
  expired(board, PLAN, given.nowMs);
  doubtful(board, PLAN, given.nowMs);
  const holding = lease(board, 'holder', PLAN, given.nowMs);
  for (const text of leased(holding, 'holder', PLAN)) {
    const told = text.items.flatMap((item) => {
      const incident = board.incidents.find(({ slot }) => slot === item.slot);
      return incident === undefined ? [] : [{ item, incident, situation: situationOf(board, incident, []), words: [] }];
    });
    smsText(EN, told, text.gone, PLAN);
    for (const handover of HANDOVERS) {
      const results = [{ text, handover }];
      const left = settleTexts(holding, results, () => true, given.nowMs);
      for (const item of unheard(holding, results))
        raiseUnheard(
          left,
          item,
          board.words.flatMap(({ alarms }) => alarms),
          given,
        );
    }
  }
}

/** Every place in a document. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length === 0 ? [] : [path]), ...inside.flatMap(([key, each]) => places(each, [...path, key]))];
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((each, key) => Reflect.get(Object(each), key), value);
}

describe('whatever somebody does to a document by hand', () => {
  const anEdit = fc.record({
    at: fc.nat(),
    within: fc.nat(),
    value: fc.oneof(
      fc.record({ is: fc.constant('gone' as const) }),
      fc.record({ is: fc.constant('any' as const), json: fc.oneof(fc.nat(), fc.string(), fc.jsonValue()) }),
      // What stands elsewhere in the document is more likely to be taken for right than anything made up.
      fc.record({ is: fc.constant('moved' as const), from: fc.nat() }),
      // A single character of a line.
      fc.record({
        is: fc.constant('character' as const),
        put: fc.constantFrom(...'0129azAZ|.,- '.split(''), ''),
      }),
    ),
  });

  it('it is refused, or every decision can be made upon it', () => {
    let survived = 0;
    fc.assert(
      fc.property(aSchedule, fc.array(anEdit, { minLength: 1, maxLength: 2 }), (schedule, edits) => {
        let document: unknown = stored(follow(schedule, PLAN).at(-1)?.board ?? EMPTY_BOARD);
        for (const { at: index, within, value } of edits) {
          const all = places(document);
          const path = all[index % Math.max(1, all.length)];
          if (path === undefined) break;
          const former = at(document, path);
          switch (value.is) {
            case 'gone':
              document = edited(document, path);
              break;
            case 'any':
              document = edited(document, path, value.json as Json);
              break;
            case 'moved':
              document = edited(document, path, at(document, all[value.from % all.length] ?? []) as Json);
              break;
            case 'character': {
              if (typeof former !== 'string' || former === '') break;
              const where = within % former.length;
              document = edited(document, path, former.slice(0, where) + value.put + former.slice(where + 1));
            }
          }
        }
        const board = unpackBoard(document);
        if (board === undefined) return;
        survived++;
        live(board);
      }),
      { ...RUNS, numRuns: inTier(1_000, 150) },
    );
    // Otherwise nothing was tried.
    expect(survived).toBeGreaterThan(inTier(100, 15));
    expect(survived).toBeLessThan(inTier(1_000, 150));
  });

  it('also when it never was a board', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(unpackBoard(value)).toBeUndefined();
      }),
    );
  });
});
