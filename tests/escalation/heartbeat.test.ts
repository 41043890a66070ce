import { describe, expect, it } from '@jest/globals';
import { claimCall, executionEnded, takeCall } from '../../src/escalation/answer';
import { passIncident } from '../../src/escalation/intervene';
import { beat } from '../../src/escalation/heartbeat';
import { atSecond, attemptOf, incidentOf, PLAN } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { firstBoard } from './first-board';
import { message } from './messages';

const CALL = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1', token: 'id1.1', flow: 'FW1' };

/** A heartbeat comes, for the first time unless it is said to come again. */
function comes(world: World, id: string, redelivered = false): Promise<'settled' | 'watching'> {
  return beat(world.run(), { id, redelivered }, world.dueTeams());
}

/** A world in which the first agent has it, and nobody is on the phone. */
async function taken(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  await claimCall(world.run(), CALL);
  await takeCall(world.run(), CALL);
  world.hangUp('FN1');
  world.later(60);
  await executionEnded(world.run(), 'FN1', 'FW1');
  world.takeAsked();
  return world;
}

/** A world in which the next agent is being asked to take it over: no message of an alarm holds this chain. */
async function passing(): Promise<World> {
  const world = await taken();
  await passIncident(world.run(), 'main', undefined, undefined);
  world.takeAsked();
  return world;
}

