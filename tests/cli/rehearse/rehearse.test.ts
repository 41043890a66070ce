import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { THIS_MACHINE } from '../../../src/cli/machine';
import { command as rehearseCommand } from '../../../src/cli/rehearse/rehearse';
import { jsonLines, oncall, oncallOf } from '../../support/oncall';
import type { Ran } from '../../support/oncall';
import { page } from '../../support/pages';
import { ProjectCopy } from '../../support/project-copy';
import { typed } from '../command-line';
import { on, ran as ranHere } from '../live/live';

const FIXTURES = join(__dirname, '..', '..', 'fixtures', 'aws');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oncall-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** In this process, which is three times as fast as in one of its own. */
function rehearse(...args: readonly string[]): Promise<Ran> {
  return ranHere(on(rehearseCommand)(THIS_MACHINE), ...args);
}

describe('oncall rehearse --json', () => {
  it('tells every step in lines that a program can read', async () => {
    const ran = await rehearse('--json', '--agents', 'busy,decline,take');
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
    const ran = await rehearse('--json', '--agents', agents);

    expect(ran.status).toBe(0);
    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', ...outcome });
  });

  it('without a keyboard and without --agents the first agent takes it, and it says so', async () => {
    const ran = await rehearse('--json');

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
    const ran = await rehearse('--json', '--agents', 'take', '--event', join(FIXTURES, `${name}.json`));

    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'acknowledged', by: 'ann', calls: 1 });
    expect(ran.status).toBe(0);
  });

  it('a bare alarm message rings a phone', async () => {
    const message = file(
      'bare.json',
      '{"AlarmName":"disk full","NewStateValue":"ALARM","StateChangeTime":"2026-11-02T03:14:07.412+0000"}',
    );
    const ran = await rehearse('--json', '--agents', 'take', '--event', message);

    expect(ran.status).toBe(0);
    expect(jsonLines(ran).find(({ kind }) => kind === 'say')).toMatchObject({
      agent: 'ann',
      text: 'On-call alert for Main: disk full. Press 1 at any time to take it, 2 to pass, 3 to repeat.',
    });
  });

  it.each([
    ['UTF-8 with a byte-order mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8')],
    ['UTF-16 with one', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('may be in %s, as PowerShell writes it', async (_encoding, encoded) => {
    const bytes = encoded('{"AlarmName":"Überlast","NewStateValue":"ALARM"}');
    const ran = await typed('rehearse', '--json', '--agents', 'take', '--event', file('powershell.json', bytes));

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(jsonLines(ran)[0]).toEqual({
      kind: 'alarm',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      atMs: 0,
      text: 'Überlast. (ALARM)',
    });
  });

  it('an alarm that is OK rings nobody', async () => {
    const ran = await rehearse('--json', '--agents', 'take', '--event', join(FIXTURES, 'sns-recovered.json'));

    const why = 'OK is not an alarm, and no incident was open';
    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'resolved', by: null, calls: 0, why });
    expect(ran.status).toBe(0);
  });
});

it('says what a message out of a queue says, not the envelope that it came in', async () => {
  const message = JSON.stringify({
    AlarmName: 'db-cpu',
    NewStateValue: 'ALARM',
    StateChangeTime: '2026-11-22T03:00:00Z',
  });
  const body = JSON.stringify({ Type: 'Notification', MessageId: 'm-1', Message: message });
  const event = file('queue.json', JSON.stringify({ Records: [{ eventSource: 'aws:sqs', messageId: 'q-1', body }] }));
  const ran = await typed('rehearse', '--json', '--agents', 'take', '--event', event);
  expect(jsonLines(ran)[0]).toMatchObject({ kind: 'alarm', text: 'db-cpu. (ALARM)' });
});

describe('oncall rehearse --roster', () => {
  it('calls the agents of another roster', async () => {
    const roster = file('one.json', '{"agents":{"zoe":{"name":"Zoe Fox","phone":"+12025550123"}}}');
    const ran = await rehearse('--json', '--agents', 'decline,no-answer,take', '--roster', roster);

    expect(ran.status).toBe(0);
    expect(jsonLines(ran).at(-1)).toEqual({ kind: 'outcome', status: 'acknowledged', by: 'zoe', calls: 3 });
  });
});

function rosterWith(rest: object): string {
  const agents = { ann: { name: 'Ann Lee', phone: '+447700900001' } };
  return file('quiet.json', JSON.stringify({ timezone: 'Europe/London', agents, ...rest }));
}

