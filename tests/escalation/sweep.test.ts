import { describe, expect, it } from '@jest/globals';
import { claimCall, nextAgent, takeCall } from '../../src/escalation/answer';
import { phoneFreed } from '../../src/escalation/sweep';
import { ANN, attemptOf, incidentOf, PLAN } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { message } from './messages';

const CALL = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1', token: 'id1.1', flow: 'FW1' };

/** A world in which the first agent's execution has been created, and has claimed. */
async function calling(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  await claimCall(world.run(), CALL);
  world.takeAsked();
  return world;
}

/** The same a minute later: the message has come again, so that the index of what is due knows of the chain. */
async function callingForAMinute(): Promise<World> {
  const world = await calling();
  world.later(60);
  expect(await redelivered(world)).toEqual(['read main', 'look FN1', 'due main', 'read main', 'write main']);
  return world;
}

/** What is asked when the message is delivered again. */
async function redelivered(world: World): Promise<string[]> {
  await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })]);
  return world.takeAsked();
}

describe('a call that has not claimed', () => {
  it('is left alone for twenty seconds, then started anew with a new token', async () => {
    const world = new World();
    world.creations.push({ is: 'unreachable', why: '' }, { is: 'unreachable', why: '' });
    await receiveMessages(world.run(), [message('api')]);
    world.takeAsked();
    world.later(19.999);
    expect(await redelivered(world)).toEqual(['read main']);
    world.later(0.001);
    expect(await redelivered(world)).toEqual(['read main', 'read main', 'write main', 'create +447700900001']);
    expect(attemptOf(world.board()).token).not.toBe('id1.1');
    expect(incidentOf(world.board())).toMatchObject({ calls: [], attempt: { number: 1, failures: 1 } });
  });

  it('whose execution lives is superseded: it is ended and never dials', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.later(20);
    await redelivered(world);
    expect(world.executions.get('FN1')?.ended).toBe(true);
    expect(await claimCall(world.run(), CALL)).toMatchObject({ ring: false, why: 'superseded' });
    const { token } = attemptOf(world.board());
    expect(await claimCall(world.run(), { ...CALL, execution: 'FN2', token })).toMatchObject({ ring: true });
  });

  it('is started anew once, though two deliveries find it overdue', async () => {
    const world = new World();
    world.creations.push({ is: 'unreachable', why: '' }, { is: 'unreachable', why: '' });
    await receiveMessages(world.run(), [message('api')]);
    world.later(20);
    await Promise.all([redelivered(world), redelivered(world)]);
    expect(world.executions.size).toBe(1);
    expect(incidentOf(world.board())).toMatchObject({ calls: [], attempt: { number: 1, failures: 1 } });
  });
});

