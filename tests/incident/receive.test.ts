import { describe, expect, it } from '@jest/globals';
import { identified } from '../../src/incident/alarm';
import { brief } from '../../src/incident/answer';
import { EMPTY_BOARD } from '../../src/incident/board';
import type { Board } from '../../src/incident/board';
import { countOf, hashOf, recall } from '../../src/incident/memory';
import { receive } from '../../src/incident/receive';
import type { AlarmOutcome, RoutedAlarm } from '../../src/incident/receive';
import { whatIsWrong } from '../../src/incident/wording';
import {
  afterCalls,
  alarmAt,
  attemptOf,
  boardAfter,
  callOf,
  claimed,
  givenAt,
  incidentOf,
  MINUTE_MS,
  okAt,
  PLAN,
  START_MS,
  taken,
} from './sample';

/** What a message does that arrives this many seconds after the start. */
function outcomeOf(board: Board, routed: RoutedAlarm, seconds: number): AlarmOutcome | undefined {
  return receive(board, [routed], givenAt(seconds)).outcomes[0];
}

function stateOf(board: Board, name = 'web-1'): string | undefined {
  return recall(board.memory, hashOf(alarmAt(0, name).alarm.key))?.state;
}

const SILENCED = { quiet: true } as const;

describe('the first alarm', () => {
  const { board, outcomes } = receive(EMPTY_BOARD, [alarmAt(0)], givenAt(1));

  it('opens an incident and starts the first call', () => {
    expect(outcomes).toEqual(['opened']);
    expect(board.incident).toEqual({
      id: 'inc-1',
      status: 'escalating',
      openedAtMs: START_MS + 1_000,
      alarms: [
        {
          hash: hashOf('111122223333/eu-west-1/web-1/'),
          wrong: true,
          summary: 'web-1 is down.',
          sinceMs: START_MS,
        },
      ],
      counted: 0,
      refused: [],
      attempts: [
        {
          number: 1,
          agent: { id: 'ann', name: 'Ann Lee', phone: '+447700900001' },
          position: 0,
          token: 't1',
          engaged: [],
          state: { is: 'starting', sinceMs: START_MS + 1_000 },
        },
      ],
    });
    expect(board.outbox).toEqual([]);
  });

  it.each([
    ['eu-west-1', 'eu-west-1'],
    ['EU (Ireland)', 'EU (Ireland)'],
    ['{{region}} <b>', 'region b'],
    [`eu-${'x'.repeat(100)}`, `eu-${'x'.repeat(20)}…`],
  ])('carries its region %s along as %s, and its beginning', (region, shown) => {
    const alarm = alarmAt(0, 'web-1', { region, stateAtMs: null });
    const carried = incidentOf(receive(EMPTY_BOARD, [alarm], givenAt(7)).board).alarms;
    // Its message does not say since when: then since it came.
    expect(carried).toMatchObject([{ region: shown, sinceMs: START_MS + 7_000 }]);
  });

  it('is remembered with the time of its state, not of its arrival', () => {
    expect(recall(board.memory, hashOf('111122223333/eu-west-1/web-1/'))).toEqual({ state: 'wrong', atMs: START_MS });
  });

  it('carries along why the agents are not those of the roster', () => {
    const given = givenAt(0, { plan: { ...PLAN, trouble: 'The on-call roster cannot be read.' } });
    expect(receive(EMPTY_BOARD, [alarmAt(0)], given).board.incident?.trouble).toBe(
      'The on-call roster cannot be read.',
    );
  });

  it('is exhausted at once when there is nobody to call', () => {
    const given = givenAt(0, { plan: { ...PLAN, order: [] } });
    const { board: hopeless } = receive(EMPTY_BOARD, [alarmAt(0)], given);
    expect(hopeless.incident).toMatchObject({ status: 'exhausted', attempts: [] });
    expect(hopeless.outbox[0]).toMatchObject({ kind: 'exhausted', to: [{ id: 'ann' }, { id: 'bob' }, { id: 'cyd' }] });
  });
});

