import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { command as flowDiffCommand } from '../../src/cli/flow/diff';
import { command as flowPullCommand } from '../../src/cli/flow/pull';
import { command as doctorCommand } from '../../src/cli/live/doctor';
import { command as setupCommand } from '../../src/cli/live/setup';
import { command as statusCommand } from '../../src/cli/live/status';
import { awsAtHand } from '../aws/aws-at-hand';
import { stackReply, TOPIC } from '../aws/sample';
import type { Ran } from '../support/oncall';
import { typed } from './command-line';
import { on, projectCopy, ran, removeProject, writeSettings } from './live/live';
import { PretendAccount } from './live/pretend-account';
import { scratchFolder } from './scratch';

const flowDiffWith = on(flowDiffCommand);
const flowPullWith = on(flowPullCommand);
const doctorWith = on(doctorCommand);
const setupWith = on(setupCommand);
const statusWith = on(statusCommand);

const scratch = scratchFolder();

/** What a pull request, an alarm or a service could put where a name is expected. A line of its own would begin with FORGED. */
const HOSTILE = fc
  .array(
    fc.constantFrom(
      'web',
      ' ',
      '\u001B[2J',
      '\u001B]0;title\u0007',
      '\u009B31m',
      '\u202Etxt.exe',
      '\u2066x\u2069',
      '\u200B',
      '\u00AD',
      '\u{E0041}',
      '\b\b\b',
      '\u0000',
      '\u007F',
      '\uD800',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const HOSTILE_LINES = fc
  .tuple(HOSTILE, fc.constantFrom('\nFORGED', '\rFORGED', '\r\nFORGED', '\u2028FORGED', '\u0085FORGED', ''))
  .map((parts) => parts.join(''));

/** What a roster may hold: names with controls are refused when it is read. */
const SEEN_BY_NOBODY = fc
  .array(fc.constantFrom('Ann', ' ', '\u202E', '\u2066', '\u200B', '\u200F', '\u{E0041}', '\u00AD'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => `A${parts.join('')}`);

/** Whatever a command printed: nothing acts on a terminal, and no line is somebody else's. */
function expectHarmless({ out, err }: Ran): void {
  for (const text of [out.replaceAll('\r\n', '\n'), err]) {
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text).not.toMatch(/^FORGED/m);
  }
}

async function always(
  arbitrary: fc.Arbitrary<string>,
  numRuns: number,
  act: (text: string) => Promise<readonly Ran[]>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitrary, async (text) => {
      for (const each of await act(text)) expectHarmless(each);
    }),
    { numRuns },
  );
}

describe('whatever stands in a roster', () => {
  it('that cannot be read', async () => {
    await always(HOSTILE_LINES, 12, async (text) => {
      const file = scratch.file('roster.json', {
        [text]: 1,
        agents: { [text]: { name: text, phone: text, [text]: 1 }, ann: { name: 'Ann', phone: '+447700900001' } },
        teams: { [text]: { agents: [text], rotations: [{ agents: ['ann'], only: text, every: text }] } },
        defaultTeam: text,
        timezone: text,
        escalation: { order: [text] },
        routes: [{ alarm: text, team: text }],
        silences: [{ alarm: text, to: text, why: text }],
      });
      const broken = scratch.file('broken.json', `{ "agents": { ${text} "ann" ${text}`);
      return [
        await typed('roster', 'check', file),
        await typed('roster', 'check', file, '--json'),
        await typed('roster', 'check', broken),
        await typed('who', '--roster', file),
        await typed('roster', 'diff', file),
        await typed('rehearse', '--agents', 'take', '--roster', file),
      ];
    });
  });

  it('that can be read', async () => {
    await always(SEEN_BY_NOBODY, 4, async (text) => {
      const agent = { name: text, phone: '+447700900001' };
      const file = scratch.file('roster.json', {
        timezone: 'UTC',
        agents: { ann: agent, bob: { name: `${text}b`, phone: '+447700900002' } },
        teams: { web: { name: text, rotations: [{ agents: ['ann', 'bob'], start: '2026-11-23 09:00' }] } },
        overrides: [
          { out: 'ann', in: 'bob', from: '2026-11-24 09:00', to: '2096-11-25 09:00', why: text, team: 'web' },
        ],
        routes: [{ alarm: `*${text}*`, team: 'web' }],
        silences: [{ alarm: `${text}-*`, to: '2096-11-24 09:00', why: text }],
      });
      const at = ['--from', '2026-11-24 12:00'];
      return [
        await typed('roster', 'check', file, ...at),
        await typed('who', '--roster', file),
        await typed('who', '--roster', file, '--json'),
        await typed('roster', 'show', '--roster', file, ...at),
        await typed('roster', 'show', '--roster', file, ...at, '--json'),
        await typed('roster', 'diff', join('src', 'cli', 'samples', 'two-teams.json'), file, ...at),
        await typed('roster', 'calendar', '--roster', file, ...at),
        await typed('what-if', '--alarm', text, '--roster', file),
        await typed('what-if', '--alarm', `${text}-1`, '--roster', file, '--json'),
        await typed('rehearse', '--agents', 'decline,take', '--roster', file),
      ];
    });
  });
});

