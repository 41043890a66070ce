import { describe, expect, it } from '@jest/globals';
import { briefCall, claimCall, executionEnded, nextAgent, takeCall } from '../../src/escalation/answer';
import { Unreachable } from '../../src/escalation/ports';
import { attemptOf, incidentOf, PLAN, START_MS } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { firstBoard } from './first-board';
import { message } from './messages';

const CALL = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1', token: 'id1.1', flow: 'FW1' };

/** A world in which the first agent's execution has been created. */
async function starting(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  world.takeAsked();
  return world;
}

/** And has claimed. */
async function calling(): Promise<World> {
  const world = await starting();
  await claimCall(world.run(), CALL);
  world.takeAsked();
  return world;
}

/** A world in which the call after the next one is live. */
async function secondCall(): Promise<World> {
  const world = await calling();
  await nextAgent(world.run(), CALL, 'declined');
  await claimCall(world.run(), { ...CALL, attempt: 2, execution: 'FN2', token: attemptOf(world.board()).token });
  world.takeAsked();
  return world;
}

describe('the claim', () => {
  it('takes two requests and is the only thing that writes an execution down', async () => {
    const world = await starting();
    expect(JSON.stringify(world.board())).not.toContain('FN1');
    expect(await claimCall(world.run(), CALL)).toMatchObject({ ring: true });
    expect(world.asked).toEqual(['read main', 'write main']);
    expect(attemptOf(world.board()).state).toMatchObject({ is: 'calling', execution: 'FN1' });
  });

  it.each(['applied but unknown', 'lost', 'conflict'] as const)('gets its yes though the write is %s', async (fate) => {
    const world = await starting();
    world.writes.push(fate);
    expect(await claimCall(world.run(), CALL)).toMatchObject({ ring: true });
    expect(attemptOf(world.board()).state).toMatchObject({ is: 'calling', execution: 'FN1' });
  });

  it('is one for two executions that ask at once', async () => {
    const world = await starting();
    const answers = await Promise.all(
      ['FN1', 'FN9'].map((execution) => claimCall(world.run(), { ...CALL, execution })),
    );
    expect(answers.filter(({ ring }) => ring)).toHaveLength(1);
  });

  it('fails when the board cannot be written: then it does not dial', async () => {
    const world = await starting();
    world.writes.push('unreachable');
    await expect(claimCall(world.run(), CALL)).rejects.toThrow(Unreachable);
  });
});

describe('the briefing', () => {
  it('reads only', async () => {
    const world = await calling();
    expect(await briefCall(world.run(), CALL)).toMatchObject({ proceed: true });
    expect(world.asked).toEqual(['read main']);
  });
});

