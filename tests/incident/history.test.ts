import { describe, expect, it } from '@jest/globals';
import { resolveByHand } from '../../src/incident/by-hand';
import { advance } from '../../src/incident/escalation';
import { record, withoutRecorded } from '../../src/incident/history';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board, HistoryEntry, Incident } from '../../src/incident/board';
import { receive } from '../../src/incident/receive';
import { fitted } from '../../src/incident/settled';
import { afterCalls, alarmAt, boardAfter, claimed, givenAt, incidentOf, okAt, PLAN, START_MS, taken } from './sample';

const open = boardAfter(alarmAt(0));
const ringing = claimed(open, 'FN1', 1);

function entry(rest: Partial<HistoryEntry>): HistoryEntry {
  return {
    team: 'main',
    incident: 'inc-0',
    status: 'taken',
    openedAtMs: START_MS,
    closedAtMs: START_MS,
    alarms: ['web-1 is down.'],
    calls: [],
    ...rest,
  };
}

describe('the history is owed', () => {
  it('nothing while agents are being called', () => {
    expect(ringing.history).toBeUndefined();
  });

  it('who took an incident, and after which calls', () => {
    const toBob = claimed(advance(ringing, 'FN1', 'no-answer', givenAt(30)), 'FN2', 31);
    const calls = [
      { agent: 'ann', outcome: 'no-answer' },
      { agent: 'bob', outcome: 'taken' },
    ];
    expect(taken(toBob, 'FN2', 40).history).toEqual([
      entry({ status: 'taken', closedAtMs: START_MS + 40_000, calls, takenBy: 'bob' }),
    ]);
  });

  it('that nobody took it', () => {
    const calls = [
      { agent: 'ann', outcome: 'busy' },
      { agent: 'bob', outcome: 'no-key' },
      { agent: 'cyd', outcome: 'hung-up' },
    ];
    expect(afterCalls(open, 1, 'busy', 'no-key', 'hung-up').history).toEqual([
      entry({ status: 'exhausted', closedAtMs: START_MS + 3_000, calls }),
    ]);
  });

  it('that it recovered, and later how the call that was going on ended', () => {
    const over = receive(ringing, [okAt(5)], givenAt(5)).board;
    const recovered = { status: 'resolved' as const, closedAtMs: START_MS + 5_000 };
    expect(over.history).toEqual([entry({ ...recovered, calls: [{ agent: 'ann', outcome: 'unfinished' }] })]);
    expect(advance(over, 'FN1', 'hung-up', givenAt(9)).history).toEqual([
      entry({ ...recovered, calls: [{ agent: 'ann', outcome: 'hung-up' }] }),
    ]);
  });

  it('that it was closed by hand, and who had it', () => {
    const closed = resolveByHand(taken(ringing, 'FN1', 10), givenAt(60)).board;
    expect(closed.history).toEqual([
      entry({
        status: 'resolved',
        closedAtMs: START_MS + 60_000,
        calls: [{ agent: 'ann', outcome: 'taken' }],
        takenBy: 'ann',
      }),
    ]);
  });

  it('no phone number, and of many alarms the first five', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const summary = 'Call +447700900123 about a.';
    const board = boardAfter(...names.map((name) => alarmAt(0, name, name === 'a' ? { summary } : {})));
    const { history } = resolveByHand(board, givenAt(1)).board;
    expect(history?.[0]?.alarms).toEqual([
      'Call +44•••••0123 about a.',
      'b is down.',
      'c is down.',
      'd is down.',
      'e is down.',
      'and 2 more',
    ]);
  });
});

function incident(number: number): Incident {
  return { ...incidentOf(open), id: `inc-${number}`, status: 'taken' };
}

function recorded(...numbers: readonly number[]): Board {
  return numbers.reduce((board, number) => record(board, incident(number), PLAN.team), EMPTY_BOARD);
}

describe('what is owed', () => {
  it('is at most five incidents, of each the last that became of it', () => {
    expect(recorded(1, 2, 3, 1, 4, 5, 6).history?.map((each) => each.incident)).toEqual([
      'inc-3',
      'inc-1',
      'inc-4',
      'inc-5',
      'inc-6',
    ]);
  });

  it('is owed no more once it is kept, unless something else became of it meanwhile', () => {
    const board = recorded(1, 2);
    const [first, second] = board.history ?? [];
    if (first === undefined || second === undefined) throw new Error('Nothing is owed.');
    expect(withoutRecorded(board, [first]).history).toEqual([second]);
    expect(withoutRecorded(board, [first, second])).toEqual(EMPTY_BOARD);
    expect(withoutRecorded(board, [{ ...first, status: 'exhausted' }])).toBe(board);
  });

  it('gives way before the memory does, the oldest first', () => {
    const memory = 'A'.repeat(13 * 1_200);
    const long = { ...recorded(1, 2, 3, 4, 5), memory };
    const fit = fitted(long);
    expect(fit.memory).toBe(memory);
    expect(fit.history?.at(-1)?.incident).toBe('inc-5');
    expect(fit.history?.length).toBeLessThan(5);
    expect(JSON.stringify(fit).length).toBeLessThanOrEqual(16_300);
  });
});
