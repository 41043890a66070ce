import { describe, expect, it } from '@jest/globals';
import { conducted, type Conduct } from '../../../src/rehearsal/phones/conduct';
import { CONDUCTS, type AgentWord } from '../../../src/rehearsal/phones/scripted';
import { loadFlow } from '../../../src/studio/flow';
import { call, flowOf, gather, run, say, trigger, widget, type WidgetJson } from './definition';
import { ANN, BOB, CALLER_ID, StudioAtHand } from './studio-at-hand';
import { NO_REACH } from '../phones/no-reach';

const PROMPT = 'say Disk full on web one. Press 1 to take it, 2 to pass it on.';
const BEGINNING = ['execution-started', 'ring'];

describe('what an agent does', () => {
  const table: readonly (readonly [word: AgentWord, story: string[], functions: string[]])[] = [
    [
      'take',
      ['answer', PROMPT, 'key 1', 'say You have it.', 'hang-up by system', 'ended finished'],
      ['claim', 'brief', 'take'],
    ],
    [
      'decline',
      ['answer', PROMPT, 'key 2', 'hang-up by system', 'ended finished'],
      ['claim', 'brief', 'pass-declined'],
    ],
    ['no-answer', ['missed no-answer', 'ended finished'], ['claim', 'pass-no-answer']],
    ['busy', ['missed busy', 'ended finished'], ['claim', 'pass-busy']],
    ['failed', ['missed failed', 'ended finished'], ['claim', 'pass-failed']],
    ['hang-up', ['answer', PROMPT, 'hang-up by agent', 'ended hung-up'], ['claim', 'brief']],
    ['voicemail', ['answer', PROMPT, 'hang-up by system', 'ended finished'], ['claim', 'brief', 'pass-no-key']],
    ['silent', ['answer', PROMPT, 'hang-up by system', 'ended finished'], ['claim', 'brief', 'pass-no-key']],
    [
      'wrong-key',
      ['answer', PROMPT, 'key 5', PROMPT, 'hang-up by system', 'ended finished'],
      ['claim', 'brief', 'pass-no-key'],
    ],
  ];

  it.each(table)('%s', async (word, story, functions) => {
    const studio = new StudioAtHand([word]);
    studio.start();
    await studio.rest();
    expect(studio.story()).toEqual([...BEGINNING, ...story]);
    expect(studio.functions).toEqual(functions);
  });

  it('takes the time that it takes', async () => {
    const studio = new StudioAtHand(['take']);
    studio.start();
    await studio.rest();
    // 100 ms to begin, 50 ms for a Function, 300 ms to connect, 4 s to answer, 58 and 12 characters at 15 a second.
    const expected = { ring: 450, answer: 4450, say: 4500, key: 4500 + 3867 + 800, end: 9217 + 800 };
    const times = studio.ledger.entries.map(({ kind, atMs }) => [kind, atMs]);
    expect(times).toEqual([
      ['execution-started', 0],
      ['ring', expected.ring],
      ['answer', expected.answer],
      ['say', expected.say],
      ['key', expected.key],
      ['say', expected.key + 50],
      ['hang-up', expected.end],
      ['execution-ended', expected.end],
    ]);
  });

  it('takes the next word for every call, whoever is called, and repeats the last', async () => {
    const studio = new StudioAtHand(['no-answer', 'decline', 'take']);
    for (const to of [ANN, BOB, ANN, BOB]) {
      studio.start(to);
      await studio.rest();
    }
    expect(studio.functions.filter((path) => path !== 'claim' && path !== 'brief')).toEqual([
      'pass-no-answer',
      'pass-declined',
      'take',
      'take',
    ]);
  });
});

function texting(body: string): WidgetJson {
  return widget(
    'text',
    'send-message',
    { to: '{{contact.channel.address}}', from: '{{flow.channel.address}}', body },
    { sent: 'good', failed: 'bad' },
  );
}

