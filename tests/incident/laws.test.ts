import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { brief, take } from '../../src/incident/answer';
import { EMPTY_BOARD, escalating, openOnes } from '../../src/board/board';
import type { Board, Incident, TextKind } from '../../src/board/board';
import type { Given } from '../../src/incident/escalation';
import { BOARD_BYTES } from '../../src/board/lengths';
import { FLAPS, MOST_INCIDENTS, MOST_OPEN } from '../../src/incident/limits';
import { countOf, entriesOf, hashOf, recall } from '../../src/board/memory';
import { packedBytes } from '../../src/board/packed';
import type { CallPlan } from '../../src/incident/plan';
import { receive } from '../../src/incident/receive';
import type { RoutedAlarm } from '../../src/incident/receive';
import { isAllRight } from '../../src/incident/situation';
import { dueAtMs } from '../../src/incident/tend';
import { again, alarmAt, hashNamed, inOrder, PLAN, readBack, START_MS } from './sample';
import { aPlan, aSchedule, aStep, decide, follow, NAMES, promptly } from './steps';
import type { Moment } from './steps';
import { inTier } from '../support/tier';

/** The same schedules at every run. */
const RUNS = { seed: 20_261_122, numRuns: inTier(200, 60) };

/** Every second one is prompt: whatever is owed is done at once, so that no message stays in the queue for that. */
const aStory = fc.tuple(aSchedule, aPlan, fc.boolean());

let told: readonly (readonly [readonly Moment[], CallPlan])[] | undefined;

function momentsOf([schedule, plan, isPrompt]: typeof aStory extends fc.Arbitrary<infer Story>
  ? Story
  : never): readonly [readonly Moment[], CallPlan] {
  const moments = follow(isPrompt ? promptly(schedule) : schedule, plan);
  return [moments.filter(({ before, board, decided }) => board !== before || decided.yes !== undefined), plan];
}

/** Checks a law on the boards of many stories, each told once. A story that breaks it is made as short as it can be. */
function always(law: (moments: readonly Moment[], plan: CallPlan) => void): void {
  told ??= fc.sample(aStory, RUNS).map(momentsOf);
  try {
    for (const [moments, plan] of told) law(moments, plan);
  } catch (error) {
    fc.assert(
      fc.property(aStory, (story) => law(...momentsOf(story))),
      RUNS,
    );
    throw error;
  }
}

/** What became of an incident in one step; undefined when it is not on the board. */
function becomes({ board }: Moment, { id }: Incident): Incident | undefined {
  return board.incidents.find((incident) => incident.id === id);
}

/** Everything that anybody is owed, or will be. */
function news({ outbox, announcements }: Board): { readonly kind: TextKind; readonly slot: number }[] {
  return [...outbox.flatMap(({ items }) => items), ...announcements];
}

