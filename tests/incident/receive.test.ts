import { describe, expect, it } from '@jest/globals';
import { identified } from '../../src/alarm/alarm';
import { brief, take } from '../../src/incident/answer';
import { EMPTY_BOARD, incidentNamed } from '../../src/board/board';
import type { Board } from '../../src/board/board';
import { resolveByHand } from '../../src/incident/intervention';
import { countOf, hashOf, recall } from '../../src/board/memory';
import { concerns, knowsLater, receive } from '../../src/incident/receive';
import type { AlarmOutcome, RoutedAlarm } from '../../src/incident/receive';
import { lease, leased, settleTexts } from '../../src/incident/outbox';
import { isSettled } from '../../src/incident/settled';
import { situationOf } from '../../src/incident/situation';
import { tended } from '../../src/incident/tend';
import { wordsOn } from '../../src/incident/words';
import {
  afterCalls,
  again,
  alarmAt,
  atSecond,
  attemptOf,
  boardAfter,
  BOB,
  callOf,
  claimed,
  CYD,
  givenAt,
  hashNamed,
  incidentOf,
  MINUTE_MS,
  okAt,
  owed,
  peopleOf,
  PLAN,
  sent,
  START_MS,
  taken,
  withPlan,
  wordsFor,
} from './sample';

/** What a message does that arrives this many seconds after the start. */
function outcomeOf(board: Board, routed: RoutedAlarm, seconds: number): AlarmOutcome | undefined {
  return receive(board, [routed], givenAt(seconds)).outcomes[0];
}

/** The board after a message that arrives this many seconds after the start. */
function after(board: Board, seconds: number, ...alarms: readonly RoutedAlarm[]): Board {
  return receive(board, alarms, givenAt(seconds)).board;
}

function stateOf(board: Board, name = 'web-1'): string | undefined {
  return recall(board.memory, hashNamed(name))?.state;
}

/** The alarms that an incident has, by their names. */
function alarmsIn(board: Board, id: string, ...names: readonly string[]): string[] {
  const slot = incidentNamed(board, id)?.slot;
  return names.filter((name) => recall(board.memory, hashNamed(name))?.slot === slot);
}

/** What the board has to say about an incident's alarms. */
function said(board: Board, id: string): string[] {
  return wordsOn(board, id).map(({ summary }) => summary);
}

function silenced(routed: RoutedAlarm): RoutedAlarm {
  return { ...routed, quiet: true };
}

describe('the first alarm', () => {
  const { board, outcomes } = receive(EMPTY_BOARD, [alarmAt(0)], givenAt(1));

  it('opens an incident and starts the first call', () => {
    expect(outcomes).toEqual(['opened']);
    expect(board.incidents).toEqual([
      {
        id: 'inc-1',
        slot: 1,
        status: 'escalating',
        openedAtMs: START_MS + 1_000,
        changedAtMs: START_MS + 1_000,
        name: 'web-1',
        sinceMs: START_MS,
        joined: 1,
        unremembered: 0,
        worded: 1,
        heardAtMs: START_MS + 1_000,
        chain: 'alarm',
        attempt: {
          number: 1,
          agent: { id: 'ann', name: 'Ann Lee', phone: '+447700900001' },
          token: 't1',
          passed: [],
          failures: 0,
          state: { is: 'starting', sinceMs: START_MS + 1_000 },
        },
        calls: [],
        callsBefore: 0,
        rounds: 0,
        reminders: 0,
        refused: [],
        isTold: false,
        place: 0,
        flaps: 0,
        isUnrecorded: false,
      },
    ]);
    expect(owed(board)).toEqual([]);
  });

  it('is remembered with the time of its state, not of its arrival, in the slot of its incident', () => {
    expect(recall(board.memory, hashOf('111122223333/eu-west-1/web-1/'))).toEqual({
      state: 'wrong',
      atMs: START_MS,
      slot: 1,
      isAhead: false,
    });
  });

  it('leaves what is to be said about it on the board', () => {
    expect(wordsOn(board, 'inc-1')).toEqual([{ hash: hashNamed(), summary: 'web-1 is down.', sinceMs: START_MS }]);
  });

  it.each([
    ['eu-west-1', 'eu-west-1'],
    ['EU (Ireland)', 'EU (Ireland)'],
    ['{{region}} <b>', 'region'],
    [`eu-${'x'.repeat(100)}`, `eu-${'x'.repeat(18)}...`],
  ])('carries its region %s along as %s, and its beginning', (region, shown) => {
    const alarm = alarmAt(0, 'web-1', { region, stateAtMs: null });
    // Its message does not say since when: then since it came.
    expect(wordsOn(after(EMPTY_BOARD, 7, alarm), 'inc-7')).toMatchObject([
      { region: shown, sinceMs: START_MS + 7_000 },
    ]);
  });

  it.each([
    ['web-1', 'web-1'],
    ['<b>{{web}}</b>', 'web'],
    ['🔥🔥', 'An alarm'],
    ['{{}}', 'An alarm'],
    // 48 bytes are 16 characters of three bytes each.
    ['警'.repeat(40), '警'.repeat(16)],
  ])('that is called %s gives its incident the name %s', (name, short) => {
    expect(incidentOf(boardAfter(alarmAt(0, name))).name).toBe(short);
  });

  it('is given up at once when there is nobody to call', () => {
    const { board: hopeless } = receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, { order: [] }));
    expect(incidentOf(hopeless)).toMatchObject({ status: 'exhausted', calls: [] });
    expect(owed(hopeless)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
  });
});

