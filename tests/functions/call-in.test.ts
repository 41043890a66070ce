import { afterEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../incident/sample';
import { AGENTS, NUMBERS } from '../support/story';
import { expectNothingPrivate } from './expectations';
import { alarm, FunctionsAtHand } from './functions-at-hand';
import type { AtHandOptions } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const STRANGER = '+12025550177';
const NUMBER = '+12025550100';
const NEUTRAL = 'This number makes automatic calls only. Goodbye.';
const PINNED = { ...AGENTS, ann: { ...AGENTS.ann, pin: '4826' } };
const TRUSTING = { agents: AGENTS, ringBack: 'trust caller id' };

/** Somebody's call to the number: what is said, and what follows. */
class CallIn {
  static calls = 0;
  readonly heard: string[] = [];
  readonly sid = `CA${String(++CallIn.calls).padStart(32, '0')}`;
  readonly from: string;
  /** The number that the caller is put through to. */
  dialled: string | undefined;
  isOver = false;
  #next = '/call-in';

  private constructor(from: string) {
    this.from = from;
  }

  static async from(from: string = NUMBERS.ann): Promise<CallIn> {
    const call = new CallIn(from);
    await call.#ask({});
    return call;
  }

  /** Presses keys: those that are asked for. */
  press(digits: string): Promise<void> {
    return this.#ask({ Digits: digits });
  }

  /** The phone that the caller is put through to ends like this. */
  dial(status: string): Promise<void> {
    return this.#ask({ DialCallStatus: status });
  }

  /** What was said last. */
  get last(): string {
    return this.heard.at(-1) ?? '';
  }

  async #ask(more: Readonly<Record<string, string>>): Promise<void> {
    if (this.isOver) throw new Error('The call is over.');
    this.dialled = undefined;
    const reply = await at.flow(this.#next, { From: this.from, To: NUMBER, CallSid: this.sid, ...more });
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    const { text } = reply;
    const asked = /<Gather [^>]*action="([^"]*)"/.exec(text)?.[1];
    const spoken = asked === undefined ? text : (/<Gather.*<\/Gather>/s.exec(text)?.[0] ?? '');
    const said = [...spoken.matchAll(/<Say [^>]*>([^<]*)<\/Say>/g)].map(([, words = '']) => words);
    if (said.length > 0) this.heard.push(said.join(' '));
    this.dialled = /<Number>([^<]*)<\/Number>/.exec(text)?.[1];
    const follows = asked ?? /<Redirect[^>]*>([^<]*)</.exec(text)?.[1] ?? /<Dial [^>]*action="([^"]*)"/.exec(text)?.[1];
    this.isOver = follows === undefined;
    if (this.isOver) expect(text).toMatch(/<Hangup\/>/);
    this.#next = (follows ?? '').replaceAll('&amp;', '&');
    if (/<Redirect/.test(text)) await this.#ask({});
  }
}

/** Ann's phone rings. */
async function ringing(options: AtHandOptions = {}): Promise<void> {
  at = new FunctionsAtHand(options);
  await at.called();
}

function incident() {
  const board = at.board();
  if (board === undefined) throw new Error('There is no board.');
  return incidentOf(board);
}

/** The SMS that were sent to somebody. */
function sent(to: string = NUMBERS.ann): readonly string[] {
  return at.story.rehearsal.ledger.entries.flatMap((entry) =>
    entry.kind === 'sms' && entry.to === to ? [entry.text.split('\n')[0] ?? ''] : [],
  );
}

/** The code in the latest SMS. */
function code(): string {
  return /^(\d{6}) is the code for your call/.exec(sent().at(-1) ?? '')?.[1] ?? '';
}

