import { describe, expect, it } from '@jest/globals';
import { claimCall } from '../../src/escalation/answer';
import type { Call, Created } from '../../src/escalation/ports';
import { hashOf } from '../../src/board/memory';
import { isOwed } from '../../src/incident/outbox';
import { receive } from '../../src/incident/receive';
import { alarmAt, ANN, attemptOf, BOB, givenAt, incidentOf, okAt, PLAN, START_MS } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { message } from './messages';

const ANN_PHONE = '+447700900001';
const BOB_PHONE = '+447700900002';

const REFUSED: Created = { is: 'refused', why: '21211 invalid' };
const LIMITED: Created = { is: 'limited' };
const DOWN: Created = { is: 'unreachable', why: '500' };

function callOf(world: World, rest: Partial<Call> = {}): Call {
  return { team: 'main', incident: 'inc-id2', attempt: 1, token: 'id1.1', deadlineMs: world.nowMs + 195_000, ...rest };
}

/** What is asked after the first write of an alarm, and beside it its words. */
async function startedIn(world: World): Promise<string[]> {
  await receiveMessages(world.run(), [message('api')]);
  return world.asked.slice(2);
}

describe('starting a call', () => {
  it('whose reply is lost finds its own execution and starts no second one', async () => {
    const world = new World();
    world.creations.push('created but unknown');
    expect(await startedIn(world)).toEqual([`create ${ANN_PHONE}`, `create ${ANN_PHONE}`, 'look FN1', 'callOf FN1']);
    expect(world.executions.size).toBe(1);
    expect(attemptOf(world.board())).toMatchObject({ token: 'id1.1', state: { is: 'starting' } });
  });

  it('that Twilio cannot be asked for is tried once more and then left to the next delivery', async () => {
    const world = new World();
    world.creations.push(DOWN, DOWN);
    expect(await startedIn(world)).toEqual([`create ${ANN_PHONE}`, `create ${ANN_PHONE}`]);
    expect(attemptOf(world.board()).state).toEqual({ is: 'starting', sinceMs: START_MS });
    expect(world.logged.join()).toMatch(/Studio cannot be reached/);
    expect(world.logged.join()).not.toContain(ANN_PHONE);
  });

  it('that comes too fast is tried again, a little later each time, four times', async () => {
    const world = new World();
    world.creations.push(LIMITED, LIMITED, LIMITED, LIMITED);
    expect(await startedIn(world)).toHaveLength(5);
    expect(world.executions.size).toBe(1);
    expect(world.nowMs - START_MS).toBe(2_000);
  });

  it('that always comes too fast is left to the next delivery', async () => {
    const world = new World();
    world.creations.push(...Array.from({ length: 9 }, () => LIMITED));
    expect(await startedIn(world)).toHaveLength(5);
    expect(attemptOf(world.board()).state.is).toBe('starting');
  });
});

describe('a number that Twilio refuses', () => {
  it('is passed over at once', async () => {
    const world = new World();
    world.creations.push(REFUSED);
    expect(await startedIn(world)).toEqual([`create ${ANN_PHONE}`, 'write main', `create ${BOB_PHONE}`]);
    expect(incidentOf(world.board())).toMatchObject({
      refused: [hashOf(ANN_PHONE)],
      calls: [],
      attempt: { number: 1, agent: { id: 'bob' } },
    });
    expect(world.logged.join()).toMatch(/error: Twilio will not call this number.*"agent":"ann".*21211/);
  });

  it('is like all others: everyone is told that nobody could be called', async () => {
    const world = new World();
    world.creations.push(REFUSED, REFUSED, REFUSED);
    const [result] = await receiveMessages(world.run(), [message('api')]);
    expect(result).toMatchObject({ status: 'settled' });
    expect(incidentOf(world.board())).toMatchObject({ status: 'exhausted', calls: [] });
    expect(world.texts).toHaveLength(3);
  });
});

/** The message is delivered again; the last digits of the numbers for which an execution was asked. */
async function delivered(world: World, ...creations: readonly Created[]): Promise<string> {
  world.later(72);
  world.takeAsked();
  world.creations.splice(0, Infinity, ...creations);
  await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })]);
  return world.asked
    .filter((each) => each.startsWith('create'))
    .map((each) => each.slice(-1))
    .join('');
}

