import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { brief, overSpeech } from '../../src/incident/answer';
import { currentAttempt, EMPTY_BOARD } from '../../src/incident/board';
import { parseBoard } from '../../src/incident/board-shape';
import type { Board } from '../../src/incident/board';
import { everyoneIn, mayReopen, startingWith } from '../../src/incident/escalation';
import type { Given } from '../../src/incident/escalation';
import { withoutRecorded } from '../../src/incident/history';
import { addFurther, lease, leased, settleTexts, unheard, withdraw } from '../../src/incident/outbox';
import type { Handover } from '../../src/incident/outbox';
import { concerns } from '../../src/incident/receive';
import { fitted, isSettled } from '../../src/incident/settled';
import { afterCalls, alarmAt, boardAfter, claimed, okAt, PLAN, START_MS, taken } from './sample';
import { aSchedule, decide, EXECUTIONS, follow } from './steps';
import type { Step } from './steps';

/** The same mutations at every run. */
const RUNS = { seed: 20_261_122, numRuns: 2_500 };

const open = boardAfter(alarmAt(0), alarmAt(0, 'db', { region: 'eu-west-1' }));
const ringing = claimed(open, 'FN1', 1);
const has = taken(ringing, 'FN1', 10);
const exhausted = lease(afterCalls(open, 1, 'busy', 'no-key', 'hung-up'), 'run', START_MS + 10_000);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The board with the value at a path replaced, or taken out when there is none. */
function edited(board: Board, path: readonly (string | number)[], value?: Json): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(board));
  const parent = path.slice(0, -1).reduce<unknown>((each, key) => Reflect.get(Object(each), key), copy);
  const key = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(Object(parent), key);
  else Reflect.set(Object(parent), key, value);
  // A list with a hole in it is none that JSON can write.
  return JSON.parse(JSON.stringify(copy));
}

describe('a document that is a board', () => {
  it.each<[string, Board]>([
    ['nothing ever happened on', EMPTY_BOARD],
    ['a call is starting on', open],
    ['a phone rings on', ringing],
    ['somebody has taken', has],
    ['nobody has taken, and the SMS about it are being sent', exhausted],
  ])('is read as it was written: one that %s', (_title, board) => {
    expect(parseBoard(JSON.parse(JSON.stringify(board)))).toEqual(board);
  });

  it('may have been written before alarms had a beginning, or have fields of a later version', () => {
    const older = edited(open, ['incident', 'alarms', 0, 'sinceMs']);
    expect(parseBoard(older)).toBeDefined();
    expect(parseBoard(edited(open, ['incident', 'colour'], 'red'))).toBeDefined();
  });
});

describe('a document that is no board', () => {
  const last = ['incident', 'attempts', 0] as const;

  it.each<[string, Board, readonly (string | number)[], Json | undefined]>([
    ['of another version', open, ['version'], 2],
    ['without a count of its writes', open, ['writes'], undefined],
    ['whose incident is a list', open, ['incident'], []],
    ['whose alarms are missing', open, ['incident', 'alarms'], undefined],
    ['with an alarm that is text', open, ['incident', 'alarms', 0], 'web-1 is down.'],
    [
      'with a thirteenth alarm',
      open,
      ['incident', 'alarms'],
      Array.from({ length: 13 }, () => ({ hash: 'h', wrong: true, summary: '' })),
    ],
    ['with a summary of a page', open, ['incident', 'alarms', 0, 'summary'], 'x'.repeat(201)],
    ['with a time that no Date can hold', open, ['incident', 'alarms', 0, 'sinceMs'], 9e15],
    ['with a status that there is not', open, ['incident', 'status'], 'acknowledged'],
    ['of an attempt without an agent', open, [...last, 'agent'], undefined],
    ['of an attempt in no state', open, [...last, 'state'], { is: 'ringing' }],
    ['of a call without a deadline', ringing, [...last, 'state', 'deadlineMs'], undefined],
    ['that is escalating and calls nobody', open, ['incident', 'attempts'], []],
    ['that is escalating though its call is over', has, ['incident', 'status'], 'escalating'],
    ['that is taken by nobody', has, ['incident', 'taken'], undefined],
    ['whose outbox is no list', has, ['outbox'], {}],
    ['with an SMS to nobody in particular', has, ['outbox', 0, 'to', 0, 'phone'], undefined],
    ['with a lease that never said until when', exhausted, ['outbox', 0, 'to', 0, 'lease'], { by: 'run' }],
    ['with a memory of another kind', open, ['memory'], 'abc'],
    ['with a history of words', has, ['history'], ['taken']],
  ])('is refused: one %s', (_title, board, path, value) => {
    expect(parseBoard(edited(board, path, value))).toBeUndefined();
  });
});