describe('a state that is known or older changes nothing', () => {
  const open = boardAfter(alarmAt(10));

  it.each([
    ['the same message again', alarmAt(10), 11],
    ['the same state by another path', alarmAt(10, 'web-1', { fromRule: true }), 11],
    ['an older alarm', alarmAt(9), 11],
    ['an OK from before the alarm', okAt(9), 11],
    ['an OK of the same millisecond', okAt(10), 11],
  ])('%s', (_what, routed, seconds) => {
    const { board, outcomes } = receive(open, [routed], givenAt(seconds));
    expect(board).toBe(open);
    expect(outcomes).toEqual(['nothing']);
  });

  it('an OK that overtook its alarm keeps the alarm from paging', () => {
    const recovered = boardAfter(okAt(60));
    expect(recovered.incident).toBeNull();
    expect(stateOf(recovered)).toBe('right');
    expect(outcomeOf(recovered, alarmAt(0), 61)).toBe('nothing');
    expect(outcomeOf(recovered, alarmAt(61), 61)).toBe('opened');
  });

  it('the same message twice in one batch counts once', () => {
    const { board, outcomes } = receive(EMPTY_BOARD, [alarmAt(0), alarmAt(0)], givenAt(1));
    expect(outcomes).toEqual(['opened', 'nothing']);
    expect(incidentOf(board).alarms).toHaveLength(1);
  });

  it('a clock that runs ahead neither pages twice nor hides the next, true state', () => {
    const message = { id: 'm1', body: '' };
    const ahead = (name: string, state: 'alarm' | 'ok', seconds: number, nowSeconds: number): RoutedAlarm => ({
      quiet: false,
      alarm: identified(alarmAt(seconds, name, { state }).alarm, message, START_MS + nowSeconds * 1_000),
    });
    const hour = 3_600;
    const { board: open1 } = receive(EMPTY_BOARD, [ahead('web-1', 'alarm', hour, 0)], givenAt(0));
    expect(open1.incident?.status).toBe('escalating');
    const exhausted = afterCalls(open1, 1, 'busy', 'busy', 'busy');
    expect(outcomeOf(exhausted, ahead('web-1', 'alarm', hour, 72), 72)).toBe('nothing');
    expect(outcomeOf(exhausted, alarmAt(73), 73)).toBe('opened');
  });

  it('a state a little ahead of our clock is the same one when it is delivered again', () => {
    const early = receive(EMPTY_BOARD, [alarmAt(2)], givenAt(0)).board;
    const exhausted = afterCalls(early, 1, 'busy', 'busy', 'busy');
    expect(outcomeOf(exhausted, alarmAt(2), 72)).toBe('nothing');
  });

  it('a message without a time of its own is known by its id', () => {
    const unknown = alarmAt(0, 'm1', { key: 'message/m1', stateAtMs: null, unknown: true });
    const { board } = receive(EMPTY_BOARD, [unknown], givenAt(5));
    expect(outcomeOf(board, unknown, 500)).toBe('nothing');
    const other = { ...unknown, alarm: { ...unknown.alarm, key: 'message/m2' } };
    expect(outcomeOf(board, other, 500)).toBe('joined');
  });
});

describe('a silenced alarm', () => {
  it('is remembered and calls nobody', () => {
    const { board, outcomes } = receive(EMPTY_BOARD, [{ ...alarmAt(0), ...SILENCED }], givenAt(0));
    expect(outcomes).toEqual(['silenced']);
    expect(board.incident).toBeNull();
    expect(stateOf(board)).toBe('right');
    expect(outcomeOf(board, { ...alarmAt(0), ...SILENCED }, 1)).toBe('nothing');
  });

  it('pages when it fires again after the silence', () => {
    const { board } = receive(EMPTY_BOARD, [{ ...alarmAt(0), ...SILENCED }], givenAt(0));
    expect(outcomeOf(board, alarmAt(60), 60)).toBe('opened');
  });

  it('leaves an incident that it opened before as it is', () => {
    const open = boardAfter(alarmAt(0));
    const { board, outcomes } = receive(open, [{ ...alarmAt(60), ...SILENCED }], givenAt(60));
    expect(outcomes).toEqual(['silenced']);
    expect(board.incident).toBe(open.incident);
    expect(stateOf(board)).toBe('wrong');
  });

  it('still recovers', () => {
    const { board, outcomes } = receive(boardAfter(alarmAt(0)), [{ ...okAt(60), ...SILENCED }], givenAt(60));
    expect(outcomes).toEqual(['recovered']);
    expect(board.incident?.status).toBe('resolved');
  });
});