describe('an execution', () => {
  it('is active until it ends, then told once with its reason', async () => {
    const studio = new StudioAtHand(['hang-up']);
    const { sid } = studio.start();
    expect(studio.executions.get(sid)).toMatchObject({ status: 'active', createdAtMs: 0, updatedAtMs: 0 });
    await studio.rest();
    expect(studio.ended).toEqual([studio.executions.get(sid)]);
    expect(studio.ended).toMatchObject([{ sid, status: 'ended', endedReason: 'hung-up', to: ANN, from: CALLER_ID }]);
    expect(studio.executions.list('FW1')).toEqual(studio.ended);
  });

  it('shows what its widgets have put out', async () => {
    const studio = new StudioAtHand(['take']);
    const { sid } = studio.start();
    expect(studio.executions.contextOf(sid)).toMatchObject({ flow: { sid }, widgets: {} });
    await studio.rest();
    expect(studio.executions.contextOf(sid)).toMatchObject({
      contact: { channel: { address: ANN } },
      widgets: { call: { CallStatus: 'in-progress', To: ANN, AccountSid: 'AC1' }, ask: { Digits: '1' } },
    });
    expect(studio.executions.contextOf('FN404')).toBeUndefined();
  });

  it.each([
    ['contact', CALLER_ID, true],
    ['contact', '+12025550101', true],
    ['pair', CALLER_ID, true],
    ['pair', '+12025550101', false],
  ] as const)('is active by %s for another from %s: %s', async (activeBy, from, isActive) => {
    const studio = new StudioAtHand(['take'], { activeBy });
    const { sid } = studio.start();
    expect(studio.executions.activeFor(ANN, from)?.sid).toBe(isActive ? sid : undefined);
    expect(studio.executions.activeFor(BOB, CALLER_ID)).toBeUndefined();
    await studio.rest();
    expect(studio.executions.activeFor(ANN, from)).toBeUndefined();
  });

  it('takes the time-out of a Function for a failure', async () => {
    const studio = new StudioAtHand(['take']);
    studio.silentFunctions.add('brief');
    studio.start();
    await studio.rest();
    expect(studio.story()).toContain('say An alarm. Press 1 to take it, 2 to pass it on.');
  });

  it.each([
    ['hello', 'good'],
    ['refuse this', 'bad'],
  ])('sends "%s" and goes on by its fate', async (body, next) => {
    const studio = new StudioAtHand(
      ['take'],
      {},
      flowOf(trigger('text'), texting(body), run('good', {}), run('bad', {})),
    );
    studio.start();
    await studio.rest();
    expect(studio.messages).toEqual([{ to: ANN, from: CALLER_ID, body }]);
    expect(studio.functions).toEqual([next]);
  });

  it('is stopped for what Studio does not do, and says why', async () => {
    const studio = new StudioAtHand(['take'], {}, flowOf(trigger('hello'), say('hello', 'x')));
    studio.start();
    await studio.rest();
    expect(studio.ledger.entries.at(-1)).toMatchObject({
      why: 'stopped',
      detail: 'widget "hello" needs a call that is in progress',
    });
  });

  it('is not started for a flow that is not there, nor added with what cannot be answered', () => {
    const studio = new StudioAtHand(['take']);
    expect(studio.executions.hasFlow('FW1')).toBe(true);
    expect(studio.executions.hasFlow('FW2')).toBe(false);
    expect(() => studio.executions.start('FW2', { to: ANN, from: CALLER_ID, parameters: {} })).toThrow('no flow FW2');
    const http = widget('ping', 'make-http-request', { method: 'GET', url: 'x', content_type: 'y' });
    expect(() => studio.executions.addFlow('FW3', loadFlow(flowOf(trigger('ping'), http)))).toThrow('"ping"');
  });
});