describe('a state that is known or older changes nothing', () => {
  const open = boardAfter(alarmAt(10));

  it.each([
    ['the same message again', again(alarmAt(10))],
    ['the same state by another path', alarmAt(10, 'web-1', { fromRule: true })],
    ['an older alarm', alarmAt(9)],
    ['an OK from before the alarm', okAt(9)],
    ['an OK of the same instant that was delivered before', again(okAt(10))],
  ])('%s', (_what, routed) => {
    const { board, outcomes } = receive(open, [routed], givenAt(11));
    expect(board).toBe(open);
    expect(outcomes).toEqual(['nothing']);
  });

  it('but the other state of the same instant is news when it comes for the first time', () => {
    const over = after(open, 11, okAt(10));
    expect(incidentOf(over).status).toBe('resolved');
    // Whichever came last counts, however often the queue brings either again.
    expect(outcomeOf(over, again(alarmAt(10)), 12)).toBe('nothing');
    expect(outcomeOf(over, again(okAt(10)), 12)).toBe('nothing');
    expect(outcomeOf(boardAfter(okAt(10)), alarmAt(10), 11)).toBe('opened');
  });

  it('an OK that overtook its alarm keeps the alarm from paging', () => {
    const recovered = boardAfter(okAt(60));
    expect(recovered.incidents).toEqual([]);
    expect(stateOf(recovered)).toBe('right');
    expect(outcomeOf(recovered, alarmAt(0), 61)).toBe('nothing');
    expect(outcomeOf(recovered, alarmAt(61), 61)).toBe('opened');
  });

  it('the same message twice in one batch counts once', () => {
    const { board, outcomes } = receive(EMPTY_BOARD, [alarmAt(0), alarmAt(0)], givenAt(1));
    expect(outcomes).toEqual(['opened', 'nothing']);
    expect(incidentOf(board).joined).toBe(1);
  });

  it('a message without a time of its own is known by its id', () => {
    const unknown = alarmAt(0, 'm1', { key: 'message/m1', stateAtMs: null, unknown: true });
    const { board } = receive(EMPTY_BOARD, [unknown], givenAt(5));
    expect(outcomeOf(board, again(unknown), 500)).toBe('nothing');
    const other = { ...unknown, alarm: { ...unknown.alarm, key: 'message/m2' } };
    expect(outcomeOf(board, other, 500)).toBe('joined');
  });

  it('an alarm of years ago is one like any other', () => {
    const long = { stateAtMs: Date.parse('2015-06-09T02:31:18.227Z') };
    const first = after(open, 11, alarmAt(0, 'old', long));
    expect(stateOf(first, 'old')).toBe('wrong');
    expect(outcomeOf(first, again(alarmAt(0, 'old', long)), 80)).toBe('nothing');
    // Of two times that are too long ago to be told apart neither is later.
    const ok = alarmAt(0, 'old', { stateAtMs: long.stateAtMs + MINUTE_MS, state: 'ok' });
    expect(outcomeOf(first, ok, 80)).toBe('recovered');
    expect(outcomeOf(after(first, 80, ok), again(alarmAt(0, 'old', long)), 90)).toBe('nothing');
  });
});

