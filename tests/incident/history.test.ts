import { describe, expect, it } from '@jest/globals';
import { EMPTY_BOARD, withIncident } from '../../src/board/board';
import type { Board, HistoryEntry } from '../../src/board/board';
import { passOn, resolveByHand, takeByHand } from '../../src/incident/intervention';
import { leave } from '../../src/incident/closing';
import { advance } from '../../src/incident/escalation';
import { entryOf, unrecorded, withoutRecorded } from '../../src/incident/history';
import { receive } from '../../src/incident/receive';
import type { AlarmWords } from '../../src/alarm/alarm-words';
import {
  afterCalls,
  alarmAt,
  atSecond,
  boardAfter,
  claimed,
  givenAt,
  hashNamed,
  incidentOf,
  okAt,
  receiving,
  START_MS,
  taken,
  wordsFor,
} from './sample';

const open = boardAfter(alarmAt(0));
const ringing = claimed(open, 'FN1', 1);
const has = taken(ringing, 'FN1', 10);

function entryAbout(board: Board, words: readonly AlarmWords[] = wordsFor('web-1')): HistoryEntry | undefined {
  return entryOf(board, incidentOf(board), words, 'main');
}

function entry(rest: Partial<HistoryEntry>): HistoryEntry {
  return {
    team: 'main',
    incident: 'inc-0',
    status: 'taken',
    openedAtMs: START_MS,
    closedAtMs: START_MS,
    alarms: [{ text: 'web-1 is down.', wrong: true }],
    calls: [],
    ...rest,
  };
}

