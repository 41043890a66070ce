import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { jsonLines } from '../../support/oncall';
import { typed } from '../command-line';
import { AGENTS } from '../sample';
import { scratchFolder } from '../scratch';
import { Sitting } from './sitting';

const scratch = scratchFolder();

const rosterFile = (more: object = {}): string =>
  scratch.file('roster.json', { timezone: 'UTC', agents: AGENTS, ...more });

/** What is said to somebody, and in which way, without times. */
async function told(...args: readonly string[]): Promise<readonly string[]> {
  const ran = await typed(...args, '--roster', rosterFile(), '--json');
  expect(ran).toMatchObject({ status: 0, err: '' });
  return jsonLines({ ...ran }).map(({ kind, agent, text }) => [kind, agent, text].filter(Boolean).join(' '));
}

describe('oncall text', () => {
  it('shows what an agent gets who texts the number', async () => {
    expect(await told('text', 'bob', 'who')).toEqual(['text-in bob who', 'sms bob Main: Ann Lee is on call.']);
    expect(await told('text', 'ann', 'who')).toEqual(['text-in ann who', 'sms ann Main: you are on call now.']);
    expect(await told('text', 'ann', 'take', '6DEC')).toEqual([
      'text-in ann take 6DEC',
      'sms ann No incident of your teams has the code 6DEC.',
    ]);
    expect(await told('text', 'ann', 'STOP')).toEqual([
      'text-in ann STOP',
      expect.stringMatching(/^sms ann You are unsub/),
    ]);
    const { out } = await typed('text', 'bob', 'who', '--roster', rosterFile());
    expect(out).toMatch(
      /^ {4}0\.0 s {2}texts us {2}Bob Roy: "who"\n.* SMS {7}to Bob Roy: "Main: Ann Lee is on call\."$/m,
    );
    // Two who share a number are both told the name.
    const shared = rosterFile({ agents: { ann: AGENTS.ann, bob: { ...AGENTS.bob, phone: AGENTS.ann.phone } } });
    expect((await typed('text', 'ann', 'who', '--roster', shared)).out).toContain('Main: Ann Lee is on call.');
  });

  it('needs an agent and words', async () => {
    expect(await typed('text', 'ann')).toMatchObject({ status: 2, err: expect.stringContaining('ann "who"') });
    expect(await typed('text')).toMatchObject({ status: 2 });
    expect(await typed('text', 'zoe', 'who', '--roster', rosterFile())).toMatchObject({
      status: 1,
      err: expect.stringContaining('the roster has no agent `zoe`'),
    });
  });
});

describe('oncall ring-back', () => {
  it('shows what an agent hears who rings the number, at another time if asked', async () => {
    const at = ['--at', '2026-12-24T18:00Z'];
    expect(await told('ring-back', 'bob', ...at)).toEqual([
      'ring-back bob',
      'say bob On-call line. Hello Bob Roy.',
      'say bob Nothing is open for your teams.',
      expect.stringContaining('say bob Main: Ann Lee is on call'),
      expect.stringContaining('say bob'),
      'say bob Goodbye.',
      'hang-up bob',
    ]);
  });

  it('tells an agent who is on call so once', async () => {
    expect(await told('ring-back', 'ann', '--at', '2026-12-24T18:00Z')).toEqual([
      'ring-back ann',
      'say ann On-call line. Hello Ann Lee.',
      'say ann Nothing is open for your teams.',
      'say ann Main: you are on call now.',
      'say ann Goodbye.',
      'hang-up ann',
    ]);
  });

  it('keys what it is told to, after each prompt', async () => {
    const roster = rosterFile({ agents: { ann: { ...AGENTS.ann, pin: '4711' } } });
    const { out, status } = await typed('ring-back', 'ann', '--keys', '1234#,4711#', '--roster', roster);
    expect(status).toBe(0);
    expect(out).toContain('That is not right.');
    expect(out).toContain('Nothing is open for your teams.');
    expect(await typed('ring-back', 'ann', '--keys', 'x')).toMatchObject({
      status: 2,
      err: expect.stringContaining('--keys "x": write keys'),
    });
    expect(await typed('ring-back')).toMatchObject({ status: 2 });
  });
});