describe('a state whose time lies ahead of the clock', () => {
  const HOUR = 3_600;

  it.each([2, 59, 61, 300, HOUR, 400 * 24 * HOUR])('by %i s is the same one when it is delivered again', (ahead) => {
    const message = { id: 'm1', body: '' };
    const routed = { quiet: false, alarm: identified(alarmAt(ahead).alarm, message) };
    const early = after(EMPTY_BOARD, 0, routed);
    expect(incidentOf(early).status).toBe('escalating');
    const exhausted = afterCalls(early, 1, 'busy', 'busy', 'busy');
    for (const seconds of [72, ahead - 1, ahead + 1, ahead + 100]) {
      expect(outcomeOf(exhausted, again(routed), seconds)).toBe('nothing');
    }
  });

  it.each([61, 300, 400 * 24 * HOUR])('by %i s hides neither its end nor what comes after that', (ahead) => {
    const early = after(EMPTY_BOARD, 0, alarmAt(ahead));
    const over = after(early, 30, okAt(30));
    expect(incidentOf(over).status).toBe('resolved');
    expect(outcomeOf(over, alarmAt(40), 40)).toBe('reopened');
  });

  it.each([61, 300, 400 * 24 * HOUR])(
    'by %i s and a later one are not news in turn while both are delivered again',
    (ahead) => {
      const both = [alarmAt(ahead), alarmAt(20)];
      const exhausted = afterCalls(
        after(after(EMPTY_BOARD, 0, alarmAt(ahead)), 20, alarmAt(20)),
        21,
        'busy',
        'busy',
        'busy',
      );
      const redelivered = receive(exhausted, both.map(again), givenAt(55));
      expect(redelivered.outcomes).toEqual(['nothing', 'nothing']);
      expect(stateOf(after(exhausted, 56, okAt(50)))).toBe('right');
    },
  );

  it('is no news when it comes again after a later one that lay ahead, too, and after its end', () => {
    const exhausted = afterCalls(after(EMPTY_BOARD, 0, alarmAt(300)), 1, 'busy', 'busy', 'busy');
    const over = after(after(exhausted, 30, alarmAt(330)), 50, okAt(50));
    expect(outcomeOf(over, again(alarmAt(300)), 72)).toBe('nothing');
    // What is not dated ahead may be news that could not be delivered before.
    expect(outcomeOf(over, again(alarmAt(60)), 132)).not.toBe('nothing');
  });

  it('is not over by an end that is dated before it and comes again: one clock may have dated both', () => {
    // At 0 s the end of an earlier one was dated 290 s ahead, at 10 s the alarm 300 s.
    const early = after(EMPTY_BOARD, 10, alarmAt(310));
    for (const seconds of [72, 289, 360]) expect(outcomeOf(early, again(okAt(290)), seconds)).toBe('nothing');
    expect(outcomeOf(early, okAt(290), 291)).toBe('recovered');
  });

  it.each([2, 60])('by %i s hides an older state, as any other one does', (ahead) => {
    expect(outcomeOf(after(EMPTY_BOARD, 0, alarmAt(ahead)), okAt(1), 3)).toBe('nothing');
  });
});

describe('which board an alarm belongs to', () => {
  const open = boardAfter(alarmAt(10));

  it.each<[string, RoutedAlarm, boolean]>([
    ['the alarm that it has dealt with', alarmAt(10), true],
    ['an older state of it', alarmAt(5), true],
    ['its end', okAt(20), true],
    ['a later state of it', alarmAt(20), false],
    ['an alarm that it never heard of', alarmAt(10, 'db'), false],
    ['the end of such a one', okAt(10, 'db'), false],
  ])('%s: %p', (_what, routed, isOurs) => {
    expect(concerns(open, routed)).toBe(isOurs);
  });

  it('it knows a later state than this one', () => {
    expect(knowsLater(open, okAt(9).alarm)).toBe(true);
    expect(knowsLater(open, okAt(10).alarm)).toBe(false);
    expect(knowsLater(open, okAt(9, 'db').alarm)).toBe(false);
    expect(knowsLater(open, { ...okAt(9).alarm, stateAtMs: null })).toBe(false);
  });
});

describe('a silenced alarm', () => {
  it('is remembered and calls nobody', () => {
    const { board, outcomes } = receive(EMPTY_BOARD, [silenced(alarmAt(0))], givenAt(0));
    expect(outcomes).toEqual(['silenced']);
    expect(board.incidents).toEqual([]);
    expect(stateOf(board)).toBe('right');
    expect(outcomeOf(board, again(silenced(alarmAt(0))), 1)).toBe('nothing');
  });

  it('pages when it fires again after the silence', () => {
    expect(outcomeOf(after(EMPTY_BOARD, 0, silenced(alarmAt(0))), alarmAt(60), 60)).toBe('opened');
  });

  it('leaves an incident that it opened before as it is', () => {
    const open = boardAfter(alarmAt(0));
    const { board, outcomes } = receive(open, [silenced(alarmAt(60))], givenAt(60));
    expect(outcomes).toEqual(['silenced']);
    expect(board.incidents).toEqual(open.incidents);
    expect(stateOf(board)).toBe('wrong');
  });

  it('still recovers', () => {
    const { board, outcomes } = receive(boardAfter(alarmAt(0)), [silenced(okAt(60))], givenAt(60));
    expect(outcomes).toEqual(['recovered']);
    expect(incidentOf(board).status).toBe('resolved');
  });
});

