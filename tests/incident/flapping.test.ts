import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { advance, restart } from '../../src/incident/escalation';
import { receive } from '../../src/incident/receive';
import { dueAtMs, tended } from '../../src/incident/tend';
import {
  alarmAt,
  atSecond,
  attemptOf,
  boardAfter,
  claimed,
  givenAt,
  incidentOf,
  okAt,
  owed,
  PLAN,
  receiving,
  sent,
  taken,
  withPlan,
} from './sample';

const HOUR = 3_600;

/** What happens in the world of an alarm that comes and goes: calls that are made, and SMS that are sent. */
interface Seen {
  calls: number;
  readonly texts: string[];
}

/** The board after the alarm came and went at these seconds; every call fails within 2 s, and every SMS is sent. */
function flapping(board: Board, comes: readonly number[], forSeconds: number, seen: Seen): Board {
  let next = board;
  const events = comes.flatMap((at) => [alarmAt(at), okAt(at + forSeconds)]);
  for (const [index, event] of events.entries()) {
    const seconds = ((event.alarm.stateAtMs ?? 0) - atSecond(0)) / 1_000;
    const untilSeconds = ((events[index + 1]?.alarm.stateAtMs ?? Infinity) - atSecond(0)) / 1_000;
    next = settled(receive(next, [event], givenAt(seconds)).board, seconds, seen);
    // The queue brings what is unfinished again.
    for (let at = seconds + 20; at < Math.min(untilSeconds, seconds + 200); at += 20) next = settled(next, at, seen);
  }
  return next;
}

function settled(board: Board, seconds: number, seen: Seen): Board {
  let next = tended(board, givenAt(seconds));
  const incident = next.incidents.find(({ status }) => status === 'escalating');
  if (incident?.attempt !== undefined) {
    const ready = restart(next, incident.attempt.token, givenAt(seconds, { token: `r${seconds}` }));
    if (attemptOf(ready).state.is === 'starting') {
      const execution = `FN${seconds}`;
      next = advance(claimed(ready, execution, seconds), execution, 'no-answer', givenAt(seconds + 2));
      seen.calls++;
    }
  }
  seen.texts.push(...owed(next));
  return sent(tended(next, givenAt(seconds + 3)), seconds + 3);
}

function everyFrom(every: number, from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / every) }, (_, index) => from + index * every);
}

describe('an alarm that comes and goes and that nobody takes', () => {
  it.each([
    ['every 90 s, for 10 s', 90, 10],
    ['every 4 min, for 2 min', 240, 120],
    ['every 6 min, for 3 min', 360, 180],
    ['every 15 min, for 12 min', 900, 720],
  ])('%s, is one incident in the end: nobody is called a hundred times', (_what, every, forSeconds) => {
    const seen: Seen = { calls: 0, texts: [] };
    const board = flapping(EMPTY_BOARD, everyFrom(every, 0, 6 * HOUR), forSeconds, seen);
    expect(seen.calls).toBeLessThanOrEqual(15);
    // Each is told at most a few times.
    expect(seen.texts.length).toBeLessThanOrEqual(3 * 8);
    expect(incidentOf(board)).toMatchObject({ status: 'exhausted' });
    expect(incidentOf(board).flaps).toBeGreaterThanOrEqual(3);
  });
});

describe('an alarm that comes and goes and that somebody has', () => {
  const has = sent(taken(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 'FN1', 10), 11);
  const twice = sent(receiving(has, okAt(20), alarmAt(30), okAt(40), alarmAt(50), okAt(60)), 61);

  it('is told at most twice before it is said that it comes and goes, and then no more', () => {
    expect(incidentOf(twice)).toMatchObject({ status: 'resolved', flaps: 2 });
    const third = receiving(twice, alarmAt(70));
    expect(incidentOf(third)).toMatchObject({ status: 'taken', flaps: 3 });
    expect(owed(third)).toEqual(['flapping to ann']);
    const more = receiving(sent(third, 71), okAt(80), alarmAt(90), okAt(100), alarmAt(110), okAt(120));
    expect(incidentOf(more)).toMatchObject({ status: 'taken', flaps: 5 });
    expect(owed(more)).toEqual([]);
  });

  it('is over, and said to be, when it has been still for a quarter of an hour', () => {
    const still = sent(receiving(sent(receiving(twice, alarmAt(70)), 71), okAt(80)), 81);
    expect(dueAtMs(still, PLAN, atSecond(80))).toBe(atSecond(80 + 900));
    expect(incidentOf(tended(still, givenAt(979))).status).toBe('taken');
    const over = tended(still, givenAt(980));
    expect(incidentOf(over)).toMatchObject({ status: 'resolved', changedAtMs: atSecond(980) });
    expect(owed(over)).toEqual(['recovered to ann']);
  });

  it('that was said to be over is news when it comes again, where the roster still counts it to the same incident', () => {
    const still = receiving(sent(receiving(twice, alarmAt(70)), 71), okAt(80));
    const over = sent(tended(still, givenAt(980)), 981);
    const back = receive(over, [alarmAt(1_000)], withPlan(1_000, { regroupMinutes: 60 })).board;
    expect(incidentOf(back)).toMatchObject({ id: 'inc-0', status: 'taken', flaps: 4 });
    expect(owed(back)).toEqual(['more to ann']);
  });

  it('is not over while it is wrong, however still', () => {
    const wrong = sent(receiving(twice, alarmAt(70)), 71);
    expect(incidentOf(tended(wrong, givenAt(HOUR))).status).toBe('taken');
  });

  it('begins to be counted anew after an hour, unless it comes and goes still', () => {
    const later = receiving(has, okAt(20), alarmAt(30), okAt(40), alarmAt(50));
    expect(incidentOf(later)).toMatchObject({ flaps: 2, flapsSinceMs: atSecond(30) });
    const db = sent(receive(later, [alarmAt(60, 'db')], givenAt(60)).board, 120);
    const back = receiving(db, okAt(3_620), alarmAt(3_630));
    expect(incidentOf(back)).toMatchObject({ flaps: 1, flapsSinceMs: atSecond(3_630) });
  });
});

