import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { brief, take } from '../../src/incident/answer';
import { EMPTY_BOARD, currentAttempt } from '../../src/incident/board';
import { parseBoard } from '../../src/incident/board-shape';
import type { Board } from '../../src/incident/board';
import type { Given } from '../../src/incident/escalation';
import { countOf, hashOf, recall } from '../../src/incident/memory';
import { receive } from '../../src/incident/receive';
import type { RoutedAlarm } from '../../src/incident/receive';
import { isSettled } from '../../src/incident/settled';
import { alarmAt, PLAN, START_MS } from './sample';
import { aPlan, aSchedule, aStep, decide, EXECUTIONS, follow, NAMES } from './steps';
import type { Yes } from './steps';

/** The same schedules at every run. */
const RUNS = { seed: 20_261_122, numRuns: 400 };

/** Checks a law on the boards of many schedules. */
function always(law: (boards: readonly Board[], yeses: readonly Yes[], plan: Given['plan']) => void): void {
  fc.assert(
    fc.property(aSchedule, aPlan, (schedule, chosen) => {
      const plan = { ...PLAN, ...chosen };
      const { boards, yeses } = follow(schedule, plan);
      law(boards, yeses, plan);
    }),
    RUNS,
  );
}

/** What a board remembers of the alarms of these messages. */
function known(board: Board, messages: readonly RoutedAlarm[]): unknown[] {
  return messages.map(({ alarm }) => recall(board.memory, hashOf(alarm.key)));
}

describe('whatever happens in whatever order', () => {
  it('only the last attempt of an incident may be anything but over', () => {
    always((boards) => {
      for (const { incident } of boards) {
        expect(incident?.attempts.slice(0, -1).filter(({ state }) => state.is !== 'over') ?? []).toEqual([]);
      }
    });
  });

  it('no incident has more attempts than the plan allows, and they are numbered in order', () => {
    always((boards, _yeses, plan) => {
      for (const { incident } of boards) {
        const numbers = incident?.attempts.map(({ number }) => number) ?? [];
        expect(numbers.length).toBeLessThanOrEqual(plan.maxCalls);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }
    });
  });

  it('no two executions get a yes for one token', () => {
    always((_boards, yeses) => {
      const holders = new Map<string, string>();
      for (const { token, execution } of yeses) {
        expect(holders.get(token) ?? execution).toBe(execution);
        holders.set(token, execution);
      }
    });
  });

  it('an attempt that became live never becomes starting or waiting again', () => {
    always((boards) => {
      const live = new Set<string>();
      for (const { incident } of boards) {
        for (const { number, state } of incident?.attempts ?? []) {
          const name = `${incident?.id ?? ''}/${number}`;
          if (live.has(name)) expect(['calling', 'ending', 'over']).toContain(state.is);
          if ('execution' in state) live.add(name);
        }
      }
    });
  });

  it('a taken incident stays with whoever took it, and nobody further is called for it', () => {
    always((boards) => {
      for (const [index, before] of boards.entries()) {
        const after = boards[index + 1];
        if (before.incident?.status !== 'taken' || after?.incident?.id !== before.incident.id) continue;
        expect(after.incident.taken).toEqual(before.incident.taken);
        expect(after.incident.attempts).toHaveLength(before.incident.attempts.length);
      }
    });
  });

  it('an escalating incident always has a call on its way, and an alarm that keeps its message in the queue', () => {
    always((boards) => {
      for (const board of boards) {
        if (board.incident?.status !== 'escalating') continue;
        expect(currentAttempt(board.incident)?.state.is).toMatch(/^(starting|waiting|calling|ending)$/);
        const wrong = board.incident.alarms.filter((alarm) => alarm.wrong);
        const held = NAMES.filter((name) => !isSettled(board, { ...alarmAt(0, name), quiet: true }));
        expect(wrong.length).toBeGreaterThan(0);
        expect(held.length).toBeGreaterThanOrEqual(wrong.length);
      }
    });
  });

  it('nobody is told that nobody has it once somebody has', () => {
    always((boards) => {
      for (const { incident, outbox } of boards) {
        if (incident?.taken === undefined) continue;
        expect(outbox.filter(({ kind, incident: about }) => kind === 'exhausted' && about === incident.id)).toEqual([]);
      }
    });
  });

  it('an incident that was closed by hand stays closed, and calls nobody further', () => {
    always((boards) => {
      for (const [index, before] of boards.entries()) {
        const after = boards[index + 1];
        if (before.incident?.closedByHand === undefined || after?.incident?.id !== before.incident.id) continue;
        expect(after.incident.status).toBe('resolved');
        expect(after.incident.attempts).toHaveLength(before.incident.attempts.length);
        expect(
          after.outbox.filter(({ kind, incident }) => kind === 'exhausted' && incident === before.incident?.id),
        ).toEqual([]);
      }
    });
  });

  it('what became of an incident is owed to the history as soon as it is known', () => {
    always((boards) => {
      for (const { incident, history = [] } of boards) {
        if (incident === null || incident.status === 'escalating') continue;
        const { id, status, closedAtMs, taken: has } = incident;
        const entry = history.findLast((each) => each.incident === id);
        expect(entry).toMatchObject({ status, closedAtMs });
        expect(entry?.takenBy).toBe(has?.by.id);
      }
    });
  });

  it('a board survives being stored as JSON, within its bytes', () => {
    always((boards) => {
      for (const board of boards) {
        expect(parseBoard(JSON.parse(JSON.stringify(board)))).toEqual(board);
        expect(new TextEncoder().encode(JSON.stringify(board)).length).toBeLessThanOrEqual(16 * 1_024);
      }
    });
  });

  it('each decision, made again upon its own result, changes nothing', () => {
    fc.assert(
      fc.property(aSchedule, aStep, (schedule, step) => {
        const { boards } = follow(schedule, PLAN);
        const board = boards.at(-1) ?? EMPTY_BOARD;
        const nowMs = START_MS + 100_000_000;
        const given: Given = { plan: PLAN, nowMs, token: 'again', incidentId: 'inc-again' };
        // Restarting, passing on and sending name the token that they act upon.
        if (step.is === 'restart' || step.is === 'engaged' || step.is === 'refused' || step.is === 'send') return;
        const tokens = board.incident === null ? [] : [currentAttempt(board.incident)?.token ?? ''];
        const once = decide(board, step, given, tokens, []);
        expect(decide(once, step, given, tokens, [])).toBe(once);
      }),
      RUNS,
    );
  });

  it('whoever answers is told to press a key exactly when pressing it can take the incident', () => {
    always((boards) => {
      const board = boards.at(-1) ?? EMPTY_BOARD;
      for (const execution of EXECUTIONS) {
        for (const attempt of [1, 2, 3, 4]) {
          const call = { incident: board.incident?.id ?? 'none', attempt, execution };
          if (!brief(board, call, PLAN).proceed) continue;
          const given: Given = { plan: PLAN, nowMs: START_MS, token: 't', incidentId: 'i' };
          expect(take(board, call, given).taking.result).toBe('taken');
        }
      }
    });
  });
});