describe('a call that is live', () => {
  it('is asked about every time, and left alone while it lives', async () => {
    const world = await callingForAMinute();
    world.later(134.999);
    expect(await redelivered(world)).toEqual(['read main', 'look FN1']);
    expect(attemptOf(world.board()).number).toBe(1);
  });

  it('is over when Studio says that it has ended, though no event came', async () => {
    const world = await calling();
    world.hangUp('FN1');
    expect(await redelivered(world)).toEqual([
      'read main',
      'look FN1',
      'read main',
      'write main',
      'create +447700900002',
    ]);
    expect(incidentOf(world.board())).toMatchObject({ calls: [{ outcome: 'hung-up' }], attempt: { number: 2 } });
  });

  it('past its deadline is marked, ended and then over, in this order', async () => {
    const world = await callingForAMinute();
    world.later(135);
    expect(await redelivered(world)).toEqual([
      'read main',
      'read main',
      'write main',
      'end FN1',
      'write main',
      'create +447700900002',
    ]);
    expect(incidentOf(world.board())).toMatchObject({ calls: [{ outcome: 'timed-out' }], attempt: { number: 2 } });
    expect(world.logged.join()).toMatch(/past its deadline/);
  });

  it('that ended past its deadline may still ring: it is ended before the next phone rings', async () => {
    const world = await callingForAMinute();
    world.hangUp('FN1');
    world.later(135);
    expect(await redelivered(world)).toEqual([
      'read main',
      'read main',
      'write main',
      'end FN1',
      'write main',
      'create +447700900002',
    ]);
  });

  it('that cannot be ended keeps the next phone from ringing until it can', async () => {
    const world = await calling();
    world.unending.add('FN1');
    world.later(195);
    await redelivered(world);
    expect(attemptOf(world.board())).toMatchObject({ number: 1, state: { is: 'ending' } });
    world.unending.clear();
    await redelivered(world);
    expect(attemptOf(world.board())).toMatchObject({ number: 2, agent: { id: 'bob' } });
  });

  it('is not ended when the agent has taken it just now', async () => {
    const world = await calling();
    const old = world.board();
    world.later(195);
    await takeCall(world.run(), CALL);
    world.takeAsked();
    world.staleReads.push(old);
    expect(await redelivered(world)).not.toContain('end FN1');
    expect(incidentOf(world.board()).status).toBe('taken');
  });

  it('that Studio says nothing about is left alone, past its deadline too: it may still be talking', async () => {
    const world = await callingForAMinute();
    world.unreachable.add('FN1');
    world.later(40);
    expect(await redelivered(world)).toEqual(['read main', 'look FN1']);
    world.later(400);
    expect(await redelivered(world)).toEqual(['read main', 'read main', 'write main', 'end FN1']);
    expect(attemptOf(world.board())).toMatchObject({ number: 1, state: { is: 'ending' } });
    // What was begun is gone on with, one request a delivery if need be.
    expect(await redelivered(world)).toEqual(['read main', 'read main', 'end FN1']);
  });

  it('is asked about under the flow that it was started with', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    await claimCall(world.run(), { ...CALL, flow: 'FW0' });
    world.takeAsked();
    expect(await redelivered(world)).toEqual(['read main', 'look FN1 of FW0']);
    world.later(195);
    expect(await redelivered(world)).toContain('end FN1 of FW0');
  });

  it('is not asked about by an alarm that comes for the first time: in a storm that would be a thousand times', async () => {
    const world = await calling();
    world.hangUp('FN1');
    await receiveMessages(world.run(), [message('db')]);
    expect(world.takeAsked()).toEqual(['read main', 'read main', 'write main']);
    expect(attemptOf(world.board()).number).toBe(1);
  });

  it('is not ended because of an old board', async () => {
    const world = await calling();
    const old = world.board();
    world.later(190);
    await nextAgent(world.run(), CALL, 'declined');
    await claimCall(world.run(), { ...CALL, attempt: 2, execution: 'FN2', token: attemptOf(world.board()).token });
    world.takeAsked();
    world.later(5);
    world.staleReads.push(old);
    expect(await redelivered(world)).not.toContain('end FN1');
    expect(attemptOf(world.board())).toMatchObject({ number: 2, state: { is: 'calling', execution: 'FN2' } });
    expect(world.executions.get('FN2')?.ended).toBe(false);
  });
});

describe('an attempt that waits', () => {
  it('for the same number is not started before thirty seconds are over', async () => {
    const world = await calling();
    world.plan = { ...PLAN, order: [ANN] };
    await nextAgent(world.run(), CALL, 'no-key');
    world.hangUp('FN1');
    world.takeAsked();
    world.later(29.999);
    expect(await redelivered(world)).toEqual(['read main']);
    world.later(0.001);
    expect(await redelivered(world)).toEqual(['read main', 'read main', 'write main', 'create +447700900001']);
  });

  it('for a phone that is engaged is started as soon as the phone is free', async () => {
    const world = new World();
    for (const [
      index,
      {
        phones: [phone = ''],
      },
    ] of PLAN.order.entries())
      world.execution(`FN7${index}`, phone);
    await receiveMessages(world.run(), [message('api')]);
    world.hangUp('FN71');
    world.takeAsked();
    await phoneFreed(world.run(), 'main');
    expect(attemptOf(world.board())).toMatchObject({ number: 1, agent: { id: 'bob' }, state: { is: 'starting' } });
  });

  it('for the same number is not started because another phone is free', async () => {
    const world = await calling();
    world.plan = { ...PLAN, order: [ANN] };
    await nextAgent(world.run(), CALL, 'no-key');
    world.takeAsked();
    await phoneFreed(world.run(), 'main');
    expect(world.asked).toEqual(['read main']);
  });

  it('on a board without an incident is no attempt', async () => {
    const world = new World();
    await phoneFreed(world.run(), 'main');
    expect(world.asked).toEqual(['read main']);
  });
});