it('whatever an alarm says', async () => {
  await always(HOSTILE_LINES, 5, async (text) => {
    const message = JSON.stringify({
      AlarmName: text,
      NewStateValue: 'ALARM',
      NewStateReason: text,
      AlarmDescription: text,
    });
    const alarm = scratch.file('alarm.json', message);
    const unknown = scratch.file('unknown.json', {
      Records: [{ EventSource: 'aws:sns', Sns: { Subject: text, Message: text } }],
    });
    return [
      await typed('rehearse', '--agents', 'take', '--event', alarm),
      await typed('rehearse', '--agents', 'take', '--event', alarm, '--json'),
      await typed('rehearse', '--agents', 'take', '--event', unknown),
      await typed('rehearse', '--agents', 'take', '--event', scratch.file('none.json', text)),
    ];
  });
});

it('whatever stands in a flow', async () => {
  const ours = JSON.parse(readFileSync(join('flows', 'on-call.json'), 'utf8')) as { states: object[] };
  await always(HOSTILE_LINES, 6, async (text) => {
    const odd = { name: text, type: text, properties: { [text]: text }, transitions: [{ event: text, next: text }] };
    const say = {
      name: `say${text}`,
      type: 'say-play',
      properties: { say: `{{${text}}}` },
      transitions: [{ event: text }],
    };
    const file = scratch.file('flow.json', { ...ours, [text]: text, states: [...ours.states, odd, say] });
    return [
      await typed('flow', 'check', file),
      await typed('flow', 'check', file, '--json'),
      await typed('flow', 'graph', file),
      await typed('flow', 'check', scratch.file('broken.json', `{ "states": ${text}`)),
    ];
  });
});

describe('whatever is typed', () => {
  const COMMANDS = [
    ...'rehearse what-if who contacts setup deploy doctor status ack resolve pass history report forget drill'.split(
      ' ',
    ),
    'send',
    'sandbox',
    'dashboard',
    'completion',
    'text',
    'ring-back',
    ...['check', 'show', 'diff', 'calendar', 'add', 'remove', 'swap', 'out', 'silence'].map((word) => `roster ${word}`),
    ...['check', 'graph', 'push', 'pull', 'diff'].map((word) => `flow ${word}`),
    ...['deploy', 'attach', 'update-code', 'destroy'].map((word) => `aws ${word}`),
  ];

  it('names every command', async () => {
    const { out } = await typed('help');
    expect([...out.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name = '']) => name).toSorted()).toEqual(
      COMMANDS.toSorted(),
    );
  });

  it('in place of a command, an option, an argument or a value', async () => {
    await always(HOSTILE, 6, async (text) => {
      const all = [[text], ['help', text], ['roster', text], ['roster', text, text]];
      for (const command of COMMANDS) {
        const words = command.split(' ');
        all.push([...words, text, text, text], [...words, `--${text}`]);
      }
      for (const option of ['--team', '--at', '--roster']) all.push(['who', option, text]);
      for (const option of ['--state', '--account', '--agents', '--at'])
        all.push(['what-if', '--alarm', text, option, text]);
      for (const option of ['--stack', '--region', '--tag']) all.push(['aws', 'attach', '--all', option, text]);
      for (const option of ['--event', '--agents', '--port']) all.push(['rehearse', option, text]);
      all.push(['dashboard', '--port', text]);
      for (const option of ['--port', '--agents']) all.push(['sandbox', option, text]);
      all.push(
        ['send', '--name', text, '--state', text],
        ['text', 'ann', text],
        ['ring-back', 'ann', '--keys', text],
        ['roster', 'show', '--weeks', text],
        ['contacts', '--number', text],
      );
      all.push(
        ['roster', 'check', text],
        ['flow', 'check', text],
        ['flow', 'graph', text, '--write', text],
        ['ack', '--as', text],
        ['pass', '--to', text],
        ['resolve', '--incident', text],
        ['history', '--since', text],
        ['report', '--team', text],
      );
      const done: Ran[] = [];
      for (const line of all) done.push(await typed(...line));
      return done;
    });
  });
});

