import { describe, expect, it } from '@jest/globals';
import { claimCall, takeCall } from '../../src/escalation/answer';
import { resolveIncident } from '../../src/escalation/intervene';
import { runErrands } from '../../src/escalation/errands';
import { beat } from '../../src/escalation/heartbeat';
import { Unreachable } from '../../src/escalation/ports';
import { escalating } from '../../src/board/board';
import type { Handover } from '../../src/incident/outbox';
import { wordsOn } from '../../src/incident/words';
import type { Callable, CallPlan } from '../../src/incident/plan';
import { attemptOf, boardAfter, incidentOf, peopleOf, PLAN } from '../incident/sample';
import { World, receiveMessages } from './desk';
import { message } from './messages';

const CALL = { team: 'main', incident: 'inc-id2', attempt: 1, execution: 'FN1', token: 'id1.1', flow: 'FW1' };
const ANN_PHONE = '+447700900001';

/** A world in which the first agent has the incident and knows. */
async function hasIt(): Promise<World> {
  const world = new World();
  await receiveMessages(world.run(), [message('api')]);
  await claimCall(world.run(), CALL);
  await takeCall(world.run(), CALL);
  world.hangUp('FN1');
  // The phone on which somebody has just pressed 1 is not rung for half a minute.
  world.later(30);
  world.texts.length = 0;
  world.takeAsked();
  return world;
}

/** A world in which no SMS reaches the agent who has the incident. */
async function refused(): Promise<World> {
  const world = await hasIt();
  world.handovers.set(ANN_PHONE, 'refused');
  return world;
}

/** What whoever is called next hears of the alarms. */
function said(world: World): string[] {
  const board = world.board();
  return wordsOn(board, incidentOf(board).id).map(({ summary }) => summary);
}

function parsed(json: string): object {
  return Object(JSON.parse(json));
}

describe('what is owed', () => {
  it('is leased, sent side by side and settled', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    await receiveMessages(world.run(), [message('api')]);
    expect(world.asked).toEqual([
      'read main',
      'write main',
      'text +447700900001',
      'text +447700900002',
      'text +447700900003',
      'history inc-id2 exhausted',
      'due main',
      'write main',
    ]);
  });

  it('is sent by one of two runs', async () => {
    const world = await hasIt();
    world.later(10);
    await Promise.all([1, 2].map(() => receiveMessages(world.run(), [message('db', 10)])));
    expect(world.texts).toEqual([
      {
        phone: ANN_PHONE,
        text: 'One more for you (Main, inc-id2, since Sun 03:00 GMT, 111122223333, eu-west-1): db. db is down.\nhttps://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/db',
      },
    ]);
  });

  it('says so in the last SMS of somebody’s hour, and in no other', async () => {
    const world = await hasIt();
    world.plan = { ...PLAN, maxTextsPerHour: 3 };
    for (const name of ['db', 'dns', 'web']) {
      world.later(61);
      await receiveMessages(world.run(), [message(name, 30)]);
    }
    const header = 'Main, inc-id2, since Sun 03:00 GMT, 111122223333, eu-west-1';
    const console = 'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/';
    expect(world.texts.map(({ text }) => text)).toEqual([
      `One more for you (${header}): db. db is down.\n${console}db`,
      `One more for you (${header}): dns. dns is down. The hour's 3 SMS are used up: the next one comes no sooner than Sun 04:00 GMT. "oncall status" tells more.\n${console}dns`,
    ]);
  });

  it.each<[string, Partial<CallPlan>, string]>([
    ['of Latin letters', {}, 'down '],
    ['of kanji, in Japanese', { manner: { language: 'ja', voice: 'Polly.Kazuha-Neural' } }, '警報停止'],
    ['of letters of two units each', { teamName: '𠮷'.repeat(40) }, '𠮷田 '],
  ])(
    'reaches 1,500 characters and not more, with all that stands at its end, of a text %s',
    async (_what, plan, text) => {
      const world = await hasIt();
      world.plan = { ...PLAN, ...plan, maxTextsPerHour: 2 };
      world.linkTo = () => `https://oncall-0000.twil.io/i?c=${'x'.repeat(35)}`;
      world.later(61);
      const name = 'queue';
      const { body, ...rest } = message(name, 60);
      const described = { ...parsed(body), AlarmDescription: text.repeat(1_500) };
      await receiveMessages(world.run(), [{ ...rest, body: JSON.stringify(described) }]);
      const [sent = ''] = world.texts.map((each) => each.text);
      expect(sent.length).toBeLessThanOrEqual(1_500);
      expect(sent.length).toBeGreaterThan(1_480);
      expect(sent).toMatch(
        /oncall status[^\n]*\nhttps:\/\/console\.aws\S+alarm\/queue\nhttps:\/\/oncall-0000\.twil\.io\/i\?c=x{35}$/,
      );
    },
  );

  it('is nothing when nothing is due', async () => {
    const world = new World();
    const board = boardAfter();
    expect(await runErrands(world.run(), 'main', board, 'joining')).toBe(board);
    expect(world.asked).toEqual([]);
  });

  it('is not sent when somebody else has just sent it', async () => {
    const world = await hasIt();
    const owing = {
      ...world.board(),
      outbox: [
        { to: 'ann', items: [{ kind: 'details' as const, slot: 1 }], gone: 0, sinceMs: 0, notBeforeMs: 0, tries: 0 },
      ],
    };
    await runErrands(world.run(), 'main', owing, 'joining');
    expect(world.texts).toEqual([]);
  });

  it('is never logged with its number', async () => {
    const world = new World();
    world.plan = { ...PLAN, order: [] };
    world.handovers.set('+447700900001', 'refused').set('+447700900002', 'failed');
    await receiveMessages(world.run(), [message('api')]);
    expect(world.logged.map((line) => line.split(':')[0])).toEqual(['error', 'warn', 'info']);
    expect(world.logged.join()).not.toMatch(/\+44/);
  });

  it('to a team of forty goes to everyone in one run', async () => {
    const world = new World();
    const everyone: readonly Callable[] = Array.from({ length: 40 }, (_, index) => ({
      id: `agent-${String(index).padStart(2, '0')}`,
      name: `Agent ${index}`,
      phones: [`+4477009001${String(index).padStart(2, '0')}`],
    }));
    world.plan = { ...PLAN, order: [], everyone, people: peopleOf(...everyone) };
    const [result] = await receiveMessages(world.run(), [message('api')]);
    expect(world.texts.map(({ phone }) => phone)).toEqual(everyone.flatMap(({ phones }) => phones));
    expect(result?.status).toBe('settled');
  });
});