describe('ending an execution through the API', () => {
  it('hangs up its call under that switch', async () => {
    const studio = new StudioAtHand(['take']);
    const { sid } = studio.start();
    await studio.until(6_000);
    expect(studio.executions.end(sid)).toMatchObject({ status: 'ended', endedReason: 'ended-by-api' });
    expect(studio.story().slice(-2)).toEqual(['hang-up by system', 'ended ended-by-api']);
    await studio.rest();
    expect(studio.ended).toHaveLength(1);
  });

  it('stops the phone ringing under that switch', async () => {
    const studio = new StudioAtHand(['take']);
    const { sid } = studio.start();
    await studio.until(2_000);
    studio.executions.end(sid);
    await studio.rest();
    expect(studio.story()).toEqual([...BEGINNING, 'missed canceled', 'ended ended-by-api']);
  });

  it('leaves the agent listening otherwise, and hangs up when Studio is asked what comes next', async () => {
    const studio = new StudioAtHand(['take'], { endingHangsUp: false });
    const { sid } = studio.start();
    await studio.until(6_000);
    studio.executions.end(sid);
    await studio.rest();
    expect(studio.story()).toEqual([
      ...BEGINNING,
      'answer',
      PROMPT,
      'ended ended-by-api',
      'key 1',
      'hang-up by system',
    ]);
    expect(studio.functions).toEqual(['claim', 'brief']);
  });

  it('leaves the phone ringing otherwise, and hangs up on whoever answers', async () => {
    const studio = new StudioAtHand(['take'], { endingHangsUp: false });
    const { sid } = studio.start();
    await studio.until(2_000);
    studio.executions.end(sid);
    await studio.rest();
    expect(studio.story()).toEqual([...BEGINNING, 'ended ended-by-api', 'answer', 'hang-up by system']);
  });

  it('before it has begun keeps it from beginning, and again changes nothing', async () => {
    const studio = new StudioAtHand(['take']);
    const { sid } = studio.start();
    studio.executions.end(sid);
    studio.executions.end(sid);
    await studio.rest();
    expect(studio.story()).toEqual(['execution-started', 'ended ended-by-api']);
    expect(studio.functions).toEqual([]);
    expect(studio.executions.end('FN404')).toBeUndefined();
  });
});

describe('a hang-up', () => {
  it('in gather is a time-out under that switch: the flow passes on and ends', async () => {
    const studio = new StudioAtHand(['hang-up'], { hangUpInGather: 'timeout' });
    studio.start();
    await studio.rest();
    expect(studio.functions).toEqual(['claim', 'brief', 'pass-no-key']);
    expect(studio.story().slice(-2)).toEqual(['hang-up by agent', 'ended finished']);
  });

  it('while the prompt waits for a key counts once', async () => {
    const studio: StudioAtHand = new StudioAtHand(
      {
        ringing: (phone) =>
          conducted(
            studio.clock,
            phone,
            { ...CONDUCTS.silent, hangsUp: { after: 'first words', delayMs: 5_000 } },
            NO_REACH,
          ),
      },
      { hangUpInGather: 'timeout' },
    );
    studio.silentFunctions.add('pass-no-key');
    studio.start();
    await studio.rest();
    expect(studio.functions).toEqual(['claim', 'brief', 'pass-no-key']);
    expect(studio.clock.now()).toBe(4_500 + 5_000 + 10_000);
  });

  it('right after key 1 does not keep the take from running', async () => {
    const studio: StudioAtHand = new StudioAtHand({
      ringing: (phone) =>
        conducted(studio.clock, phone, { ...CONDUCTS.take, hangsUp: { after: 'first key', delayMs: 0 } }, NO_REACH),
    });
    studio.start();
    await studio.rest();
    expect(studio.functions).toEqual(['claim', 'brief', 'take']);
    expect(studio.story().slice(-3)).toEqual(['key 1', 'hang-up by agent', 'ended stopped']);
  });
});