describe('whatever happens in whatever order', () => {
  it('at most one incident is being called, and it has a call on its way', () => {
    always((moments) => {
      for (const { board } of moments) {
        const called = board.incidents.filter(({ status }) => status === 'escalating');
        expect(called.length).toBeLessThanOrEqual(1);
        expect(called.every(({ attempt }) => attempt !== undefined)).toBe(true);
      }
    });
  });

  it('an incident that is taken or given up has no call on its way', () => {
    always((moments) => {
      for (const { board } of moments) {
        for (const { status, attempt } of board.incidents) {
          if (status === 'taken' || status === 'exhausted') expect(attempt).toBeUndefined();
        }
      }
    });
  });

  it('each incident has a slot of its own, and there are never more than there may be', () => {
    always((moments) => {
      for (const { board } of moments) {
        const slots = board.incidents.map(({ slot }) => slot);
        expect(new Set(slots).size).toBe(slots.length);
        expect(slots.every((slot) => slot >= 1 && slot <= 15)).toBe(true);
        expect(new Set(board.incidents.map(({ id }) => id)).size).toBe(slots.length);
        expect(slots.length).toBeLessThanOrEqual(MOST_INCIDENTS);
        expect(openOnes(board).length).toBeLessThanOrEqual(MOST_OPEN);
      }
    });
  });

  it('the calls of an incident are numbered in order, and no chain has more than the plan allows', () => {
    always((moments, plan) => {
      for (const { board } of moments) {
        for (const { attempt, calls, callsBefore } of board.incidents) {
          const numbers = [...calls.map(({ number }) => number), ...(attempt === undefined ? [] : [attempt.number])];
          const first = numbers[0] ?? 1;
          expect(numbers).toEqual(numbers.map((_, index) => first + index));
          expect((numbers.at(-1) ?? 0) - callsBefore).toBeLessThanOrEqual(plan.maxCalls);
        }
      }
    });
  });

  it('no two executions get a yes for one token', () => {
    always((moments) => {
      const holders = new Map<string, string>();
      for (const { token, execution } of moments.flatMap(({ decided }) => decided.yes ?? [])) {
        expect(holders.get(token) ?? execution).toBe(execution);
        holders.set(token, execution);
      }
    });
  });

  it('a call that became live never becomes starting or waiting again', () => {
    always((moments) => {
      const live = new Set<string>();
      for (const { board } of moments) {
        for (const { id, attempt, calls } of board.incidents) {
          if (attempt !== undefined) {
            const name = `${id}/${attempt.number}`;
            const isLive = 'execution' in attempt.state;
            if (live.has(name)) expect(isLive).toBe(true);
            if (isLive) live.add(name);
          }
          expect(calls.filter(({ number }) => number === attempt?.number)).toEqual([]);
        }
      }
    });
  });

  it('an incident that is taken stays with whoever took it, until somebody takes it over or it is called again', () => {
    always((moments) => {
      for (const moment of moments) {
        for (const before of moment.before.incidents) {
          const now = becomes(moment, before);
          if (before.status !== 'taken' || now?.status !== 'taken') continue;
          const isTaken = moment.step.is === 'taken by hand' || moment.step.is === 'key 1';
          if (!isTaken) expect(now.taken).toEqual(before.taken);
        }
      }
    });
  });

  it('while others are asked to take it over, its owner has it', () => {
    always((moments) => {
      for (const { board } of moments) {
        for (const { status, chain, taken } of board.incidents) {
          if (status === 'escalating' && (chain === 'pass' || chain === 'remind')) expect(taken).toBeDefined();
          if (status === 'exhausted') expect(taken).toBeUndefined();
          if (status === 'taken') expect(taken).toBeDefined();
        }
      }
    });
  });

  it('what was closed by hand stays closed, and nobody further is called for it', () => {
    always((moments) => {
      for (const moment of moments) {
        for (const before of moment.before.incidents) {
          const now = becomes(moment, before);
          if (before.closed === undefined || now === undefined) continue;
          expect(now).toMatchObject({ status: 'resolved', closed: before.closed });
          expect(now.attempt).toBeUndefined();
          expect(now.calls).toHaveLength(before.calls.length);
        }
      }
    });
  });

  it('nobody is told what is not so', () => {
    always((moments) => {
      for (const { board } of moments) {
        for (const { kind, slot } of news(board)) {
          const about = board.incidents.find((incident) => incident.slot === slot);
          if (about === undefined) throw new Error(`An SMS of kind ${kind} is about no incident.`);
          const { status, taken } = about;
          switch (kind) {
            case 'details':
            case 'more':
            case 'kept':
            case 'correction':
            case 'taken-over':
              expect([kind, taken === undefined]).toEqual([kind, false]);
              break;
            case 'recovered':
            case 'closed':
            case 'left':
              expect([kind, status]).toEqual([kind, 'resolved']);
              break;
            case 'exhausted':
              expect([kind, taken, status === 'escalating' || status === 'exhausted']).toEqual([kind, undefined, true]);
              break;
            case 'impossible':
            case 'budget':
            case 'ringing':
              expect([kind, status]).toEqual([kind, 'escalating']);
              break;
            case 'flapping':
              expect([kind, status === 'resolved']).toEqual([kind, false]);
          }
        }
      }
    });
  });

  it('whoever is told that something is theirs has it', () => {
    always((moments) => {
      for (const { board } of moments) {
        for (const { to, items } of board.outbox) {
          for (const { kind, slot } of items) {
            const has = board.incidents.find((incident) => incident.slot === slot)?.taken?.by;
            if (kind === 'details' || kind === 'more' || kind === 'kept') expect([kind, has]).toEqual([kind, to]);
            if (kind === 'correction' || kind === 'taken-over') expect([kind, has]).not.toEqual([kind, to]);
          }
        }
      }
    });
  });

  it('what becomes of an incident is owed to the history as soon as it is known', () => {
    always((moments) => {
      const kept = new Map<string, string>();
      for (const { board, step } of moments) {
        for (const incident of board.incidents) {
          const { id, status, changedAtMs, taken, closed, isUnrecorded } = incident;
          const now = JSON.stringify([status, changedAtMs, taken, closed, incident.calls]);
          if (step.is === 'record' && !isUnrecorded) kept.set(id, now);
          if (status !== 'escalating' && !isUnrecorded) expect(kept.get(id)).toBe(now);
        }
      }
    });
  });

  it('every board fits its document, and is read as it was written', () => {
    always((moments) => {
      for (const { board } of moments) {
        expect(readBack(board)).toEqual(inOrder(board));
        expect(packedBytes(board)).toBeLessThanOrEqual(BOARD_BYTES);
      }
    });
  });

  it('whoever answers is told to press a key exactly when pressing it can take the incident', () => {
    always((moments) => {
      const last = moments.at(-1);
      if (last === undefined) return;
      for (const call of last.outside.yeses) {
        if (!brief(last.board, call, [], last.given.plan).proceed) continue;
        expect(take(last.board, call, last.given).taking.result).toBe('taken');
      }
    });
  });

  it('each decision, made again upon its own result, changes nothing', () => {
    fc.assert(
      fc.property(aSchedule, aStep, aPlan, (schedule, step, plan) => {
        const last = follow(schedule, plan).at(-1);
        if (last === undefined) return;
        const given: Given = { plan, nowMs: START_MS + 100_000_000, token: 'again', incidentId: 'inc-again' };
        // Restarting, passing over and sending name the token that they act upon.
        if (['restart', 'engaged', 'failing', 'refused', 'send'].includes(step.is)) return;
        const once = decide(last.board, step, given, last.outside).board;
        expect(decide(once, step, given, last.outside).board).toEqual(once);
      }),
      RUNS,
    );
  });
});

