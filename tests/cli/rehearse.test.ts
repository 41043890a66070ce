import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, oncall } from '../support/oncall';

const FIXTURES = join(__dirname, '..', 'fixtures', 'aws');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oncall-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('oncall rehearse --json', () => {
  it('tells every step in lines that a program can read', async () => {
    const ran = await oncall(['rehearse', '--json', '--agents', 'busy,decline,take']);
    const lines = jsonLines(ran);

    expect(ran.status).toBe(0);
    expect(lines.map(({ kind, agent }) => [kind, agent].filter((word) => word !== undefined).join(' '))).toEqual([
      'alarm',
      'ring ann',
      'missed ann',
      'ring bob',
      'answer bob',
      'say bob',
      'key bob',
      'say bob',
      'ring cyd',
      'hang-up bob',
      'answer cyd',
      'say cyd',
      'key cyd',
      'sms cyd',
      'say cyd',
      'hang-up cyd',
      'outcome',
    ]);
    expect(lines.filter(({ kind }) => kind === 'ring').map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(lines[0]).toMatchObject({ kind: 'alarm', atMs: 0 });
    expect(lines.find(({ kind }) => kind === 'sms')).toMatchObject({ text: expect.stringContaining('web-1') });
    expect(lines.at(-1)).toEqual({ kind: 'outcome', status: 'acknowledged', by: 'cyd', calls: 3 });
    const times = lines.flatMap(({ atMs }) => (typeof atMs === 'number' ? [atMs] : []));
    expect(times).toHaveLength(lines.length - 1);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it.each([
    ['no-answer', { status: 'exhausted', by: null, calls: 3 }],
    ['take', { status: 'acknowledged', by: 'ann', calls: 1 }],
    ['hang-up,voicemail,take', { status: 'acknowledged', by: 'cyd', calls: 3 }],
    ['silent,wrong-key,failed', { status: 'exhausted', by: null, calls: 3 }],
  ])('--agents %s ends as it must', async (agents, outcome) => {
    const ran = await oncall(['rehearse', '--json', '--agents', agents]);

    expect(ran.status).toBe(0);
    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', ...outcome });
  });

  it('without a keyboard and without --agents the first agent takes it, and it says so', async () => {
    const ran = await oncall(['rehearse', '--json']);

    expect(ran.status).toBe(0);
    expect(ran.err).toContain('--agents take');
    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'acknowledged', by: 'ann', calls: 1 });
  });
});

describe('oncall rehearse --event', () => {
  it.each([
    'sns-status-check',
    'sns-three-records',
    'sqs-enveloped',
    'sqs-raw',
    'alarm-action',
    'eventbridge',
    'sns-plain-text',
  ])('%s rings a phone', async (name) => {
    const ran = await oncall(['rehearse', '--json', '--agents', 'take', '--event', join(FIXTURES, `${name}.json`)]);

    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'acknowledged', by: 'ann', calls: 1 });
    expect(ran.status).toBe(0);
  });

  it('a bare alarm message rings a phone', async () => {
    const message = file(
      'bare.json',
      '{"AlarmName":"disk full","NewStateValue":"ALARM","StateChangeTime":"2026-11-02T03:14:07.412+0000"}',
    );
    const ran = await oncall(['rehearse', '--json', '--agents', 'take', '--event', message]);

    expect(ran.status).toBe(0);
    expect(jsonLines(ran).find(({ kind }) => kind === 'say')).toMatchObject({
      agent: 'ann',
      text: 'On-call alert for Ann Lee, team Main: disk full. Press 1 to take it, or 2 to pass it on.',
    });
  });

  it('an alarm that is OK rings nobody', async () => {
    const ran = await oncall([
      'rehearse',
      '--json',
      '--agents',
      'take',
      '--event',
      join(FIXTURES, 'sns-recovered.json'),
    ]);

    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'resolved', by: null, calls: 0 });
    expect(ran.status).toBe(0);
  });
});

describe('oncall rehearse --roster', () => {
  it('calls the agents of another roster', async () => {
    const roster = file('one.json', '{"agents":{"zoe":{"name":"Zoe Fox","phone":"+12025550123"}}}');
    const ran = await oncall(['rehearse', '--json', '--agents', 'decline,no-answer,take', '--roster', roster]);

    expect(ran.status).toBe(0);
    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'acknowledged', by: 'zoe', calls: 3 });
  });
});

describe('mistakes', () => {
  it.each([
    [['rehearse', '--agents', 'sleep'], 2, ['"sleep"', 'no-answer']],
    [['rehearse', '--agents', ''], 2, ['""', 'no-answer']],
    [['rehearse', '--colour'], 2, ['--colour', '--help']],
    [['rehearse', 'now'], 2, ['now', '--help']],
    [['rehearse', '--event'], 2, ['--event', '--help']],
    [['rehears'], 2, ['"rehears"', 'rehearse']],
    [['rehearse', '--event', 'nowhere.json'], 1, ['nowhere.json', 'cannot be read']],
    [['rehearse', '--event', 'README.md'], 1, ['README.md', 'not JSON']],
    [['rehearse', '--roster', 'nowhere.json'], 1, ['nowhere.json', 'cannot be read']],
  ])('%j is told apart and told clearly', async (args, status, words) => {
    const ran = await oncall(args);

    expect(ran.status).toBe(status);
    for (const word of words) expect(ran.err).toContain(word);
    expect(ran.err).not.toMatch(/^\s+at /m);
    expect(ran.out).toBe('');
  });

  it('a roster with mistakes is refused with all of them, each with its place', async () => {
    const roster = file(
      'broken.json',
      '{\n  "agents": {\n    "ann": { "name": "Ann Lee", "fone": "+447700900001" },\n    "bob": { "name": "Bob Roy", "phone": "0770" }\n  }\n}\n',
    );
    const ran = await oncall(['rehearse', '--agents', 'take', '--roster', roster]);

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('agents.ann.fone (line 3, column 33)');
    expect(ran.err).toContain('phone');
    expect(ran.err).toContain('agents.bob.phone (line 4, column 42)');
    expect(ran.err).not.toMatch(/^\s+at /m);
  });

  it('an event without a record is refused', async () => {
    const ran = await oncall(['rehearse', '--agents', 'take', '--event', file('none.json', '{"Records":[]}')]);

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('no alarm in it');
  });
});

describe('help', () => {
  it.each([[[]], [['help']], [['--help']]])('%j lists the commands', async (args) => {
    const ran = await oncall(args);

    expect(ran.status).toBe(0);
    expect(ran.out).toContain('rehearse');
  });

  it('rehearse --help names every option and word', async () => {
    const { out, status } = await oncall(['rehearse', '--help']);

    expect(status).toBe(0);
    for (const word of ['--agents', '--event', '--roster', '--json', 'take', 'decline', 'no-answer', 'wrong-key']) {
      expect(out).toContain(word);
    }
  });
});

describe('the README', () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

  it('shows what npm start prints without a keyboard', async () => {
    const [, shown] = /```text\n([^]*?)```/.exec(readme) ?? [];

    expect((await oncall(['rehearse'])).out).toBe(shown);
  });

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name = '']) => name);

    expect(named).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench', 'soak']));
    expect(named.filter((name) => name !== 'ci' && scripts[name] === undefined)).toEqual([]);
  });
});