describe('messages', () => {
  const aMessage: fc.Arbitrary<RoutedAlarm> = fc
    .record({
      name: fc.integer({ min: 0, max: 30 }),
      state: fc.constantFrom('alarm' as const, 'ok' as const, 'no-data' as const),
      seconds: fc.integer({ min: 0, max: 600 }),
      quiet: fc.boolean(),
    })
    .map(({ name, state, seconds, quiet }) => ({ quiet, alarm: alarmAt(seconds, `web-${name}`, { state }).alarm }));
  const aBatch = fc.array(aMessage, { maxLength: 20 });
  const given: Given = { plan: PLAN, nowMs: START_MS + 600_000, token: 't', incidentId: 'inc' };

  it('delivered again change nothing', () => {
    fc.assert(
      fc.property(aBatch, aBatch, (first, second) => {
        const { board } = receive(receive(EMPTY_BOARD, first, given).board, second, given);
        const again = receive(board, [...second, ...first], { ...given, nowMs: given.nowMs + 1, token: 'other' });
        expect(again.board).toBe(board);
        expect(new Set(again.outcomes)).toEqual(new Set(first.length + second.length === 0 ? [] : ['nothing']));
      }),
      RUNS,
    );
  });

  it('of different alarms are remembered alike in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(aMessage, { selector: ({ alarm }) => alarm.key, maxLength: 20 }),
        fc.integer(),
        (batch, rotation) => {
          const at = batch.length === 0 ? 0 : Math.abs(rotation) % batch.length;
          const other = [...batch.slice(at), ...batch.slice(0, at)].toReversed();
          const one = receive(EMPTY_BOARD, batch, given).board;
          const two = receive(EMPTY_BOARD, other, given).board;
          expect(known(two, batch)).toEqual(known(one, batch));
          expect(countOf(two.memory)).toBe(countOf(one.memory));
          expect(two.incident?.status).toBe(one.incident?.status);
        },
      ),
      RUNS,
    );
  });

  it('in one batch do what they do one by one', () => {
    fc.assert(
      fc.property(aBatch, (batch) => {
        const together = receive(EMPTY_BOARD, batch, given);
        const apart = batch.reduce((board, each) => receive(board, [each], given).board, EMPTY_BOARD);
        expect(together.board).toEqual(apart);
        expect(together.outcomes).toHaveLength(batch.length);
      }),
      RUNS,
    );
  });
});
