import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FINDING_CODES } from '../../src/account/finding';
import { command as flowDiffCommand } from '../../src/cli/flow/diff';
import { command as flowPullCommand } from '../../src/cli/flow/pull';
import { command as flowPushCommand } from '../../src/cli/flow/push';
import { ack as ackCommand } from '../../src/cli/live/ack-resolve-pass';
import { command as deployCommand } from '../../src/cli/live/deploy';
import { command as doctorCommand } from '../../src/cli/live/doctor';
import { command as forgetCommand } from '../../src/cli/live/forget';
import { command as historyCommand } from '../../src/cli/live/history';
import { command as reportCommand } from '../../src/cli/live/report';
import { command as sendCommand } from '../../src/cli/live/send';
import { command as setupCommand } from '../../src/cli/live/setup';
import { command as statusCommand } from '../../src/cli/live/status';
import type { Machine } from '../../src/cli/machine';
import { FINDING_CODES as FLOW_CODES } from '../../src/flow/finding';
import { REMARK_CODES } from '../../src/roster/remark';
import { AGENTS, Story } from '../support/story';
import { typed } from './command-line';
import { DOC, expectCodes, expectDocumented, objectsIn } from './json-doc';
import { append, entry } from './live/history-entries';
import { machineOver, on, projectCopy, ran, removeProject, writeSettings } from './live/live';
import type { Bound } from './live/live';
import { nightsAtHand, TEAMS as NIGHT_TEAMS } from './live/night';
import { PretendAccount } from './live/pretend-account';
import { scratchFolder } from './scratch';

const flowDiffWith = on(flowDiffCommand);
const flowPullWith = on(flowPullCommand);
const flowPushWith = on(flowPushCommand);
const ackWith = on(ackCommand);
const deployWith = on(deployCommand);
const doctorWith = on(doctorCommand);
const forgetWith = on(forgetCommand);
const historyWith = on(historyCommand);
const reportWith = on(reportCommand);
const sendWith = on(sendCommand);
const setupWith = on(setupCommand);
const statusWith = on(statusCommand);

const scratch = scratchFolder();

const TEAMS = {
  timezone: 'Europe/London',
  agents: AGENTS,
  teams: {
    web: {
      rotations: [{ agents: ['ann', 'bob'], start: '2026-11-23 09:00', only: 'Mon-Fri' }],
      overrides: [{ out: 'ann', in: 'cyd', from: '2026-11-24 09:00', to: '2026-11-25 09:00', why: 'dentist' }],
    },
  },
};

/** Cyd is on call by day, when nobody else is called. */
const BY_DAY = [
  { agents: ['ann', 'bob'], start: '2026-11-16 09:00' },
  { agents: ['cyd'], only: '09:00 - 17:00' },
];

const ONE_AGENT = { agents: { ann: AGENTS.ann }, escalation: { maxCalls: 1 } };

const AT = '2026-11-24 12:00';

const ZOE = { name: 'Zoe Fox', phone: '+447700900009' };

/** Times that no real clock has come to. */
const [SOON, LATER] = ['2099-03-02 09:00', '2099-03-03 09:00'];

async function printed(...args: readonly string[]): Promise<string> {
  return (await typed(...args, '--json')).out;
}

/** What `roster diff` prints of several edits. */
async function differences(roster: string): Promise<readonly string[]> {
  const { overrides: _overrides, ...web } = TEAMS.teams.web;
  const other = scratch.file('other.json', {
    ...TEAMS,
    agents: { ...AGENTS, zoe: ZOE },
    teams: { web: { ...web, escalation: { order: ['on-call', 'cyd', 'next'] } }, db: { agents: ['zoe'] } },
    routes: [{ alarm: 'db-*', team: 'db' }],
  });
  const overrides = [{ out: 'ann', in: 'cyd', from: '2027-03-01 09:00', to: '2027-03-09 09:00' }];
  const later = scratch.file('later.json', { ...TEAMS, teams: { web: { ...TEAMS.teams.web, overrides } } });
  return [
    await printed('roster', 'diff', roster, other, '--from', AT),
    await printed('roster', 'diff', roster, later, '--from', '2026-11-26 12:00'),
  ];
}