describe('an agent who rings back', () => {
  it('hears what is open, what is wrong, who is being called, and the keys', async () => {
    await ringing();
    const call = await CallIn.from();
    expect(call.heard).toEqual([
      'On-call line. Hello Ann Lee. One incident is open. Main: web 1 cpu. CPU Utilization is 99 per cent, over 90. Ann Lee is being called. Press 1 to take it, 2 to pass it on, or 3 to hear it again.',
    ]);
  });

  it('takes it with 1 where the roster trusts the number', async () => {
    await ringing({ roster: TRUSTING });
    const call = await CallIn.from();
    await call.press('1');
    expect(call.last).toMatch(/^You have it\. The details follow by message\. Goodbye\.$/);
    expect(call.isOver).toBe(true);
    expect(incident()).toMatchObject({ status: 'taken', taken: { by: 'ann', way: 'ring-back' } });
    expect(sent()).toEqual([expect.stringMatching(/^You have it/)]);
    await at.pass(60);
    expect(at.story.heardBy('ann').at(-1)).toBe('You have it already. Goodbye.');
    expect(at.story.heardBy('bob')).toEqual([]);
  });

  it('passes it on with 2, hears it again with 3, and with whatever else', async () => {
    await ringing({ roster: TRUSTING });
    const call = await CallIn.from();
    for (const key of ['3', '9', '', '*']) {
      await call.press(key);
      expect(call.last).toMatch(/^One incident is open\. Main: web 1 cpu/);
    }
    await call.press('2');
    expect(call.last).toBe('Bob Roy is being called. Goodbye.');
    expect(incident().calls).toMatchObject([{ agent: 'ann', outcome: 'declined' }]);
  });

  it('hears of the next one with 4, the newest first', async () => {
    const teams = { web: { name: 'Web', agents: ['ann', 'bob'] }, db: { name: 'Database', agents: ['bob', 'ann'] } };
    const routes = [{ alarm: 'db-*', team: 'db' }];
    at = new FunctionsAtHand({ roster: { ...TRUSTING, teams, routes } });
    await at.alarm(alarm('web-1'));
    await at.pass(2);
    await at.alarm(alarm('db-1'));
    await at.pass(2);
    const call = await CallIn.from();
    expect(call.last).toMatch(/Incident 1 of 2\. Database: db 1.* or 4 for the next one\.$/);
    await call.press('4');
    expect(call.last).toMatch(/^Incident 2 of 2\. Web: web 1/);
    await call.press('4');
    expect(call.last).toMatch(/^Incident 1 of 2\. Database: db 1/);
    await call.press('1');
    expect(at.board('db')?.incidents).toMatchObject([{ status: 'taken', taken: { by: 'ann' } }]);
    expect(at.board('web')?.incidents).toMatchObject([{ status: 'escalating' }]);
  });

  it('with nothing open hears who is on call, and when they are', async () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-11-16 09:00', every: '1 week' }];
    at = new FunctionsAtHand({ roster: { timezone: 'Europe/London', agents: AGENTS, rotations } });
    const call = await CallIn.from(NUMBERS.bob);
    expect(call.heard).toEqual([
      'On-call line. Hello Bob Roy. Nothing is open for your teams. Main: Ann Lee is on call until Mon 23 Nov, 09:00 GMT. Main: your next shift begins on Mon 23 Nov, 09:00 GMT. Goodbye.',
    ]);
    expect(call.isOver).toBe(true);
  });

  it('beside another: one takes it, and the other hears who', async () => {
    await ringing({ roster: TRUSTING });
    const [ann, bob] = [await CallIn.from(), await CallIn.from(NUMBERS.bob)];
    await Promise.all([ann.press('1'), bob.press('1')]);
    const owner = incident().taken?.by;
    const [winner, loser, name] = owner === 'ann' ? [ann, bob, 'Ann Lee'] : [bob, ann, 'Bob Roy'];
    expect(winner.last).toMatch(/You have it\./);
    expect(loser.last).toBe(`${name} has it. Goodbye.`);
  });

  it('after it is over hears so, and nothing is changed', async () => {
    await ringing({ roster: TRUSTING });
    const call = await CallIn.from();
    at.closeByHand();
    await call.press('1');
    expect(call.last).toBe('It is over already. Goodbye.');
    expect(incident().status).toBe('resolved');
  });

  it('is hung up on after 20 turns', async () => {
    await ringing({ roster: TRUSTING });
    const call = await CallIn.from();
    let turns = 1;
    for (; !call.isOver && turns < 50; turns++) await call.press('3');
    expect(turns).toBe(21);
    expect(call.last).toBe('Goodbye.');
  });

  it('hears that it could not be done when Twilio does not answer, and nothing else is said to be', async () => {
    await ringing({ roster: TRUSTING });
    const call = await CallIn.from();
    at.fate = () => ({ is: 'reset' });
    await call.press('1');
    expect(call.heard.join()).not.toMatch(/You have it/);
    expect(call.last).toBe('That could not be done just now. Please try again. Goodbye.');
  });
});

