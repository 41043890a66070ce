import { describe, expect, it } from '@jest/globals';
import { claimCall, executionEnded, nextAgent, takeCall } from '../../src/escalation/answer';
import { ackIncident, passIncident, resolveIncident } from '../../src/escalation/intervene';
import { Unreachable } from '../../src/escalation/ports';
import { attemptOf, incidentOf, PLAN } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { message } from './messages';

const BOB_PHONE = '+447700900002';
const CALL = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1', token: 'id1.1', flow: 'FW1' };

/** A world in which the first agent's phone rings. */
async function ringing(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  await claimCall(world.run(), CALL);
  world.takeAsked();
  return world;
}

describe('taking by hand', () => {
  it('is written, then the details go out, and the history has it', async () => {
    const world = await ringing();
    expect(await ackIncident(world.run(), 'main', 'bob', undefined)).toEqual({
      is: 'taken',
      incident: 'inc-id2',
      unsent: 0,
    });
    expect(world.asked).toEqual([
      'read main',
      'write main',
      'text +447700900002',
      'history inc-id2 taken',
      'due main',
      'write main',
    ]);
    expect(world.texts).toEqual([
      {
        phone: '+447700900002',
        text: 'You have it (Main, inc-id2, since Sun 03:00 GMT, 111122223333, eu-west-1). api. api is down.\nhttps://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/api',
      },
    ]);
    expect(world.history).toMatchObject([{ status: 'taken', takenBy: 'bob', way: 'hand' }]);
    expect(incidentOf(world.board()).isUnrecorded).toBe(false);
  });

  it('leaves the call alone: it hears who has it, and its end moves nothing on', async () => {
    const world = await ringing();
    await ackIncident(world.run(), 'main', 'bob', undefined);
    world.hangUp('FN1');
    world.takeAsked();
    expect(await executionEnded(world.run(), 'FN1', 'FW1')).toBe('moved-on');
    expect(world.asked.filter((each) => each.startsWith('create'))).toEqual([]);
  });

  it('stands though the SMS cannot be sent, and says that it is owed', async () => {
    const world = await ringing();
    world.handovers.set(BOB_PHONE, 'failed');
    expect(await ackIncident(world.run(), 'main', 'bob', undefined)).toMatchObject({ is: 'taken', unsent: 1 });
    expect(incidentOf(world.board()).status).toBe('taken');
  });

  it('by two at once is the second one’s, and the first hears it', async () => {
    const world = await ringing();
    const takes = ['bob', 'cyd'].map((id) => ackIncident(world.run(), 'main', id, undefined));
    expect(await Promise.all(takes)).toMatchObject([{ is: 'taken' }, { is: 'taken', from: 'bob' }]);
    expect(incidentOf(world.board()).taken?.by).toBe('cyd');
    expect(world.texts.map(({ phone, text }) => `${phone.slice(-1)} ${text.slice(0, 16)}`)).toEqual([
      '2 You have it (Mai',
      '2 Cyd Ito has it n',
      '3 You have it (Mai',
    ]);
  });

  it.each(['applied but unknown', 'lost', 'conflict'] as const)('is said though the write is %s', async (fate) => {
    const world = await ringing();
    world.writes.push(fate);
    expect(await ackIncident(world.run(), 'main', 'bob', undefined)).toMatchObject({ is: 'taken', unsent: 0 });
    expect(world.texts).toHaveLength(1);
  });

  it('is never said when the board could not be written', async () => {
    const world = await ringing();
    world.writes.push('unreachable');
    await expect(ackIncident(world.run(), 'main', 'bob', undefined)).rejects.toThrow(Unreachable);
    expect(world.texts).toEqual([]);
  });

  it('of nothing asks for nothing more than the board', async () => {
    const world = new World();
    expect(await ackIncident(world.run(), 'main', 'bob', undefined)).toEqual({ is: 'nothing', unsent: 0 });
    expect(world.asked).toEqual(['read main']);
  });
});

describe('closing by hand', () => {
  it('calls nobody further, and the redelivered message is settled', async () => {
    const world = await ringing();
    expect(await resolveIncident(world.run(), 'main', undefined)).toEqual({
      is: 'resolved',
      incident: 'inc-id2',
      unsent: 0,
    });
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
    expect(await resolveIncident(world.run(), 'main', undefined)).toMatchObject({ is: 'resolved', unsent: 0 });
    expect(world.texts.at(-1)).toEqual({
      phone: '+447700900001',
      text: 'Closed by hand (Main, inc-id2). api. api is down.',
    });
  });
});