describe('every alarm that is wrong has somebody who sees to it', () => {
  it('it belongs to an incident that is open, unless that was closed by hand or left to its owner', () => {
    always((moments) => {
      const released = new Set<string>();
      for (const { before, board } of moments) {
        for (const name of NAMES) {
          const hash = hashNamed(name);
          const wasIn = before.incidents.find(({ slot }) => slot === recall(before.memory, hash)?.slot);
          if (wasIn?.closed === undefined) {
            if (wasIn !== undefined) released.delete(name);
          } else released.add(name);
          const known = recall(board.memory, hash);
          if (known?.state !== 'wrong') continue;
          const owner = board.incidents.find(({ slot }) => slot === known.slot);
          const isClosed = owner?.closed !== undefined || (owner === undefined && released.has(name));
          expect([name, owner !== undefined && owner.status !== 'resolved', isClosed]).toContain(true);
        }
      }
    });
  });

  it('an incident of which nothing is wrong is over, unless it comes and goes', () => {
    always((moments) => {
      for (const { board } of moments) {
        for (const incident of openOnes(board)) {
          if (isAllRight(board, incident)) expect(incident.flaps).toBeGreaterThanOrEqual(FLAPS);
        }
      }
    });
  });

  it('a chain of calls that an alarm began is kept by a message in the queue, any other one by the heartbeat', () => {
    always((moments) => {
      for (const { board, outside, given } of moments) {
        const chain = escalating(board)?.chain;
        if (chain === undefined) continue;
        if (chain === 'alarm') expect(outside.queue.length).toBeGreaterThan(0);
        else expect(dueAtMs(board, given.plan, given.nowMs)).toBeLessThanOrEqual(given.nowMs);
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
        const brought = [...second, ...first].map(again);
        const after = receive(board, brought, { ...given, nowMs: given.nowMs + 1, token: 'other' });
        expect(after.board).toBe(board);
        expect(new Set(after.outcomes)).toEqual(new Set(brought.length === 0 ? [] : ['nothing']));
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
          const known = (board: Board): unknown[] => batch.map(({ alarm }) => recall(board.memory, hashOf(alarm.key)));
          expect(known(two)).toEqual(known(one));
          expect(countOf(two.memory)).toBe(countOf(one.memory));
          expect(two.incidents.map(({ status, joined }) => [status, joined])).toEqual(
            one.incidents.map(({ status, joined }) => [status, joined]),
          );
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
        expect(entriesOf(together.board.memory)).toHaveLength(new Set(batch.map(({ alarm }) => alarm.key)).size);
      }),
      RUNS,
    );
  });
});