describe('without a pin, where the roster does not trust the number', () => {
  it('a code comes by SMS, and with it 1 counts', async () => {
    await ringing();
    const call = await CallIn.from();
    await call.press('1');
    expect(call.last).toBe('A code was sent to your phone by message. Key it, then the hash key.');
    expect(incident().status).toBe('escalating');
    await call.press(code());
    expect(call.last).toMatch(/You have it\./);
    expect(incident()).toMatchObject({ taken: { by: 'ann', way: 'ring-back' } });
  });

  it('the code of another call is none', async () => {
    await ringing();
    const first = await CallIn.from();
    await first.press('1');
    const old = code();
    const second = await CallIn.from();
    await second.press('1');
    expect(code()).not.toBe(old);
    await second.press(old);
    expect(second.last).toMatch(/^That is not right\./);
    expect(incident().status).toBe('escalating');
  });

  it('after a wrong one the code is asked for again, and the third ends the call', async () => {
    await ringing();
    const call = await CallIn.from();
    await call.press('1');
    const again = 'That is not right. A code was sent to your phone by message. Key it, then the hash key.';
    for (const wrong of ['12345', '']) {
      await call.press(wrong);
      expect(call.last).toBe(again);
    }
    await call.press('1234567');
    expect(call.last).toBe('That is not right. Goodbye.');
    expect(call.isOver).toBe(true);
    expect(incident().status).toBe('escalating');
    const next = await CallIn.from();
    await next.press('1');
    await next.press('00');
    await next.press(code());
    expect(next.last).toMatch(/^You have it\./);
  });

  it('of many calls at once that ask for a code none has one that was not counted', async () => {
    await ringing();
    const calls = [];
    for (let count = 0; count < 8; count++) calls.push(await CallIn.from());
    await Promise.all(calls.map((call) => call.press('1')));
    expect(calls.filter(({ last }) => last.startsWith('A code was sent')).length).toBeLessThanOrEqual(1);
  });

  it('a forger hears at most, takes nothing, and makes the phone buzz five times an hour', async () => {
    await ringing();
    for (let times = 0; times < 8; times++) {
      const call = await CallIn.from();
      await call.press('1');
    }
    expect(sent().filter((text) => text.includes('is the code'))).toHaveLength(5);
    expect(incident().status).toBe('escalating');
  });
});