describe('the calls', () => {
  it('are on record from the queue to their end', async () => {
    const studio = new StudioAtHand(['take']);
    const { sid: execution } = studio.start();
    const seen: (string | undefined)[] = [];
    for (const atMs of [200, 1_000, 6_000, 60_000]) {
      await studio.until(atMs);
      seen.push(studio.executions.calls()[0]?.status);
    }
    expect(seen).toEqual(['queued', 'ringing', 'in-progress', 'completed']);
    const [record] = studio.executions.calls();
    expect(record).toMatchObject({ to: ANN, from: CALLER_ID, execution, createdAtMs: 150 });
    expect(studio.executions.call(record?.sid ?? '')).toEqual(record);
  });

  it.each([
    ['queued', 200, [], 'canceled', ['claim', 'pass-failed']],
    ['ringing', 2_000, ['ring', 'missed canceled'], 'canceled', ['claim', 'pass-failed']],
    ['in progress', 6_000, ['ring', 'answer', PROMPT, 'hang-up by system'], 'completed', ['claim', 'brief']],
  ])('can be completed while %s', async (_what, atMs, story, status, functions) => {
    const studio = new StudioAtHand(['take']);
    studio.start();
    await studio.until(atMs);
    const sid = studio.executions.calls()[0]?.sid ?? '';
    expect(studio.executions.completeCall(sid)).toMatchObject({ status });
    await studio.rest();
    expect(studio.story().slice(1, -1)).toEqual(story);
    expect(studio.functions).toEqual(functions);
    expect(studio.executions.completeCall(sid)).toMatchObject({ status });
    expect(studio.executions.completeCall('CA404')).toBeUndefined();
  });

  it('go out one a second', async () => {
    const studio = new StudioAtHand(['no-answer']);
    for (const number of [ANN, BOB, '+447700900003']) studio.start(number);
    await studio.rest();
    const rings = studio.ledger.entries.filter(({ kind }) => kind === 'ring').map(({ atMs }) => atMs);
    expect(rings).toEqual([450, 1_450, 2_450]);
  });

  it('can be held in the queue', async () => {
    const studio = new StudioAtHand(['no-answer']);
    studio.executions.delayNextCall(30_000);
    studio.start();
    await studio.rest();
    expect(studio.ledger.entries.find(({ kind }) => kind === 'ring')?.atMs).toBe(30_450);
  });

  it('can be held in the queue by the execution that places them, and no other', async () => {
    const studio = new StudioAtHand(['no-answer']);
    const { sid } = studio.start();
    studio.start(BOB);
    studio.executions.delayCallOf(sid, 30_000);
    await studio.rest();
    expect(studio.ledger.entries.filter(({ kind }) => kind === 'ring')).toMatchObject([
      { atMs: 30_450, to: ANN },
      { atMs: 31_450, to: BOB },
    ]);
  });

  it('are busy while the phone is in another call', async () => {
    const studio = new StudioAtHand(['take'], { activeBy: 'pair' });
    studio.start(ANN, CALLER_ID);
    studio.start(ANN, '+12025550101');
    await studio.rest();
    expect(studio.story().filter((line) => line === 'ring' || line.startsWith('missed'))).toEqual([
      'ring',
      'ring',
      'missed busy',
    ]);
    expect(studio.functions.toSorted()).toEqual(['brief', 'claim', 'claim', 'pass-busy', 'take']);
  });
});

describe('a stuck execution', () => {
  it('stays active whatever the phone does, until it is ended', async () => {
    const studio = new StudioAtHand(['take']);
    const { sid } = studio.start();
    await studio.until(2_000);
    studio.executions.makeStuck(sid);
    await studio.rest();
    expect(studio.story()).toEqual([...BEGINNING, 'answer', 'hang-up by agent']);
    expect(studio.executions.activeFor(ANN, CALLER_ID)?.sid).toBe(sid);
    studio.executions.end(sid);
    expect(studio.executions.activeFor(ANN, CALLER_ID)).toBeUndefined();
  });

  it('never begins when it is stuck from the start', async () => {
    const studio = new StudioAtHand(['take']);
    studio.executions.makeStuck(studio.start().sid);
    await studio.rest();
    expect(studio.story()).toEqual(['execution-started']);
    expect(studio.functions).toEqual([]);
  });
});

/** A flow that asks for keys with a text of 10 s, twice, and reports them. */
const asking = (properties: Record<string, unknown>, text = 'x'.repeat(150)) =>
  flowOf(
    trigger('call'),
    call('call', { answered: 'ask' }),
    gather('ask', text, { keypress: 'report', timeout: 'report' }, { loop: 2, ...properties }),
    run('report', {}, { keys: '{{widgets.ask.Digits}}' }),
  );

const pressing = (keys: Conduct['keys']): Conduct => ({ ...CONDUCTS.silent, keys });

const one = (key: string, delayMs: number): Conduct['keys'] => [{ key, after: 'first words', delayMs }];