describe('a number for which no execution ever comes', () => {
  it('is passed over at the second delivery, and uses up no call', async () => {
    const world = new World();
    world.creations.push(DOWN, DOWN);
    await startedIn(world);
    expect(await delivered(world, DOWN, DOWN)).toBe('112');
    expect(attemptOf(world.board())).toMatchObject({ number: 1, agent: { id: 'bob' }, failures: 0 });
    expect(world.texts).toEqual([]);
  });

  it('is like all others: everyone is told once, and each is tried once a delivery until a phone can ring', async () => {
    const world = new World();
    world.creations.push(DOWN, DOWN);
    await startedIn(world);
    expect(await delivered(world, ...Array.from({ length: 6 }, () => DOWN))).toBe('112233');
    expect(attemptOf(world.board()).state).toMatchObject({ is: 'waiting', why: 'unreachable' });
    expect(world.texts.map(({ text }) => text.slice(0, 22))).toEqual(
      Array.from({ length: 3 }, () => 'NO PHONE CAN BE CALLED'),
    );
    expect(await delivered(world, ...Array.from({ length: 6 }, () => DOWN))).toBe('112233');
    expect(world.texts).toHaveLength(3);
    expect(await delivered(world, DOWN, DOWN)).toBe('112');
    expect(attemptOf(world.board())).toMatchObject({ number: 1, agent: { id: 'bob' }, state: { is: 'starting' } });
    // His execution never claims either, and others were tried before him: one failure is enough.
    expect(await delivered(world)).toBe('3');
  });

  it('whose executions never claim is passed over as well', async () => {
    const world = new World();
    await startedIn(world);
    world.hangUp('FN1');
    expect(await delivered(world)).toBe('1');
    world.hangUp('FN2');
    expect(await delivered(world)).toBe('2');
  });
});

describe('what makes all calls impossible', () => {
  const NO_FLOW: Created = { is: 'impossible', cause: 'flow', why: '20404 not found' };
  const again = message('api', 0, 'ALARM', { redelivered: true });

  it('is told to everyone once for each cause and six hours, and the alarm stays in the queue', async () => {
    const world = new World();
    const account: Created = { ...NO_FLOW, cause: 'account' };
    const seconds: readonly (readonly [number, Created, number, string])[] = [
      [0, NO_FLOW, 3, '1'],
      // Twilio may speak of the flow and mean one number: another one is tried. What it says of two is so for all.
      [72, NO_FLOW, 3, '12'],
      [72, account, 6, '3'],
      [6 * 3_600, account, 9, '12'],
    ];
    for (const [later, creation, texts, asked] of seconds) {
      world.later(later);
      world.takeAsked();
      world.creations.splice(0, Infinity, creation, creation, creation);
      expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'watching' }]);
      const created = world.asked.filter((each) => each.startsWith('create'));
      expect(created.map((each) => each.slice(-1)).join('')).toBe(asked);
      expect(world.texts).toHaveLength(texts);
    }
    expect(world.texts[0]?.text).toMatch(/^NO PHONE CAN BE CALLED \(Main, inc-\w+\): the Studio flow is missing/);
    expect(world.logged.join()).toMatch(/error: No phone can be called.*20404/);
    expect(attemptOf(world.board())).toMatchObject({ number: 1, agent: { id: 'bob' }, state: { is: 'starting' } });
  });

  it('is told to nobody once a phone rings, though they could not be told before', async () => {
    const world = new World();
    for (const phone of [ANN_PHONE, BOB_PHONE, '+447700900003']) world.handovers.set(phone, 'failed');
    world.creations.push(NO_FLOW);
    await receiveMessages(world.run(), [message('api')]);
    expect(isOwed(world.board(), 'impossible', 1)).toBe(true);
    const tried = world.texts.length;
    world.handovers.clear();
    world.later(72);
    await receiveMessages(world.run(), [again]);
    expect(world.executions.size).toBe(1);
    expect(world.texts).toHaveLength(tried);
    // If that one does not claim either, they are told.
    world.creations.push(NO_FLOW, NO_FLOW);
    world.hangUp('FN1');
    world.later(72);
    await receiveMessages(world.run(), [again]);
    expect(world.texts.length).toBeGreaterThan(tried);
  });

  it('may be so for one number alone: then the next one rings', async () => {
    const world = new World();
    const refused: Created = { is: 'impossible', cause: 'account', why: '20403 forbidden' };
    world.creations.push(refused);
    await startedIn(world);
    expect(await delivered(world, refused)).toBe('12');
    expect(attemptOf(world.board())).toMatchObject({ number: 1, agent: { id: 'bob' }, state: { is: 'starting' } });
  });

  it('is over when a call claims: the next time is news', async () => {
    const world = new World();
    world.creations.push(NO_FLOW);
    await receiveMessages(world.run(), [message('api')]);
    world.later(72);
    await receiveMessages(world.run(), [again]);
    const call = { ...callOf(world), token: attemptOf(world.board()).token, execution: 'FN1', flow: 'FW1' };
    expect(await claimCall(world.run(), call)).toMatchObject({ ring: true });
    expect(world.board().impossible).toBeUndefined();
  });
});