describe('a heartbeat', () => {
  it('asks no board before its time', async () => {
    const world = await taken();
    // An SMS was owed: in an hour it is looked whether it is still.
    expect(world.due.get('main')?.atMs).toBe(atSecond(3_600));
    expect(await comes(world, 'h1')).toBe('settled');
    expect(world.asked).toEqual([]);
    world.later(3_540);
    expect(await comes(world, 'h1')).toBe('settled');
    expect(world.due.get('main')?.atMs).toBe(atSecond(24 * 3_600));
  });

  it('comes back while a chain runs that no alarm’s message holds, and moves it on', async () => {
    const world = await passing();
    world.hangUp('FN2');
    world.later(240);
    expect(await comes(world, 'h1')).toBe('watching');
    expect(world.due.get('main')?.watcher).toEqual({ id: 'h1', sinceMs: world.nowMs, seenMs: world.nowMs });
    const { number, agent } = attemptOf(world.board());
    expect([number, agent.id, world.executions.size]).toEqual([2, 'bob', 3]);
    world.later(72);
    world.hangUp('FN3');
    expect(await comes(world, 'h1', true)).toBe('watching');
    // Nobody claims: after the second try it is the next agent's turn, whoever has it already not being asked.
    expect(attemptOf(world.board()).agent.id).toBe('cyd');
  });

  it('looks after a chain whose alarm’s message has become a dead letter', async () => {
    const world = new World();
    await receiveMessages(world.run(), [message('api')]);
    await claimCall(world.run(), CALL);
    world.later(72);
    await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })]);
    expect(world.due.get('main')?.atMs).toBe(atSecond(300));
    world.hangUp('FN1');
    world.later(300 - 72 - 1);
    expect(await comes(world, 'h1')).toBe('settled');
    expect(attemptOf(world.board()).number).toBe(1);
    world.later(1);
    await comes(world, 'h2');
    expect(attemptOf(world.board())).toMatchObject({ number: 2, agent: { id: 'bob' } });
    // Each one does, for as long as it lasts.
    world.hangUp('FN2');
    world.later(300);
    await comes(world, 'h3');
    expect(attemptOf(world.board())).toMatchObject({ number: 2, failures: 1 });
  });

  it('does not come back for an SMS to somebody whose number nobody knows: each one looks whether it is known again', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    world.handovers.set('+447700900002', 'blocked');
    await receiveMessages(world.run(), [message('api')]);
    world.later(3_600);
    world.plan = { ...PLAN, order: [], everyone: [], people: new Map(), isEverybody: false };
    expect(await comes(world, 'h1')).toBe('settled');
    world.plan = { ...PLAN, order: [] };
    world.handovers.clear();
    world.later(300);
    expect(await comes(world, 'h2')).toBe('settled');
    expect(world.texts.map(({ phone }) => phone.slice(-1))).toEqual(['1', '3', '2']);
  });

  it('calls for what becomes due while it looks', async () => {
    const world = new World();
    world.plan = { ...PLAN, remindMinutes: 30 };
    await receiveMessages(world.run(), [message('api')]);
    await claimCall(world.run(), CALL);
    await takeCall(world.run(), CALL);
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    // The index has it earlier than the board: what it says is corrected, and by then the time has come.
    world.due.set('main', { atMs: 0, roster: 'first', revision: 99 });
    world.later(30 * 60 - 0.09);
    world.latencyMs = 60;
    expect(await comes(world, 'h1')).toBe('watching');
    expect(world.executions.get('FN2')?.phone).toBe('+447700900001');
    expect(world.due.get('main')).toMatchObject({ atMs: incidentOf(world.board()).changedAtMs, watcher: { id: 'h1' } });
  });

  it('lists again what it found on a board of the first release', async () => {
    const world = new World();
    world.plan = { ...PLAN, again: { everyMinutes: 30, times: 2 } };
    const call = { is: 'over', execution: 'FN1', outcome: 'declined' };
    const exhausted = firstBoard({ status: 'exhausted', closedAtMs: atSecond(60) }, call);
    world.firsts.set('main', { value: exhausted, revision: 1 });
    world.due.set('main', { atMs: atSecond(600), roster: 'first', revision: 99 });
    world.later(600);
    expect(await comes(world, 'h1')).toBe('settled');
    expect(incidentOf(world.board()).status).toBe('exhausted');
    expect(world.due.get('main')?.atMs).toBe(atSecond(60 + 1_800));
  });

  it('is told anew of a team when what lies beside the boards was lost', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [], again: { everyMinutes: 30, times: 3 } };
    await receiveMessages(world.run(), [message('api')]);
    expect(world.due.get('main')?.atMs).toBe(atSecond(1_800));
    world.due.clear();
    world.later(2_400);
    // Something comes, and makes the round that nobody had begun.
    await receiveMessages(world.run(), [message('db', 2_400)]);
    expect(world.due.get('main')?.atMs).toBe(atSecond(2_400 + 1_800));
  });

  it('does not come back once that is over, and the index says so', async () => {
    const world = await passing();
    await comes(world, 'h1');
    const call = { ...CALL, attempt: 2, execution: 'FN2', token: attemptOf(world.board()).token };
    await claimCall(world.run(), call);
    await takeCall(world.run(), call);
    world.later(72);
    expect(await comes(world, 'h1', true)).toBe('settled');
    expect(world.due.get('main')).toMatchObject({ atMs: atSecond(24 * 3_600 + 60) });
    expect(world.due.get('main')).not.toHaveProperty('watcher');
  });

  it('looks at what is open once after each edit of the roster: whoever has it may have left', async () => {
    const world = await taken();
    world.roster = 'second';
    expect(await comes(world, 'h1')).toBe('settled');
    expect(world.takeAsked()).toContain('read main');
    expect(await comes(world, 'h2')).toBe('settled');
    expect(world.asked).toEqual([]);

    world.roster = 'third';
    world.plan = { ...PLAN, people: new Map([...PLAN.people].filter(([id]) => id !== 'ann')) };
    expect(await comes(world, 'h3')).toBe('watching');
    expect(incidentOf(world.board())).toMatchObject({ status: 'escalating', chain: 'round' });
  });

  it('starts what is due and nobody sends: a reminder, which rings the owner', async () => {
    const world = new World();
    world.plan = { ...PLAN, remindMinutes: 30 };
    await receiveMessages(world.run(), [message('api')]);
    await claimCall(world.run(), CALL);
    await takeCall(world.run(), CALL);
    world.hangUp('FN1');
    await executionEnded(world.run(), 'FN1', 'FW1');
    expect(world.due.get('main')?.atMs).toBe(atSecond(30 * 60));
    world.later(30 * 60 - 1);
    expect(await comes(world, 'h1')).toBe('settled');
    expect(world.executions.size).toBe(1);
    world.later(1);
    const asked = world.asked.length;
    expect(await comes(world, 'h2')).toBe('watching');
    // Its claim is not in yet, and it is not started a second time: what Twilio then says might be of another call.
    expect(world.asked.slice(asked).filter((what) => what.startsWith('create '))).toEqual(['create +447700900001']);
    expect(incidentOf(world.board())).toMatchObject({ status: 'escalating', chain: 'remind', taken: { by: 'ann' } });
    expect(world.executions.get('FN2')?.phone).toBe('+447700900001');
  });

  it('looks after an SMS that has been owed for an hour, until it is sent', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    world.handovers.set('+447700900002', 'blocked');
    await receiveMessages(world.run(), [message('api')]);
    world.later(3_600);
    expect(await comes(world, 'h1')).toBe('watching');
    world.handovers.clear();
    world.later(150);
    expect(await comes(world, 'h1', true)).toBe('settled');
    expect(world.texts.map(({ phone }) => phone.slice(-1))).toEqual(['1', '3', '2']);
  });
});