describe('docs/json.md has what is printed by', () => {
  let roster = '';
  beforeAll(() => {
    roster = scratch.file('roster.json', TEAMS);
  });

  it('who', async () => {
    const gap = await printed('who', '--roster', roster, '--at', '2026-11-28 12:00');
    expectDocumented(['who'], [await printed('who', '--roster', roster, '--at', AT), gap]);
  });

  it('roster check', async () => {
    const broken = scratch.file('broken.json', { agents: { ann: { name: 'Ann' } } });
    const byDay = scratch.file('by-day.json', { timezone: 'UTC', agents: AGENTS, rotations: BY_DAY });
    expectDocumented(
      ['roster check'],
      [
        await printed('roster', 'check', roster, '--from', AT),
        await printed('roster', 'check', byDay, '--from', AT),
        await printed('roster', 'check', broken),
      ],
    );
    expectCodes('roster check', REMARK_CODES);
  });

  it('roster show', async () => {
    expectDocumented(['roster show'], [await printed('roster', 'show', '--roster', roster, '--from', AT)]);
  });

  it('roster diff', async () => {
    expectDocumented(['roster diff'], await differences(roster));
  });

  it('the commands that edit the roster, beside what roster diff prints', async () => {
    const byDay = scratch.file('edited.json', { timezone: 'UTC', agents: { ...AGENTS, zoe: ZOE }, rotations: BY_DAY });
    const edits = [
      ['add', 'zoe', '--rotation', 'rotations[0]'],
      ['remove', 'bob'],
      ['swap', 'ann', 'bob', '--from', SOON, '--to', LATER],
      ['out', 'ann', '--from', SOON, '--to', LATER, '--why', 'a trial'],
      ['silence', 'web-*', '--from', SOON, '--to', LATER, '--why', 'a trial'],
    ];
    const outs: string[] = [];
    for (const words of edits) {
      const out = await printed('roster', ...words, '--roster', byDay, '--dry-run');
      expect(JSON.parse(out)).toMatchObject({ file: expect.stringContaining('edited.json'), written: false });
      outs.push(out);
    }
    expectDocumented(
      ['roster diff', 'roster add, roster remove, roster swap, roster out, roster silence'],
      [...(await differences(roster)), ...outs],
    );
  });

  it('roster calendar', async () => {
    expectDocumented(['roster calendar'], [await printed('roster', 'calendar', '--roster', roster, '--from', AT)]);
  });

  it('contacts', async () => {
    expectDocumented(['contacts'], [await printed('contacts', '--number', '+12025550100')]);
  });

  it('rehearse and what-if', async () => {
    const ok = scratch.file('ok.json', {
      AlarmName: 'x',
      NewStateValue: 'OK',
      StateChangeTime: '2026-11-22T03:00:00Z',
    });
    expectDocumented(
      ['rehearse, what-if, text, ring-back'],
      [
        await printed(
          'rehearse',
          '--agents',
          'no-answer,hang-up,take',
          '--roster',
          scratch.file('two.json', { agents: AGENTS }),
        ),
        await printed('rehearse', '--agents', 'tap-link', '--roster', scratch.file('one.json', ONE_AGENT)),
        await printed('rehearse', '--agents', 'take', '--event', ok),
        await printed('text', 'ann', 'who', '--roster', roster),
        await printed('ring-back', 'ann', '--roster', roster),
        await printed('what-if', '--alarm', 'x', '--at', AT, '--roster', roster),
      ],
    );
  });

  it('flow check', async () => {
    const flow = readFileSync(join('flows', 'on-call.json'), 'utf8');
    const wrong = scratch.file('wrong.json', flow.replace('"next": "say_taken"', '"next": "say_token"'));
    const deaf = scratch.file(
      'deaf.json',
      JSON.stringify(JSON.parse(flow), (_key, value: unknown) =>
        typeof value === 'object' && value !== null && 'event' in value && value.event === 'keypress'
          ? { event: 'keypress' }
          : value,
      ),
    );
    const odd = scratch.file('odd.json', {
      initial_state: 'Trigger',
      states: [
        { name: 'Trigger', type: 'trigger', properties: {}, transitions: [{ event: 'incomingCall', next: 'menu' }] },
        {
          name: 'menu',
          type: 'gather-input-on-call',
          properties: { say: '{{widgets.menu.Digits | date}}', timeout: 60 },
          transitions: [{ event: 'keypress', next: 'menu' }, { event: 'speech' }, { event: 'timeout' }],
        },
      ],
    });
    expectDocumented(
      ['flow check'],
      [
        await printed('flow', 'check', wrong),
        await printed('flow', 'check', deaf),
        await printed('flow', 'check', odd),
        await printed('flow', 'check', scratch.file('none.json', '[')),
      ],
    );
    expectCodes('flow check', FLOW_CODES);
  });
});