describe('an agent who has an active execution already', () => {
  it('of another team is engaged: the next one is called, and it uses up no call', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { team: 'other', token: 'x', deadlineMs: world.nowMs + 1 }));
    expect(await startedIn(world)).toEqual([
      `create ${ANN_PHONE}`,
      'look FN7',
      'callOf FN7',
      'write main',
      `create ${BOB_PHONE}`,
    ]);
    expect(attemptOf(world.board())).toMatchObject({ number: 1, agent: { id: 'bob' }, passed: [hashOf(ANN_PHONE)] });
  });

  it('of another team past its own deadline is freed', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { team: 'other', token: 'x', deadlineMs: world.nowMs }));
    expect(await startedIn(world)).toEqual([
      `create ${ANN_PHONE}`,
      'look FN7',
      'callOf FN7',
      'write main',
      'end FN7',
      `create ${ANN_PHONE}`,
    ]);
    expect(attemptOf(world.board()).agent.id).toBe('ann');
  });

  it('of another team past its own deadline that cannot be ended is left to the next delivery', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { team: 'other', token: 'x', deadlineMs: world.nowMs }));
    world.unending.add('FN7');
    expect(await startedIn(world)).toEqual([`create ${ANN_PHONE}`, 'look FN7', 'callOf FN7', 'write main', 'end FN7']);
    expect(attemptOf(world.board())).toMatchObject({ agent: { id: 'ann' }, state: { is: 'starting' } });
  });

  it('of nobody that we know is engaged', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE);
    await startedIn(world);
    expect(world.asked).not.toContain('end FN7');
    expect(attemptOf(world.board()).agent.id).toBe('bob');
  });

  it('that ended just now is called after all', async () => {
    const world = new World();
    world.creations.push({ is: 'conflict', execution: 'FN7' });
    expect(await startedIn(world)).toEqual([`create ${ANN_PHONE}`, 'look FN7', `create ${ANN_PHONE}`]);
  });

  it('that ends again and again is engaged', async () => {
    const world = new World();
    world.creations.push(...Array.from({ length: 3 }, () => ({ is: 'conflict' as const, execution: 'FN7' })));
    const asked = await startedIn(world);
    // From the second time on no flow of the account has it.
    expect(asked.filter((what) => what === 'flow of FN7')).toHaveLength(2);
    expect(attemptOf(world.board()).agent.id).toBe('bob');
  });

  it('that Studio says nothing about is left to the next delivery', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE);
    world.unreachable.add('FN7');
    expect(await startedIn(world)).toEqual([`create ${ANN_PHONE}`, 'look FN7']);
    expect(attemptOf(world.board()).state.is).toBe('starting');
  });

  it('as everyone has: the attempt waits, and nobody was called', async () => {
    const world = new World();
    for (const [
      index,
      {
        phones: [phone = ''],
      },
    ] of PLAN.order.entries())
      world.execution(`FN7${index}`, phone);
    await startedIn(world);
    expect(attemptOf(world.board())).toMatchObject({ number: 1, state: { is: 'waiting', why: 'engaged' } });
    expect(world.texts).toEqual([]);
  });
});

describe('an execution of an earlier flow, which Studio never ended', () => {
  it('is found when Studio insists on it, and ended under that flow; then the agent is called', async () => {
    const world = new World();
    // It is another team's, past its own deadline.
    const call = callOf(world, { team: 'other', incident: 'inc-old', token: 'old.1', deadlineMs: world.nowMs - 1 });
    world.execution('FN7', ANN_PHONE, call);
    world.flows.set('FN7', 'FW0');
    expect(await startedIn(world)).toEqual([
      `create ${ANN_PHONE}`,
      'look FN7',
      `create ${ANN_PHONE}`,
      'look FN7',
      'flow of FN7',
      'callOf FN7 of FW0',
      'write main',
      'end FN7 of FW0',
      `create ${ANN_PHONE}`,
    ]);
    expect(attemptOf(world.board())).toMatchObject({ agent: { id: 'ann' }, state: { is: 'starting' } });
  });
});