/** A world in which `h1` has kept watch since the start of its world. */
async function watched(): Promise<World> {
  const world = await passing();
  await comes(world, 'h1');
  return world;
}

describe('one heartbeat at a time', () => {
  it.each([
    ['that kept watch came 149 s ago', [149], 'h2', false, 'settled'],
    ['that kept watch is lost: it came 150 s ago', [150], 'h2', false, 'watching'],
    ['of another stack comes', [60], 'other-1', false, 'settled'],
    ['that kept watch comes 200 s later', [200], 'h1', true, 'watching'],
    ['that kept watch has done so for half an hour', Array.from({ length: 15 }, () => 120), 'h2', false, 'watching'],
    ['has done so for half an hour, and one comes back', Array.from({ length: 15 }, () => 120), 'h2', true, 'settled'],
  ])('when the one %s (%j): %s, again %s, is %s', async (_title, waits, id, redelivered, status) => {
    const world = await watched();
    for (const [index, wait] of waits.entries()) {
      if (index > 0) await comes(world, 'h1', true);
      world.later(wait);
    }
    expect(await comes(world, id, redelivered)).toBe(status);
    expect(world.due.get('main')?.watcher?.id).toBe(status === 'watching' ? id : 'h1');
  });

  it('of two at once one keeps watch', async () => {
    const world = await passing();
    const due = world.dueTeams();
    const both = ['h1', 'h2'].map((id) => beat(world.run(), { id, redelivered: false }, due));
    expect((await Promise.all(both)).toSorted()).toEqual(['settled', 'watching']);
  });

  it('whoever was relieved does not come back', async () => {
    const world = await watched();
    world.later(150);
    await comes(world, 'h2');
    expect(await comes(world, 'h1', true)).toBe('settled');
  });
});

describe('the index', () => {
  it('is brought up to date where it is earlier than the board needs', async () => {
    const world = await taken();
    await world.desk().due.put('main', world.nowMs);
    expect(await comes(world, 'h1')).toBe('settled');
    expect([world.due.get('main')?.atMs, world.board().dueMs]).toEqual([atSecond(24 * 3_600), atSecond(24 * 3_600)]);
  });

  it('says nothing any more of a team of which nothing is due', async () => {
    const world = new World();
    await world.desk().due.put('main', world.nowMs);
    expect(await comes(world, 'h1')).toBe('settled');
    expect(world.due.get('main')?.atMs).toBe(Infinity);
  });

  it('that cannot be written brings no heartbeat back: the next one looks again', async () => {
    const world = await passing();
    world.dueWorks = false;
    expect(await comes(world, 'h1')).toBe('settled');
    world.dueWorks = true;
    world.later(300);
    expect(await comes(world, 'h2')).toBe('watching');
  });

  it('that somebody has written meanwhile is left as it is', async () => {
    const world = await passing();
    const due = world.dueTeams();
    await world.desk().due.put('main', world.nowMs, { watcher: { id: 'h0', sinceMs: 0, seenMs: world.nowMs } });
    expect(await beat(world.run(), { id: 'h1', redelivered: false }, due)).toBe('settled');
    expect(world.due.get('main')?.watcher?.id).toBe('h0');
  });
});

it('one team’s failure is no other’s', async () => {
  const world = await passing();
  await receiveMessages(world.run(), [message('other-db')]);
  await world.desk().due.put('other', world.nowMs);
  world.unreadable.add('other');
  world.later(60);
  expect(await comes(world, 'h1')).toBe('watching');
  expect(world.logged.join()).toMatch(/warn: What is still owed is left.*"team":"other"/);
});