describe('an agent with a pin', () => {
  it('hears nothing before the pin, and then takes with one key', async () => {
    await ringing({ roster: { agents: PINNED } });
    const call = await CallIn.from();
    expect(call.heard).toEqual(['This is the on-call line. Key your pin, then the hash key.']);
    await call.press('4826');
    expect(call.last).toMatch(/^On-call line\. Hello Ann Lee\. One incident is open\./);
    await call.press('1');
    expect(incident()).toMatchObject({ taken: { by: 'ann', way: 'ring-back' } });
  });

  it('is locked out of that way only, for an hour, after three wrong ones, and is warned once a day', async () => {
    await ringing({ roster: { agents: PINNED } });
    const wrong = await CallIn.from();
    for (const pin of ['0000', '', '48260']) await wrong.press(pin);
    expect(wrong.heard.slice(1)).toEqual([
      'That is not right. This is the on-call line. Key your pin, then the hash key.',
      'That is not right. This is the on-call line. Key your pin, then the hash key.',
      'Too many wrong codes were keyed, so none is taken for an hour. Text the number, or open the link in a message. Goodbye.',
    ]);
    expect(sent()).toEqual([expect.stringMatching(/^Somebody called the on-call line with your number/)]);
    const right = await CallIn.from();
    await right.press('4826');
    expect(right.last).toMatch(/^Too many wrong codes/);
    // Their own call is theirs as before.
    await at.flow('/take', at.current());
    expect(incident()).toMatchObject({ taken: { by: 'ann', way: 'key' } });
    await at.pass(3_601);
    const later = await CallIn.from();
    await later.press('4826');
    expect(later.last).toMatch(/^On-call line\. Hello Ann Lee\./);
    const again = await CallIn.from();
    for (const pin of ['0000', '1111', '2222']) await again.press(pin);
    expect(again.last).toMatch(/^Too many wrong codes/);
    expect(sent().filter((text) => text.startsWith('Somebody called'))).toHaveLength(1);
  });

  it('who keys the right one is not locked out by their own calls', async () => {
    at = new FunctionsAtHand({ roster: { agents: PINNED } });
    for (let times = 0; times < 6; times++) {
      const call = await CallIn.from();
      await call.press('4826');
      expect(call.last).toMatch(/^On-call line\. Hello Ann Lee\./);
    }
  });

  it('many calls at once have no more guesses than one', async () => {
    await ringing({ roster: { agents: PINNED } });
    const calls = [];
    for (let count = 0; count < 10; count++) calls.push(await CallIn.from());
    await Promise.all(calls.map((call, index) => call.press(index === 9 ? '4826' : `000${index}`)));
    const guesses = calls.filter(({ last }) => last.startsWith('That is not right') || last.startsWith('Too many'));
    const heard = calls.filter(({ last }) => last.startsWith('On-call line'));
    expect(guesses.filter(({ last }) => last.startsWith('That')).length + heard.length).toBeLessThanOrEqual(3);
  });

  it('of two who share a number the pin says who it is', async () => {
    const shared = {
      ann: { name: 'Ann Lee', phone: NUMBERS.ann, pin: '4826' },
      bob: { name: 'Bob Roy', phone: NUMBERS.ann, pin: '7315' },
    };
    await ringing({ roster: { agents: shared } });
    const call = await CallIn.from();
    await call.press('7315');
    expect(call.last).toMatch(/Hello Bob Roy/);
    await call.press('1');
    expect(incident().taken?.by).toBe('bob');
  });
});

describe('a stranger', () => {
  it.each(['nothing is open', 'something is open'])(
    'hears one sentence when %s, and costs no request',
    async (what) => {
      at = new FunctionsAtHand();
      if (what === 'something is open') await at.called();
      const [kept, before] = [at.kept(), at.requests()];
      for (const from of [STRANGER, '+266696687', 'anonymous', '', NUMBER]) {
        const call = await CallIn.from(from);
        expect(call.heard).toEqual([NEUTRAL]);
        expect(call.isOver).toBe(true);
      }
      expect(at.requests()).toBe(before);
      expect(at.kept()).toEqual(kept);
    },
  );

  it('who was an agent when the call began and is none any more hears it too', async () => {
    await ringing({ roster: TRUSTING });
    const before = at.kept();
    for (const step of ['hear', 'pin', 'key', 'code', 'do', 'through', 'page']) {
      const path = `/call-in?step=${step}&as=ann&ok=1&team=main&id=${incident().id}&do=take`;
      const reply = await at.flow(path, { From: STRANGER, CallSid: 'CA1', Digits: '1' });
      expect(reply.text).toContain(`>${NEUTRAL}<`);
    }
    expect(at.kept()).toEqual(before);
  });
});

