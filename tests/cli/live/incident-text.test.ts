import { describe, expect, it } from '@jest/globals';
import { headline, incidentText } from '../../../src/cli/live/incident-text';
import { goneLines, owedLine, owedTexts } from '../../../src/cli/live/owed-text';
import type { AlarmWords } from '../../../src/alarm/alarm-words';
import { EMPTY_BOARD } from '../../../src/board/board';
import type { Attempt, Board, Incident } from '../../../src/board/board';
import { remember } from '../../../src/board/memory';
import type { NextStep } from '../../../src/incident/next-step';
import type { RosterNames } from '../../../src/roster/names';
import { INCIDENT, MINUTE, NOW } from '../../incident/open-incident';

const NAMES: RosterNames = {
  teamName: () => 'Web',
  agentName: (id) => ({ ann: 'Ann Lee', bob: 'Bob Roy' })[id] ?? id,
  zoneOf: () => 'Europe/London',
  agentZone: () => 'Europe/London',
};

const HASHES = ['AAAAAA', 'BBBBBB', 'CCCCCC', 'DDDDDD'];

/** A board with the incident, whose first alarms are wrong and the others right. */
function board(incident: Incident, wrong: number, right: number): Board {
  const states = [...Array<'wrong'>(wrong).fill('wrong'), ...Array<'right'>(right).fill('right')];
  const memory = states.reduce(
    (each, state, at) => remember(each, HASHES[at] ?? '', { state, atMs: NOW, slot: 1, isAhead: false }),
    '',
  );
  return { ...EMPTY_BOARD, incidents: [incident], memory };
}

/** Its only alarm is wrong, and another incident's since. */
function inOtherSlot(): Board {
  const memory = remember('', 'AAAAAA', { state: 'wrong', atMs: NOW, slot: 2, isAhead: false });
  return { ...EMPTY_BOARD, incidents: [INCIDENT], memory };
}

function words(...summaries: readonly string[]): readonly AlarmWords[] {
  return summaries.map((summary, at) => ({ hash: HASHES[at] ?? '', summary, sinceMs: NOW }));
}

function shown(on: Board, known: readonly AlarmWords[]): readonly string[] {
  const [incident] = on.incidents;
  if (incident === undefined) throw new Error('no incident');
  const block = { on: { team: 'web', board: on, incident }, words: known, next: undefined, owed: [] };
  return incidentText(block, NAMES, NOW, 100).split('\n').slice(2);
}

describe('who has an incident that is passed on', () => {
  const passing: Incident = {
    ...INCIDENT,
    status: 'escalating',
    chain: 'pass',
    taken: { by: 'ann', proof: 'FN1', atMs: NOW, way: 'key' },
  };

  it.each<[string, Incident['passedOn'], string]>([
    ['its owner', { by: 'ann', way: 'link', atMs: NOW }, 'taken by Ann Lee, who passes it on'],
    ['another agent', { by: 'bob', way: 'ring-back', atMs: NOW }, 'taken by Ann Lee, and passed on by Bob Roy'],
    ['a command', { way: 'hand', atMs: NOW }, 'taken by Ann Lee, and passed on'],
  ])('by %s', (_who, passedOn, line) => {
    expect(headline({ ...passing, ...(passedOn === undefined ? {} : { passedOn }) }, NAMES)).toBe(line);
  });
});

describe('the alarms of an incident', () => {
  it.each([
    ['which are right again', board({ ...INCIDENT, joined: 2 }, 1, 1), words('a.', 'b.'), ['a.', 'b. (recovered)']],
    ['which belong to another incident by now', inOtherSlot(), words('a.'), ['a. (recovered)']],
    ['how many others', board({ ...INCIDENT, joined: 9, unremembered: 8 }, 1, 0), words('a.'), ['a.', 'and 8 more']],
    [
      'how many others are wrong',
      board({ ...INCIDENT, joined: 4 }, 2, 2),
      words('a.'),
      ['a.', 'and 3 more, 1 of them still wrong'],
    ],
    [
      'that all others are right',
      board({ ...INCIDENT, joined: 3 }, 1, 2),
      words('a.'),
      ['a.', 'and 2 more (recovered)'],
    ],
    ['by the short name where words are lost', board({ ...INCIDENT, joined: 2 }, 2, 0), [], ['web-cpu', 'and 1 more']],
    ['without a number', board(INCIDENT, 1, 0), words('Call +447700900001.'), ['Call +44•••••0001.']],
  ])('are told: %s', (_what, on, known, alarms) => {
    expect(shown(on, known)).toEqual(alarms.map((text) => `  alarm    ${text}`));
  });
});