describe('a rehearsal that calls nobody says why', () => {
  const ONE = '{"AlarmName":"web-1","NewStateValue":"ALARM"}';
  const RULE =
    '{"id":"1","detail-type":"CloudWatch Alarm State Change","account":"111122223333","detail":{"alarmName":"web-1","state":{"value":"INSUFFICIENT_DATA"}}}';
  const silences = [{ alarm: 'web-*', to: '2090-01-02 09:00', why: 'rebuilt in January' }];
  const silenced = 'silenced by silences[0] ("rebuilt in January") until Mon 2090-01-02 09:00 (Europe/London)';

  it.each<[string, string, object, string]>([
    ['a silence', ONE, { silences }, silenced],
    [
      'missing data through a rule',
      RULE,
      {},
      'a rule reports missing data, which is ignored unless a route says "missingData": "page"',
    ],
    [
      'missing data on a route that ignores it',
      '{"AlarmName":"web-1","NewStateValue":"INSUFFICIENT_DATA"}',
      {
        routes: [
          { alarm: 'db-*', missingData: 'page' },
          { alarm: 'web-*', missingData: 'ignore' },
        ],
      },
      'missing data is ignored by routes[1]',
    ],
    ['a heartbeat', '{"source":"oncall.heartbeat"}', {}, 'a heartbeat asks whether all is well'],
    [
      'a subscription',
      '{"Records":[{"body":"{\\"Type\\":\\"SubscriptionConfirmation\\",\\"TopicArn\\":\\"arn:topic\\"}"}]}',
      {},
      'SubscriptionConfirmation from arn:topic is not an alarm: confirm or repeat the subscription',
    ],
  ])('%s', async (_what, message, rest, why) => {
    const args = ['rehearse', '--agents', 'take', '--event', file('one.json', message), '--roster', rosterWith(rest)];
    const shown = await typed(...args);
    expect(shown).toMatchObject({ status: 0, err: '' });
    expect(shown.out.replaceAll('\n', ' ')).toMatch(/^ {4}0\.0 s {2}alarm /);
    expect(shown.out.replaceAll('\n', ' ')).toContain(` Nobody was called: ${why}.`);
    expect(jsonLines(await typed(...args, '--json')).at(-1)).toEqual({
      kind: 'outcome',
      status: 'resolved',
      by: null,
      calls: 0,
      why,
    });
  });

  it('also when others were called', async () => {
    const records = ['web-1', 'db-1', 'web-2'].map((name) => ({ body: ONE.replace('web-1', name) }));
    const event = file('three.json', JSON.stringify({ Records: records }));
    const args = ['rehearse', '--agents', 'take', '--event', event, '--roster', rosterWith({ silences })];
    expect((await typed(...args)).out.replaceAll('\n', ' ')).toContain(
      `Taken by Ann Lee after 1 call. Nobody else is called. At least one alarm called nobody: ${silenced}.`,
    );
    expect(jsonLines(await typed(...args, '--json')).at(-1)).toEqual({
      kind: 'outcome',
      status: 'acknowledged',
      by: 'ann',
      calls: 1,
      why: silenced,
    });
  });
});