/** A world in which the first agent is owed the details, and Twilio answers this to the SMS. */
async function taking(
  handover: Handover | 'accepted but unknown',
  isKnown = true,
  before: (world: World) => Promise<unknown> = async () => undefined,
): Promise<World> {
  const world = new World();
  await before(world);
  await receiveMessages(world.run(), [message('api')]);
  await claimCall(world.run(), CALL);
  world.handovers.set(ANN_PHONE, handover);
  world.sentIsKnown = isKnown;
  world.takeAsked();
  await takeCall(world.run(), CALL);
  world.handovers.clear();
  return world;
}

describe('an SMS of which nobody knows whether it was sent', () => {
  const again = message('api', 0, 'ALARM', { redelivered: true });

  it.each([
    ['accepted but unknown', 0],
    ['unknown', 1],
  ] as const)('is asked about at once: when it was %s, %i person is owed it still', async (handover, owed) => {
    const world = await taking(handover);
    expect(world.asked.slice(-2)).toEqual(['sent?', 'write main']);
    expect(world.board().outbox).toHaveLength(owed);
    world.later(72);
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
    expect(world.texts).toHaveLength(1);
  });

  it.each([
    ['accepted but unknown', 1],
    ['unknown', 1],
  ] as const)('is asked about before it is sent again: %s, then %i in all', async (handover, texts) => {
    const world = await taking(handover, false);
    world.sentIsKnown = true;
    world.later(19);
    await receiveMessages(world.run(), [again]);
    expect(world.board().outbox).toHaveLength(1);
    world.later(1);
    world.takeAsked();
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
    expect(world.asked.find((each) => each === 'sent?' || each.startsWith('text'))).toBe('sent?');
    expect(world.texts).toHaveLength(texts);
  });

  it('about a further alarm, is called about by the name of that one, though another has come since', async () => {
    const world = await taking('accepted');
    world.later(10);
    world.before = (what) => {
      if (what.startsWith('text')) throw new Unreachable('The run has stopped.');
    };
    await receiveMessages(world.run(), [message('db')]);
    world.before = () => {};
    world.sentIsKnown = false;
    world.later(25);
    await receiveMessages(world.run(), [message('cache')]);
    expect(escalating(world.board())?.name).toBe('db');
    expect(world.board().outbox).toMatchObject([{ to: 'ann', items: [{ kind: 'more', further: 0 }] }]);
  });

  it.each<[string, string, string]>([
    ['to somebody else', '+447700900002', 'inc-id2'],
    ['about another incident', ANN_PHONE, 'inc-id9'],
  ])('was not sent because one %s was', async (_what, phone, incident) => {
    const [details] = (await taking('accepted')).texts;
    if (details === undefined) throw new Error('The details were sent.');
    expect(details.text).toContain('inc-id2');
    const other = details.text.replaceAll('inc-id2', incident);
    const world = await taking('unknown', true, (each) => each.desk().texter.send(phone, other));
    expect(world.board().outbox).toMatchObject([{ to: 'ann', items: [{ kind: 'details' }] }]);
  });

  it('is sent again after a quarter of an hour in which Twilio does not say: one too many is better than none', async () => {
    const world = await taking('accepted but unknown', false);
    world.later(14 * 60 + 59);
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'watching' }]);
    expect(world.texts).toHaveLength(1);
    world.later(1);
    expect(await receiveMessages(world.run(), [again])).toMatchObject([{ status: 'settled' }]);
    expect(world.texts).toHaveLength(2);
  });

  it.each([0.2, 0.5, 1, 1.3, 1.5, 1.7, 1.9, 2, 2.1, 2.3, 2.5])(
    'is in at most two copies where every request takes %f s, and sent once at least',
    async (latency) => {
      const world = new World();
      world.plan = { ...PLAN, order: [] };
      world.latencyMs = latency * 1_000;
      await receiveMessages(world.run(), [message('api')]);
      for (let delivery = 0; delivery < 50; delivery++) {
        world.later(72);
        await receiveMessages(world.run(), [again]);
      }
      const copies = PLAN.everyone.map(({ phones }) => world.texts.filter(({ phone }) => phone === phones[0]).length);
      expect(Math.min(...copies)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...copies)).toBeLessThanOrEqual(2);
      expect(world.board().outbox).toEqual([]);
    },
  );
});