describe('rehearse --agents', () => {
  const TWO = { agents: { ann: AGENTS.ann, bob: AGENTS.bob } };

  it.each([
    ['ring-back', 'ring-back ann', 3],
    ['text-take', 'text-in ann', 2],
    ['text-take,take', 'text-in ann', 2],
    ['tap-link', 'link ann', 3],
  ])('%s: the phone is not answered, and half a minute later somebody takes it so', async (words, line, calls) => {
    const file = scratch.file('two.json', TWO);
    const lines = jsonLines(await typed('rehearse', '--json', '--agents', words, '--roster', file));
    expect(lines.at(-1)).toMatchObject({ status: 'acknowledged', calls });
    const missed = lines.find(({ kind }) => kind === 'missed');
    const back = lines.find(({ kind, agent }) => `${String(kind)} ${String(agent)}` === line);
    expect(Number(back?.['atMs']) - Number(missed?.['atMs'])).toBeGreaterThanOrEqual(30_000);
    expect(Number(back?.['atMs']) - Number(missed?.['atMs'])).toBeLessThan(31_000);
  });

  it('text-pass: the agent texts 2 half a minute after the call that was missed', async () => {
    const lines = jsonLines(
      await typed('rehearse', '--json', '--agents', 'text-pass,no-answer,take', '--roster', rosterFile()),
    );
    const from = lines.findIndex(({ kind }) => kind === 'text-in');
    expect(lines[from]).toMatchObject({ agent: 'ann', text: '2' });
    expect(lines.slice(from).find(({ kind }) => kind === 'sms')).toMatchObject({
      agent: 'ann',
      text: expect.stringContaining('Agents are being called about it already'),
    });
    expect(lines.at(-1)).toMatchObject({ status: 'acknowledged', by: 'cyd', calls: 3 });
  });
});

describe('at the keyboard', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const sitting = (more: object = {}): Sitting =>
    new Sitting([
      '--roster',
      rosterFile(more),
      '--event',
      scratch.file('event.json', { AlarmName: 'disk', NewStateValue: 'ALARM' }),
    ]);

  it('t texts 1 from the phone that rang last, and that takes it', async () => {
    const at = sitting();
    await at.sees('Ann Lee: a to answer');
    await at.presses('t');
    expect(await at.sees('texts us')).toBe('texts us  Ann Lee: "1"');
    expect(await at.sees('You have it')).toContain('to Ann Lee');
    expect(await at.ends()).toBe(0);
    expect(at.lines.at(-1)).toBe('Taken by Ann Lee after 1 call. Nobody else is called.');
  });

  it('r rings back; the keys are those of a phone', async () => {
    const at = sitting({ ringBack: 'trust caller id' });
    await at.sees('Ann Lee: a to answer');
    await at.presses('r');
    expect(await at.sees('rings us')).toBe('rings us  Ann Lee rings the number');
    await at.sees('On-call line');
    await at.presses('1');
    await at.sees('hears     Ann Lee: "You have it. The details follow by message.');
    expect(await at.ends()).toBe(0);
  });

  it('p passes it on, l looks for a link, and before any ring there is nobody', async () => {
    const at = sitting();
    await at.presses('t');
    expect(at.lines.join('\n')).toContain('no phone has rung yet');
    await at.sees('Ann Lee: a to answer');
    await at.presses('l');
    expect(await at.sees('link ')).toContain('Ann Lee finds no link in any SMS');
    await at.presses('p');
    expect(await at.sees('texts us')).toBe('texts us  Ann Lee: "2"');
    await at.presses('q');
    expect(await at.ends()).toBe(1);
  });
});