describe('the call that is made', () => {
  const attempt: Attempt = {
    number: 2,
    agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
    token: 'a token',
    passed: [],
    failures: 0,
    state: { is: 'starting', sinceMs: NOW },
  };
  const live = { execution: 'FN1', deadlineMs: NOW, flow: 'FW1' };

  it.each<[Attempt['state'], Incident['status'], string]>([
    [{ is: 'starting', sinceMs: NOW }, 'escalating', 'is about to be called'],
    [{ is: 'calling', ...live }, 'escalating', 'is being called'],
    [{ is: 'calling', ...live }, 'taken', 'the call is not over yet'],
    [{ is: 'ending', ...live }, 'escalating', 'the call is being ended'],
    [
      { is: 'waiting', notBeforeMs: NOW + 60_000, why: 'redial' },
      'escalating',
      'waits until Sun 2026-11-22 03:11, as this number was just called',
    ],
    [
      { is: 'waiting', notBeforeMs: NOW + 60_000, why: 'budget' },
      'escalating',
      "waits until Sun 2026-11-22 03:11, as the hour's calls are used up",
    ],
  ])('%j', (state, status, text) => {
    const incident: Incident = { ...INCIDENT, status, attempt: { ...attempt, state } };
    expect(shown(board(incident, 1, 0), words('a.'))).toEqual(['  alarm    a.', `  call 2   Bob Roy: ${text}`]);
  });

  it('cannot be made at all', () => {
    const on = { ...board(INCIDENT, 1, 0), impossible: { cause: 'caller-id', toldAtMs: NOW } as const };
    expect(shown(on, words('a.'))).toEqual([
      '  alarm    a.',
      '  trouble  NO PHONE CAN BE CALLED: the caller ID is not a number of this account (npx --no oncall',
      '           doctor)',
    ]);
  });
});

describe('what happens next', () => {
  const later = NOW + 5 * MINUTE;

  it.each<[NextStep, string]>([
    [{ is: 'call', agent: 'bob' }, 'without a 1, Bob Roy is called'],
    [{ is: 'tell-everyone' }, 'without a 1, everyone on the team gets an SMS that nobody took it'],
    [{ is: 'keep', agent: 'ann' }, 'without a 1, Ann Lee keeps it'],
    [
      { is: 'remind', agent: 'ann', atMs: NOW, isSilenced: false },
      'Ann Lee is called again at the next heartbeat if an alarm is still wrong',
    ],
    [
      { is: 'round', atMs: later, round: 2, of: 4, isSilenced: true },
      'agents are called again at Sun 2026-11-22 03:15, round 2 of 4, but not while the roster silences it',
    ],
    [{ is: 'hand-on' }, 'its owner has left the roster, so the others are called at the next heartbeat'],
    [{ is: 'leave', agent: 'ann', atMs: later }, 'left to Ann Lee at Sun 2026-11-22 03:15 if nothing is heard of it'],
    [{ is: 'leave', atMs: later }, 'left to everyone at Sun 2026-11-22 03:15 if nothing is heard of it'],
    [{ is: 'settle', atMs: later }, 'it came and went; over at Sun 2026-11-22 03:15 if nothing is wrong until then'],
    [{ is: 'nothing' }, 'nobody is called before the next alarm, or until it is passed on (npx --no oncall pass)'],
  ])('%j', (next, text) => {
    const on = { team: 'web', board: board(INCIDENT, 1, 0), incident: INCIDENT };
    const lines = incidentText({ on, words: [], next, owed: [] }, NAMES, NOW, 120).split('\n');
    expect(lines.at(-1)).toBe(`  next     ${text}`);
  });
});

describe('what is owed', () => {
  it('is told by kind and incident, with everybody whom it concerns', () => {
    const owed = { gone: 0, sinceMs: NOW, notBeforeMs: NOW, tries: 0 };
    const on: Board = {
      ...board({ ...INCIDENT, status: 'exhausted' }, 1, 0),
      outbox: [
        { ...owed, to: 'ann', items: [{ kind: 'exhausted', slot: 1 }] },
        { ...owed, to: 'bob', items: [{ kind: 'exhausted', slot: 1 }], gone: 2 },
      ],
      announcements: [
        { kind: 'exhausted', slot: 1, after: 'bob', except: [] },
        { kind: 'budget', slot: 1, after: '', except: [] },
      ],
    };
    expect(owedTexts(on)).toEqual([
      { kind: 'exhausted', incident: 'inc-0badcafe', to: ['ann', 'bob'], toEveryone: true },
      { kind: 'budget', incident: 'inc-0badcafe', to: [], toEveryone: true },
    ]);
    expect(owedTexts(on).map((each) => owedLine(each, NAMES))).toEqual([
      'SMS that nobody took it, to Ann Lee, Bob Roy, then everyone else',
      "SMS that the hour's calls are used up, to everyone",
    ]);
    expect(goneLines(on, NAMES)).toEqual(['SMS that 2 earlier incidents are over, to Bob Roy']);
  });
});
