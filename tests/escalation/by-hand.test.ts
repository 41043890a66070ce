import { describe, expect, it } from '@jest/globals';
import { claimCall, executionEnded, nextAgent, takeCall } from '../../src/escalation/answer';
import { ackIncident, resolveIncident } from '../../src/escalation/by-hand';
import { Unreachable } from '../../src/escalation/ports';
import { receiveMessages } from '../../src/escalation/receive';
import { PLAN } from '../incident/sample';
import { World } from './desk';
import { message } from './messages';

const BOB = { id: 'bob', name: 'Bob Roy', phone: '+447700900002' };
const CALL = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1', token: 'id1.1' };

/** A world in which the first agent's phone rings. */
async function ringing(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  await claimCall(world.run(), CALL);
  world.takeAsked();
  return world;
}

describe('taking by hand', () => {
  it('is written, then the details go out, and the history has it at last', async () => {
    const world = await ringing();
    expect(await ackIncident(world.run(), 'main', BOB)).toEqual({
      is: 'taken',
      incident: 'inc-id2',
      by: BOB,
      unsent: 0,
    });
    expect(world.asked).toEqual([
      'read main',
      'write main',
      'text +447700900002',
      'read main',
      'write main',
      'history inc-id2 taken',
      'read main',
      'write main',
    ]);
    expect(world.texts).toEqual([
      {
        phone: '+447700900002',
        text: 'You have it (Main, inc-id2, since Sun 03:00 GMT, eu-west-1). api. api is down.',
      },
    ]);
    expect(world.board().history).toBeUndefined();
  });

  it('leaves the call alone: it hears who has it, and its end moves nothing on', async () => {
    const world = await ringing();
    await ackIncident(world.run(), 'main', BOB);
    world.hangUp('FN1');
    world.takeAsked();
    expect(await executionEnded(world.run(), 'FN1', 'FW1')).toBe('moved-on');
    expect(world.asked.filter((each) => each.startsWith('create'))).toEqual([]);
  });

  it('stands though the SMS cannot be sent, and says that it is owed', async () => {
    const world = await ringing();
    world.handovers.set(BOB.phone, 'failed');
    expect(await ackIncident(world.run(), 'main', BOB)).toMatchObject({ is: 'taken', unsent: 1 });
    expect(world.board().incident?.status).toBe('taken');
  });

  it('is one for two who take it at once', async () => {
    const world = await ringing();
    const cyd = { id: 'cyd', name: 'Cyd Ito', phone: '+447700900003' };
    const answers = await Promise.all([ackIncident(world.run(), 'main', BOB), ackIncident(world.run(), 'main', cyd)]);
    expect(answers.map(({ is }) => is).toSorted()).toEqual(['already', 'taken']);
    expect(world.texts).toHaveLength(1);
  });

  it.each(['applied but unknown', 'lost', 'conflict'] as const)('is said though the write is %s', async (fate) => {
    const world = await ringing();
    world.writes.push(fate);
    expect(await ackIncident(world.run(), 'main', BOB)).toMatchObject({ is: 'taken', unsent: 0 });
    expect(world.texts).toHaveLength(1);
  });

  it('is never said when the board could not be written', async () => {
    const world = await ringing();
    world.writes.push('unreachable');
    await expect(ackIncident(world.run(), 'main', BOB)).rejects.toThrow(Unreachable);
    expect(world.texts).toEqual([]);
  });

  it('of nothing asks for nothing more than the board', async () => {
    const world = new World();
    expect(await ackIncident(world.run(), 'main', BOB)).toEqual({ is: 'nothing', unsent: 0 });
    expect(world.asked).toEqual(['read main']);
  });
});

describe('closing by hand', () => {
  it('calls nobody further, and the redelivered message is settled', async () => {
    const world = await ringing();
    expect(await resolveIncident(world.run(), 'main')).toEqual({ is: 'resolved', incident: 'inc-id2', unsent: 0 });
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    world.later(90);
    expect(await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })])).toMatchObject([
      { status: 'settled', outcome: 'nothing' },
    ]);
    expect([...world.executions.keys()]).toEqual(['FN1']);
  });

  it('tells the agent who has it', async () => {
    const world = await ringing();
    await takeCall(world.run(), CALL);
    expect(await resolveIncident(world.run(), 'main')).toMatchObject({ is: 'resolved', unsent: 0 });
    expect(world.texts.at(-1)).toEqual({
      phone: '+447700900001',
      text: 'Closed by hand (Main, inc-id2). api. api is down.',
    });
  });
});

describe('the history', () => {
  it('is never written while somebody waits on the phone', async () => {
    const world = await ringing();
    world.plan = { ...PLAN, maxCalls: 1 };
    await nextAgent(world.run(), CALL, 'declined');
    await takeCall(world.run(), CALL);
    expect(world.history).toEqual([]);
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(world.history).toMatchObject([{ team: 'main', incident: 'inc-id2', status: 'taken', takenBy: 'ann' }]);
  });

  it('comes after the call and the SMS, and holds no message in the queue', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    world.historyWorks = false;
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'settled' }]);
    expect(world.asked.at(-1)).toBe('history inc-id2 exhausted');
    expect(world.logged.at(-1)).toMatch(/history could not be written/);
    expect(world.board().history).toHaveLength(1);
  });

  it('gets what is owed at the next delivery, after the next call was placed', async () => {
    const world = await ringing();
    world.historyWorks = false;
    await ackIncident(world.run(), 'main', BOB);
    world.hangUp('FN1');
    world.historyWorks = true;
    world.later(600);
    world.takeAsked();
    await receiveMessages(world.run(), [message('db', 600)]);
    expect(world.asked).toEqual([
      'read main',
      'write main',
      'create +447700900001',
      'history inc-id2 taken',
      'read main',
      'write main',
    ]);
    expect(world.history).toMatchObject([{ incident: 'inc-id2', status: 'taken', takenBy: 'bob' }]);
    expect(world.board().history).toBeUndefined();
  });
});