describe('taking', () => {
  it('is written before anything is said, and the details go out in the same run', async () => {
    const world = await calling();
    expect(await takeCall(world.run(), CALL)).toMatchObject({
      result: 'taken',
      speech: expect.stringMatching(/You have it/),
    });
    // The history and the index of what is due take no request in a row of their own.
    expect(world.asked).toEqual([
      'read main',
      'words inc-id2',
      'write main',
      'text +447700900001',
      'history inc-id2 taken',
      'due main',
      'write main',
    ]);
    expect(world.texts).toEqual([
      {
        phone: '+447700900001',
        text: 'You have it (Main, inc-id2, since Sun 03:00 GMT, 111122223333, eu-west-1). api. api is down.\nhttps://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/api',
      },
    ]);
    expect(world.board().outbox).toEqual([]);
  });

  it('is said and sent though the reply to the write is lost', async () => {
    const world = await calling();
    world.writes.push('applied but unknown');
    expect(await takeCall(world.run(), CALL)).toMatchObject({ result: 'taken' });
    expect(world.texts).toHaveLength(1);
    expect(world.board().outbox).toEqual([]);
  });

  it('is never said when the board could not be written', async () => {
    const world = await calling();
    world.writes.push('unreachable');
    await expect(takeCall(world.run(), CALL)).rejects.toThrow(Unreachable);
    expect(incidentOf(world.board()).status).toBe('escalating');
    expect(world.texts).toEqual([]);
  });

  it('is never said when somebody else is faster until the Function’s time is up', async () => {
    const world = await calling();
    world.writes.push(...Array.from({ length: 10_000 }, () => 'conflict' as const));
    await expect(takeCall(world.run(), CALL)).rejects.toThrow(Unreachable);
    expect(incidentOf(world.board()).status).toBe('escalating');
  });

  it.each([
    ['failed', 'You have it. The details follow by message. Goodbye.'],
    ['refused', 'You have it. Goodbye.'],
  ] as const)('stands though the SMS is %s, and promises none that cannot come', async (handover, speech) => {
    const world = await calling();
    world.handovers.set('+447700900001', handover);
    expect(await takeCall(world.run(), CALL)).toEqual({ result: 'taken', speech });
    expect(world.board().outbox).toHaveLength(handover === 'failed' ? 1 : 0);
  });

  it('stands though what was sent cannot be written down; a later delivery asks whether it was', async () => {
    const world = await calling();
    world.writes.push('written', 'unreachable');
    expect(await takeCall(world.run(), CALL)).toMatchObject({ result: 'taken' });
    expect(world.logged.join()).toMatch(/warn: What is still owed is left to the next delivery/);
    world.later(72);
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'settled' }]);
    expect(world.asked).toContain('sent?');
    expect(world.texts).toHaveLength(1);
    expect(world.board().outbox).toEqual([]);
  });

  it('by two agents is one’s, and the other hears who; nobody’s call is ended', async () => {
    const world = await secondCall();
    const two = { ...CALL, attempt: 2, execution: 'FN2' };
    const results = await Promise.all([takeCall(world.run(), CALL), takeCall(world.run(), two)]);
    expect(results.map(({ result }) => result).toSorted((a, b) => a.localeCompare(b))).toEqual(['already', 'taken']);
    expect(results.find(({ result }) => result === 'already')?.speech).toMatch(/(Ann Lee|Bob Roy) has taken it/);
    expect(world.asked.filter((each) => each.startsWith('end'))).toEqual([]);
    expect(world.texts).toHaveLength(1);
  });

  it('again says the same and sends nothing more', async () => {
    const world = await calling();
    await takeCall(world.run(), CALL);
    expect(await takeCall(world.run(), CALL)).toMatchObject({ result: 'taken' });
    expect(world.texts).toHaveLength(1);
  });
});