it('an SMS that could not be sent for two days is given up, which the log says once', async () => {
  const world = await hasIt();
  world.handovers.set(ANN_PHONE, 'failed');
  await resolveIncident(world.run(), 'main', undefined);
  // What is done by hand counts from an hour before: no message waits for it.
  world.later(47 * 3_600 - 1);
  await receiveMessages(world.run(), [message('api', 0, 'ALARM', { redelivered: true })]);
  expect(world.board().outbox).toMatchObject([{ to: 'ann', items: [{ kind: 'closed' }] }]);
  world.later(1);
  for (const name of ['db', 'web']) await receiveMessages(world.run(), [message(name, 47 * 3_600)]);
  expect(world.board().outbox).toEqual([]);
  expect(world.logged.filter((line) => line.startsWith('error'))).toEqual([
    expect.stringMatching(/An SMS was given up.*"agent":"ann","about":"closed"/),
  ]);
});

it('what is owed for an act comes with the next heartbeat, since no message may be left that brings it', async () => {
  const world = await hasIt();
  world.handovers.set(ANN_PHONE, 'failed');
  await resolveIncident(world.run(), 'main', undefined);
  expect(world.due.get('main')?.atMs).toBeLessThanOrEqual(world.nowMs);
  world.handovers.clear();
  world.later(300);
  await beat(world.run(), { id: 'beat', redelivered: false }, world.dueTeams());
  expect(world.texts.at(-1)).toMatchObject({ phone: ANN_PHONE, text: expect.stringMatching(/^Closed/) });
  expect(world.board().outbox).toEqual([]);
});