describe('while agents are being called', () => {
  const open = boardAfter(alarmAt(0, 'api'));

  it('another alarm joins and starts no second call', () => {
    const { board, outcomes } = receive(open, [alarmAt(5, 'db')], givenAt(5));
    expect(outcomes).toEqual(['joined']);
    expect(incidentOf(board).id).toBe(incidentOf(open).id);
    expect(incidentOf(board).attempts).toBe(incidentOf(open).attempts);
    expect(incidentOf(board).alarms.map(({ summary }) => summary)).toEqual(['api is down.', 'db is down.']);
  });

  it('whoever answers next hears of the alarm that joined', () => {
    const board = receive(claimed(open, 'FN1', 1), [alarmAt(5, 'db')], givenAt(5)).board;
    expect(brief(board, callOf(board, 'FN1'), PLAN).speech).toMatch(/api is down\. And one more alarm\./);
  });

  it('the same alarm wrong again has the latest words', () => {
    const worse = alarmAt(5, 'api', { summary: 'api is on fire.' });
    const { board, outcomes } = receive(open, [worse], givenAt(5));
    expect(outcomes).toEqual(['joined']);
    expect(incidentOf(board).alarms.map(({ summary }) => summary)).toEqual(['api is on fire.']);
  });

  it('the third alarm and the following keep 80 characters of their text', () => {
    const long = { summary: `${'words '.repeat(33)}.` };
    const board = boardAfter(
      alarmAt(0, 'a', long),
      alarmAt(1, 'b', long),
      alarmAt(2, 'c', long),
      alarmAt(3, 'c', long),
    );
    expect(incidentOf(board).alarms.map(({ summary }) => summary.length <= 80)).toEqual([false, false, true]);
  });

  it('after a dozen alarms the rest are counted, and then it never recovers by itself', () => {
    const names = Array.from({ length: 15 }, (_, index) => `web-${index}`);
    const storm = receive(
      EMPTY_BOARD,
      names.map((name) => alarmAt(0, name)),
      givenAt(1),
    );
    expect(storm.outcomes).toEqual(['opened', ...Array.from({ length: 14 }, () => 'joined')]);
    expect(incidentOf(storm.board).alarms).toHaveLength(12);
    expect(incidentOf(storm.board).counted).toBe(3);
    expect(countOf(storm.board.memory)).toBe(15);
    const calm = receive(
      storm.board,
      names.map((name) => okAt(9, name)),
      givenAt(10),
    );
    expect(calm.outcomes).toEqual([
      ...Array.from({ length: 12 }, () => 'recovered'),
      ...Array.from({ length: 3 }, () => 'nothing'),
    ]);
    expect(calm.board.incident?.status).toBe('escalating');
  });

  it('an alarm after the dozen takes the place of one that is right again, so that it is named', () => {
    const names = Array.from({ length: 12 }, (_, index) => `web-${index}`);
    const storm = receive(
      EMPTY_BOARD,
      names.map((name) => alarmAt(0, name)),
      givenAt(1),
    ).board;
    const calm = receive(
      storm,
      names.map((name) => okAt(9, name)),
      givenAt(10),
    ).board;
    const { board, outcomes } = receive(calm, [alarmAt(20, 'db')], givenAt(20));
    expect(outcomes).toEqual(['reopened']);
    expect(incidentOf(board).alarms).toHaveLength(12);
    expect(incidentOf(board).counted).toBe(0);
    expect(whatIsWrong(incidentOf(board), 200)).toBe('db is down.');
    expect(receive(board, [okAt(30, 'db')], givenAt(30)).board.incident?.status).toBe('resolved');
  });

  it('twelve alarms do recover', () => {
    const names = Array.from({ length: 12 }, (_, index) => `web-${index}`);
    const storm = receive(
      EMPTY_BOARD,
      names.map((name) => alarmAt(0, name)),
      givenAt(1),
    ).board;
    const calm = receive(
      storm,
      names.map((name) => okAt(9, name)),
      givenAt(10),
    ).board;
    expect(calm.incident).toMatchObject({ status: 'resolved', closedAtMs: START_MS + 10_000 });
  });

  it('recovers only when all of its alarms are right again', () => {
    const two = boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'));
    const one = receive(two, [okAt(5, 'api')], givenAt(5));
    expect([one.outcomes[0], one.board.incident?.status]).toEqual(['recovered', 'escalating']);
    const none = receive(one.board, [okAt(6, 'db')], givenAt(6));
    expect([none.outcomes[0], none.board.incident?.status]).toEqual(['recovered', 'resolved']);
    expect(none.board.outbox).toEqual([]);
  });

  it('missing data is as wrong as an alarm', () => {
    const { board, outcomes } = receive(open, [alarmAt(5, 'api', { state: 'no-data' })], givenAt(5));
    expect(outcomes).toEqual(['joined']);
    expect(stateOf(board, 'api')).toBe('wrong');
  });

  it('an OK of an alarm that is none of its own changes only the memory', () => {
    const { board, outcomes } = receive(open, [okAt(5, 'stranger')], givenAt(5));
    expect(outcomes).toEqual(['nothing']);
    expect(board.incident).toBe(open.incident);
    expect(stateOf(board, 'stranger')).toBe('right');
  });
});