describe('the next agent', () => {
  it('is called when this call is over', async () => {
    const world = await calling();
    expect(await nextAgent(world.run(), CALL, 'declined')).toEqual({
      result: 'calling',
      agent: { id: 'bob', name: 'Bob Roy', phone: '+447700900002' },
      speech: 'Calling Bob Roy now. Goodbye.',
    });
    expect(world.asked).toEqual(['read main', 'write main', 'create +447700900002']);
  });

  it('is the same one when the flow asks twice, and is called once', async () => {
    const world = await calling();
    await nextAgent(world.run(), CALL, 'declined');
    expect(await nextAgent(world.run(), CALL, 'declined')).toMatchObject({ result: 'calling', agent: { id: 'bob' } });
    expect(world.executions.size).toBe(2);
  });

  it('is called once though the reply to the write is lost', async () => {
    const world = await calling();
    world.writes.push('applied but unknown');
    expect(await nextAgent(world.run(), CALL, 'busy')).toMatchObject({ result: 'calling', agent: { id: 'bob' } });
    expect(world.executions.get('FN2')?.phone).toBe('+447700900002');
    expect(world.executions.size).toBe(2);
  });

  it('will be called shortly when it is the same number again', async () => {
    const world = await calling();
    world.plan = { ...PLAN, order: PLAN.order.slice(0, 1) };
    expect(await nextAgent(world.run(), CALL, 'no-key')).toMatchObject({
      result: 'waiting',
      speech: 'Ann Lee will be called shortly. Goodbye.',
    });
  });

  it('waits when the hour’s calls are used up: everyone is told in the same run', async () => {
    const world = await calling();
    world.plan = { ...PLAN, maxCallsPerHour: 1 };
    expect(await nextAgent(world.run(), CALL, 'busy')).toMatchObject({ result: 'waiting' });
    expect(world.texts).toHaveLength(3);
    expect(world.board().outbox).toEqual([]);
  });

  it('is nobody after the last call: everyone is told in the same run', async () => {
    const world = await calling();
    world.plan = { ...PLAN, maxCalls: 1 };
    expect(await nextAgent(world.run(), CALL, 'busy')).toEqual({
      result: 'exhausted',
      speech: 'Nobody is left to call. Everyone on the team gets a message. Goodbye.',
    });
    expect(world.texts.map(({ text }) => text.slice(0, 15))).toEqual(
      Array.from({ length: 3 }, () => 'NOBODY HAS THIS'),
    );
  });

  it('is nobody though the SMS cannot be written down: they are owed', async () => {
    const world = await calling();
    world.plan = { ...PLAN, maxCalls: 1 };
    world.writes.push('written', 'unreachable');
    expect(await nextAgent(world.run(), CALL, 'busy')).toMatchObject({ result: 'exhausted' });
    expect(world.board().outbox).toMatchObject([{ to: 'ann' }, { to: 'bob' }, { to: 'cyd' }]);
  });

  it('is nobody when somebody has it by now', async () => {
    const world = await secondCall();
    await takeCall(world.run(), CALL);
    const passing = await nextAgent(world.run(), { ...CALL, attempt: 2, execution: 'FN2' }, 'declined');
    expect(passing).toEqual({ result: 'taken', speech: 'Ann Lee has taken it. You need not do anything. Goodbye.' });
    expect(world.executions.size).toBe(2);
  });

  it.each([
    ['has recovered', (world: World) => receiveMessages(world.run(), [message('api', 9, 'OK')]), /has recovered/],
    ['is gone', (world: World) => Promise.resolve(world.boards.clear()), /cannot find out/],
  ])('is none of this call’s business when the incident %s', async (_what, happens, speech) => {
    const world = await calling();
    world.later(10);
    await happens(world);
    const passing = await nextAgent(world.run(), CALL, 'declined');
    expect(passing).toEqual({ result: 'stale', speech: expect.stringMatching(speech) });
  });

  it('is not the next agent of another incident', async () => {
    const world = await secondCall();
    const passing = await nextAgent(world.run(), { ...CALL, incident: 'inc-before' }, 'declined');
    expect(passing).toEqual({ result: 'stale', speech: expect.stringMatching(/cannot find out/) });
  });

  it('is not called on the word of an execution that never claimed', async () => {
    const world = await calling();
    expect(await nextAgent(world.run(), { ...CALL, execution: 'FN9' }, 'declined')).toMatchObject({ result: 'stale' });
    expect(attemptOf(world.board()).number).toBe(1);
  });
});