describe('the public line', () => {
  it('connects a stranger with those on call, one after the other', async () => {
    at = new FunctionsAtHand({ roster: { agents: AGENTS, publicLine: 'connect' } });
    const call = await CallIn.from(STRANGER);
    expect(call.heard).toEqual(['One moment. You are being connected to the person on call.']);
    expect(call.dialled).toBe(NUMBERS.ann);
    await call.dial('no-answer');
    expect(call.dialled).toBe(NUMBERS.bob);
    await call.dial('busy');
    expect(call.dialled).toBe(NUMBERS.cyd);
    await call.dial('failed');
    expect(call.last).toBe('Nobody answers at the moment. Goodbye.');
    const other = await CallIn.from(STRANGER);
    await other.dial('completed');
    expect(other.isOver).toBe(true);
    expect(other.heard).toHaveLength(1);
  });

  it('lets a stranger raise an alert, once a call, which is called like any other', async () => {
    at = new FunctionsAtHand({ roster: { agents: AGENTS, publicLine: 'page' } });
    const call = await CallIn.from(STRANGER);
    expect(call.heard).toEqual(['Press 1 to alert the people on call. They will see your number.']);
    await call.press('1');
    expect(call.last).toBe('The people on call are being alerted. Goodbye.');
    expect(incident()).toMatchObject({ status: 'escalating', chain: 'round', attempt: { agent: { id: 'ann' } } });
    await at.pass(5);
    expect(at.story.heardBy('ann')[0]).toMatch(/^On-call alert for Main: Call from/);
    // Twilio asks again when it got no answer.
    const before = at.board()?.incidents;
    await at.flow('/call-in?step=page', { From: STRANGER, CallSid: call.sid, Digits: '1' });
    expect(at.board()?.incidents).toEqual(before);
  });

  it('is for each stranger three times an hour, and for all together ten times', async () => {
    at = new FunctionsAtHand({ roster: { agents: AGENTS, publicLine: 'connect' } });
    const callers = [STRANGER, '+12025550178', '+12025550179', '+12025550180'];
    const got = new Map<string, number>();
    for (const from of callers) {
      for (let times = 0; times < 4; times++) {
        const { dialled, heard } = await CallIn.from(from);
        if (dialled === undefined) expect(heard).toEqual([NEUTRAL]);
        else got.set(from, (got.get(from) ?? 0) + 1);
      }
    }
    expect([...got.values()]).toEqual([3, 3, 3, 1]);
    await at.pass(3_601);
    expect((await CallIn.from(STRANGER)).dialled).toBe(NUMBERS.ann);
  });

  it('is not for whoever hides their number, nor for our own', async () => {
    at = new FunctionsAtHand({ roster: { agents: AGENTS, publicLine: 'connect' } });
    for (const from of ['anonymous', '', NUMBER]) expect((await CallIn.from(from)).heard).toEqual([NEUTRAL]);
  });
});

describe('the first word comes after so many requests, one after the other', () => {
  /** Something was taken and closed before: the Maps beside the board are there, and the team has its place in them. */
  async function ringingAgain(options: AtHandOptions = {}): Promise<void> {
    await ringing(options);
    await at.flow('/text-in', { From: NUMBERS.ann, Body: '1' });
    await at.flow('/text-in', { From: NUMBERS.ann, Body: 'done' });
    await at.pass(120);
    await at.alarm(alarm('web-2'));
    await at.pass(5);
  }

  /** How many the answers took that were given since. */
  const since = (runs: number): readonly number[] =>
    at
      .took('/call-in')
      .slice(runs)
      .map((tookMs) => tookMs / 100);

  it('what is open: two, also where what is said of it lies beside the board', async () => {
    await ringing();
    // The very first count makes the Map.
    await CallIn.from();
    let runs = at.took('/call-in').length;
    await CallIn.from();
    expect(since(runs)).toEqual([2]);
    await at.alarm(...['a', 'b', 'c', 'd'].map((name) => alarm(name)));
    runs = at.took('/call-in').length;
    await CallIn.from();
    expect(since(runs)).toEqual([2]);
  });

  it('the pin: none, what is open: two, and "You have it": two', async () => {
    await ringingAgain({ roster: { agents: PINNED } });
    await (await CallIn.from()).press('4826');
    const runs = at.took('/call-in').length;
    const call = await CallIn.from();
    await call.press('4826');
    await call.press('1');
    expect(call.last).toMatch(/^You have it\./);
    expect(since(runs).slice(0, 3)).toEqual([0, 2, 2]);
  });

  it('the code: two, and "You have it" after it: two', async () => {
    await ringingAgain();
    await (await CallIn.from()).press('1');
    const call = await CallIn.from();
    const runs = at.took('/call-in').length;
    await call.press('1');
    await call.press(code());
    expect(call.last).toMatch(/^You have it\./);
    expect(since(runs).slice(0, 2)).toEqual([2, 2]);
  });

  it('passing on what somebody has: three, as the next call is placed before', async () => {
    await ringingAgain({ roster: TRUSTING });
    await (await CallIn.from()).press('1');
    await at.pass(60);
    const call = await CallIn.from();
    const runs = at.took('/call-in').length;
    await call.press('2');
    expect(call.last).toBe('The next agent is being called. Goodbye.');
    expect(since(runs).slice(0, 1)).toEqual([3]);
    expect(incident().attempt).toMatchObject({ agent: { id: 'bob' } });
  });
});

