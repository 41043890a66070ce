import { describe, expect, it } from '@jest/globals';
import { claimCall, takeCall } from '../../src/escalation/answer';
import { ackIncident } from '../../src/escalation/intervene';
import { Unreachable } from '../../src/escalation/ports';
import { atSecond, incidentOf, PLAN } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { message } from './messages';

describe('an alarm', () => {
  it('rings the first agent after three requests, in the order that the board knows first', async () => {
    const world = new World();
    const results = await receiveMessages(world.run(), [message('api')]);
    expect(world.asked).toEqual(['read main', 'write main', 'create +447700900001']);
    expect(results).toEqual([
      {
        id: 'api-0-ALARM',
        status: 'watching',
        outcome: 'opened',
        incident: 'inc-id2',
        agent: { id: 'ann', name: 'Ann Lee', number: '+447700900001' },
        attempt: 1,
      },
    ]);
    expect(world.executions.get('FN1')?.call).toEqual({
      team: 'main',
      incident: 'inc-id2',
      attempt: 1,
      token: 'id1.1',
      deadlineMs: world.nowMs + 195_000,
    });
  });

  it('delivered again within twenty seconds starts nothing and writes nothing', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.takeAsked();
    const [result] = await receiveMessages(world.run(), [message('api')]);
    expect(world.asked).toEqual(['read main']);
    expect(result).toMatchObject({ status: 'watching', outcome: 'nothing', attempt: 1 });
  });

  it('is settled when an agent has it and knows', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    const call = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1' };
    await claimCall(world.run(), { ...call, token: 'id1.1', flow: 'FW1' });
    await takeCall(world.run(), call);
    const [result] = await receiveMessages(world.run(), [message('api')]);
    expect(result).toEqual({ id: 'api-0-ALARM', status: 'settled', outcome: 'nothing', incident: 'inc-id2' });
  });

  it('that is silenced is settled, remembered, and names nobody', async () => {
    const world = new World();
    world.destination = { team: 'main', quiet: true, note: 'silenced: maintenance' };
    expect(await receiveMessages(world.run(), [message('api')])).toEqual([
      { id: 'api-0-ALARM', status: 'settled', outcome: 'silenced' },
    ]);
    expect(world.executions.size).toBe(0);
    expect(world.logged).toEqual([expect.stringMatching(/Routing.*silenced: maintenance/)]);
  });

  it('nobody can be called for is told to everyone at once, and settled', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    const [result] = await receiveMessages(world.run(), [message('api')]);
    expect(result).toMatchObject({ status: 'settled', outcome: 'opened' });
    expect(world.texts.map(({ phone }) => phone)).toEqual(['+447700900001', '+447700900002', '+447700900003']);
  });

  it('stays in the queue while an SMS that is owed for it cannot be sent', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    world.handovers.set('+447700900002', 'failed');
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'watching' }]);
    world.later(72);
    world.handovers.clear();
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'settled' }]);
    expect(world.texts.map(({ phone }) => phone.slice(-1))).toEqual(['1', '3', '2']);
  });
});

describe('an alarm that must stay in the queue', () => {
  const again = message('api', 0, 'ALARM', { redelivered: true });

  it('is one of which nobody at all can be told: it is loud', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [], everyone: [] };
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'watching' }]);
    expect(world.logged.join()).toMatch(/error: There is nobody to call or to text.*"team":"main"/);
    world.plan = PLAN;
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
    expect(world.texts).toHaveLength(3);
  });

  it('is one whose SMS cannot be sent, for an hour: then the index of what is due has it', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    for (const { phones } of PLAN.everyone) world.handovers.set(phones[0] ?? '', 'failed');
    await receiveMessages(world.run(), [message('api')]);
    world.later(3_599);
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'watching' }]);
    expect(world.due.get('main')?.atMs).toBe(atSecond(3_600));
    world.later(1);
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
  });

  it('is one of a team that must be looked at later, while the index cannot be written', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [], again: { everyMinutes: 30, times: 1 } };
    world.dueWorks = false;
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ status: 'watching' }]);
    world.dueWorks = true;
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
    expect(world.due.get('main')?.atMs).toBe(atSecond(30 * 60));
  });
});

