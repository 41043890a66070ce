import { describe, expect, it } from '@jest/globals';
import { nextStep } from '../../src/incident/next-step';
import { EMPTY_BOARD } from '../../src/board/board';
import type { Attempt, Board, Incident } from '../../src/board/board';
import { remember } from '../../src/board/memory';
import type { CallPlan } from '../../src/incident/plan';
import { INCIDENT, MINUTE, NOW } from './open-incident';

const ann = { id: 'ann', name: 'Ann Lee', phones: ['+447700900001'] };
const bob = { id: 'bob', name: 'Bob Roy', phones: ['+447700900002'] };

const PLAN: CallPlan = {
  team: 'web',
  teamName: 'Web',
  timezone: 'Europe/London',
  manner: { language: 'en', voice: 'Polly.Joanna-Neural' },
  order: [ann, bob],
  everyone: [ann, bob],
  people: new Map([
    ['ann', ann],
    ['bob', bob],
  ]),
  isEverybody: true,
  silenced: [],
  accounts: new Map(),
  knownAccounts: [],
  knownRegions: [],
  maxCalls: 2,
  ringSeconds: 25,
  regroupMinutes: 5,
  maxCallsPerHour: 60,
  maxTextsPerHour: 10,
};

const STARTING: Attempt = {
  number: 1,
  agent: { id: 'ann', name: 'Ann Lee', phone: '+447700900001' },
  token: 'a token',
  passed: [],
  failures: 0,
  state: { is: 'starting', sinceMs: NOW },
};

const CALLED: Incident = { ...INCIDENT, attempt: STARTING };
const TAKEN: Incident = {
  ...INCIDENT,
  status: 'taken',
  taken: { by: 'ann', proof: 'p', atMs: NOW - 9 * MINUTE, way: 'key' },
};
const EXHAUSTED: Incident = { ...INCIDENT, status: 'exhausted', isTold: true };
const SECOND_CALL: Incident = {
  ...CALLED,
  calls: [{ number: 1, agent: 'ann', outcome: 'no-answer', proof: 'p' }],
  attempt: {
    ...STARTING,
    number: 2,
    agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
    state: { is: 'calling', execution: 'FN1', deadlineMs: NOW + MINUTE, flow: 'FW1' },
  },
  place: 1,
};

/** An alarm of the incident as the memory has it. */
function remembering(incident: Incident, state: 'wrong' | 'right'): Board {
  const memory = remember('', 'AbCd_-', { state, atMs: NOW - 10 * MINUTE, slot: 1, isAhead: false });
  return { ...EMPTY_BOARD, incidents: [incident], memory };
}

describe('what happens if nothing happens', () => {
  it.each<[string, Incident, Partial<CallPlan>, object | undefined]>([
    ['the next agent is called', CALLED, {}, { is: 'call', agent: 'bob' }],
    ['it begins again with the first agent', SECOND_CALL, { maxCalls: 3 }, { is: 'call', agent: 'ann' }],
    ['everyone is told after the last call', SECOND_CALL, {}, { is: 'tell-everyone' }],
    [
      'whoever passes it on keeps it',
      { ...SECOND_CALL, chain: 'pass', taken: { by: 'ann', proof: 'p', atMs: NOW, way: 'key' } },
      { maxCalls: 1, order: [bob] },
      { is: 'keep', agent: 'ann' },
    ],
    [
      'it is left to everyone',
      { ...EXHAUSTED, unremembered: 1 },
      {},
      { is: 'leave', atMs: EXHAUSTED.heardAtMs + 24 * 60 * MINUTE },
    ],
    ['it is left to its owner', TAKEN, {}, { is: 'leave', agent: 'ann', atMs: NOW - 9 * MINUTE + 24 * 60 * MINUTE }],
    [
      'its owner is reminded',
      TAKEN,
      { remindMinutes: 30 },
      { is: 'remind', agent: 'ann', atMs: NOW + 21 * MINUTE, isSilenced: false },
    ],
    [
      'a silence holds the reminder back',
      TAKEN,
      { remindMinutes: 30, silenced: ['web-*'] },
      { is: 'remind', agent: 'ann', atMs: NOW + 21 * MINUTE, isSilenced: true },
    ],
    [
      'its owner has been reminded often enough',
      { ...TAKEN, reminders: 10 },
      { remindMinutes: 30 },
      { is: 'leave', agent: 'ann', atMs: NOW - 9 * MINUTE + 24 * 60 * MINUTE },
    ],
    ['its owner has left the roster', TAKEN, { people: new Map([['bob', bob]]) }, { is: 'hand-on' }],
    ['nobody is called again', EXHAUSTED, {}, { is: 'nothing' }],
    [
      'there is another round',
      { ...EXHAUSTED, rounds: 1 },
      { again: { everyMinutes: 30, times: 4 } },
      { is: 'round', atMs: NOW + 21 * MINUTE, round: 2, of: 4, isSilenced: false },
    ],
    ['all rounds were made', { ...EXHAUSTED, rounds: 4 }, { again: { everyMinutes: 30, times: 4 } }, { is: 'nothing' }],
    ['it is over', { ...INCIDENT, status: 'resolved' }, {}, undefined],
  ])('%s', (_what, incident, plan, expected) => {
    expect(nextStep(remembering(incident, 'wrong'), incident, { ...PLAN, ...plan }, NOW)).toEqual(expected);
  });

  it('what comes and goes is over when it has been right for a quarter of an hour', () => {
    const flapping: Incident = { ...TAKEN, flaps: 3, flapsSinceMs: NOW - 20 * MINUTE, heardAtMs: NOW - MINUTE };
    expect(nextStep(remembering(flapping, 'right'), flapping, PLAN, NOW)).toEqual({
      is: 'settle',
      atMs: NOW + 14 * MINUTE,
    });
    expect(nextStep(remembering(flapping, 'wrong'), flapping, PLAN, NOW)).toMatchObject({ is: 'leave' });
  });
});