describe('one more alarm for an agent whom no SMS reaches', () => {
  it('rings somebody', async () => {
    const world = await refused();
    world.later(10);
    const [result] = await receiveMessages(world.run(), [message('db', 10)]);
    expect(result).toMatchObject({ status: 'watching' });
    expect(incidentOf(world.board())).toMatchObject({
      status: 'escalating',
      attempt: { number: 1, agent: { id: 'ann' } },
    });
    expect(said(world)).toEqual(['db. db is down.']);
    expect(world.executions.get('FN2')?.phone).toBe(ANN_PHONE);
  });

  it.each<[string, readonly Handover[]]>([
    ['our own number cannot send SMS', ['blocked']],
    ['it could not be handed over twice', ['failed', 'failed']],
  ])('rings somebody when %s', async (_title, handovers) => {
    const world = await hasIt();
    world.later(10);
    const rung: boolean[] = [];
    for (const handover of handovers) {
      world.handovers.set(ANN_PHONE, handover);
      await receiveMessages(world.run(), [message('db', 10)]);
      rung.push(world.executions.has('FN2'));
      world.later(72);
    }
    expect(rung).toEqual(handovers.map((_, index) => index === handovers.length - 1));
    expect(said(world)).toEqual(['db. db is down.']);
    expect(world.board().outbox).toEqual([]);
  });

  it('rings nobody when the alarm is over by then', async () => {
    const world = await hasIt();
    world.handovers.set(ANN_PHONE, 'failed');
    world.later(10);
    await receiveMessages(world.run(), [message('db', 10)]);
    world.later(20);
    await receiveMessages(world.run(), [message('db', 30, 'OK')]);
    world.handovers.set(ANN_PHONE, 'blocked');
    world.later(60);
    await receiveMessages(world.run(), [message('db', 10)]);
    expect(world.executions.size).toBe(1);
    expect(incidentOf(world.board()).status).toBe('taken');
  });

  it('rings about all that the SMS stands for, and about nothing that was closed by hand meanwhile', async () => {
    const world = await hasIt();
    world.handovers.set(ANN_PHONE, 'failed');
    world.later(10);
    await receiveMessages(world.run(), [message('db', 10), message('web', 10)]);
    const closed = new World();
    closed.boards.set('main', world.board());
    closed.nowMs = world.nowMs;
    closed.handovers.set(ANN_PHONE, 'blocked');
    await resolveIncident(closed.run(), 'main', undefined);
    closed.later(72);
    await receiveMessages(closed.run(), [message('db', 10)]);
    expect(closed.executions.size).toBe(0);

    world.handovers.set(ANN_PHONE, 'blocked');
    world.later(72);
    await receiveMessages(world.run(), [message('db', 10)]);
    expect(incidentOf(world.board())).toMatchObject({ status: 'escalating', joined: 2, unremembered: 0 });
  });

  it('rings somebody once though the reply to the write is lost', async () => {
    const world = await refused();
    world.later(10);
    world.writes.push('written', 'applied but unknown');
    await receiveMessages(world.run(), [message('db', 10)]);
    expect(world.executions.size).toBe(2);
    expect(incidentOf(world.board()).joined).toBe(1);
    // The alarm with the lease, then the ringing: what was found to be written is not written again.
    expect(world.asked.filter((each) => each === 'write main')).toHaveLength(2);
  });

  it('joins what is being escalated by then', async () => {
    const world = await refused();
    world.handovers.set(ANN_PHONE, 'failed');
    world.later(10);
    await receiveMessages(world.run(), [message('db', 10)]);
    world.later(400);
    world.handovers.set(ANN_PHONE, 'refused');
    const [later] = await receiveMessages(world.run(), [message('web', 410)]);
    expect(later).toMatchObject({ outcome: 'opened' });
    expect(said(world)).toEqual(['web. web is down.', 'db. db is down.']);
  });

  it('rings somebody though another incident has come and been taken meanwhile', async () => {
    const world = await refused();
    world.handovers.set(ANN_PHONE, 'failed');
    world.later(10);
    await receiveMessages(world.run(), [message('db', 10)]);
    const { outbox } = world.board();
    world.handovers.clear();
    world.later(400);
    world.plan = { ...PLAN, order: PLAN.order.slice(1) };
    const [later] = await receiveMessages(world.run(), [message('web', 410)]);
    const { token } = attemptOf(world.board());
    const call = { team: 'main', incident: later?.incident ?? '', attempt: 1, execution: 'FN2', token, flow: 'FW1' };
    await claimCall(world.run(), call);
    await takeCall(world.run(), call);
    expect(incidentOf(world.board()).status).toBe('taken');
    // As it stands when Twilio did not even get to try.
    world.boards.set('main', { ...world.board(), outbox });
    world.later(600);
    world.handovers.set(ANN_PHONE, 'refused');
    await receiveMessages(world.run(), [message('db', 10)]);
    expect(incidentOf(world.board()).status).toBe('escalating');
    expect(said(world)).toEqual(['db. db is down.']);
  });

  it('asks Twilio for no second execution of a call that was started before', async () => {
    const world = await refused();
    world.handovers.set(ANN_PHONE, 'failed');
    world.later(10);
    await receiveMessages(world.run(), [message('db', 10)]);
    world.later(400);
    world.handovers.clear();
    world.takeAsked();
    await receiveMessages(world.run(), [message('web', 410)]);
    expect(world.asked.filter((each) => each.startsWith('create'))).toHaveLength(1);
    expect(world.texts).toHaveLength(1);
  });
});