describe('while agents are being called', () => {
  const open = boardAfter(alarmAt(0, 'api'));

  it('another alarm joins and starts no second call', () => {
    const { board, outcomes } = receive(open, [alarmAt(5, 'db')], givenAt(5));
    expect(outcomes).toEqual(['joined']);
    expect(board.incidents).toHaveLength(1);
    expect(incidentOf(board)).toMatchObject({ id: 'inc-0', joined: 2, name: 'api' });
    expect(attemptOf(board)).toEqual(attemptOf(open));
    expect(said(board, 'inc-0')).toEqual(['api is down.', 'db is down.']);
  });

  it('whoever answers next hears of the alarm that joined', () => {
    const board = after(claimed(open, 'FN1', 1), 5, alarmAt(5, 'db'));
    expect(brief(board, callOf(board, 'FN1'), wordsFor('api', 'db'), PLAN).speech).toMatch(
      /api is down\. .* And one more alarm\./,
    );
  });

  it('the same alarm wrong again is one alarm, with the latest words', () => {
    const worse = alarmAt(5, 'api', { state: 'no-data', summary: 'api sends no data.' });
    const { board, outcomes } = receive(open, [worse], givenAt(5));
    expect(outcomes).toEqual(['joined']);
    expect(incidentOf(board)).toMatchObject({ joined: 1, worded: 1, flaps: 0 });
    expect(stateOf(board, 'api')).toBe('wrong');
    expect(said(board, 'inc-0')).toEqual(['api sends no data.']);
  });

  it('a dozen alarms are named, the rest are counted, and all of them recover', () => {
    const names = Array.from({ length: 15 }, (_, index) => `web-${index}`);
    const storm = receive(
      EMPTY_BOARD,
      names.map((name) => alarmAt(0, name)),
      givenAt(1),
    );
    expect(storm.outcomes).toEqual(['opened', ...Array.from({ length: 14 }, () => 'joined')]);
    expect(incidentOf(storm.board)).toMatchObject({ joined: 15, worded: 12, unremembered: 0 });
    expect(said(storm.board, 'inc-1')).toEqual(names.slice(0, 12).map((name) => `${name} is down.`));
    expect(countOf(storm.board.memory)).toBe(15);
    const almost = after(storm.board, 9, ...names.slice(1).map((name) => okAt(9, name)));
    expect(incidentOf(almost).status).toBe('escalating');
    expect(incidentOf(after(almost, 10, okAt(10, 'web-0'))).status).toBe('resolved');
  });

  it('an alarm beyond the dozen is named in the place of one that is right again', () => {
    const names = Array.from({ length: 12 }, (_, index) => `web-${index}`);
    const dozen = after(EMPTY_BOARD, 1, ...names.map((name) => alarmAt(0, name)));
    const [{ id }] = [incidentOf(dozen)];
    const full = after(dozen, 2, alarmAt(2, 'db'));
    expect(said(full, id)).toEqual(names.map((name) => `${name} is down.`));
    const rolling = after(full, 4, okAt(3, 'web-4'), alarmAt(4, 'mail'), alarmAt(4, 'dns'));
    expect(said(rolling, id)).toEqual(
      [...names.filter((name) => name !== 'web-4'), 'mail'].map((name) => `${name} is down.`),
    );
    expect(incidentOf(rolling)).toMatchObject({ joined: 15, worded: 12 });
    // What comes back after it had to make room is named as any other.
    const back = after(rolling, 6, okAt(5, 'mail'), alarmAt(6, 'web-4'));
    expect(said(back, id)).toEqual(
      [...names.filter((name) => name !== 'web-4'), 'web-4'].map((name) => `${name} is down.`),
    );
    expect(incidentOf(back)).toMatchObject({ joined: 15, worded: 12 });
  });

  it('recovers only when all of its alarms are right again', () => {
    const two = boardAfter(alarmAt(0, 'api'), alarmAt(1, 'db'));
    const one = receive(two, [okAt(5, 'api')], givenAt(5));
    expect([one.outcomes[0], incidentOf(one.board).status]).toEqual(['recovered', 'escalating']);
    const none = receive(one.board, [okAt(6, 'db')], givenAt(6));
    expect([none.outcomes[0], incidentOf(none.board).status]).toEqual(['recovered', 'resolved']);
    expect(owed(none.board)).toEqual([]);
  });

  it('missing data is as wrong as an alarm', () => {
    const board = after(open, 5, alarmAt(5, 'db', { state: 'no-data' }), okAt(5, 'api'));
    expect(incidentOf(board).status).toBe('escalating');
  });

  it('an OK of an alarm that is none of its own changes only the memory', () => {
    const { board, outcomes } = receive(open, [okAt(5, 'stranger')], givenAt(5));
    expect(outcomes).toEqual(['nothing']);
    expect(board.incidents).toBe(open.incidents);
    expect(stateOf(board, 'stranger')).toBe('right');
  });
});