describe('after all alarms recovered', () => {
  const resolvedWhileStarting = boardAfter(alarmAt(0), okAt(10));
  const resolvedInCall = receive(claimed(boardAfter(alarmAt(0)), 'FN1', 1), [okAt(10)], givenAt(10)).board;
  const afterTwo = afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy');
  const resolvedAfterThree = receive(claimed(afterTwo, 'FN3', 9), [okAt(10)], givenAt(10)).board;

  it('an alarm within the regroup time reopens it, with a new token for the call that was starting', () => {
    const { board, outcomes } = receive(resolvedWhileStarting, [alarmAt(20)], givenAt(20));
    expect(outcomes).toEqual(['reopened']);
    expect(incidentOf(board).id).toBe(incidentOf(resolvedWhileStarting).id);
    expect(incidentOf(board)).not.toHaveProperty('closedAtMs');
    expect(attemptOf(board)).toMatchObject({
      number: 1,
      token: 't20',
      state: { is: 'starting', sinceMs: START_MS + 20_000 },
    });
  });

  it('the call that is live goes on when it reopens', () => {
    const { board, outcomes } = receive(resolvedInCall, [alarmAt(20)], givenAt(20));
    expect(outcomes).toEqual(['reopened']);
    expect(attemptOf(board)).toMatchObject({ number: 1, token: 't0', state: { is: 'calling', execution: 'FN1' } });
  });

  it('another alarm reopens it too, and it alone is wrong then', () => {
    const { board } = receive(resolvedInCall, [alarmAt(20, 'db')], givenAt(20));
    expect(incidentOf(board).alarms.map(({ summary, wrong }) => `${summary} ${String(wrong)}`)).toEqual([
      'web-1 is down. false',
      'db is down. true',
    ]);
  });

  it('the next agent is called when the last call was over', () => {
    const over = receive(afterCalls(boardAfter(alarmAt(0)), 1, 'declined'), [okAt(10)], givenAt(10)).board;
    const { board } = receive(over, [alarmAt(20)], givenAt(20));
    expect(attemptOf(board)).toMatchObject({ number: 2, agent: { id: 'bob' }, state: { is: 'starting' } });
  });

  it('the last call is still to be made when it was only starting', () => {
    const resolved = receive(afterTwo, [okAt(10)], givenAt(10)).board;
    const { board, outcomes } = receive(resolved, [alarmAt(20)], givenAt(20));
    expect(outcomes).toEqual(['reopened']);
    expect(attemptOf(board)).toMatchObject({ number: 3, token: 't20', state: { is: 'starting' } });
  });

  it('with all calls made it reopens only while the last one is live', () => {
    expect(outcomeOf(resolvedAfterThree, alarmAt(20), 20)).toBe('reopened');
    // 25 s of ringing, 150 s of conversation and 20 s after the claim the call counts as stuck.
    expect(outcomeOf(resolvedAfterThree, alarmAt(203), 203)).toBe('reopened');
    expect(outcomeOf(resolvedAfterThree, alarmAt(204), 204)).toBe('opened');
  });

  it.each([
    ['starting', resolvedWhileStarting],
    ['calling, though nobody ever heard that it ended,', resolvedInCall],
  ])('an alarm after the regroup time opens a new incident, the last call %s', (_state, resolved) => {
    const lastMs = 10 * 1_000 + 5 * MINUTE_MS;
    expect(outcomeOf(resolved, alarmAt(lastMs / 1_000 - 1), lastMs / 1_000 - 1)).toBe('reopened');
    expect(outcomeOf(resolved, alarmAt(lastMs / 1_000), lastMs / 1_000)).toBe('opened');
  });

  it('ten flaps in a minute are one incident and one call', () => {
    let board = claimed(boardAfter(alarmAt(0)), 'FN1', 1);
    for (let flap = 1; flap <= 10; flap++) {
      board = receive(board, [okAt(flap * 6)], givenAt(flap * 6)).board;
      board = receive(board, [alarmAt(flap * 6 + 3)], givenAt(flap * 6 + 3)).board;
    }
    expect(incidentOf(board)).toMatchObject({ id: 'inc-0', status: 'escalating' });
    expect(incidentOf(board).attempts).toHaveLength(1);
    expect(incidentOf(board).alarms).toHaveLength(1);
  });
});