/** A world in which the first agent has it, and nobody is on the phone. */
async function taken(): Promise<World> {
  const world = await ringing();
  await takeCall(world.run(), CALL);
  world.hangUp('FN1');
  world.later(60);
  await executionEnded(world.run(), 'FN1', 'FW1');
  world.takeAsked();
  world.texts.length = 0;
  return world;
}

describe('passing it on', () => {
  it('lists the team as due before the next agent is called: no message of an alarm holds this chain', async () => {
    const world = await taken();
    expect(await passIncident(world.run(), 'main', undefined, undefined)).toEqual({
      is: 'passed',
      incident: 'inc-id2',
      unsent: 0,
    });
    expect(world.asked.slice(0, 4)).toEqual(['read main', 'due main', 'write main', `create ${BOB_PHONE}`]);
    expect(world.due.get('main')?.atMs).toBe(world.nowMs);
    expect(incidentOf(world.board())).toMatchObject({ status: 'escalating', chain: 'pass', taken: { by: 'ann' } });
  });

  it('calls the agent who is named', async () => {
    const world = await taken();
    expect(await passIncident(world.run(), 'main', 'id2', 'cyd')).toMatchObject({ is: 'passed', to: 'cyd' });
    expect(world.executions.get('FN2')?.phone).toBe('+447700900003');
  });

  it.each<[string, (world: World) => void]>([
    ['the index cannot be written', (world) => (world.dueWorks = false)],
    ['that cannot be written down', ({ writes }) => writes.push('written', 'unreachable')],
  ])('calls the next agent though %s', async (_title, happens) => {
    const world = await taken();
    happens(world);
    expect(await passIncident(world.run(), 'main', undefined, undefined)).toMatchObject({ is: 'passed' });
    expect(world.executions.get('FN2')?.phone).toBe(BOB_PHONE);
  });

  it('calls one agent though the reply to the write is lost', async () => {
    const world = await taken();
    world.writes.push('applied but unknown');
    expect(await passIncident(world.run(), 'main', undefined, undefined)).toMatchObject({ is: 'passed' });
    expect(world.executions.size).toBe(2);
  });

  it.each([
    ['nobody of this name is on the team', 'dan', { is: 'unknown', to: 'dan', unsent: 0 }],
    ['it is being called about already', 'cyd', { is: 'calling', incident: 'inc-id2', unsent: 0 }],
  ])('changes nothing when %s', async (_title, to, answer) => {
    const world = await ringing();
    expect(await passIncident(world.run(), 'main', undefined, to)).toEqual(answer);
    expect(world.asked).toEqual(['read main']);
  });

  it('is said to have been in vain to its owner, who keeps it', async () => {
    const world = await taken();
    world.plan = { ...PLAN, maxCalls: 1 };
    await passIncident(world.run(), 'main', undefined, undefined);
    const { token } = attemptOf(world.board());
    const second = { ...CALL, attempt: 2, execution: 'FN2', token };
    await claimCall(world.run(), second);
    expect(await nextAgent(world.run(), second, 'declined')).toMatchObject({ result: 'taken' });
    world.hangUp('FN2');
    await executionEnded(world.run(), 'FN2', 'FW1');
    expect(incidentOf(world.board())).toMatchObject({ status: 'taken', taken: { by: 'ann' } });
    expect(world.texts).toEqual([
      {
        phone: '+447700900001',
        text: 'Nobody took it over, you still have it (Main, inc-id2). api. api is down.\nhttps://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/api',
      },
    ]);
  });
});

describe('the history', () => {
  it('is told beside the SMS, and again when a call ends later', async () => {
    const world = await ringing();
    world.plan = { ...PLAN, maxCalls: 1 };
    await nextAgent(world.run(), CALL, 'declined');
    await takeCall(world.run(), CALL);
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(world.history).toMatchObject([
      { team: 'main', incident: 'inc-id2', status: 'exhausted', calls: [{ agent: 'ann', outcome: 'declined' }] },
      { status: 'taken', takenBy: 'ann', way: 'key', calls: [{ agent: 'ann', outcome: 'taken' }] },
    ]);
  });

  it('that cannot be written is owed, and holds no message in the queue', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    world.historyWorks = false;
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'settled' }]);
    expect(world.logged.join()).toMatch(/history could not be written/);
    expect(incidentOf(world.board()).isUnrecorded).toBe(true);
  });

  it('gets what is owed at the next delivery, after the next call was placed', async () => {
    const world = await ringing();
    world.historyWorks = false;
    await ackIncident(world.run(), 'main', 'bob', undefined);
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
      'write main',
    ]);
    expect(world.history).toMatchObject([{ incident: 'inc-id2', status: 'taken', takenBy: 'bob' }]);
    expect(world.board().incidents).toMatchObject([{ isUnrecorded: false }, { status: 'escalating' }]);
  });
});