describe('a batch', () => {
  it('is one write for a team, however many messages', async () => {
    const world = new World();
    const results = await receiveMessages(
      world.run(),
      ['a', 'b', 'c'].map((name) => message(name)),
    );
    expect(world.asked).toEqual(['read main', 'write main', 'create +447700900001']);
    expect(results.map(({ outcome }) => outcome)).toEqual(['opened', 'joined', 'joined']);
  });

  it('of more than a few alarms puts what they say for the eye beside the board, all in one and while the board is written', async () => {
    const world = new World();
    const few = ['a', 'b', 'c', 'd'].map((name) => message(name));
    await receiveMessages(world.run(), few);
    expect(world.takeAsked()).toEqual(['read main', 'write main', 'create +447700900001']);
    await receiveMessages(world.run(), [message('e')]);
    expect(world.takeAsked().slice(-2)).toEqual(['write main', 'say inc-id2']);
    expect(world.words.get('inc-id2')?.map(({ more }) => more?.text)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}. ${name} is down.`),
    );
    const all = await world.run().detailsOf(world.board(), 'inc-id2');
    expect(all.map(({ more }) => more?.text.slice(0, 1))).toEqual(['a', 'b', 'c', 'd', 'e']);
    await receiveMessages(world.run(), [message('f')]);
    expect(world.takeAsked()).not.toContain('say inc-id2');
  });

  it('of two teams starts two chains', async () => {
    const world = new World();
    const results = await receiveMessages(world.run(), [message('api'), message('other-db')]);
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ['api-0-ALARM', 'watching'],
      ['other-db-0-ALARM', 'watching'],
    ]);
    expect(incidentOf(world.board('other')).status).toBe('escalating');
  });

  it('of two teams serves the one when the other cannot be', async () => {
    const world = new World();
    world.unreadable.add('main');
    const results = await receiveMessages(world.run(), [message('api'), message('other-db')]);
    expect(results.map(({ id }) => id)).toEqual(['other-db-0-ALARM']);
    expect(world.logged.join()).toMatch(/error: This team could not be served.*"team":"main".*api-0-ALARM/);
  });

  it('that nobody can be asked about has no results', async () => {
    const world = new World();
    world.unreadable.add('main');
    expect(await receiveMessages(world.run(), [message('api')])).toEqual([]);
  });

  it('of none does nothing', async () => {
    const world = new World();
    expect(await receiveMessages(world.run(), [])).toEqual([]);
    expect(world.asked).toEqual([]);
  });
});

/** Sync does not answer when it is asked for all boards. */
function unlistable(world: World): void {
  world.before = (what) => {
    if (what === 'list') throw new Unreachable('Sync is down.');
  };
}

describe('a route that is edited in the middle of an incident', () => {
  it('leaves an alarm that was delivered before with the team that is being called for it', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'other', quiet: false };
    world.takeAsked();
    const results = await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })]);
    expect(results).toMatchObject([{ status: 'watching', outcome: 'nothing', incident: 'inc-id2' }]);
    expect(world.board('other').incidents).toEqual([]);
    expect(world.asked).toEqual(['read other', 'read fallback', 'list']);
  });

  it('sends the alarm’s next state, and what is delivered for the first time, by the new route', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'other', quiet: false };
    world.later(90);
    await receiveMessages(world.run(), [message('api', 80, 'ALARM', { redelivered: true }), message('db')]);
    expect([incidentOf(world.board('other')).joined, incidentOf(world.board('main')).joined]).toEqual([2, 1]);
  });

  it('leaves an earlier state with the team that is being called for it, though the later one has gone elsewhere', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'other', quiet: false };
    world.later(90);
    await receiveMessages(world.run(), [message('api', 80)]);
    const again = message('api', 0, 'ALARM', { redelivered: true });
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'watching', incident: 'inc-id2' }]);
  });

  it.each([
    ['before anybody took it', false],
    ['after somebody took it', true],
  ])(
    'takes what is over to the team that was called for it, also at its first delivery, %s',
    async (_title, isTaken) => {
      const world = new World();
      await receiveMessages(world.run(), [message('api')]);
      if (isTaken) await ackIncident(world.run(), 'main', 'ann', undefined);
      world.destination = { team: 'other', quiet: false };
      world.later(30);
      world.takeAsked();
      const recovery = message('api', 30, 'OK');
      expect(await receiveMessages(world.run(), [recovery])).toMatchObject([{ outcome: 'recovered' }]);
      expect(world.asked.slice(0, 3)).toEqual(['read other', 'list', 'write main']);
      expect(incidentOf(world.board()).status).toBe('resolved');
      expect(world.boards.has('other')).toBe(false);
      expect(world.texts.map(({ text }) => text.slice(0, 9))).toEqual(isTaken ? ['You have ', 'Recovered'] : []);
    },
  );

  it('takes what is over to every team that is called for it: copies of its message came before and after the edit', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'other', quiet: false };
    world.later(10);
    await receiveMessages(world.run(), [message('api')]);
    world.later(30);
    world.takeAsked();
    expect(await receiveMessages(world.run(), [message('api', 30, 'OK')])).toMatchObject([
      { status: 'settled', outcome: 'recovered' },
    ]);
    expect(world.asked.slice(0, 4)).toEqual(['read other', 'list', 'write other', 'write main']);
    expect([incidentOf(world.board('other')).status, incidentOf(world.board()).status]).toEqual([
      'resolved',
      'resolved',
    ]);
  });

  it.each([
    ['the other boards cannot be listed', unlistable],
    ['the other team cannot be served', (world: World) => void world.writes.push('written', 'unreachable')],
  ])('keeps what is over in the queue, and tells its own team, while %s', async (_title, breakIt) => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'other', quiet: false };
    world.later(10);
    await receiveMessages(world.run(), [message('api')]);
    world.later(30);
    breakIt(world);
    const results = await receiveMessages(world.run(), [message('api', 30, 'OK')]);
    expect(results.map(({ status }) => status)).not.toContain('settled');
    expect([incidentOf(world.board('other')).status, incidentOf(world.board()).status]).toEqual([
      'resolved',
      'escalating',
    ]);
    world.before = () => undefined;
    const again = message('api', 30, 'OK', { redelivered: true });
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
    expect(incidentOf(world.board()).status).toBe('resolved');
  });

  it('calls nobody for a copy that comes late by the new route, of what is over at the team that was called for it', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.later(30);
    await receiveMessages(world.run(), [message('api', 30, 'OK')]);
    world.destination = { team: 'other', quiet: false };
    world.later(10);
    world.takeAsked();
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([
      { status: 'settled', outcome: 'nothing' },
    ]);
    expect(world.asked).toEqual(['read other', 'list']);
    expect(world.boards.has('other')).toBe(false);
  });

  it('rings for what comes late though the other boards cannot be listed', async () => {
    const world = new World();
    world.later(60);
    unlistable(world);
    expect(await receiveMessages(world.run(), [message('api')])).toMatchObject([{ outcome: 'opened' }]);
    expect([...world.executions.values()].map(({ phone }) => phone)).toEqual(['+447700900001']);
  });

  it('asks each board once for a whole batch, and no other board when its own knows', async () => {
    const world = new World();
    const batch = ['a', 'b', 'c'].map((name) => message(name, 0, 'ALARM', { redelivered: true }));
    await receiveMessages(world.run(), batch);
    expect(world.takeAsked()).toEqual(['read main', 'read fallback', 'list', 'write main', 'create +447700900001']);
    await receiveMessages(world.run(), batch);
    expect(world.takeAsked()).toEqual(['read main']);
  });

  it('stays with the fallback numbers while they are called, though its own team, which has it too, is done', async () => {
    const world = new World();
    world.destination = { team: 'fallback', quiet: false };
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'main', quiet: false };
    world.plan = { ...PLAN, order: [] };
    await receiveMessages(world.run(), [message('api')]);
    expect(incidentOf(world.board('main')).status).toBe('exhausted');
    const again = message('api', 0, 'ALARM', { redelivered: true });
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'watching', incident: 'inc-id2' }]);
  });

  it('stays with its team, which calls, while the roster cannot be read and the fallback numbers are done with it', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.trouble = 'The roster has mistakes.';
    world.destination = { team: 'fallback', quiet: false };
    world.plan = { ...PLAN, order: [] };
    await receiveMessages(world.run(), [message('api')]);
    expect(incidentOf(world.board('fallback')).status).toBe('exhausted');
    const again = message('api', 0, 'ALARM', { redelivered: true });
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'watching', incident: 'inc-id2' }]);
  });

  it('stays in the queue while another board cannot be read, which may have it', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    world.destination = { team: 'other', quiet: false };
    world.unreadable.add('main');
    const again = message('api', 0, 'ALARM', { redelivered: true });
    expect(await receiveMessages(world.run(), [again])).toEqual([]);
    expect(world.board('other').incidents).toEqual([]);
    world.unreadable.clear();
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ outcome: 'nothing', incident: 'inc-id2' }]);
  });
});

/** A world in which the main team is being called, and the roster knows nobody but the fallback team. */
async function broken(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  world.teams = ['fallback'];
  world.destination = { team: 'fallback', quiet: false };
  world.takeAsked();
  return world;
}

describe('a roster that breaks, or loses a team, in the middle of an incident', () => {
  it('leaves an alarm that was delivered before with the team that is being called for it', async () => {
    const world = await broken();
    const batch = ['api', 'api'].map((name) => message(name, 0, 'ALARM', { redelivered: true }));
    const results = await receiveMessages(world.run(), batch);
    expect(results.map(({ status, incident }) => [status, incident])).toEqual([
      ['watching', 'inc-id2'],
      ['watching', 'inc-id2'],
    ]);
    expect(world.asked).toEqual(['read fallback', 'list']);
    expect(world.boards.has('fallback')).toBe(false);
  });

  it('takes its recovery to that team too, also at its first delivery', async () => {
    const world = await broken();
    world.trouble = 'The roster has mistakes.';
    expect(await receiveMessages(world.run(), [message('api', 30, 'OK')])).toMatchObject([{ outcome: 'recovered' }]);
    expect(incidentOf(world.board('main')).status).toBe('resolved');
  });

  it('asks for nothing more about an alarm that is new', async () => {
    const world = await broken();
    world.trouble = 'The roster has mistakes.';
    await receiveMessages(world.run(), [message('db', 30)]);
    expect(world.asked.slice(0, 2)).toEqual(['read fallback', 'write fallback']);
  });
});

it('a topic that asks to be confirmed is put down for doctor, and nobody is called', async () => {
  const world = new World();
  const body = JSON.stringify({
    Type: 'SubscriptionConfirmation',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:shop',
  });
  const results = await receiveMessages(world.run(), [{ source: 'sns', id: 'm1', body }]);
  expect(results).toMatchObject([{ id: 'm1', status: 'settled', outcome: 'silenced' }]);
  expect(world.words.get('confirm')?.map(({ summary }) => summary)).toEqual([
    'arn:aws:sns:eu-west-1:111122223333:shop',
  ]);
  expect(world.asked).toEqual(['say confirm', 'read main']);
});