describe('after an agent took it', () => {
  const has = taken(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 'FN1', 10);
  const clean: Board = { ...has, outbox: [] };

  it('an alarm within the regroup time goes to that agent by SMS', () => {
    const { board, outcomes } = receive(clean, [alarmAt(20, 'db')], givenAt(20));
    expect(outcomes).toEqual(['told']);
    expect(board.outbox).toEqual([
      {
        kind: 'more',
        incident: 'inc-0',
        text: 'One more for you (Main, since Sun 03:00 GMT): db is down.',
        alarm: hashOf('111122223333/eu-west-1/db/'),
        to: [{ id: 'ann', phone: '+447700900001', notBeforeMs: START_MS + 20_000, tries: 0 }],
      },
    ]);
    expect(incidentOf(board).attempts).toHaveLength(1);
  });

  it('a storm within the regroup time is one SMS', () => {
    const names = Array.from({ length: 30 }, (_, index) => `web-${index + 2}`);
    const { board } = receive(
      clean,
      names.map((name) => alarmAt(20, name)),
      givenAt(20),
    );
    expect(board.outbox).toHaveLength(1);
    expect(board.outbox[0]).toMatchObject({
      kind: 'more',
      text: 'One more for you (Main, since Sun 03:00 GMT): web-2 is down.',
      further: 29,
    });
  });

  it('gets one such SMS a minute, which counts what came meanwhile', () => {
    const sent: Board = { ...receive(clean, [alarmAt(20, 'db')], givenAt(20)).board, outbox: [] };
    const { board } = receive(sent, [alarmAt(30, 'web'), alarmAt(31, 'dns')], givenAt(31));
    expect(board.outbox).toMatchObject([
      {
        text: 'One more for you (Main, since Sun 03:00 GMT): web is down.',
        further: 1,
        to: [{ notBeforeMs: START_MS + 80_000 }],
      },
    ]);
    const later = receive({ ...board, outbox: [] }, [alarmAt(150, 'cdn')], givenAt(150)).board;
    expect(later.outbox).toMatchObject([{ to: [{ notBeforeMs: START_MS + 150_000 }] }]);
  });

  it('a later alarm opens a new incident: to the second', () => {
    expect(outcomeOf(clean, alarmAt(309, 'db'), 309)).toBe('told');
    expect(outcomeOf(clean, alarmAt(310, 'db'), 310)).toBe('opened');
    expect(outcomeOf(clean, alarmAt(310), 310)).toBe('opened');
  });

  it('a new incident leaves what is still owed for the old one', () => {
    const { board } = receive(has, [alarmAt(310, 'db')], givenAt(310));
    expect(board.outbox).toEqual(has.outbox);
  });

  it('the agent is told when everything is right again', () => {
    const two = receive(clean, [alarmAt(20, 'db')], givenAt(20)).board;
    const one = receive({ ...two, outbox: [] }, [okAt(30)], givenAt(30)).board;
    expect(one.outbox).toEqual([]);
    const none = receive(one, [okAt(40, 'db')], givenAt(40)).board;
    expect(none.incident?.status).toBe('taken');
    expect(none.outbox).toMatchObject([
      { kind: 'recovered', text: 'Recovered (Main, inc-0). web-1 is down.', to: [{ id: 'ann' }] },
    ]);
  });
});

describe('after everyone was called in vain', () => {
  const given3 = afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'no-answer', 'declined');

  it('any new alarm opens a new incident', () => {
    expect(given3.incident?.status).toBe('exhausted');
    const { board, outcomes } = receive(given3, [alarmAt(20, 'db')], givenAt(20));
    expect(outcomes).toEqual(['opened']);
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'ann' } });
    expect(board.outbox).toEqual(given3.outbox);
  });

  it('its recovery changes nothing but what is said', () => {
    const { board, outcomes } = receive(given3, [okAt(20)], givenAt(20));
    expect(outcomes).toEqual(['recovered']);
    expect(board.incident).toMatchObject({ status: 'exhausted', alarms: [{ wrong: false }] });
    expect(board.outbox).toBe(given3.outbox);
  });
});