describe('beside what comes and goes', () => {
  const has = sent(taken(claimed(boardAfter(alarmAt(0), alarmAt(0, 'api')), 'FN1', 1), 'FN1', 10), 11);
  const flaps = receiving(has, okAt(20), alarmAt(30), okAt(40), alarmAt(50), okAt(60), alarmAt(70));

  it('another alarm is told to whoever has it', () => {
    const board = sent(flaps, 71);
    expect(incidentOf(board)).toMatchObject({ status: 'taken', flaps: 3 });
    expect(owed(receive(board, [alarmAt(80, 'db')], givenAt(80)).board)).toEqual(['more to ann']);
    expect(owed(receiving(board, okAt(80), alarmAt(90)))).toEqual([]);
  });

  it('an alarm that was right for a quarter of an hour is news, whatever else comes and goes', () => {
    const [first] = flaps.incidents;
    if (first === undefined) throw new Error('An alarm opens an incident.');
    const { taken: _nobody, ...rest } = first;
    const untaken: Board = { ...flaps, incidents: [{ ...rest, status: 'exhausted' }] };
    const right = receiving(untaken, okAt(80), okAt(900, 'api'));
    const again = (seconds: number) => receive(right, [alarmAt(seconds)], givenAt(seconds)).outcomes;
    expect([again(979), again(980)]).toEqual([['joined'], ['opened']]);
  });
});

describe('what came and went an hour ago', () => {
  const has = sent(taken(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 'FN1', 10), 11);
  const wrong = sent(receiving(has, okAt(20), alarmAt(30), okAt(40), alarmAt(50), okAt(60), alarmAt(70)), 71);

  it('is news when it goes wrong again, to whoever has it', () => {
    const soon = receiving(wrong, okAt(3_660), alarmAt(3_669));
    expect(incidentOf(soon)).toMatchObject({ flaps: 4, flapsSinceMs: atSecond(3_669) });
    expect(owed(soon)).toEqual([]);
    const later = receiving(wrong, okAt(3_660));
    const back = receive(later, [alarmAt(3_670)], withPlan(3_670, { regroupMinutes: 90 })).board;
    expect(incidentOf(back)).toMatchObject({ flaps: 1, flapsSinceMs: atSecond(3_670) });
    expect(owed(back)).toEqual(['more to ann']);
  });

  it('is news to everybody when nobody has it', () => {
    const { taken: _nobody, ...rest } = incidentOf(wrong);
    const untaken: Board = { ...wrong, incidents: [{ ...rest, status: 'exhausted' }] };
    const again = (seconds: number) => {
      const right = receiving(untaken, okAt(seconds - 9));
      return receive(right, [alarmAt(seconds)], givenAt(seconds)).outcomes;
    };
    expect([again(3_669), again(3_670)]).toEqual([['joined'], ['opened']]);
  });
});

describe('while it is being called', () => {
  it('ten times in a minute are one incident and one call, and it stays open', () => {
    let board = claimed(boardAfter(alarmAt(0)), 'FN1', 1);
    for (let flap = 1; flap <= 10; flap++) board = receiving(board, okAt(flap * 6), alarmAt(flap * 6 + 3));
    expect(board.incidents).toMatchObject([{ id: 'inc-0', status: 'escalating', joined: 1, flaps: 10, calls: [] }]);
    const right = receiving(board, okAt(70));
    expect(incidentOf(right).status).toBe('escalating');
    expect(incidentOf(tended(right, givenAt(970))).status).toBe('resolved');
  });

  it('twice is not yet coming and going', () => {
    const board = receiving(boardAfter(alarmAt(0)), okAt(6), alarmAt(9), okAt(12), alarmAt(15), okAt(18));
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', flaps: 2 });
  });
});

it('an alarm that is wrong again without having been right has not come and gone', () => {
  const board = receiving(boardAfter(alarmAt(0)), alarmAt(5), alarmAt(10, 'web-1', { state: 'no-data' }), alarmAt(15));
  expect(incidentOf(board).flaps).toBe(0);
});