describe('docs/json.md has what is printed about an account by', () => {
  let folder = '';
  let account: PretendAccount;
  let setUp = '';
  const told = async (command: (machine: Machine) => Bound, ...args: readonly string[]): Promise<string> =>
    (await ran(command(account.machine(folder)), ...args, '--json')).out;

  beforeAll(async () => {
    folder = projectCopy();
    account = new PretendAccount();
    writeFileSync(
      join(folder, 'assets', 'roster.private.json'),
      JSON.stringify({ agents: { ann: { name: 'Ann Lee', phone: '+447400123456' } } }),
    );
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
    setUp = await told(setupWith);
  });
  afterAll(() => {
    account.stop();
    removeProject(folder);
  });

  it('setup and deploy', async () => {
    expect(objectsIn(setUp).at(-1)).toEqual({ schemaVersion: 1, kind: 'end', changes: 7 });
    expectDocumented(['setup, deploy'], [setUp, await told(deployWith), await told(deployWith, '--dry-run')]);
    const steps = objectsIn(setUp).flatMap((line) => (line as { step?: string }).step ?? []);
    expect(DOC).toContain(`step? ${' '.repeat(8)}${steps.join(', ')}`);
  });

  it('doctor', async () => {
    writeSettings(folder, {
      ...Object.fromEntries(
        readFileSync(join(folder, '.env'), 'utf8')
          .split('\n')
          .filter((line) => line.includes('='))
          .map((line) => line.split('=')),
      ),
      FALLBACK_NUMBERS: '+447400123459',
    });
    expectDocumented(['doctor'], [await told(doctorWith)]);
    expectCodes('doctor', FINDING_CODES);
  });

  it('flow diff, flow push and flow pull', async () => {
    const file = join(folder, 'flows', 'on-call.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('The incident still needs somebody', 'Bye.'));
    const outs = [await told(flowDiffWith), await told(flowPushWith, '--dry-run'), await told(flowPullWith)];
    writeFileSync(file, text);
    const [flow] = account.resources.flows.all();
    const definition = JSON.parse(
      JSON.stringify(flow?.first.definition).replaceAll('The incident still needs somebody', 'So long.'),
    ) as object;
    await account.client.studio.v2.flows(flow?.sid ?? '').update({ status: 'published', definition });
    outs.push(await told(flowPullWith, '--dry-run'));
    expectDocumented(['flow diff, flow push, flow pull'], outs);
    expect(outs.flatMap(objectsIn).map((each) => (each as { plan?: string }).plan)).toEqual([
      undefined,
      'publish',
      'ahead',
      'take',
    ]);
  });
});

describe('docs/json.md has what is printed of an incident by', () => {
  const nights = nightsAtHand();

  it('status and send', async () => {
    const folder = projectCopy();
    const story = new Story({ agents: ['no-answer', 'take', 'no-answer'], roster: { agents: AGENTS } });
    const { account, callerId, secret } = story.rehearsal;
    writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify({ agents: AGENTS }));
    writeSettings(folder, {
      ACCOUNT_SID: account.sid,
      AUTH_TOKEN: account.authToken,
      CALLER_ID: callerId,
      ALERT_SECRET: secret,
      EVENTS_PASSWORD: 'events-password-of-nobody',
      FLOW_SID: 'FW00000000000000000000000000000000',
      FUNCTION_URL: 'https://oncall-0000.twil.io/alarm',
    });
    const machine = machineOver(folder, (request) => Promise.resolve(story.rehearsal.twilio.handle(request)), {
      now: () => story.clock.now(),
      fetch: async (_input, init) => {
        const answer = story.rehearsal.host.handle({
          method: 'POST',
          url: story.rehearsal.alarmUrl,
          headers: { 'content-type': 'application/json' },
          body: typeof init?.body === 'string' ? init.body : '',
        });
        await story.until(story.secondsAt(story.clock.now()) + 5);
        const { status, body } = await answer;
        return new Response(body, { status });
      },
    });
    story.alarm('disk-full');
    await story.toTheEnd();
    await story.until(story.secondsAt(story.clock.now()) + 3_600);
    const sent = await ran(sendWith(machine), '--name', 'web-cpu', '--state', 'alarm', '--json');
    const { out } = await ran(statusWith(machine), '--json');
    expectDocumented(['send'], [sent.out], ['execution']);
    const status = JSON.parse(out) as { readonly teams: readonly { readonly incident: object }[] };
    const ack = await ran(
      ackWith(machine),
      '--as',
      'ann',
      '--incident',
      JSON.parse(sent.out).incident as string,
      '--json',
    );
    expectDocumented(['ack, resolve, pass'], [ack.out]);
    // The page has it once: one of the incidents stands by itself, too.
    const teams = status.teams.map((team) => ({ ...team, incident: null }));
    expectDocumented(['status'], [JSON.stringify({ ...status, teams })], RARE_IN_STATUS);
    expect(status.teams).toMatchObject([{ incidents: [{}, status.teams[0]?.incident] }]);
    removeProject(folder);
  });

  it('history and report', async () => {
    const night = nights.begin({ agents: ['take'], roster: TEAMS });
    const taken = {
      status: 'taken',
      openedAtMs: -10,
      rangAtMs: -9,
      closedAtMs: -8,
      takenBy: 'ann',
      takenAtMs: -8,
      way: 'key',
      passedOn: { by: 'ann', to: 'bob', way: 'page', atMs: -7 },
      alarms: [{ text: 'web-cpu.', wrong: true }],
      calls: [{ agent: 'ann', outcome: 'taken' }],
    } as const;
    await append(night, entry(taken));
    expectDocumented(['history'], [(await ran(historyWith(night.machine), '--json')).out]);
    expectDocumented(['report'], [(await ran(reportWith(night.machine), '--json')).out]);
  });

  it('forget', async () => {
    const night = nights.begin({ agents: ['take'], roster: NIGHT_TEAMS });
    await append(night, entry({ takenBy: 'ann', calls: [{ agent: 'ann', outcome: 'taken' }] }));
    night.story.alarm('web-cpu');
    await night.story.until(60);
    const looked = (await ran(forgetWith(night.machine), 'ann', '--json')).out;
    const done = (await ran(forgetWith(night.machine), 'ann', '--yes', '--json')).out;
    expectDocumented(['forget'], [looked, done]);
    expect([looked, done].map((out) => JSON.parse(out) as object)).toMatchObject([
      { removed: false, entries: 2, named: 2 },
      { removed: true, entries: 2, named: 2, called: 2, taken: 2, still: { isInRoster: true } },
    ]);
    expect((await ran(historyWith(night.machine), '--json')).out).not.toContain('"ann"');
  });
});

/** What this night does not have: a reminder or a further round, an SMS that is owed, an incident that was closed or passed on, a board that cannot be read. */
const RARE_IN_STATUS: readonly string[] = [
  'teams[].incidents[].next.round',
  'teams[].incidents[].next.of',
  'teams[].owed[].kind',
  'teams[].owed[].incident',
  'teams[].owed[].to[]',
  'teams[].owed[].toEveryone',
  'unread[].team',
  'unread[].why',
  'history[].closed',
  'history[].closedBy',
  'history[].closedWay',
  'history[].passedOn.by',
  'history[].passedOn.whom',
  'history[].passedOn.at',
  'history[].passedOn.way',
];