describe('an execution of the same team that outlived its attempt', () => {
  it('is ended after the attempt has a new token, and the agent is called', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { incident: 'inc-old', token: 'old.1' }));
    expect(await startedIn(world)).toEqual([
      `create ${ANN_PHONE}`,
      'look FN7',
      'callOf FN7',
      'write main',
      'end FN7',
      `create ${ANN_PHONE}`,
    ]);
    const { token } = attemptOf(world.board());
    expect(token).toBe('id1.2');
    expect([...world.executions.values()].at(-1)?.call?.token).toBe(token);
  });

  it('and is of this very attempt holds up nobody else: it is ended, and the next agent is called', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { token: 'old.1' }));
    expect(await startedIn(world)).toEqual([
      `create ${ANN_PHONE}`,
      'look FN7',
      'callOf FN7',
      'write main',
      'end FN7',
      `create ${BOB_PHONE}`,
    ]);
  });

  it('that cannot be ended is left to the next delivery', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { token: 'old.1' }));
    world.unending.add('FN7');
    await startedIn(world);
    expect(world.asked.filter((each) => each.startsWith('create'))).toHaveLength(1);
    expect(attemptOf(world.board()).state.is).toBe('starting');
  });

  it('and could not be ended is ended by the next delivery before any phone is rung, also that of the next agent', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { token: 'old.1' }));
    world.unending.add('FN7');
    await startedIn(world);
    expect(attemptOf(world.board()).agent.id).toBe('bob');
    world.later(72);
    const before = world.asked.length;
    await receiveMessages(world.run(), [message('api')]);
    expect(world.asked.slice(before).filter((each) => /^(create|end)/.test(each))).toEqual(['end FN7']);
    world.later(72);
    world.unending.clear();
    const then = world.asked.length;
    await receiveMessages(world.run(), [message('api')]);
    expect(world.asked.slice(then).filter((each) => /^(create|end)/.test(each))).toEqual([
      'end FN7',
      `create ${BOB_PHONE}`,
    ]);
  });

  it('and can never be ended holds up nobody for more than three minutes', async () => {
    const world = new World();
    world.execution('FN7', ANN_PHONE, callOf(world, { token: 'old.1' }));
    world.unending.add('FN7');
    for (let delivery = 0; delivery < 4; delivery++) {
      await receiveMessages(world.run(), [message('api')]);
      world.later(72);
    }
    expect(world.asked.filter((each) => each.startsWith('create')).length).toBeGreaterThan(1);
  });

  it('is taken for engaged when there is always another one', async () => {
    const world = new World();
    for (const sid of ['FN7', 'FN8', 'FN9']) world.execution(sid, ANN_PHONE, callOf(world, { token: `old.${sid}` }));
    await startedIn(world);
    expect(attemptOf(world.board()).agent.id).toBe('bob');
  });

  // A slow run meets the execution of whoever started the attempt anew: after an OK and a new alarm within its request.
  it('is never the newer one: a call that may ring already is left alone', async () => {
    const world = new World();
    let first = true;
    world.before = (what) => {
      if (!first || !what.startsWith('create')) return;
      first = false;
      const resolved = receive(world.board(), [okAt(1, 'api')], givenAt(1)).board;
      const reopened = receive(resolved, [alarmAt(2, 'api')], givenAt(2, { token: 'newer.1' })).board;
      world.boards.set('main', { ...reopened, writes: world.board().writes + 2 });
      world.execution('FN7', ANN_PHONE, callOf(world, { token: 'newer.1' }));
    };
    await receiveMessages(world.run(), [message('api')]);
    expect(world.asked).not.toContain('end FN7');
    expect(world.executions.size).toBe(1);
    const claim = await claimCall(world.run(), { ...callOf(world), token: 'newer.1', execution: 'FN7', flow: 'FW1' });
    expect(claim.ring).toBe(true);
  });
});

it('two teams that share an agent both get through', async () => {
  const world = new World();
  world.plan = { ...PLAN, order: [ANN] };
  const one = await receiveMessages(world.run(), [message('api')]);
  const two = await receiveMessages(world.run(), [message('other-db')]);
  expect([one[0]?.attempt, two[0]?.attempt]).toEqual([1, 1]);
  expect(attemptOf(world.board('other')).state).toMatchObject({ is: 'waiting', why: 'engaged' });
  world.hangUp('FN1');
  world.later(72);
  await receiveMessages(world.run(), [message('other-db')]);
  expect(attemptOf(world.board('other')).state.is).toBe('starting');
  expect(world.executions.get('FN2')?.call?.team).toBe('other');
  expect(BOB.phones).toEqual([BOB_PHONE]);
});