describe('whatever an account says', () => {
  it('in its flow and in what it refuses', async () => {
    const folder = projectCopy();
    const account = new PretendAccount();
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
    await ran(setupWith(account.machine(folder)), '--allow-samples');
    const [flow] = account.resources.flows.all();
    const published = JSON.stringify(flow?.first.definition);
    await always(HOSTILE_LINES, 6, async (text) => {
      account.fault = () => undefined;
      const definition = JSON.parse(published.replaceAll('Goodbye.', JSON.stringify(text).slice(1, -1))) as object;
      await account.client.studio.v2.flows(flow?.sid ?? '').update({ status: 'published', definition });
      const machine = account.machine(folder);
      const done = [
        await ran(flowDiffWith(machine)),
        await ran(flowPullWith(machine), '--dry-run'),
        await ran(doctorWith(machine)),
      ];
      const body = JSON.stringify({ status: 400, code: 20001, message: text, more_info: '', details: { why: text } });
      account.fault = () => ({ status: 400, headers: { 'content-type': 'application/json' }, body });
      return [...done, await ran(doctorWith(machine)), await ran(statusWith(machine)), await ran(setupWith(machine))];
    });
    account.stop();
    removeProject(folder);
  });

  it('in what the deployment tool prints', async () => {
    const folder = projectCopy();
    const account = new PretendAccount();
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
    await always(HOSTILE, 5, async (text) => {
      const output = `Failed Deployment ${text}\n${text}\n`;
      const machine = account.machine(folder, { twilioRun: () => Promise.resolve({ status: 1, output }) });
      return [await ran(setupWith(machine), '--allow-samples')];
    });
    account.stop();
    removeProject(folder);
  });
});

describe('whatever AWS says', () => {
  const aws = awsAtHand();

  it('of its alarms, and in what it refuses', async () => {
    await always(HOSTILE_LINES, 5, async (text) => {
      aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'));
      aws.on('ListStackResources', {
        StackResourceSummaries: [
          { LogicalResourceId: 'Topic', PhysicalResourceId: TOPIC, ResourceType: 'AWS::SNS::Topic' },
        ],
      });
      aws.on('DescribeAlarms', {
        MetricAlarms: [
          { AlarmName: text, AlarmActions: [], OKActions: [], StateValue: 'OK', MetricName: 'x', [`${text}x`]: 1 },
        ],
        CompositeAlarms: [],
      });
      return [await typed('aws', 'attach', '--all', '--region', 'eu-west-1')];
    });
  });
});

it('the deployment tools, too, are told nothing that acts on a terminal', () => {
  const file = join(process.cwd(), 'src', 'build', 'before-deploy.cjs');
  const { prepare } = createRequire(__filename)(file) as { prepare: (args: readonly string[]) => void };
  expect(() => prepare(['deploy', '--assets-folder=\u001B[2J\u202E'])).toThrow(
    String.raw`--assets-folder=\u001b[2J\u202e: leave it out.`,
  );
});