describe('after all alarms recovered', () => {
  const resolvedWhileStarting = boardAfter(alarmAt(0), okAt(10));
  const resolvedInCall = after(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 10, okAt(10));
  const afterTwo = afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'busy');
  const resolvedAfterThree = after(claimed(afterTwo, 'FN3', 9), 10, okAt(10));

  it('an alarm within the regroup time reopens it, with a new token for the call that was starting', () => {
    const { board, outcomes } = receive(resolvedWhileStarting, [alarmAt(20)], givenAt(20));
    expect(outcomes).toEqual(['reopened']);
    expect(incidentOf(board)).toMatchObject({ id: 'inc-0', status: 'escalating', changedAtMs: START_MS + 20_000 });
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
    expect(situationOf(board, incidentOf(board), wordsFor('web-1', 'db'))).toMatchObject({
      shown: [{ summary: 'db is down.' }],
      others: 0,
    });
  });

  it('the next agent is called when the last call was over', () => {
    const over = after(afterCalls(boardAfter(alarmAt(0)), 1, 'declined'), 10, okAt(10));
    expect(attemptOf(after(over, 20, alarmAt(20)))).toMatchObject({
      number: 2,
      agent: { id: 'bob' },
      state: { is: 'starting' },
    });
  });

  it('the last call is still to be made when it was only starting', () => {
    const { board, outcomes } = receive(after(afterTwo, 10, okAt(10)), [alarmAt(20)], givenAt(20));
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

  it('whoever was still to be told that it is over is not, and is told when somebody has it', () => {
    const refusedPlan = { order: [BOB], maxCalls: 5 };
    const exhausted = sent(after(receive(EMPTY_BOARD, [alarmAt(0)], withPlan(0, { order: [] })).board, 0), 1);
    const over = after(exhausted, 10, okAt(10));
    expect(owed(over)).toEqual(['recovered to ann', 'recovered to bob', 'recovered to cyd']);
    const { board, outcomes } = receive(over, [alarmAt(20)], withPlan(20, refusedPlan));
    expect(outcomes).toEqual(['reopened']);
    expect(owed(board)).toEqual([]);
    const has = taken(claimed(board, 'FN1', 21), 'FN1', 30);
    expect(owed(has)).toEqual(['correction to ann', 'correction to cyd', 'details to bob']);
  });
});

describe('after an agent took it', () => {
  const has = taken(claimed(boardAfter(alarmAt(0)), 'FN1', 1), 'FN1', 10);
  const told = sent(has, 11);

  it('an alarm within the regroup time goes to that agent by SMS', () => {
    const { board, outcomes } = receive(told, [alarmAt(20, 'db')], givenAt(20));
    expect(outcomes).toEqual(['told']);
    expect(board.outbox).toMatchObject([
      { to: 'ann', items: [{ kind: 'more', slot: 1, alarm: hashNamed('db'), notBeforeMs: START_MS + 20_000 }] },
    ]);
    expect(board.incidents).toHaveLength(1);
    expect(said(board, 'inc-0')).toEqual(['web-1 is down.', 'db is down.']);
  });

  it('a storm within the regroup time is one SMS', () => {
    const names = Array.from({ length: 30 }, (_, index) => `web-${index + 2}`);
    const board = after(told, 20, ...names.map((name) => alarmAt(20, name)));
    expect(board.outbox).toMatchObject([{ items: [{ kind: 'more', alarm: hashNamed('web-2'), further: 29 }] }]);
  });

  it('gets one such SMS a minute, which counts what came meanwhile', () => {
    const first = sent(after(told, 20, alarmAt(20, 'db')), 21);
    const second = after(first, 31, alarmAt(30, 'web'), alarmAt(31, 'dns'));
    expect(second.outbox).toMatchObject([
      { items: [{ kind: 'more', alarm: hashNamed('web'), further: 1, notBeforeMs: START_MS + 80_000 }] },
    ]);
    expect(after(sent(second, 90), 150, alarmAt(150, 'cdn')).outbox).toMatchObject([
      { items: [{ notBeforeMs: START_MS + 150_000 }] },
    ]);
  });

  it('gets what comes while one is being sent a minute later, by the name of the first of it', () => {
    const sending = lease(after(told, 20, alarmAt(20, 'db')), 'run', PLAN, atSecond(21));
    const more = after(sending, 22, alarmAt(22, 'web'));
    const evenMore = after(more, 23, alarmAt(23, 'dns'), alarmAt(23, 'cdn'));
    const texts = leased(sending, 'run', PLAN).map((text) => ({ text, handover: 'accepted' as const }));
    const board = settleTexts(evenMore, texts, () => true, atSecond(24));
    expect(board.outbox).toMatchObject([
      { items: [{ kind: 'more', alarm: hashNamed('web'), further: 2, notBeforeMs: START_MS + 80_000 }] },
    ]);
    expect(said(board, 'inc-0')).toEqual([
      'web-1 is down.',
      'db is down.',
      'web is down.',
      'dns is down.',
      'cdn is down.',
    ]);
    // The next one after that: another minute later.
    expect(after(sent(board, 81), 82, alarmAt(82, 'queue')).outbox).toMatchObject([
      { items: [{ alarm: hashNamed('queue'), notBeforeMs: START_MS + 140_000 }] },
    ]);
    const listed = { ...board, dueMs: START_MS };
    expect(isSettled(listed, alarmAt(22, 'web'), 'told', PLAN, atSecond(24))).toBe(false);
    expect(isSettled(listed, alarmAt(23, 'dns'), 'told', PLAN, atSecond(24))).toBe(true);
  });

  it('a later alarm opens a new incident beside it: to the second', () => {
    expect(outcomeOf(told, alarmAt(309, 'db'), 309)).toBe('told');
    const { board, outcomes } = receive(told, [alarmAt(310, 'db')], givenAt(310));
    expect(outcomes).toEqual(['opened']);
    expect(board.incidents).toMatchObject([
      { id: 'inc-0', slot: 1, status: 'taken', taken: { by: 'ann' } },
      { id: 'inc-310', slot: 2, status: 'escalating' },
    ]);
    expect(outcomeOf(told, alarmAt(310), 310)).toBe('opened');
  });

  it('a later state of its own alarm opens a new incident, and what it was alone in is left to its owner', () => {
    const board = after(told, 310, alarmAt(310, 'web-1', { state: 'no-data' }));
    expect(board.incidents).toMatchObject([
      { id: 'inc-0', status: 'resolved', closed: { is: 'left' } },
      { id: 'inc-310', status: 'escalating' },
    ]);
    expect(alarmsIn(board, 'inc-310', 'web-1')).toEqual(['web-1']);
    expect(owed(board)).toEqual(['left to ann']);
    const two = sent(after(told, 20, alarmAt(20, 'db')), 21);
    const other = after(two, 310, alarmAt(310, 'db', { state: 'no-data' }));
    expect(other.incidents).toMatchObject([{ id: 'inc-0', status: 'taken' }, { id: 'inc-310' }]);
    expect(alarmsIn(other, 'inc-0', 'web-1', 'db')).toEqual(['web-1']);
  });

  it('a new incident leaves what is still owed for the old one', () => {
    expect(owed(after(has, 310, alarmAt(310, 'db')))).toEqual(['details to ann']);
  });

  it('the agent who took something last is told, of two', () => {
    const second = sent(taken(claimed(after(told, 310, alarmAt(310, 'db')), 'FN2', 311), 'FN2', 320), 321);
    const third = sent(taken(claimed(after(second, 700, alarmAt(700, 'dns')), 'FN3', 701), 'FN3', 705), 706);
    const board = after(third, 710, alarmAt(710, 'web'));
    expect(board.incidents.map(({ joined }) => joined)).toEqual([1, 1, 2]);
    expect(alarmsIn(board, 'inc-700', 'web')).toEqual(['web']);
  });

  it('is told when everything is right again, and then it is over', () => {
    const two = sent(after(told, 20, alarmAt(20, 'db')), 21);
    const one = after(two, 30, okAt(30));
    expect(owed(one)).toEqual([]);
    expect(incidentOf(one).status).toBe('taken');
    const none = after(one, 40, okAt(40, 'db'));
    expect(incidentOf(none)).toMatchObject({ status: 'resolved', changedAtMs: START_MS + 40_000, isUnrecorded: true });
    expect(owed(none)).toEqual(['recovered to ann']);
  });

  it('has it again when it comes back within the regroup time, and is not told that it is over', () => {
    const over = after(told, 30, okAt(30));
    const { board, outcomes } = receive(over, [alarmAt(40)], givenAt(40));
    expect(outcomes).toEqual(['told']);
    expect(incidentOf(board)).toMatchObject({
      id: 'inc-0',
      status: 'taken',
      changedAtMs: START_MS + 40_000,
      isUnrecorded: true,
    });
    expect(owed(board)).toEqual(['more to ann']);
    expect(outcomeOf(over, alarmAt(310), 310)).toBe('opened');
  });

  it('who has left the roster is told nothing: somebody is called', () => {
    const left = withPlan(20, { order: [BOB, CYD], everyone: [BOB, CYD], people: peopleOf(BOB, CYD) });
    const { board, outcomes } = receive(told, [alarmAt(20, 'db')], left);
    expect(outcomes).toEqual(['opened']);
    expect(attemptOf(board).agent.id).toBe('bob');
  });

  it('and whose incident was closed by hand has nothing: somebody is called', () => {
    const closed = resolveByHand(told, 'inc-0', givenAt(15)).board;
    expect(outcomeOf(closed, alarmAt(20, 'db'), 20)).toBe('opened');
    expect(outcomeOf(closed, alarmAt(20), 20)).toBe('opened');
  });
});

describe('after everyone was called in vain', () => {
  const exhausted = afterCalls(boardAfter(alarmAt(0)), 1, 'busy', 'no-answer', 'declined');
  const told = sent(exhausted, 5);

  it('an alarm that began afterwards opens a new incident, which what nobody took belongs to', () => {
    const { board, outcomes } = receive(exhausted, [alarmAt(20, 'db')], givenAt(20));
    expect(outcomes).toEqual(['opened']);
    expect(board.incidents).toMatchObject([{ id: 'inc-20', joined: 2, isTold: true, status: 'escalating' }]);
    expect(attemptOf(board)).toMatchObject({ number: 1, agent: { id: 'ann' } });
    expect(alarmsIn(board, 'inc-20', 'web-1', 'db')).toEqual(['web-1', 'db']);
    expect(owed(board)).toEqual([]);
    expect(board.former).toMatchObject([{ id: 'inc-0', into: 'inc-20' }]);
  });

  it('whoever answers the new call hears of what nobody took, too', () => {
    const board = claimed(after(exhausted, 60, alarmAt(60, 'db')), 'FN9', 61);
    expect(brief(board, callOf(board, 'FN9'), wordsFor('db'), PLAN).speech).toMatch(
      /db is down\. .* And one more alarm\./,
    );
  });

  it('an alarm that began before is counted into it, and everyone is told again', () => {
    // The last call was over 3 s after the start.
    const { board, outcomes } = receive(told, [alarmAt(3, 'db')], givenAt(20));
    expect(outcomes).toEqual(['told']);
    expect(board.incidents).toMatchObject([{ id: 'inc-0', status: 'exhausted', joined: 2 }]);
    expect(owed(board)).toEqual(['exhausted to ann', 'exhausted to bob', 'exhausted to cyd']);
    expect(outcomeOf(told, alarmAt(4, 'db'), 20)).toBe('opened');
    expect(outcomeOf(told, alarmAt(3, 'db'), 302)).toBe('told');
    expect(outcomeOf(told, alarmAt(3, 'db'), 303)).toBe('opened');
  });

  it('of such alarms everyone is told once at once, and then once a minute', () => {
    const first = after(told, 20, alarmAt(1, 'db'));
    expect(owed(first)).toHaveLength(3);
    const rest = sent(first, 20);
    expect(owed(rest)).toEqual([]);
    const second = after(rest, 30, alarmAt(1, 'web'), alarmAt(2, 'dns'));
    expect(owed(sent(second, 79))).toHaveLength(3);
    expect(owed(sent(second, 80))).toEqual([]);
  });

  it('whoever takes it then corrects everyone else, also those who were just to be told again', () => {
    const call = { incident: 'inc-0', attempt: 1, execution: 'FN1' };
    const more = tended(after(told, 20, alarmAt(1, 'db')), givenAt(20));
    expect(owed(take(more, call, givenAt(30)).board)).toEqual([
      'correction to bob',
      'correction to cyd',
      'details to ann',
    ]);
  });

  it('its recovery is told to everyone who heard that nobody has it', () => {
    const { board, outcomes } = receive(told, [okAt(20)], givenAt(20));
    expect(outcomes).toEqual(['recovered']);
    expect(incidentOf(board).status).toBe('resolved');
    expect(owed(board)).toEqual(['recovered to ann', 'recovered to bob', 'recovered to cyd']);
    // Nobody has heard of it yet: then nobody need hear that it is over.
    expect(owed(after(exhausted, 4, okAt(4)))).toEqual([]);
  });
});

describe('an alarm that was deleted in CloudWatch', () => {
  const deletedAt = (seconds: number, name = 'web-1'): RoutedAlarm => ({
    ...alarmAt(seconds, name, {
      state: 'ok',
      isDeleted: true,
      calm: 'deleted',
      summary: `${name}.`,
      facts: { is: 'deleted' },
      stateAtMs: START_MS + seconds * 1000,
    }),
    quiet: true,
  });

  it('is nothing to a board that does not know it, or knows it right', () => {
    const right = boardAfter(alarmAt(0), okAt(10));
    expect(receive(EMPTY_BOARD, [deletedAt(20)], givenAt(20))).toEqual({ board: EMPTY_BOARD, outcomes: ['silenced'] });
    expect(receive(right, [deletedAt(20)], givenAt(20))).toEqual({ board: right, outcomes: ['silenced'] });
  });

  it('stops no call: whoever answers hears that it was deleted, and the message comes back until somebody has it', () => {
    const called = boardAfter(alarmAt(0));
    const { board, outcomes } = receive(called, [deletedAt(20)], givenAt(20));
    expect(outcomes).toEqual(['silenced']);
    expect(incidentOf(board).status).toBe('escalating');
    expect(stateOf(board)).toBe('wrong');
    expect(wordsOn(board, 'inc-0')).toEqual([
      { hash: hashNamed(), summary: 'web-1 is down.', sinceMs: START_MS, facts: { is: 'deleted' } },
    ]);
    // Again it says nothing new, and does not write the board once more.
    expect(after(board, 92, again(deletedAt(20)))).toBe(board);
  });

  it('is left to whoever has it, who is told', () => {
    const has = taken(claimed(boardAfter(alarmAt(0)), 'FN1', 20), 'FN1', 30);
    const { board, outcomes } = receive(has, [deletedAt(60)], givenAt(60));
    expect(outcomes).toEqual(['told']);
    expect(incidentOf(board)).toMatchObject({ status: 'resolved', closed: { is: 'left' } });
    expect(board.outbox.flatMap(({ to, items }) => items.map(({ kind }) => [to, kind]))).toContainEqual([
      'ann',
      'left',
    ]);
  });

  it('leaves the others of its incident to be watched, and its owner is told of it', () => {
    const has = taken(claimed(boardAfter(alarmAt(0), alarmAt(1, 'web-2')), 'FN1', 20), 'FN1', 30);
    const { board } = receive(has, [deletedAt(60, 'web-2')], givenAt(60));
    expect(incidentOf(board).status).toBe('taken');
    expect(stateOf(board, 'web-2')).toBe('right');
    const owes = board.outbox.flatMap(({ items }) => items.map(({ kind, alarm }) => [kind, alarm]));
    expect(owes).toContainEqual(['more', hashNamed('web-2')]);
    expect(wordsOn(board, 'inc-0').map(({ facts }) => facts)).toEqual([undefined, { is: 'deleted' }]);
  });

  it('takes what it watched one by one with it, also where it has a team of its own', () => {
    const whole = alarmAt(0, 'CPU high').alarm.key;
    const parts = ['i-1', 'i-2'].map((part, at) => alarmAt(at, part, { part: `InstanceId ${part}`, whole }));
    const has = taken(claimed(boardAfter(...parts, alarmAt(2, 'web-2')), 'FN1', 20), 'FN1', 30);
    const gone = deletedAt(60, 'CPU high');
    expect(concerns(has, gone)).toBe(true);
    const { board, outcomes } = receive(has, [gone], givenAt(60));
    expect(outcomes).toEqual(['told']);
    expect(['i-1', 'i-2', 'web-2'].map((name) => stateOf(board, name))).toEqual(['right', 'right', 'wrong']);
    expect(incidentOf(board).status).toBe('taken');
    const last = receive(board, [deletedAt(70, 'web-2')], givenAt(70));
    expect(incidentOf(last.board)).toMatchObject({ status: 'resolved', closed: { is: 'left' } });
  });

  it('has its team, wherever its route leads now', () => {
    const known = boardAfter(alarmAt(0));
    expect(concerns(known, deletedAt(20))).toBe(true);
    expect(concerns(EMPTY_BOARD, deletedAt(20))).toBe(false);
  });
});

describe('what calls nobody by its own word', () => {
  it('is remembered by no board', () => {
    const calm = {
      ...alarmAt(0, 'x', { state: 'ok', stateAtMs: null, key: 'message/m1', calm: 'no alarm' }),
      quiet: true,
    };
    expect(receive(EMPTY_BOARD, [calm], givenAt(0))).toEqual({ board: EMPTY_BOARD, outcomes: ['silenced'] });
  });

  it('is paged when CloudWatch reports the same state once more, and suppresses it no longer', () => {
    const suppressed = { ...alarmAt(0, 'shop', { calm: 'suppressed' }), quiet: true };
    const { board, outcomes } = receive(EMPTY_BOARD, [suppressed], givenAt(0));
    expect(outcomes).toEqual(['silenced']);
    expect(board.incidents).toEqual([]);
    expect(outcomeOf(board, alarmAt(0, 'shop'), 60)).toBe('opened');
    expect(outcomeOf(board, alarmAt(60, 'shop'), 60)).toBe('opened');
  });
});