describe('the history is told', () => {
  it('nothing while agents are being called', () => {
    expect(unrecorded(ringing)).toEqual([]);
    expect(entryAbout(ringing)).toBeUndefined();
  });

  it('who took an incident, when and by which way, and after which calls', () => {
    const toBob = claimed(advance(ringing, 'FN1', 'no-answer', givenAt(30)), 'FN2', 31);
    const board = taken(toBob, 'FN2', 40);
    expect(unrecorded(board)).toEqual([incidentOf(board)]);
    expect(entryAbout(board)).toEqual(
      entry({
        status: 'taken',
        closedAtMs: atSecond(40),
        rangAtMs: atSecond(1),
        calls: [
          { agent: 'ann', outcome: 'no-answer', atMs: atSecond(1) },
          { agent: 'bob', outcome: 'taken', atMs: atSecond(31) },
        ],
        takenBy: 'bob',
        takenAtMs: atSecond(40),
        way: 'key',
      }),
    );
  });

  it('that nobody took it', () => {
    const board = afterCalls(open, 1, 'busy', 'no-key', 'hung-up');
    expect(unrecorded(board)).toHaveLength(1);
    expect(entryAbout(board)).toEqual(
      entry({
        status: 'exhausted',
        closedAtMs: atSecond(3),
        rangAtMs: atSecond(1),
        calls: [
          { agent: 'ann', outcome: 'busy', atMs: atSecond(1) },
          { agent: 'bob', outcome: 'no-key', atMs: atSecond(2) },
          { agent: 'cyd', outcome: 'hung-up', atMs: atSecond(3) },
        ],
      }),
    );
  });

  it('that it recovered, and later how the call that was going on ended', () => {
    const over = receiving(ringing, okAt(5));
    const recovered: Partial<HistoryEntry> = {
      status: 'resolved',
      closedAtMs: atSecond(5),
      rangAtMs: atSecond(1),
      alarms: [{ text: 'web-1 is down.', wrong: false }],
    };
    expect(entryAbout(over)).toEqual(
      entry({ ...recovered, calls: [{ agent: 'ann', outcome: 'unfinished', atMs: atSecond(1) }] }),
    );
    const told = withoutRecorded(over, unrecorded(over));
    const ended = advance(told, 'FN1', 'hung-up', givenAt(9));
    expect(unrecorded(ended)).toHaveLength(1);
    expect(entryAbout(ended)).toEqual(
      entry({ ...recovered, calls: [{ agent: 'ann', outcome: 'hung-up', atMs: atSecond(1) }] }),
    );
  });

  it('that it recovered before any phone rang', () => {
    expect(entryAbout(receiving(open, okAt(5)))).not.toHaveProperty('rangAtMs');
  });

  it('that it was closed by hand, and who had it', () => {
    const closed = resolveByHand(has, undefined, givenAt(60)).board;
    expect(entryAbout(closed)).toEqual(
      entry({
        status: 'resolved',
        closedAtMs: atSecond(60),
        rangAtMs: atSecond(1),
        calls: [{ agent: 'ann', outcome: 'taken', atMs: atSecond(1) }],
        takenBy: 'ann',
        takenAtMs: atSecond(10),
        way: 'key',
        closed: 'by-hand',
        closedWay: 'hand',
      }),
    );
  });

  it.each(['sms', 'link', 'page'] as const)('who has closed it, where that is known, and by which way: %s', (way) => {
    const closed = resolveByHand(has, undefined, givenAt(60), { by: 'bob', way }).board;
    expect(entryAbout(closed)).toMatchObject({
      status: 'resolved',
      takenBy: 'ann',
      closed: 'by-hand',
      closedBy: 'bob',
      closedWay: way,
    });
  });

  it('who passed it on, to whom, and by which way, once nobody is called about it any more', () => {
    const passing = passOn(has, undefined, 'cyd', givenAt(60), { by: 'bob', way: 'page' }).board;
    expect(unrecorded(passing)).toEqual([]);
    const board = taken(claimed(passing, 'FN2', 61), 'FN2', 70);
    const passedOn = { by: 'bob', to: 'cyd', way: 'page', atMs: atSecond(60) };
    expect(entryAbout(board)).toMatchObject({ status: 'taken', takenBy: 'cyd', takenAtMs: atSecond(70), passedOn });
    const byCommand = resolveByHand(passOn(has, undefined, undefined, givenAt(60)).board, undefined, givenAt(65)).board;
    expect(entryAbout(byCommand)?.passedOn).toEqual({ way: 'hand', atMs: atSecond(60) });
  });

  it('that it was left to its owner', () => {
    const left = leave(has, incidentOf(has), givenAt(90_000));
    expect(entryAbout(left)).toMatchObject({ status: 'resolved', closed: 'left', takenBy: 'ann' });
  });

  it('that somebody took it over, and that it came back', () => {
    const told = withoutRecorded(has, unrecorded(has));
    const over = takeByHand(told, 'bob', undefined, 'hand', givenAt(60)).board;
    expect(unrecorded(over)).toHaveLength(1);
    expect(entryAbout(over)).toMatchObject({ takenBy: 'bob', takenAtMs: atSecond(60), way: 'hand' });
    const recovered = receiving(told, okAt(20));
    const back = receiving(withoutRecorded(recovered, unrecorded(recovered)), alarmAt(30));
    expect(unrecorded(back)).toMatchObject([{ status: 'taken' }]);
  });

  it('of which alarms each is still wrong, of many the first five, and how many others there are', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const board = receive(
      EMPTY_BOARD,
      names.map((name) => alarmAt(0, name)),
      givenAt(0),
    ).board;
    const closed = resolveByHand(receiving(board, okAt(5, 'b')), undefined, givenAt(6)).board;
    expect(entryAbout(closed, wordsFor(...names))?.alarms).toEqual([
      { text: 'a is down.', wrong: true },
      { text: 'b is down.', wrong: false },
      { text: 'c is down.', wrong: true },
      { text: 'd is down.', wrong: true },
      { text: 'e is down.', wrong: true },
      { text: 'and 2 more', wrong: true },
    ]);
  });

  it('its name when nothing else is known about its alarms', () => {
    expect(entryAbout(has, [])?.alarms).toEqual([{ text: 'web-1', wrong: true }]);
    expect(entryAbout(receiving(has, okAt(20)), [])?.alarms).toEqual([{ text: 'web-1', wrong: false }]);
  });

  it('no phone number, and no long text', () => {
    const words = [{ hash: hashNamed(), summary: 'Call +447700900123 about web-1.', sinceMs: START_MS }];
    expect(entryAbout(has, words)?.alarms[0]?.text).toBe('Call +44•••••0123 about web-1.');
    const named = withIncident(has, { ...incidentOf(has), name: 'Call +447700900123' });
    expect(entryAbout(named, [])?.alarms[0]?.text).toBe('Call +44•••••0123');
    const long = [{ hash: hashNamed(), summary: 'word '.repeat(40), sinceMs: START_MS }];
    expect(entryAbout(has, long)?.alarms[0]?.text.length).toBeLessThanOrEqual(80);
  });
});

describe('what the history has been told', () => {
  it('is owed no more, unless something else became of it meanwhile', () => {
    const entries = unrecorded(has);
    const told = withoutRecorded(has, entries);
    expect(unrecorded(told)).toEqual([]);
    expect(withoutRecorded(told, entries)).toBe(told);
    const closed = resolveByHand(has, undefined, givenAt(20)).board;
    expect(withoutRecorded(closed, entries)).toBe(closed);
    const ended = advance(takeByHand(ringing, 'bob', undefined, 'hand', givenAt(5)).board, 'FN1', 'busy', givenAt(6));
    const before = unrecorded(takeByHand(ringing, 'bob', undefined, 'hand', givenAt(5)).board);
    expect(withoutRecorded(ended, before)).toBe(ended);
  });

  it('of an incident that has left the board changes nothing', () => {
    expect(withoutRecorded(EMPTY_BOARD, unrecorded(has))).toBe(EMPTY_BOARD);
  });
});
