import { atSecond, hashNamed, START_MS } from './sample';

/**
 * Boards as the first release wrote them (`version: 1`), each of the night of the tests, by hand. They are what lies in the
 * Sync documents of whoever upgrades.
 */

/** Thirteen characters an alarm: six of hash, seven of twice the milliseconds, plus one if it is wrong. */
export function firstEntry(hash: string, state: 'wrong' | 'right', atMs: number): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let rest = atMs * 2 + (state === 'wrong' ? 1 : 0);
  let time = '';
  for (let index = 0; index < 7; index++) {
    time = digits.charAt(rest % 64) + time;
    rest = Math.floor(rest / 64);
  }
  return `${hash}${time}`;
}

export function firstMemory(
  ...entries: readonly (readonly [name: string, state: 'wrong' | 'right', atMs: number])[]
): string {
  return entries.map(([name, state, atMs]) => firstEntry(hashNamed(name), state, atMs)).join('');
}

const ANN = { id: 'ann', name: 'Ann Lee', phone: '+447700900001' };
const BOB = { id: 'bob', name: 'Bob Roy', phone: '+447700900002' };
const CYD = { id: 'cyd', name: 'Cyd Ito', phone: '+447700900003' };

export function firstAlarm(name: string, wrong = true): object {
  return { hash: hashNamed(name), wrong, summary: `${name} is down.`, sinceMs: START_MS, region: 'eu-west-1' };
}

function firstAttempt(number: number, agent: typeof ANN, state: object): object {
  return { number, agent, position: number - 1, token: `run.${number}`, engaged: [], state };
}

function over(execution: string, outcome: string): object {
  return { is: 'over', execution, outcome, atMs: atSecond(30) };
}

/** The board with this incident. */
export function firstBoard(incident: object | null, rest: object = {}): object {
  return {
    version: 1,
    writes: 7,
    writtenAtMs: atSecond(60),
    incident,
    memory: firstMemory(['web-1', 'wrong', START_MS], ['old', 'right', atSecond(-900)]),
    outbox: [],
    ...rest,
  };
}

export function firstIncident(status: string, rest: object = {}): object {
  return {
    id: 'inc-0',
    status,
    openedAtMs: atSecond(1),
    alarms: [firstAlarm('web-1')],
    counted: 0,
    attempts: [],
    refused: [],
    ...rest,
  };
}

function firstText(kind: string, to: readonly object[], rest: object = {}): object {
  const recipients = to.map((agent) => ({
    ...agent,
    notBeforeMs: START_MS,
    tries: 1,
    lease: { by: 'r', untilMs: START_MS },
  }));
  return { kind, incident: 'inc-0', text: 'What it says is written anew.', to: recipients, ...rest };
}

const TWO_CALLS = [
  firstAttempt(1, ANN, over('FN1', 'no-answer')),
  firstAttempt(2, BOB, { is: 'calling', execution: 'FN2', deadlineMs: atSecond(230) }),
];

export const ESCALATING = firstBoard(firstIncident('escalating', { attempts: TWO_CALLS }));

export const STARTING = firstBoard(
  firstIncident('escalating', { attempts: [firstAttempt(1, ANN, { is: 'starting', sinceMs: atSecond(1) })] }),
);

export const WAITING = firstBoard(
  firstIncident('escalating', {
    attempts: [firstAttempt(1, ANN, { is: 'waiting', notBeforeMs: atSecond(31), why: 'redial' })],
  }),
);

export const TAKEN = firstBoard(
  firstIncident('taken', {
    closedAtMs: atSecond(40),
    taken: { by: BOB, execution: 'FN2', atMs: atSecond(40) },
    attempts: [TWO_CALLS[0], firstAttempt(2, BOB, over('FN2', 'taken'))],
    moreNotBeforeMs: atSecond(100),
  }),
  { outbox: [firstText('details', [BOB]), firstText('more', [BOB], { alarm: 'AAAAAA', further: 2 })] },
);

export const TAKEN_IN_A_CALL = firstBoard(
  firstIncident('taken', {
    closedAtMs: atSecond(40),
    taken: { by: ANN, execution: 'FN1', atMs: atSecond(40) },
    attempts: TWO_CALLS,
  }),
);

export const EXHAUSTED = firstBoard(
  firstIncident('exhausted', {
    closedAtMs: atSecond(90),
    attempts: [
      firstAttempt(1, ANN, over('FN1', 'busy')),
      firstAttempt(2, BOB, over('FN2', 'declined')),
      firstAttempt(3, CYD, over('FN3', 'hung-up')),
    ],
  }),
  { outbox: [firstText('exhausted', [ANN, BOB], { after: '+447700900002' })] },
);

export const RESOLVED_IN_A_CALL = firstBoard(
  firstIncident('resolved', { closedAtMs: atSecond(50), alarms: [firstAlarm('web-1', false)], attempts: TWO_CALLS }),
  { memory: firstMemory(['web-1', 'right', atSecond(50)]) },
);

export const CLOSED = firstBoard(
  firstIncident('resolved', { closedAtMs: atSecond(50), closedByHand: 'token.9', attempts: [TWO_CALLS[0]] }),
  { outbox: [firstText('correction', [ANN, CYD])] },
);

export const RECOVERED_AFTER_TAKEN = firstBoard(
  firstIncident('taken', {
    closedAtMs: atSecond(40),
    taken: { by: BOB, execution: 'FN2', atMs: atSecond(40) },
    alarms: [firstAlarm('web-1', false)],
    attempts: [firstAttempt(1, BOB, over('FN2', 'taken'))],
  }),
  {
    memory: firstMemory(['web-1', 'right', atSecond(50)]),
    outbox: [firstText('details', [BOB]), firstText('recovered', [BOB])],
  },
);