it('what is owed is sent although the caller hangs up before Twilio comes back for it', async () => {
  await ringing({ roster: TRUSTING });
  const path = `/call-in?step=key&as=ann&team=main&id=${incident().id}`;
  await at.flow(path, { From: NUMBERS.ann, To: NUMBER, CallSid: 'CA1', Digits: '1' });
  expect(sent()).toEqual([]);
  await at.pass(60);
  await at.beat();
  expect(sent()).toEqual([expect.stringMatching(/^You have it \(Main/)]);
});

it('is said in the agent’s language, by a voice that speaks it', async () => {
  await ringing({ roster: { ...TRUSTING, agents: { ...AGENTS, bob: { ...AGENTS.bob, language: 'fr' } } } });
  const call = await CallIn.from(NUMBERS.bob);
  expect(call.last).toMatch(/^Ligne d'astreinte\. Bonjour Bob Roy\. Un incident est ouvert\./);
  expect(at.replies.at(-1)?.text).toContain('<Say voice="Polly.Lea-Neural" language="fr-FR">');
  await call.press('1');
  expect(call.last).toMatch(/L'alerte est à vous\./);
});

describe('an order', () => {
  const order = (team: string, step: string, digits: string): Promise<unknown> =>
    at.flow(`/call-in?${step}&do=take&as=ann&team=${team}&id=${at.board(team)?.incidents[0]?.id ?? 'inc-1'}`, {
      From: NUMBERS.ann,
      CallSid: 'CA1',
      Digits: digits,
    });

  it('that nobody has proved, or about a team that is not the caller’s, changes nothing', async () => {
    const teams = { main: { agents: ['ann'] }, db: { agents: ['bob'] } };
    at = new FunctionsAtHand({ roster: { agents: AGENTS, teams, routes: [{ alarm: 'db-*', team: 'db' }] } });
    await at.alarm(alarm('web-1'), alarm('db-1'));
    await at.pass(5);
    const before = at.kept();
    await order('main', 'step=code', '123456');
    await order('main', 'step=code&guess=1', '123456');
    await order('main', 'step=code&guess=1', '');
    await order('main', 'step=do&ok=1', '1');
    await order('db', 'step=key&ok=1', '1');
    await order('nowhere', 'step=key&ok=1', '1');
    expect(at.kept()).toEqual(before);
    await order('main', 'step=key&ok=1', '1');
    expect(incident()).toMatchObject({ taken: { by: 'ann' } });
  });
});

it.each(['/call-in', '/text-in'])('%s answers in time when Twilio never does', async (path) => {
  await ringing({ roster: TRUSTING });
  at.fate = () => ({ is: 'drop' });
  await at.flow(path, { From: NUMBERS.ann, CallSid: 'CA1', Body: '1' });
  expect(at.took(path).at(-1)).toBeLessThanOrEqual(9_000);
});