describe('an execution that is said to have ended', () => {
  it('moves on when it has', async () => {
    const world = await calling();
    world.hangUp('FN1');
    expect(await executionEnded(world.run(), 'FN1', 'FW1')).toBe('moved-on');
    expect(incidentOf(world.board())).toMatchObject({
      calls: [{ number: 1, agent: 'ann', outcome: 'hung-up' }],
      attempt: { number: 2, agent: { id: 'bob' } },
    });
    expect(world.executions.get('FN2')?.phone).toBe('+447700900002');
  });

  it('past its deadline is ended for good before the next agent is called: its call may still ring', async () => {
    const world = await calling();
    world.hangUp('FN1');
    world.later(195);
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(world.asked).toContain('end FN1');
    expect(incidentOf(world.board())).toMatchObject({
      calls: [{ number: 1, outcome: 'timed-out' }],
      attempt: { number: 2, agent: { id: 'bob' } },
    });
  });

  it('changes nothing when it has not', async () => {
    const world = await calling();
    expect(await executionEnded(world.run(), 'FN1', 'FW1')).toBe('still-active');
    expect(world.asked).toEqual(['look FN1']);
  });

  it('changes nothing when it is none of ours', async () => {
    const world = await calling();
    expect(await executionEnded(world.run(), 'FN99', 'FW1')).toBe('not-ours');
    expect(world.asked).toEqual(['look FN99', 'callOf FN99']);
  });

  it('fails when Studio cannot be asked, so that the event comes again', async () => {
    const world = await calling();
    world.unreachable.add('FN1');
    await expect(executionEnded(world.run(), 'FN1', 'FW1')).rejects.toThrow(Unreachable);
  });

  it('moves on once, however often and late it is said', async () => {
    const world = await calling();
    world.hangUp('FN1');
    await Promise.all([executionEnded(world.run(), 'FN1', 'FW1'), executionEnded(world.run(), 'FN1', 'FW1')]);
    world.later(3_600);
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(incidentOf(world.board())).toMatchObject({ calls: [{ outcome: 'hung-up' }], attempt: { number: 2 } });
  });

  it('frees the phone that another team waits for', async () => {
    const world = await calling();
    world.plan = { ...PLAN, order: PLAN.order.slice(0, 1) };
    await receiveMessages(world.run(), [message('other-db')]);
    expect(attemptOf(world.board('other')).state.is).toBe('waiting');
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(attemptOf(world.board('other')).state.is).toBe('starting');
    expect(world.executions.get('FN2')?.call?.team).toBe('other');
  });

  it('is dealt with for its own team though another team’s board cannot be read', async () => {
    const world = await calling();
    world.hangUp('FN1');
    world.unreadable.add('other');
    expect(await executionEnded(world.run(), 'FN1', 'FW1')).toBe('moved-on');
    expect(attemptOf(world.board()).number).toBe(2);
  });

  it('sends what is still owed', async () => {
    const world = await calling();
    world.plan = { ...PLAN, maxCalls: 1 };
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(world.texts).toHaveLength(3);
  });
});

describe('a call that Functions of the first release have begun', () => {
  const FIRST = { ...CALL, incident: 'inc-first', token: 'first.1' };

  /** A world in the middle of an upgrade: the board of the first release is all there is. */
  function upgrading(state?: object): World {
    const world = new World();
    world.firsts.set('main', { value: firstBoard({}, state), revision: 1 });
    world.execution('FN1', '+447700900001', { ...FIRST, deadlineMs: START_MS + 195_000 });
    return world;
  }

  it('claims', async () => {
    const world = upgrading({ is: 'starting', sinceMs: START_MS });
    expect(await claimCall(world.run(), FIRST)).toMatchObject({ ring: true });
    expect(attemptOf(world.board()).state).toMatchObject({ is: 'calling', execution: 'FN1' });
  });

  it('hears what it is about, and takes it', async () => {
    const world = upgrading();
    expect(await briefCall(world.run(), FIRST)).toMatchObject({
      proceed: true,
      speech: expect.stringMatching(/api is down/),
    });
    expect(await takeCall(world.run(), FIRST)).toMatchObject({ result: 'taken' });
    expect(world.texts.map(({ text }) => text.slice(0, 11))).toEqual(['You have it']);
  });

  it('passes it on', async () => {
    const world = upgrading();
    expect(await nextAgent(world.run(), FIRST, 'declined')).toMatchObject({ result: 'calling', agent: { id: 'bob' } });
  });

  it('moves on when it has ended', async () => {
    const world = upgrading();
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })]);
    expect(world.executions.get('FN2')?.phone).toBe('+447700900002');
  });
});