describe('when nobody is on call', () => {
  const GAP = JSON.stringify({
    timezone: 'UTC',
    agents: { ann: { name: 'Ann Lee', phone: '+447700900001' } },
    overrides: [{ out: 'ann', from: '2020-01-01 09:00', to: '2090-01-01 09:00' }],
  });
  let copy: ProjectCopy;
  beforeAll(() => {
    copy = new ProjectCopy();
    copy.write('gap.json', GAP);
  });
  afterAll(() => copy.remove());

  const rehearsed = (...args: readonly string[]): ReturnType<typeof oncall> =>
    oncallOf(copy.folder, ['rehearse', '--roster', 'gap.json', ...args], { PATH: process.env['PATH'] ?? '' });

  it('and nobody stands in, it shouts', async () => {
    copy.remove('.env');
    const why = 'nobody is on call, and FALLBACK_NUMBERS in .env names nobody';
    const shown = await rehearsed('--agents', 'take');
    expect(shown).toMatchObject({ status: 0, err: '' });
    expect(shown.out.replaceAll('\n', ' ')).toContain(` NOBODY IS CALLED: ${why}. Everyone on the team gets an SMS.`);
    const lines = jsonLines(await rehearsed('--agents', 'take', '--json'));
    expect(lines.map(({ kind, agent }) => [kind, agent].filter((word) => word !== undefined).join(' '))).toEqual([
      'alarm',
      'sms ann',
      'outcome',
    ]);
    expect(lines.at(-1)).toEqual({ kind: 'outcome', status: 'exhausted', by: null, calls: 0, why });
  });

  it('the fallback numbers of .env are called, as what-if would have it', async () => {
    copy.write('.env', 'FALLBACK_NUMBERS="0770, +12025550101,+12025550102"\n');
    const shown = await rehearsed('--agents', 'busy,take');
    expect(shown.out).toContain("rings     fallback number 1's phone (call 1)");
    expect(shown.out).toContain('Taken by fallback number 2 after 2 calls.');
    const foreseen = await oncallOf(copy.folder, ['what-if', '--roster', 'gap.json', '--alarm', 'x'], {
      PATH: process.env['PATH'] ?? '',
    });
    expect(foreseen.out).toContain("rings     fallback number 1's phone (call 1)");
    expect(jsonLines(await rehearsed('--agents', 'busy,take', '--json')).at(-1)).toEqual({
      kind: 'outcome',
      status: 'acknowledged',
      by: 'fallback-2',
      calls: 2,
    });
  });
});

describe('mistakes', () => {
  it.each([
    [['rehearse', '--agents', 'sleep'], 2, ['"sleep"', 'no-answer']],
    [['rehearse', '--agents', ''], 2, ['""', 'no-answer']],
    [['rehearse', '--colour'], 2, ['--colour', '--help']],
    [['rehearse', '--agnts', 'take'], 2, ["'--agnts'", 'Did you mean --agents?', '--help']],
    [['rehearse', 'now'], 2, ['now', '--help']],
    [['rehearse', '--event'], 2, ['--event', '--help']],
    [['rehears'], 2, ['"rehears"', 'rehearse']],
    [['rehearse', '--event', 'nowhere.json'], 1, ['nowhere.json', 'there is no such file']],
    [['rehearse', '--event', 'README.md'], 1, ['README.md', 'not JSON']],
    [['rehearse', '--port', '0', '--agents', 'take'], 2, ['--port and --agents exclude each other']],
    [['rehearse', '--port', '0', '--terminal'], 2, ['--port and --terminal exclude each other']],
    [['rehearse', '--port', 'x'], 2, ['--port "x": write a whole number from 0 to 65535']],
    [['rehearse', '--roster', 'nowhere.json'], 1, ['nowhere.json', 'there is no such file']],
  ])('%j is told apart and told clearly', async (args, status, words) => {
    const ran = await typed(...args);

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
    const ran = await rehearse('--agents', 'take', '--roster', roster);

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('agents.ann.fone (line 3, column 33)');
    expect(ran.err).toContain('phone');
    expect(ran.err).toContain('agents.bob.phone (line 4, column 42)');
    expect(ran.err).not.toMatch(/^\s+at /m);
  });

  it('an event without a record is refused', async () => {
    const ran = await rehearse('--agents', 'take', '--event', file('none.json', '{"Records":[]}'));

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('no alarm in it');
  });
});

describe('help', () => {
  it.each([[[]], [['help']], [['--help']]])('%j lists the commands', async (args) => {
    const ran = await typed(...args);

    expect(ran.status).toBe(0);
    expect(ran.out).toContain('rehearse');
  });

  it('rehearse --help names every option and word', async () => {
    const { out, status } = await typed('rehearse', '--help');

    expect(status).toBe(0);
    for (const word of ['--agents', '--event', '--roster', '--json', 'take', 'decline', 'no-answer', 'wrong-key']) {
      expect(out).toContain(word);
    }
  });
});

describe('the README', () => {
  const readme = page('README.md');

  it('shows what npm start prints without a keyboard', async () => {
    const [, shown] = /```text\n([^]*?)```/.exec(readme) ?? [];

    // A link says until when it is good.
    const timeless = (text = ''): string => text.replace(/\/i\?c=[\w-]+/g, '/i?c=…');
    expect(timeless((await oncall(['rehearse'])).out)).toBe(timeless(shown));
  });

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name = '']) => name);

    expect(named).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench', 'soak']));
    expect(named.filter((name) => !['ci', 'install'].includes(name) && scripts[name] === undefined)).toEqual([]);
  });
});