const STEPS: readonly Step[] = [
  { is: 'alarm', name: 'api', state: 'alarm', ago: 0, quiet: false },
  { is: 'alarm', name: 'db', state: 'ok', ago: 0, quiet: false },
  { is: 'alarm', name: 'web', state: 'no-data', ago: 0, quiet: true },
  { is: 'claim', execution: 'FN1', back: 0 },
  ...EXECUTIONS.flatMap((execution) =>
    (['take', 'next', 'stuck'] as const).map((is) => ({ is, execution, attempt: 1 })),
  ),
  ...(['restart', 'engaged', 'refused', 'send', 'taken by hand', 'closed by hand'] as const).map((is) => ({ is })),
];
const HANDOVERS: readonly Handover[] = ['accepted', 'refused', 'blocked', 'failed'];

/** Asks of a board everything that is ever asked of one. */
function live(board: Board): void {
  const given: Given = { plan: PLAN, nowMs: START_MS + 100_000_000, token: 't', incidentId: 'inc-new' };
  const { incident } = board;
  const attempt = incident === null ? undefined : currentAttempt(incident);
  const token = attempt?.token ?? 't';
  for (const step of STEPS) fitted(decide(board, step, given, [token], []));
  for (const routed of [alarmAt(0, 'api'), okAt(0, 'db')]) {
    isSettled(board, routed);
    concerns(board, routed.alarm);
  }
  startingWith(board, token);
  if (incident !== null) {
    mayReopen(incident, PLAN, given.nowMs);
    overSpeech(incident);
    for (const { number, state } of incident.attempts) {
      const execution = 'execution' in state ? state.execution : 'FN1';
      brief(board, { incident: incident.id, attempt: number, execution }, PLAN);
    }
  }
  withoutRecorded(board, board.history ?? []);
  withdraw(board.outbox, 'exhausted', incident?.id ?? '');
  addFurther(board.outbox, everyoneIn(PLAN), given.nowMs);
  const holding = lease(board, 'holder', given.nowMs);
  for (const handover of HANDOVERS) {
    const results = leased(holding, 'holder').map((text) => ({ text, handover }));
    unheard(holding, 'holder', results);
    settleTexts(holding, 'holder', results, given.nowMs);
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
    value: fc.oneof(
      fc.record({ is: fc.constant('gone' as const) }),
      fc.record({ is: fc.constant('any' as const), json: fc.oneof(fc.nat(), fc.string(), fc.jsonValue()) }),
      // What stands elsewhere in the document is more likely to be taken for right than anything made up.
      fc.record({ is: fc.constant('moved' as const), from: fc.nat() }),
    ),
  });

  it('it is refused, or every decision can be made upon it', () => {
    let survived = 0;
    fc.assert(
      fc.property(aSchedule, fc.array(anEdit, { minLength: 1, maxLength: 2 }), (schedule, edits) => {
        const { boards } = follow(schedule, PLAN);
        let board: unknown = boards.at(-1);
        for (const { at: index, value } of edits) {
          const all = places(board);
          const path = all[index % Math.max(1, all.length)];
          if (path === undefined) break;
          const json =
            value.is === 'gone'
              ? undefined
              : value.is === 'any'
                ? (value.json as Json)
                : (at(board, all[value.from % all.length] ?? []) as Json);
          board = edited(board as Board, path, json);
        }
        const parsed = parseBoard(board);
        if (parsed === undefined) return;
        survived++;
        expect(() => live(parsed)).not.toThrow();
      }),
      RUNS,
    );
    // Otherwise nothing was tried.
    expect(survived).toBeGreaterThan(100);
    expect(survived).toBeLessThan(RUNS.numRuns);
  });
});
