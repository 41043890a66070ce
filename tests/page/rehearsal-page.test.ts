import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RehearsalPage } from '../../src/cli/page/rehearsal-page';
import { servePage } from '../../src/cli/page/serve';
import type { Served } from '../../src/cli/page/serve';
import { InteractivePhones, PacedClock } from '../../src/rehearsal/index';
import { AGENTS, NUMBERS } from '../support/story';
import { Tab } from './tab';

/** A Monday at noon. */
const NOW = Date.parse('2026-11-02T12:00:00Z');

let realMs: number;
let clock: PacedClock;
let phones: InteractivePhones;
let roster: string;
let page: RehearsalPage;
let served: Served;
let tab: Tab;

beforeEach(async () => {
  await begin({ agents: AGENTS });
});

afterEach(async () => {
  await end();
});

async function end(): Promise<void> {
  tab.close();
  await served.stop();
  page.stop();
}

async function begin(what: object): Promise<void> {
  realMs = 0;
  clock = new PacedClock(NOW, () => realMs);
  phones = new InteractivePhones(() => {});
  roster = JSON.stringify(what);
  page = await RehearsalPage.open({
    clock,
    phones,
    readRoster: () => roster,
    rosterShown: 'roster.json',
    fallbackNumbers: [],
    zone: 'Europe/London',
    build: 'b1',
  });
  served = await servePage(page, new Map(), page.secrets);
  tab = await Tab.open(served.url);
}

/** Lets real time pass in the rehearsal. */
async function pass(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds * 1000; passed += 500) {
    realMs += 500;
    await clock.catchUp();
  }
}

/** Until an agent's phone rings; the id of the call. */
async function ring(agent: string): Promise<string> {
  await pass(1);
  for (let seconds = 0; seconds < 60 && phones.calls.length === 0; seconds++) await pass(1);
  return (await tab.sees(() => tab.callOf(agent))).id;
}