/** The times of what is said (150 characters, 10 s), and when and with which keys it goes on, after the answer. */
async function gathered(properties: Record<string, unknown>, keys: Conduct['keys'], text?: string) {
  const studio: StudioAtHand = new StudioAtHand(
    { ringing: (phone) => conducted(studio.clock, phone, pressing(keys), NO_REACH) },
    {},
    asking(properties, text),
  );
  studio.start();
  await studio.rest();
  const entries = studio.ledger.entries;
  const answeredAtMs = entries.find(({ kind }) => kind === 'answer')?.atMs ?? 0;
  const endedAtMs = entries.at(-1)?.atMs ?? 0;
  return {
    spoken: entries.filter(({ kind }) => kind === 'say').map(({ atMs }) => atMs - answeredAtMs),
    afterMs: endedAtMs - answeredAtMs - 50,
    digits: studio.parameters.at(-1)?.['keys'],
  };
}

describe('gathering keys', () => {
  it.each([
    ['a key during speech cuts it short', {}, one('1', 3_000), { spoken: [0], afterMs: 3_000, digits: '1' }],
    ['a key in the second round', {}, one('1', 12_000), { spoken: [0, 10_000], afterMs: 12_000, digits: '1' }],
    ['a key after the speech', {}, one('1', 24_000), { spoken: [0, 10_000], afterMs: 24_000, digits: '1' }],
    ['a key too late', {}, one('1', 25_500), { spoken: [0, 10_000], afterMs: 25_000, digits: '' }],
    ['no key', {}, [], { spoken: [0, 10_000], afterMs: 25_000, digits: '' }],
    [
      'the second of two keys is not heard any more',
      {},
      [...one('1', 3_000), ...one('1', 3_010)],
      { spoken: [0], afterMs: 3_000, digits: '1' },
    ],
    [
      'as many keys as are wanted',
      { number_of_digits: 2 },
      [...one('1', 3_000), ...one('2', 5_000)],
      { spoken: [0], afterMs: 5_000, digits: '12' },
    ],
    [
      'too few keys, handed in when time is over',
      { number_of_digits: 2 },
      one('1', 3_000),
      { spoken: [0], afterMs: 8_000, digits: '1' },
    ],
    [
      'the finishing key',
      { number_of_digits: null, finish_on_key: '#' },
      [...one('1', 3_000), ...one('#', 4_000)],
      { spoken: [0], afterMs: 4_000, digits: '1' },
    ],
    [
      'the finishing key pressed twice',
      { number_of_digits: null, finish_on_key: '#' },
      [...one('1', 3_000), ...one('#', 4_000), ...one('#', 4_010)],
      { spoken: [0], afterMs: 4_000, digits: '1' },
    ],
    [
      'keys that are slower than the speech',
      { number_of_digits: 3 },
      [...one('1', 3_000), ...one('2', 7_500), ...one('3', 12_000)],
      { spoken: [0], afterMs: 12_000, digits: '123' },
    ],
    [
      'the time to wait starting again with every key',
      { number_of_digits: 2 },
      [...one('1', 24_000), ...one('2', 28_000)],
      { spoken: [0, 10_000], afterMs: 28_000, digits: '12' },
    ],
    ['the finishing key alone', { finish_on_key: '#' }, one('#', 3_000), { spoken: [0], afterMs: 3_000, digits: '' }],
  ])('%s', async (_what, properties, keys, expected) => {
    expect(await gathered(properties, keys)).toEqual(expected);
  });

  it('waits in silence when there is nothing to say', async () => {
    expect(await gathered({}, [{ key: '1', after: 'answer', delayMs: 2_000 }], '')).toEqual({
      spoken: [],
      afterMs: 2_000,
      digits: '1',
    });
  });
});

describe('a call from a number that Twilio takes no call from', () => {
  it('fails without a ring, and there is no call', async () => {
    const studio = new StudioAtHand(['take']);
    studio.barredCallers.add(CALLER_ID);
    studio.start();
    await studio.rest();
    expect(studio.story()).toEqual(['execution-started', 'ended finished']);
    expect(studio.functions).toEqual(['claim', 'pass-failed']);
    expect(studio.executions.calls()).toEqual([]);
  });
});
