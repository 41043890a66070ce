import { describe, expect, it } from '@jest/globals';
import { pastIncidents } from '../../src/account/past-incident';
import type { HistoryEntry } from '../../src/incident/board';

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

function calls(...words: readonly string[]): HistoryEntry['calls'] {
  return words.map((word) => {
    const [agent = '', outcome = ''] = word.split(' ');
    return { agent, outcome };
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
        alarms: [{ text: 'web-cpu', wrong: false }],
        calls: [],
      },
    ]);
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
  it('lie between the first ring and the end of the first chain', () => {
    const made = calls('ann no-answer', 'bob declined', 'cyd taken');
    const taken = entry({ rangAtMs: OPENED + 3 * MINUTE, closedAtMs: OPENED + 9 * MINUTE, calls: made });
    expect(callsOf(taken)).toEqual(['ann no-answer 3', 'bob declined 5', 'cyd taken 7']);
  });

  it('of a later chain were made when that came to its end, and those before are counted once', () => {
    const given = entry({ status: 'exhausted', calls: calls('ann no-answer') });
    const again = entry({ ...given, closedAtMs: OPENED + 30 * MINUTE, calls: calls('ann no-answer', 'ann no-answer') });
    expect(callsOf(given, given, again, again)).toEqual(['ann no-answer 0', 'ann no-answer 30']);
  });

  it('have the outcome that became known later', () => {
    const taken = entry({ calls: calls('ann no-answer', 'bob unfinished') });
    expect(callsOf(taken, entry({ calls: calls('ann no-answer', 'bob hung-up') }))).toEqual([
      'ann no-answer 0',
      'bob hung-up 0.5',
    ]);
  });

  it('that the board has dropped were made all the same', () => {
    const taken = entry({ calls: calls('ann no-answer', 'bob taken') });
    const passed = entry({ closedAtMs: OPENED + 30 * MINUTE, calls: calls('bob taken', 'cyd taken') });
    expect(callsOf(taken, passed)).toEqual(['ann no-answer 0', 'bob taken 0.5', 'cyd taken 30']);
  });

  it('of many rounds that all ended alike are not taken for each other', () => {
    const round = ['ann no-answer', 'bob no-answer', 'cyd no-answer'];
    const many = Array.from({ length: 20 }, (_, at) => round[at % 3] ?? '');
    const next = Array.from({ length: 20 }, (_, at) => round[(at + 3) % 3] ?? '');
    const before = entry({ status: 'exhausted', calls: calls(...many) });
    const after = entry({ status: 'exhausted', closedAtMs: OPENED + 30 * MINUTE, calls: calls(...next) });
    expect(callsOf(before, after)).toHaveLength(23);
    expect(callsOf(before, before)).toHaveLength(20);
  });
});
