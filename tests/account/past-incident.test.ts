import { describe, expect, it } from '@jest/globals';
import { pastIncidents } from '../../src/account/past-incident';
import type { HistoryEntry } from '../../src/board/board';

const OPENED = Date.parse('2026-11-22T03:00:00Z');
const MINUTE = 60_000;

function entry(rest: Partial<HistoryEntry>): HistoryEntry {
  return {
    team: 'web',
    incident: 'inc-1',
    status: 'taken',
    openedAtMs: OPENED,
    closedAtMs: OPENED + MINUTE,
    alarms: [],
    calls: [],
    ...rest,
  };
}

/** Calls as `ann declined 0.5`, with the minutes since it opened; the first release did not say when. */
function calls(...words: readonly string[]): HistoryEntry['calls'] {
  return words.map((word) => {
    const [agent = '', outcome = '', minutes] = word.split(' ');
    return { agent, outcome, ...(minutes === undefined ? {} : { atMs: OPENED + Number(minutes) * MINUTE }) };
  });
}

/** The calls of the only incident, as `ann declined 0.5`, with the minutes since it opened. */
function callsOf(...entries: readonly HistoryEntry[]): readonly string[] {
  const incidents = pastIncidents(entries);
  expect(incidents).toHaveLength(1);
  return incidents.flatMap(({ calls: made }) =>
    made.map(({ agent, outcome, atMs }) => `${agent} ${outcome} ${(atMs - OPENED) / MINUTE}`),
  );
}

describe('an incident of the past', () => {
  it('stands as its last entry says, and remembers who had it', () => {
    const taken = entry({ rangAtMs: OPENED + 1_000, takenBy: 'ann', takenAtMs: OPENED + MINUTE, way: 'key' });
    const over = entry({ ...taken, takenBy: 'bob', takenAtMs: OPENED + 10 * MINUTE, way: 'hand' });
    const resolved = entry({
      ...over,
      status: 'resolved',
      closedAtMs: OPENED + 60 * MINUTE,
      alarms: [{ text: 'web-cpu', wrong: false }],
    });
    expect(pastIncidents([taken, taken, over, resolved])).toEqual([
      {
        team: 'web',
        incident: 'inc-1',
        status: 'resolved',
        changedAtMs: OPENED + 60 * MINUTE,
        openedAtMs: OPENED,
        rangAtMs: OPENED + 1_000,
        takings: [
          { by: 'ann', atMs: OPENED + MINUTE, way: 'key' },
          { by: 'bob', atMs: OPENED + 10 * MINUTE, way: 'hand' },
        ],
        passes: [],
        alarms: [{ text: 'web-cpu', wrong: false }],
        calls: [],
      },
    ]);
  });

  it('remembers each time that it was passed on, once', () => {
    const first = { by: 'ann', way: 'page', atMs: OPENED + 2 * MINUTE } as const;
    const second = { to: 'cyd', way: 'hand', atMs: OPENED + 5 * MINUTE } as const;
    const entries = [entry({}), entry({ passedOn: first }), entry({ passedOn: first }), entry({ passedOn: second })];
    expect(pastIncidents(entries)[0]?.passes).toEqual([first, second]);
  });

  it('of the first release was taken when the entry of that moment says', () => {
    const taken = entry({ takenBy: 'ann', takenAtMs: OPENED + MINUTE });
    const resolved = entry({ status: 'resolved', takenBy: 'ann', closedAtMs: OPENED + 60 * MINUTE });
    expect(pastIncidents([taken, resolved])[0]?.takings).toEqual([{ by: 'ann', atMs: OPENED + MINUTE }]);
  });

  it('is told apart from those of other teams, the newest first', () => {
    const entries = [
      entry({}),
      entry({ incident: 'inc-2', openedAtMs: OPENED + MINUTE }),
      entry({ team: 'db', openedAtMs: OPENED - MINUTE }),
    ];
    expect(pastIncidents(entries).map(({ team, incident }) => `${team} ${incident}`)).toEqual([
      'web inc-2',
      'web inc-1',
      'db inc-1',
    ]);
  });
});

describe('its calls', () => {
  it('were made when they say', () => {
    const made = ['ann no-answer 1', 'bob declined 2', 'cyd taken 8'];
    expect(callsOf(entry({ closedAtMs: OPENED + 9 * MINUTE, calls: calls(...made) }))).toEqual(made);
  });

  it('of the first release lie between the first ring and the end', () => {
    const made = calls('ann no-answer', 'bob declined', 'cyd taken');
    const taken = entry({ rangAtMs: OPENED + 3 * MINUTE, closedAtMs: OPENED + 9 * MINUTE, calls: made });
    const over = entry({ ...taken, status: 'resolved', closedAtMs: OPENED + 90 * MINUTE });
    expect(callsOf(taken, over)).toEqual(['ann no-answer 3', 'bob declined 5', 'cyd taken 7']);
  });

  it('are counted once, however many entries have them', () => {
    const given = entry({ status: 'exhausted', calls: calls('ann no-answer 0') });
    const again = entry({
      ...given,
      closedAtMs: OPENED + 30 * MINUTE,
      calls: calls('ann no-answer 0', 'ann no-answer 29'),
    });
    expect(callsOf(given, given, again, again)).toEqual(['ann no-answer 0', 'ann no-answer 29']);
  });

  it.each([
    [
      ['ann no-answer 0', 'bob unfinished 1'],
      ['ann no-answer 0', 'bob hung-up 1'],
    ],
    [
      ['ann no-answer', 'bob unfinished'],
      ['ann no-answer', 'bob hung-up'],
    ],
  ])('have the outcome that became known later', (first, later) => {
    const known = callsOf(entry({ calls: calls(...first) }), entry({ calls: calls(...later) }));
    expect(known.map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual(['ann no-answer', 'bob hung-up']);
  });

  it('that the board has dropped were made all the same', () => {
    const taken = entry({ calls: calls('ann no-answer 0', 'bob taken 1') });
    const passed = entry({ closedAtMs: OPENED + 30 * MINUTE, calls: calls('bob taken 1', 'cyd taken 29') });
    expect(callsOf(taken, passed)).toEqual(['ann no-answer 0', 'bob taken 1', 'cyd taken 29']);
  });

  it('of an incident that was upgraded are those of both releases', () => {
    const before = entry({ closedAtMs: OPENED + 4 * MINUTE, calls: calls('ann no-answer', 'bob taken') });
    const after = entry({
      closedAtMs: OPENED + 30 * MINUTE,
      calls: calls('ann no-answer', 'bob taken', 'cyd taken 29'),
    });
    expect(callsOf(before, after)).toEqual(['ann no-answer 0', 'bob taken 2', 'cyd taken 29']);
  });

  it('of many rounds that all ended alike are not taken for each other', () => {
    const round = ['ann no-answer', 'bob no-answer', 'cyd no-answer'];
    const made = Array.from({ length: 23 }, (_, at) => `${round[at % 3] ?? ''} ${at}`);
    const before = entry({ status: 'exhausted', calls: calls(...made.slice(0, 20)) });
    const after = entry({ status: 'exhausted', closedAtMs: OPENED + 30 * MINUTE, calls: calls(...made.slice(3)) });
    expect(callsOf(before, after)).toEqual(made);
    expect(callsOf(before, before)).toHaveLength(20);
  });
});