describe('the page of a rehearsal', () => {
  it('takes an alarm from the panel to the agent who presses 1', async () => {
    expect(await tab.orders({ do: 'fire', sample: 'status-check' })).toEqual({ ok: true });
    const call = await ring('ann');
    const ringing = tab.phones.get('ann')?.calls[0];
    expect(ringing).toMatchObject({ state: 'ringing', way: 'in', heard: [], isAsking: false });
    expect(await tab.orders({ do: 'answer', call })).toEqual({ ok: true });
    const isAsking = (): boolean => phones.calls.some((each) => phones.isAsking(each));
    for (let halves = 0; halves < 60 && !isAsking(); halves++) await pass(0.5);
    const asking = await tab.sees(() => tab.callOf('ann')?.isAsking === true && tab.callOf('ann'));
    expect(asking.heard[0]?.text).toContain('Press 1 at any time to take it');
    expect(asking.heard[0]?.language).toBe('en-US');
    await tab.orders({ do: 'press', call, key: '1' });
    await pass(2);
    const open = await tab.sees(() => tab.world.now?.incidents.find(({ status }) => status === 'taken'));
    expect(open).toMatchObject({ headline: 'taken by Ann Lee', taken: { agent: 'ann', way: 'by key 1' } });
    expect(open.alarms[0]?.link).toMatch(/^https:\/\/console\.aws\.amazon\.com\/cloudwatch\//);
    expect(open.alarms[0]?.text).toContain('StatusCheckFailed 1 >= 1');
    await pass(10);
    await tab.sees(() => tab.phones.get('ann')?.calls.length === 0);
    const [run] = await tab.sees(
      () => [...tab.runs.values()].every(({ endedAtMs }) => endedAtMs !== undefined) && [...tab.runs.values()],
    );
    expect(run?.path?.map(({ widget }) => widget).slice(0, 3)).toEqual(['Trigger', 'claim', 'may_dial']);
    expect(run?.path?.at(-1)?.widget).toBe('say_taken');
    expect(tab.world.flow?.widgets.map(({ name }) => name)).toContain('say_taken');
    const past = await tab.sees(() => tab.world.past?.incidents[0]);
    expect(past).toMatchObject({ standing: 'taken by Ann Lee', takings: [{ agent: 'ann', way: 'by key 1' }] });
  });

  it('tells the whole chain in the timeline, with request and reply, and never a secret or a number', async () => {
    await tab.orders({ do: 'fire', sample: 'cpu' });
    const call = await ring('ann');
    await tab.orders({ do: 'answer', call });
    await pass(5);
    await tab.orders({ do: 'press', call, key: '1' });
    await pass(10);
    await tab.sees(() => tab.steps.some(({ kind }) => kind === 'sms'));
    expect(new Set(tab.steps.map(({ kind }) => kind))).toEqual(
      new Set(['alarm', 'queue', 'lambda', 'function', 'sync', 'studio', 'call', 'key', 'sms', 'twilio']),
    );
    expect(tab.steps.map(({ n }) => n)).toEqual(tab.steps.map((_, index) => index + 1));
    for (const { n } of tab.steps) await tab.gets(`step?n=${String(n)}`);
    await tab.gets('steps.json');
    const started = tab.steps.find(({ kind, text }) => kind === 'studio' && text.startsWith('POST'));
    const detail = JSON.parse((await tab.gets(`step?n=${String(started?.n)}`)).body) as {
      request: string;
      reply: string;
    };
    expect(detail.request).toContain('To: +44•••••0001');
    expect(detail.reply).toMatch(/^201\n/);
    for (const number of Object.values(NUMBERS)) expect(tab.received).not.toContain(number.slice(1));
    for (const secret of ['rehearsal-auth-token-of-nobody-0', 'rehearsal-alert-secret', 'rehearsal-events-password']) {
      expect(tab.received).not.toContain(secret);
      expect(tab.received).not.toContain(
        Buffer.from(`AC00000000000000000000000000000000:${secret}`).toString('base64'),
      );
    }
  });

  it('shows two pages the same, and one that is loaded in the middle of a call', async () => {
    await tab.orders({ do: 'fire', sample: 'cpu' });
    const call = await ring('ann');
    await tab.orders({ do: 'answer', call });
    await tab.sees(() => tab.callOf('ann')?.state === 'live');
    const other = await Tab.open(served.url);
    await other.sees(() => other.callOf('ann')?.state === 'live');
    expect(other.callOf('ann')?.id).toBe(call);
    expect(await other.orders({ do: 'hang up', call })).toEqual({ ok: true });
    await tab.sees(() => tab.callOf('ann') === undefined);
    await other.sees(() => other.steps.length === tab.steps.length);
    other.close();
  });

  it('says why a phone does not do what was asked of it', async () => {
    const over = { problem: 'This call is over, so nothing was done.' };
    expect(await tab.orders({ do: 'answer', call: 'CA1' })).toEqual(over);
    await tab.orders({ do: 'fire', sample: 'cpu' });
    const call = await ring('ann');
    expect(await tab.orders({ do: 'press', call, key: '1' })).toEqual({
      problem: 'The phone still rings: answer it first.',
    });
    await tab.orders({ do: 'answer', call });
    expect(await tab.orders({ do: 'reject', call })).toEqual({ problem: 'The call is answered already.' });
    expect(await tab.orders({ do: 'ring back', agent: 'ann' })).toEqual({
      problem: 'Ann Lee is on the phone: hang up first.',
    });
    expect(await tab.orders({ do: 'text', agent: 'eve', text: '1' })).toEqual({
      problem: 'The roster has no agent "eve" any more, so nothing was done.',
    });
  });

  it.each([
    ['nothing', ' ', 'Nothing was pasted, so nothing was sent. Paste an alarm message or an event as JSON.'],
    [
      'an event without records',
      '{"Records":[]}',
      'Its Records are empty, so there is no alarm in it and nothing was sent.',
    ],
  ])('sends nothing for %s that is pasted', async (_what, text, problem) => {
    expect(await tab.orders({ do: 'paste', text })).toEqual({ problem });
    expect(page.rehearsal.queue.depth).toBe(0);
  });

  it('says in plain words that what is pasted is not JSON, and sends any JSON', async () => {
    const bad = await tab.orders({ do: 'paste', text: '{"AlarmName": "x",' });
    expect(bad).toEqual({
      problem: expect.stringMatching(/^What was pasted is not JSON \(.+\), so nothing was sent\. Correct it;/),
    });
    expect(page.rehearsal.queue.depth).toBe(0);
    await tab.orders({ do: 'paste', text: '{"AlarmName":"<b>x</b>","NewStateValue":"ALARM","NewStateReason":"why"}' });
    await ring('ann');
    const open = await tab.sees(() => tab.world.now?.incidents[0]);
    expect(open.alarms[0]?.text).toBe('x. why.');
  });

  it('lets agents reach back: a text, a call, a link', async () => {
    await tab.orders({ do: 'fire', sample: 'cpu' });
    const call = await ring('ann');
    await tab.orders({ do: 'reject', call });
    await ring('bob');
    await tab.orders({ do: 'text', agent: 'ann', text: '1' });
    await pass(5);
    const text = await tab.sees(() => tab.phones.get('ann')?.texts.find(({ link }) => link !== undefined));
    expect(text.text).toContain(text.link);
    expect(tab.phones.get('ann')?.texts[0]).toMatchObject({ way: 'out', text: '1' });
    const opening = tab.orders({ do: 'open link', agent: 'ann', link: text.link ?? '' });
    for (let looks = 0; looks < 40; looks++) await pass(0.5);
    expect(await opening).toMatchObject({ ok: true, page: { status: 200, deeds: expect.arrayContaining(['close']) } });
    expect(await tab.orders({ do: 'open link', agent: 'ann', link: 'https://evil.example/i?c=1' })).toHaveProperty(
      'problem',
    );
    await tab.orders({ do: 'open link', agent: 'ann', link: text.link ?? '', deed: 'close' });
    await pass(5);
    await tab.sees(() => tab.world.now?.incidents.length === 0);
    expect(await tab.orders({ do: 'ring back', agent: 'cyd' })).toEqual({ ok: true });
    await pass(2);
    const back = await tab.sees(() => tab.callOf('cyd'));
    expect(back).toMatchObject({ way: 'out', state: 'live' });
  });

  it('takes, passes and closes an incident in the name of an agent, and the history says so', async () => {
    await tab.orders({ do: 'fire', sample: 'cpu' });
    await ring('ann');
    const { id, team } = await tab.sees(() => tab.world.now?.incidents[0]);
    const whose = { team, incident: id, as: 'bob' };
    expect(await tab.orders({ do: 'take', ...whose, as: 'eve' })).toEqual({
      problem: 'The roster has no agent "eve" any more, so nothing was done. Say again who you are.',
    });
    expect(await tab.orders({ do: 'take', ...whose })).toEqual({
      ok: true,
      words: `Bob Roy has ${id} now. Nobody else is called.`,
    });
    expect(await tab.orders({ do: 'take', ...whose })).toEqual({
      problem: `Bob Roy has ${id} already, so nothing was changed.`,
    });
    await pass(30);
    expect(await tab.orders({ do: 'pass', ...whose, to: 'cyd' })).toMatchObject({ ok: true });
    await ring('cyd');
    expect(await tab.orders({ do: 'close', ...whose })).toEqual({
      ok: true,
      words: `${id} is closed. Nobody else is called.`,
    });
    const past = await tab.sees(() => tab.world.past?.incidents.find(({ status }) => status === 'resolved'));
    expect(past.standing).toBe('closed by Bob Roy (on the team page)');
    expect(past.takings).toMatchObject([{ agent: 'bob', way: 'on the team page' }]);
    expect(past.passes).toMatchObject([{ agent: 'bob', text: 'passed on by Bob Roy to Cyd Ito (on the team page)' }]);
    expect(tab.steps.filter(({ kind }) => kind === 'person').map(({ text }) => text)).toContain(
      `Bob Roy closes ${id} on the page`,
    );
  });

  it('has a heartbeat, which reminds the one who has it', async () => {
    await end();
    await begin({ agents: AGENTS, escalation: { remindMinutes: 10 } });
    await tab.orders({ do: 'fire', sample: 'cpu' });
    await ring('ann');
    const { id, team } = await tab.sees(() => tab.world.now?.incidents[0]);
    await tab.orders({ do: 'take', team, incident: id, as: 'bob' });
    await pass(9 * 60);
    expect(phones.calls).toEqual([]);
    await pass(7 * 60);
    const rung = page.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'ring' ? [entry.to] : []));
    expect(rung.slice(0, 2)).toEqual([NUMBERS.ann, NUMBERS.bob]);
  });

  it('stands still, goes on step by step, and runs ahead', async () => {
    await tab.orders({ do: 'speed', speed: 0 });
    await tab.sees(() => tab.world.time?.speed === 0);
    await tab.orders({ do: 'fire', sample: 'cpu' });
    await pass(60);
    expect([clock.now(), phones.calls.length]).toEqual([NOW, 0]);
    const before = page.rehearsal.ledger.entries.length;
    expect(await tab.orders({ do: 'step' })).toEqual({ ok: true });
    expect(page.rehearsal.ledger.entries.length).toBeGreaterThan(before);
    await tab.orders({ do: 'speed', speed: 10 });
    const nowMs = clock.now();
    await pass(2);
    expect(clock.now() - nowMs).toBe(20_000);
    await tab.sees(() => tab.callOf('ann')?.state === 'ringing');
  });

  it('throws the switches of what goes wrong', async () => {
    expect(tab.world.faults?.map(({ id, isOn }) => [id, isOn])).toEqual([
      ['down', false],
      ['slow', false],
      ['lost-events', false],
      ['stuck', false],
    ]);
    await tab.orders({ do: 'fault', fault: 'down', isOn: true });
    await tab.sees(() => tab.world.faults?.[0]?.isOn);
    await tab.orders({ do: 'fire', sample: 'cpu' });
    await pass(20);
    expect(phones.calls).toEqual([]);
    await tab.sees(() => (tab.world.queue?.messages[0]?.receives ?? 0) >= 1 && tab.world.queue?.count === 1);
    await tab.orders({ do: 'fault', fault: 'down', isOn: false });
    await pass(100);
    const rung = page.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'ring' ? [entry.to] : []));
    expect(rung[0]).toBe(NUMBERS.ann);
  });

  it('keeps calling after a call that is stuck', async () => {
    await tab.orders({ do: 'fault', fault: 'stuck', isOn: true });
    await tab.orders({ do: 'fire', sample: 'cpu' });
    await pass(5);
    expect(phones.calls).toEqual([]);
    await tab.orders({ do: 'fault', fault: 'stuck', isOn: false });
    await pass(600);
    expect(page.rehearsal.ledger.entries.some((entry) => entry.kind === 'ring')).toBe(true);
  });

  it('says who would be called', async () => {
    const answer = await tab.orders({ do: 'what if', alarm: 'db', atMs: NOW });
    expect(answer).toMatchObject({
      ok: true,
      whatIf: { routing: 'It goes to Main (main): the only team.', isQuiet: false },
    });
    const steps = 'whatIf' in answer ? (answer.whatIf?.steps ?? []) : [];
    expect(steps.filter(({ label }) => label === 'rings').map(({ agent }) => agent)).toEqual(['ann', 'bob', 'cyd']);
    expect(phones.calls).toEqual([]);
    expect(await tab.orders({ do: 'what if', alarm: ' ' })).toHaveProperty('problem');
  });

  it('has overrides and gaps among the shifts', async () => {
    await end();
    const on = (day: string) => `2026-11-${day} 09:00`;
    await begin({
      agents: AGENTS,
      timezone: 'UTC',
      overrides: [
        { out: 'ann', in: 'bob', from: on('10'), to: on('12'), why: 'holiday' },
        { in: 'cyd', from: on('20'), to: on('21') },
      ],
    });
    const [duty] = await tab.sees(() => tab.world.onCall);
    const at = (day: string) => Date.parse(`2026-11-${day}T09:00:00Z`);
    expect(duty?.shifts.map(({ fromMs, agent, override }) => [fromMs, agent, override])).toEqual([
      [Date.parse('2026-11-01T00:00:00Z'), 'ann', undefined],
      [at('10'), 'bob', 'bob for ann (holiday)'],
      [at('12'), 'ann', undefined],
      [at('20'), 'cyd', 'cyd before everybody else'],
      [at('21'), 'ann', undefined],
    ]);
  });

  it('follows an edit of the roster, and keeps the last one that could be used', async () => {
    expect(tab.world.roster).toMatchObject({ file: 'roster.json', isUsable: true, errors: [] });
    expect(tab.world.onCall).toMatchObject([{ team: 'main', now: 'ann', order: ['ann', 'bob', 'cyd'] }]);
    roster = '{"agents": {"ann": {"name": "Ann Lee"}}}';
    const broken = await tab.sees(() => tab.world.roster?.isUsable === false && tab.world.roster);
    expect(broken.errors[0]).toMatchObject({ path: 'agents.ann', line: 1 });
    expect(tab.world.agents?.map(({ id }) => id)).toEqual(['ann', 'bob', 'cyd']);
    await tab.orders({ do: 'fire', sample: 'cpu' });
    await ring('ann');
    roster = JSON.stringify({ agents: { dan: { name: 'Dan Fox', phone: '+447700900009' } } });
    await tab.sees(() => tab.world.agents?.[0]?.id === 'dan');
    await tab.sees(() => tab.phones.has('dan'));
  });

  it('bounds what a storm of 1,000 alarms sends to a page with 1,000 agents', async () => {
    await end();
    const many = Array.from({ length: 1_000 }, (_, index) => [
      `a${String(index)}`,
      { name: `Agent ${String(index)}`, phone: `+4477009${String(index).padStart(5, '0')}` },
    ]);
    await begin({ agents: Object.fromEntries(many) });
    await tab.sees(() => tab.phones.size === 1_000);
    const before = tab.news.length;
    const Records = Array.from({ length: 1_000 }, (_, index) => ({
      Sns: {
        Message: JSON.stringify({ AlarmName: `web-${String(index)}`, NewStateValue: 'ALARM', NewStateReason: 'why' }),
      },
    }));
    expect(await tab.orders({ do: 'paste', text: JSON.stringify({ Records }) })).toEqual({ ok: true });
    await ring('a0');
    await pass(10);
    const open = await tab.sees(() => tab.world.now?.incidents.find(({ others }) => others > 500));
    expect(open.alarms.length).toBeLessThan(20);
    expect(Math.max(...tab.news.map((news) => JSON.stringify(news).length))).toBeLessThan(150_000);
    expect(tab.world.queue?.messages.length).toBe(100);
    expect(tab.world.queue?.count).toBe(1_000);
    // However often a part of the page changes, it is sent with what else has changed by then.
    const changes = page.rehearsal.ledger.entries.length;
    expect(changes).toBeGreaterThan(2_000);
    expect(tab.news.length - before).toBeLessThan(changes / 10);
  });
});
