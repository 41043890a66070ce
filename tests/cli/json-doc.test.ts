import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FINDING_CODES } from '../../src/account/finding';
import type { Command } from '../../src/cli/command';
import { flowDiffWith } from '../../src/cli/flow/diff';
import { flowPullWith } from '../../src/cli/flow/pull';
import { flowPushWith } from '../../src/cli/flow/push';
import { ackWith } from '../../src/cli/live/ack-resolve-pass';
import { deployWith } from '../../src/cli/live/deploy';
import { doctorWith } from '../../src/cli/live/doctor';
import { historyWith } from '../../src/cli/live/history';
import { reportWith } from '../../src/cli/live/report';
import { sendWith } from '../../src/cli/live/send';
import { setupWith } from '../../src/cli/live/setup';
import { statusWith } from '../../src/cli/live/status';
import type { Machine } from '../../src/cli/machine';
import { FINDING_CODES as FLOW_CODES } from '../../src/flow/finding';
import { REMARK_CODES } from '../../src/roster/remark';
import { AGENTS, Story } from '../support/story';
import { typed } from './command-line';
import { append, entry } from './live/history-entries';
import { machineOver, projectCopy, ran, removeProject, writeSettings } from './live/live';
import { nightsAtHand } from './live/night';
import { PretendAccount } from './live/pretend-account';
import { scratchFolder } from './scratch';

const DOC = readFileSync(join(__dirname, '..', '..', 'docs', 'json.md'), 'utf8');

const scratch = scratchFolder();

interface Section {
  /** What the page says may stand where, without the marks of what may be missing. */
  readonly paths: readonly string[];
  /** The words of its table that are codes. */
  readonly codes: readonly string[];
}

const SECTIONS: ReadonlyMap<string, Section> = new Map(
  DOC.split(/^## /m)
    .slice(1)
    .map((text) => {
      const [title = ''] = text.split('\n');
      const blocks = [...text.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, block = '']) => block);
      // What is indented goes on with the line above it.
      const lines = blocks.flatMap((block) =>
        block
          .trimEnd()
          .split('\n')
          .filter((line) => !line.startsWith(' ')),
      );
      const rows = [...text.matchAll(/^\| (?!-|code |check )(.*) \|$/gm)].map(([, row = '']) => row);
      return [
        title,
        {
          paths: lines.map((line) => (line.split(' ')[0] ?? '').replaceAll('?', '')),
          codes: rows.flatMap((row) => row.match(/(?<=`)[a-z]+(?:-[a-z]+)*(?=`)/g) ?? []),
        },
      ];
    }),
);

function section(title: string): Section {
  const found = SECTIONS.get(title);
  if (found === undefined) throw new Error(`docs/json.md has no chapter "${title}"`);
  return found;
}

/** Every place of a JSON value, such as `teams[].team`; what is null is a place of its own. */
function placesIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesIn(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => placesIn(member, path === '' ? key : `${path}.${key}`));
}

/** What was printed as JSON, in one object or in lines. */
function objectsIn(out: string): readonly unknown[] {
  const texts = out.startsWith('{\n') ? [out] : out.split('\n').filter((line) => line !== '');
  return texts.map((text): unknown => JSON.parse(text));
}

/** The page has every place that the samples have, and no other but `rare` ones. */
function expectDocumented(titles: readonly string[], outs: readonly string[], rare: readonly string[] = []): void {
  const objects = outs.flatMap(objectsIn);
  expect(objects.length).toBeGreaterThan(0);
  for (const each of objects) expect(each).toMatchObject({ schemaVersion: 1 });
  const documented = titles.flatMap((title) => section(title).paths);
  const found = new Set(objects.flatMap((each) => placesIn(each, '')));
  found.delete('schemaVersion');
  const isKnown = (place: string): boolean =>
    documented.includes(place) || documented.some((path) => path.startsWith(`${place}.`));
  expect([...found].filter((place) => !isKnown(place))).toEqual([]);
  expect(documented.filter((path) => !found.has(path))).toEqual(rare);
  expect(outs.join('\n')).not.toMatch(/: ?1[5-9]\d{11}\b/);
  for (const [, time = ''] of outs.join('\n').matchAll(/"(?:at|from|to|until|\w+(?:At|From))": ?"([^"]*)"/g)) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
}

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

const AT = '2026-11-24 12:00';

async function printed(...args: readonly string[]): Promise<string> {
  return (await typed(...args, '--json')).out;
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
    const { overrides: _overrides, ...web } = TEAMS.teams.web;
    const other = scratch.file('other.json', {
      ...TEAMS,
      agents: { ...AGENTS, zoe: { name: 'Zoe Fox', phone: '+447700900009' } },
      teams: { web: { ...web, escalation: { order: ['on-call', 'cyd', 'next'] } }, db: { agents: ['zoe'] } },
      routes: [{ alarm: 'db-*', team: 'db' }],
    });
    const later = scratch.file('later.json', {
      ...TEAMS,
      teams: {
        web: {
          ...TEAMS.teams.web,
          overrides: [{ out: 'ann', in: 'cyd', from: '2027-03-01 09:00', to: '2027-03-09 09:00' }],
        },
      },
    });
    expectDocumented(
      ['roster diff'],
      [
        await printed('roster', 'diff', roster, other, '--from', AT),
        await printed('roster', 'diff', roster, later, '--from', '2026-11-26 12:00'),
      ],
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
      ['rehearse, what-if'],
      [
        await printed(
          'rehearse',
          '--agents',
          'no-answer,hang-up,take',
          '--roster',
          scratch.file('two.json', { agents: AGENTS }),
        ),
        await printed('rehearse', '--agents', 'take', '--event', ok),
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

/** The tables of the page have these codes, each once. */
function expectCodes(title: string, codes: readonly string[]): void {
  const told = section(title).codes.filter((code) => codes.includes(code));
  expect(told.toSorted(byText)).toEqual(codes.toSorted(byText));
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}

describe('docs/json.md has what is printed about an account by', () => {
  let folder = '';
  let account: PretendAccount;
  let setUp = '';
  const told = async (command: (machine: Machine) => Command, ...args: readonly string[]): Promise<string> =>
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
    expect(
      section('doctor')
        .codes.filter((code) => (FINDING_CODES as readonly string[]).includes(code))
        .toSorted(byText),
    ).toEqual([...FINDING_CODES].toSorted(byText));
  });

  it('flow diff, flow push and flow pull', async () => {
    const file = join(folder, 'flows', 'on-call.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('Goodbye.', 'Bye.'));
    const outs = [await told(flowDiffWith), await told(flowPushWith, '--dry-run'), await told(flowPullWith)];
    writeFileSync(file, text);
    const [flow] = account.resources.flows.all();
    const definition = JSON.parse(JSON.stringify(flow?.first.definition).replaceAll('Goodbye.', 'So long.')) as object;
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
      alarms: [{ text: 'web-cpu.', wrong: true }],
      calls: [{ agent: 'ann', outcome: 'taken' }],
    } as const;
    await append(night, entry(taken));
    expectDocumented(['history'], [(await ran(historyWith(night.machine), '--json')).out]);
    expectDocumented(['report'], [(await ran(reportWith(night.machine), '--json')).out]);
  });
});

/** What this night does not have: a reminder or a further round, an SMS that is owed, an incident that was closed, a board that cannot be read. */
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
];
