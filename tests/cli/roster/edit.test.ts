import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import type { Command } from '../../../src/cli/command';
import { command as rosterAddCommand } from '../../../src/cli/roster/add';
import { THIS_MACHINE } from '../../../src/cli/machine';
import type { Machine } from '../../../src/cli/machine';
import { command as rosterOutCommand } from '../../../src/cli/roster/out';
import { command as rosterRemoveCommand } from '../../../src/cli/roster/remove';
import { command as rosterSilenceCommand } from '../../../src/cli/roster/silence';
import { command as rosterSwapCommand } from '../../../src/cli/roster/swap';
import { UserMistake } from '../../../src/mistake';
import { shifts } from '../../../src/roster/shifts';
import { teamOf } from '../../roster/sample';
import { typed } from '../command-line';
import { AGENTS, NOW, rosterIn } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

/** The file that is edited, as it is now. */
function fileNow(): string {
  return readFileSync(scratch.path('roster.json'), 'utf8');
}

const COMMANDS: Readonly<Record<string, Command>> = {
  add: rosterAddCommand,
  remove: rosterRemoveCommand,
  swap: rosterSwapCommand,
  out: rosterOutCommand,
  silence: rosterSilenceCommand,
};

interface Edited {
  readonly status: number;
  /** The file afterwards. */
  readonly text: string;
  readonly out: string;
  readonly asked: readonly string[];
}

interface Sitting {
  /** What is typed when something is asked; nobody is there if absent. */
  readonly answer?: string;
  readonly nowMs?: number;
  /** What somebody else makes of the file while the question waits. */
  readonly meanwhile?: string;
}

/** Runs an editing command on a file with this text. */
async function edited(text: string, words: readonly string[], sitting: Sitting = {}): Promise<Edited> {
  const file = scratch.file('roster.json', text);
  const asked: string[] = [];
  const lines: string[] = [];
  const machine: Machine = {
    ...THIS_MACHINE,
    now: () => sitting.nowMs ?? NOW,
    ask: (question, otherwise) => {
      asked.push(question);
      if (sitting.meanwhile !== undefined) scratch.file('roster.json', sitting.meanwhile);
      if (sitting.answer === undefined) throw new UserMistake(`nobody is there. ${otherwise}`, 2);
      return Promise.resolve(sitting.answer);
    },
  };
  const [name = '', ...args] = words;
  const spy = jest.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));
  try {
    const status = (await COMMANDS[name]?.run([...args, '--roster', file], machine)) ?? -1;
    return { status, text: fileNow(), out: lines.join('\n'), asked };
  } finally {
    spy.mockRestore();
  }
}

/** The file afterwards, written without a question. */
async function written(text: string, ...words: readonly string[]): Promise<string> {
  return (await edited(text, [...words, '--yes'])).text;
}

/** What is said of a command that cannot be done; the file stays as it was. */
async function refused(text: string, ...words: readonly string[]): Promise<string> {
  try {
    await edited(text, [...words, '--yes']);
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    expect(fileNow()).toBe(text);
    return error.message;
  }
  throw new Error('it was done');
}

/** Bob has the turn until 30 November, then it is Ann's. */
const TWO = `{
  "timezone": "Europe/London",
  "agents": {
    "ann": { "name": "Ann Lee", "phone": "+447700900001" },
    "bob": { "name": "Bob Roy",   "phone": ["+447700900002"] }
  },

  "rotations": [{ "agents": ["ann", "bob"], "start": "2026-11-16 09:00" }]
}
`;

const DEE = ['--name', 'Dee Fox', '--phone', '+447700900004'];

/** Who is on call by a text, from one handoff to the next, as `23 bob`. */
function turnsIn(text: string, team = 'main', weeks = 5): string {
  const roster = rosterIn(JSON.parse(text) as object);
  const found = shifts(teamOf(roster, team), NOW, NOW + (weeks * 7 - 1) * 86_400_000);
  return found.map(({ fromMs, agent }) => `${new Date(fromMs).toISOString().slice(8, 10)} ${agent.id}`).join(', ');
}

describe('oncall roster add', () => {
  it('leaves the turn that is on and those that are to come, and leaves everything else as it is written', async () => {
    const text = await written(TWO, 'add', 'dee', ...DEE);
    expect(text).toBe(`{
  "timezone": "Europe/London",
  "agents": {
    "ann": { "name": "Ann Lee", "phone": "+447700900001" },
    "bob": { "name": "Bob Roy",   "phone": ["+447700900002"] },
    "dee": { "name": "Dee Fox", "phone": "+447700900004" }
  },

  "rotations": [{ "agents": ["dee", "bob", "ann"], "start": "2026-11-16 09:00" }]
}
`);
    expect(turnsIn(TWO)).toBe('23 bob, 30 ann, 07 bob, 14 ann, 21 bob');
    expect(turnsIn(text)).toBe('23 bob, 30 ann, 07 dee, 14 bob, 21 ann');
  });

  it('writes as the file does: lists and objects in several lines, tabs, the line ends of Windows', async () => {
    const tall = JSON.stringify(JSON.parse(TWO), null, '\t').replaceAll('\n', '\r\n');
    const text = await written(tall, 'add', 'dee', ...DEE);
    const expected = tall
      .replace(
        /\}\r\n\t\},\r\n\t"rotations"/,
        '},\r\n\t\t"dee": {\r\n\t\t\t"name": "Dee Fox",\r\n\t\t\t"phone": "+447700900004"\r\n\t\t}\r\n\t},\r\n\t"rotations"',
      )
      .replace('"ann",\r\n\t\t\t\t"bob"\r\n', '"dee",\r\n\t\t\t\t"bob",\r\n\t\t\t\t"ann"\r\n');
    expect(text).toBe(expected);
  });

  it('writes as programs do where the file has no spaces, and keeps a byte-order mark', async () => {
    const short = `\uFEFF${JSON.stringify(JSON.parse(TWO))}`;
    const text = await written(short, 'add', 'dee', ...DEE, '--phone', '+12025550104');
    expect(text).toBe(
      short
        .replace(
          '"bob":{"name":"Bob Roy","phone":["+447700900002"]}',
          '$&,"dee":{"name":"Dee Fox","phone":["+447700900004","+12025550104"]}',
        )
        .replace('["ann","bob"]', '["dee","bob","ann"]'),
    );
  });

  it('adds an agent whom the roster has', async () => {
    const roster = {
      timezone: 'UTC',
      agents: AGENTS,
      rotations: [{ agents: ['ann', 'bob'], start: '2026-12-07 09:00' }],
    };
    const text = await written(JSON.stringify(roster), 'add', 'cyd');
    expect(JSON.parse(text)).toEqual({
      ...roster,
      rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2026-12-07 09:00' }],
    });
  });

  it('calls a newcomer last where nobody takes turns', async () => {
    const roster = { timezone: 'UTC', agents: AGENTS };
    const text = await written(JSON.stringify(roster), 'add', 'dee', ...DEE);
    expect(Object.keys((JSON.parse(text) as { agents: object }).agents)).toEqual(['ann', 'bob', 'cyd', 'dee']);
    const teams = {
      ...roster,
      teams: { web: { agents: ['ann', 'bob'] }, db: { agents: ['bob'] } },
      defaultTeam: 'web',
    };
    expect(JSON.parse(await written(JSON.stringify(teams), 'add', 'cyd', '--team', 'db'))).toEqual({
      ...teams,
      teams: { web: { agents: ['ann', 'bob'] }, db: { agents: ['bob', 'cyd'] } },
    });
  });

  const SEVERAL = {
    timezone: 'UTC',
    agents: AGENTS,
    teams: {
      web: { rotations: [{ agents: ['ann', 'bob'], start: '2026-11-16 09:00' }] },
      db: {
        rotations: [
          { agents: ['ann', 'bob'], start: '2026-11-16 09:00' },
          { agents: ['bob'], only: 'Sat, Sun' },
        ],
      },
    },
    defaultTeam: 'web',
  };

  it.each([
    [['--rotation', 'web'], 'web', 0],
    [['--team', 'web'], 'web', 0],
    [['--rotation', 'teams.db.rotations[0]'], 'db', 0],
  ])('finds the rotation by %j', async (words, team, index) => {
    const text = await written(JSON.stringify(SEVERAL), 'add', 'cyd', ...words);
    const { teams } = JSON.parse(text) as typeof SEVERAL;
    const changed = Object.entries(teams).flatMap(([id, { rotations }]) =>
      rotations.flatMap(({ agents }, at) => (agents.includes('cyd') ? [[id, at]] : [])),
    );
    expect(changed).toEqual([[team, index]]);
  });

  it.each([
    ['nobody', [], 'write the id of the agent to add'],
    ['somebody unknown without a name', ['dee', '--phone', '+447700900004'], 'no agent dee; write --name and --phone'],
    ['somebody known with a name', ['cyd', '--name', 'C', '--rotation', 'web'], 'cyd is in the roster already'],
    ['somebody who has turns', ['ann', '--rotation', 'web'], 'ann has turns in teams.web.rotations[0] already'],
    [
      'one of several rotations',
      ['cyd'],
      'say which with --rotation PATH. There are:\n  teams.web.rotations[0]   ann, bob every week',
    ],
    ['one of a team', ['cyd', '--rotation', 'db'], 'the team has several; write the path of one'],
    ['no rotation', ['cyd', '--rotation', 'rotations[7]'], '--rotation rotations[7]: there is no such rotation'],
    ['no team', ['cyd', '--team', 'dbb'], 'no team `dbb`; did you mean `db`?'],
    ['one without a start', ['cyd', '--rotation', 'teams.db.rotations[1]'], 'has one agent and no `start`'],
    ['an id that is none', ['dee fox', ...DEE, '--rotation', 'web'], '`dee fox` cannot be an id'],
    [
      'a number that is none',
      ['dee', '--name', 'Dee', '--phone', '0770', '--rotation', 'web'],
      'the number begins with 0',
    ],
    [
      'a number that cannot exist',
      ['dee', '--name', 'Dee', '--phone', '+4477009001', '--rotation', 'web'],
      '+44•••••9001 cannot exist',
    ],
  ])('refuses %s', async (_name, words, message) => {
    expect(await refused(JSON.stringify(SEVERAL), 'add', ...words)).toContain(message);
  });

  it('asks for a team where nobody takes turns in several', async () => {
    const teams = { timezone: 'UTC', agents: AGENTS, teams: { web: { agents: ['ann'] }, db: { agents: ['bob'] } } };
    expect(await refused(JSON.stringify(teams), 'add', 'cyd')).toContain('say which with --team: web, db');
    expect(await refused(JSON.stringify(teams), 'add', 'ann', '--team', 'web')).toBe('ann is on team web already.');
    expect(await refused(JSON.stringify({ agents: AGENTS }), 'add', 'ann')).toContain('ann is called already');
  });
});

describe('oncall roster remove', () => {
  const THREE = JSON.stringify({
    timezone: 'UTC',
    agents: AGENTS,
    rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-16 09:00' }],
  });

  it.each([
    ['cyd', '23 bob, 30 ann, 07 bob, 14 ann, 21 bob'],
    ['ann', '23 bob, 30 cyd, 07 bob, 14 cyd, 21 bob'],
    ['bob', '23 cyd, 30 ann, 07 cyd, 14 ann, 21 cyd'],
  ])('without %s the turn that is on stays, or the next one has it, and the rest follows', async (id, expected) => {
    expect(turnsIn(THREE)).toBe('23 bob, 30 cyd, 07 ann, 14 bob, 21 cyd');
    expect(turnsIn(await written(THREE, 'remove', id))).toBe(expected);
  });

  it('takes the agent out of everything, and leaves everything else as it is written', async () => {
    const text = `{
  "timezone": "UTC",
  "agents": {
    "ann": { "name": "Ann",  "phone": "+447700900001" },
    "bob": { "name": "Bob",  "phone": "+447700900002" },
    "cyd": { "name": "Cyd",  "phone": "+447700900003" }
  },
  "teams": {
    "web": {
      "agents": [
        "ann",
        "bob",
        "cyd"
      ],
      "rotations": [{ "agents": [ "ann","bob", "cyd" ], "start": "2026-11-16 09:00" }],
      "escalation": { "order": ["on-call", "bob", "next", "bob", "everyone"] }
    },
    "db": { "agents": ["cyd", "bob"], "overrides": [{ "out": "bob", "in": "ann", "from": "2026-12-01 09:00", "to": "2026-12-02 09:00" }] }
  },
  "defaultTeam": "web",
  "escalation": { "order": ["on-call", "next", "bob"] },
  "overrides": [
    { "out": "cyd", "in": "bob", "from": "2026-10-01 09:00", "to": "2026-10-02 09:00" },
    { "out": "cyd", "in": "ann", "from": "2026-12-01 09:00", "to": "2026-12-02 09:00" },
    { "out": "bob", "from": "2026-12-05 09:00", "to": "2026-12-06 09:00" }
  ],
  "routes": [{ "alarm": "bob", "team": "db" }]
}
`;
    expect(await written(text, 'remove', 'bob')).toBe(`{
  "timezone": "UTC",
  "agents": {
    "ann": { "name": "Ann",  "phone": "+447700900001" },
    "cyd": { "name": "Cyd",  "phone": "+447700900003" }
  },
  "teams": {
    "web": {
      "agents": [
        "ann",
        "cyd"
      ],
      "rotations": [{ "agents": [ "ann","cyd" ], "start": "2026-11-16 09:00" }],
      "escalation": { "order": ["on-call", "next", "everyone"] }
    },
    "db": { "agents": ["cyd"], "overrides": [] }
  },
  "defaultTeam": "web",
  "escalation": { "order": ["on-call", "next"] },
  "overrides": [
    { "out": "cyd", "in": "ann", "from": "2026-12-01 09:00", "to": "2026-12-02 09:00" }
  ],
  "routes": [{ "alarm": "bob", "team": "db" }]
}
`);
  });

  it('takes the agent out of one rotation', async () => {
    const rotations = [
      { agents: ['ann', 'bob'], start: '2026-11-16 09:00' },
      { agents: ['bob', 'cyd', 'ann'], start: '2026-11-16 09:00', only: 'Sat' },
    ];
    const roster = { timezone: 'UTC', agents: AGENTS, rotations };
    const text = await written(JSON.stringify(roster), 'remove', 'bob', '--rotation', 'rotations[1]');
    expect(JSON.parse(text)).toEqual({
      ...roster,
      rotations: [rotations[0], { agents: ['ann', 'cyd'], start: '2026-11-16 09:00', only: 'Sat' }],
    });
  });

  it.each([
    ['nobody', [], 'write the id of the agent to remove'],
    ['somebody unknown', ['an'], 'no agent `an`; did you mean `ann`?'],
    ['the only one of a rotation', ['dan'], 'nobody else has turns in rotations[1]; add somebody there first'],
    ['somebody who has no turns there', ['cyd', '--rotation', 'rotations[1]'], 'cyd has no turns in rotations[1]'],
    [
      'somebody who is to stand in',
      ['cyd'],
      'cyd stands in for ann by overrides[0] (Tue 2026-12-01 09:00 to Wed 2026-12-02 09:00, UTC); write somebody else there first',
    ],
    ['somebody who is put on call', ['eve'], 'eve is put on call by overrides[1] ('],
  ])('refuses %s', async (_name, words, message) => {
    const roster = {
      timezone: 'UTC',
      agents: { ...AGENTS, dan: { name: 'Dan', phone: '+447700900004' }, eve: { name: 'Eve', phone: '+447700900005' } },
      rotations: [
        { agents: ['ann', 'bob', 'cyd'], start: '2026-11-16 09:00' },
        { agents: ['dan'], only: 'Sat' },
      ],
      overrides: [
        { out: 'ann', in: 'cyd', from: '2026-12-01 09:00', to: '2026-12-02 09:00' },
        { in: 'eve', from: '2026-12-05 09:00', to: '2026-12-06 09:00' },
      ],
    };
    expect(await refused(JSON.stringify(roster), 'remove', ...words)).toContain(message);
  });

  it('refuses what would leave a roster with mistakes, and tells which', async () => {
    const alone = { agents: { ann: AGENTS.ann } };
    expect(await refused(JSON.stringify(alone), 'remove', 'ann')).toMatch(
      /^this would leave a roster with mistakes, so nothing was written:\n {2}agents .*: there is nobody to call/,
    );
  });
});

describe('oncall roster out', () => {
  it('writes an override, as the first in a file that has none', async () => {
    const words = ['bob', '--in', 'ann', '--from', '2026-12-07 09:00', '--to', '2026-12-08 09:00', '--why', 'dentist'];
    expect(await written(TWO, 'out', ...words)).toBe(
      TWO.replace(
        ' }]\n}',
        ' }],\n  "overrides": [{ "out": "bob", "in": "ann", "from": "2026-12-07 09:00", "to": "2026-12-08 09:00", "why": "dentist" }]\n}',
      ),
    );
  });

  it('writes like the override before it', async () => {
    const one = `{ "timezone": "UTC", "agents": ${JSON.stringify(AGENTS)},
  "overrides": [
    {
      "out": "ann",
      "from": "2026-12-01 09:00", "to": "2026-12-02 09:00"
    }
  ] }`;
    expect(await written(one, 'out', 'bob', '--from', '2026-12-07 09:00', '--for', '3d', '--why', 'a "why"')).toBe(
      one.replace(
        '\n    }\n',
        `
    },
    {
      "out": "bob",
      "from": "2026-12-07 09:00",
      "to": "2026-12-10 09:00",
      "why": "a \\"why\\""
    }
`,
      ),
    );
  });

  it('begins now, to the minute, and lasts as long as it is said', async () => {
    const nowMs = NOW + 90_500;
    for (const [length, to] of [
      ['30m', '2026-11-23 12:31'],
      ['2 hours', '2026-11-23 14:01'],
      ['3d', '2026-11-26 12:01'],
      ['1w', '2026-11-30 12:01'],
    ] as const) {
      const { text } = await edited(TWO, ['out', 'bob', '--for', length, '--why', 'ill', '--yes'], { nowMs });
      const [override] = (JSON.parse(text) as { overrides: readonly object[] }).overrides;
      expect(override).toEqual({ out: 'bob', from: '2026-11-23 12:01', to, why: 'ill' });
    }
  });

  it('counts days on the calendar and hours by the clock, over the change of the clocks', async () => {
    const rest = ['--from', '2027-03-27 12:00', '--why', 'away', '--yes'];
    const to = async (length: string): Promise<unknown> => {
      const { text } = await edited(TWO, ['out', 'bob', '--for', length, ...rest]);
      return (JSON.parse(text) as { overrides: readonly { to: string }[] }).overrides[0]?.to;
    };
    expect(await to('1d')).toBe('2027-03-28 12:00');
    expect(await to('24h')).toBe('2027-03-28 13:00');
  });

  it('writes for one team where its overrides decide, in its own time', async () => {
    const teams = {
      web: { agents: ['ann', 'bob'], timezone: 'Asia/Tokyo' },
      db: {
        agents: ['ann', 'bob'],
        timezone: 'Asia/Tokyo',
        overrides: [{ in: 'cyd', from: '2026-12-01 09:00', to: '2026-12-02 09:00' }],
      },
    };
    const roster = { timezone: 'UTC', agents: AGENTS, teams, defaultTeam: 'web' };
    const words = ['ann', '--from', '2026-12-24 18:00', '--to', '2026-12-24 20:00', '--why', 'x', '--team'];
    expect(JSON.parse(await written(JSON.stringify(roster), 'out', ...words, 'db'))).toMatchObject({
      teams: { db: { overrides: [{}, { out: 'ann', from: '2026-12-24 18:00', to: '2026-12-24 20:00', why: 'x' }] } },
    });
    // The clock of the roster is nine hours behind that of the team.
    expect(JSON.parse(await written(JSON.stringify(roster), 'out', ...words, 'web'))).toMatchObject({
      overrides: [{ out: 'ann', team: 'web', from: '2026-12-24 09:00', to: '2026-12-24 11:00', why: 'x' }],
    });
  });

  it.each([
    [['--why', 'x'], 'write the id of the agent who is out'],
    [['ann', '--for', '2h'], '--why is missing'],
    [['ann', '--why', 'x'], 'say when it ends: --to TIME, or --for 2h'],
    [['ann', '--why', 'x', '--for', '2h', '--to', '2026-12-01 09:00'], 'write --to or --for, not both'],
    [['ann', '--why', 'x', '--for', 'ever'], '--for ever: write how long, such as 30m, 2h, 3d or 1w'],
    [['ann', '--why', 'x', '--from', '2026-12-02 09:00', '--to', '2026-12-01 09:00'], 'it ends before it begins'],
    [['ann', '--why', 'x', '--from', '2026-11-01 09:00', '--to', '2026-11-02 09:00'], 'it is over already'],
    [['ann', '--why', 'x', '--to', '2026-12-01'], 'write the time of day too'],
    [['ann', '--why', 'x', '--for', '2h', '--in', 'an'], '--in: the roster has no agent `an`; did you mean `ann`?'],
    [['ann', '--why', 'x', '--for', '2h', '--in', 'ann'], 'the same agent is out and in'],
    [['ann', '--why', 'a\nb', '--for', '2h'], 'this has a line break in it'],
    [
      ['ann', '--why', 'x', '--from', '2027-10-31T01:30+00:00', '--for', '2h'],
      '2027-10-31 01:30 comes twice in Europe/London, because the clocks go back then, and a roster can only name the first',
    ],
  ])('refuses %j', async (words, message) => {
    expect(await refused(TWO, 'out', ...words)).toContain(message);
  });
});

describe('oncall roster swap', () => {
  const span = ['--from', '2026-11-23 12:00', '--to', '2026-12-14 09:00'];

  it('gives each the shifts of the other', async () => {
    const text = await written(TWO, 'swap', 'ann', 'bob', ...span);
    expect(turnsIn(text)).toBe('23 ann, 30 bob, 07 ann, 14 ann, 21 bob');
    expect((JSON.parse(text) as { overrides: unknown }).overrides).toEqual([
      { out: 'bob', in: 'ann', from: '2026-11-23 12:00', to: '2026-11-30 09:00', why: 'swap of ann and bob' },
      { out: 'ann', in: 'bob', from: '2026-11-30 09:00', to: '2026-12-07 09:00', why: 'swap of ann and bob' },
      { out: 'bob', in: 'ann', from: '2026-12-07 09:00', to: '2026-12-14 09:00', why: 'swap of ann and bob' },
    ]);
  });

  it('swaps also what overrides gave, each team by its own shifts', async () => {
    const teams = {
      web: { rotations: [{ agents: ['ann', 'cyd'], start: '2026-11-23 09:00' }] },
      db: {
        rotations: [{ agents: ['cyd', 'bob'], start: '2026-11-23 09:00' }],
        overrides: [{ out: 'cyd', in: 'ann', from: '2026-11-24 09:00', to: '2026-11-25 09:00' }],
      },
    };
    const text = await written(
      JSON.stringify({
        timezone: 'UTC',
        agents: AGENTS,
        teams,
        defaultTeam: 'web',
        routes: [{ alarm: 'd*', team: 'db' }],
      }),
      'swap',
      'ann',
      'bob',
      ...span,
      '--why',
      'agreed',
    );
    expect(turnsIn(text, 'web', 2)).toBe('23 bob, 30 cyd');
    expect(turnsIn(text, 'db', 2)).toBe('23 cyd, 24 bob, 25 cyd, 30 ann');
    expect((JSON.parse(text) as { overrides: unknown }).overrides).toContainEqual({
      out: 'ann',
      in: 'bob',
      team: 'web',
      from: '2026-11-23 12:00',
      to: '2026-11-30 09:00',
      why: 'agreed',
    });
  });

  it('is in one team only if it is said so', async () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-11-23 09:00' }];
    const roster = {
      timezone: 'UTC',
      agents: AGENTS,
      teams: { web: { rotations }, db: { rotations } },
      defaultTeam: 'web',
      routes: [{ alarm: 'd*', team: 'db' }],
    };
    const text = await written(JSON.stringify(roster), 'swap', 'ann', 'bob', '--team', 'db', ...span);
    expect(turnsIn(text, 'web', 2)).toBe('23 ann, 30 bob');
    expect(turnsIn(text, 'db', 2)).toBe('23 bob, 30 ann');
  });

  it.each([
    [['ann'], 'write the ids of two agents'],
    [['ann', 'ann', '--for', '1w'], 'these are the same agent'],
    [['ann', 'bob'], 'say when it ends'],
    [['ann', 'bbo', '--for', '1w'], 'OTHER: the roster has no agent `bbo`; did you mean `bob`?'],
    [['ann', 'bob', 'cyd', '--for', '1w'], 'unexpected argument "cyd"'],
  ])('refuses %j', async (words, message) => {
    expect(await refused(TWO, 'swap', ...words)).toContain(message);
  });

  it('refuses when there is nothing to swap', async () => {
    const roster = { timezone: 'UTC', agents: AGENTS, rotations: [{ agents: ['cyd'] }] };
    expect(await refused(JSON.stringify(roster), 'swap', 'ann', 'bob', '--for', '1w')).toBe(
      'neither ann nor bob is on call in that time, so there is nothing to swap.',
    );
  });
});

describe('oncall roster silence', () => {
  it('silences from now on, until the time or for as long as it is said', async () => {
    expect(await written(TWO, 'silence', 'web-*', '--for', '2h', '--why', 'moving house')).toBe(
      TWO.replace(
        ' }]\n}',
        ' }],\n  "silences": [{ "alarm": "web-*", "to": "2026-11-23 14:00", "why": "moving house" }]\n}',
      ),
    );
  });

  it('silences several, from another time on', async () => {
    const words = ['a', 'b-*', '--from', '2026-12-01 09:00', '--to', '2026-12-01 12:00', '--why', 'upgrade'];
    expect(JSON.parse(await written(TWO, 'silence', ...words))).toMatchObject({
      silences: [{ alarm: ['a', 'b-*'], from: '2026-12-01 09:00', to: '2026-12-01 12:00', why: 'upgrade' }],
    });
  });

  it('warns of what the check warns of, if it is new', async () => {
    const { out } = await edited(TWO, ['silence', '*', '--for', '2h', '--why', 'x', '--yes']);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'warning silences[0] this silences every alarm until Mon 2026-11-23 14:00',
    );
    expect(out).not.toContain('reserved samples');
  });

  it.each([
    [['--for', '2h', '--why', 'x'], 'write which alarms'],
    [['web-*', '--for', '2h'], '--why is missing'],
    [['web-*', '--why', 'x'], 'say when it ends'],
    [['x'.repeat(256), '--for', '2h', '--why', 'x'], 'this has 256 characters; 255 are allowed'],
  ])('refuses %j', async (words, message) => {
    expect(await refused(TWO, 'silence', ...words)).toContain(message);
  });
});

describe('before the file is written', () => {
  const words = ['out', 'bob', '--in', 'ann', '--for', '1d', '--why', 'ill'];

  it('it is told in words what changes, and asked', async () => {
    const { out, asked, status, text } = await edited(TWO, words, { answer: 'y' });
    expect(out.split('\n').slice(0, 7)).toEqual([
      'From Mon 2026-11-23 12:00 to Mon 2026-12-21 12:00 (Europe/London), the next 4 weeks:',
      '',
      'Main (main)',
      '  in all, in that time: Ann Lee gains 1 day, Bob Roy loses 1 day',
      '  Mon 2026-11-23 12:00 to Tue 2026-11-24 12:00 (1 day): Ann Lee instead of Bob Roy',
      '  + override: ann for bob (ill), Mon 2026-11-23 12:00 to Tue 2026-11-24 12:00',
      '',
    ]);
    expect(asked).toEqual([expect.stringMatching(/^\nWrite this to .*roster\.json\? \(y\/n\) $/)]);
    expect(out).toMatch(/roster\.json is written\.$/);
    expect(status).toBe(0);
    expect(text).toContain('"why": "ill"');
  });

  it.each(['n', '', 'nein', 'yep'])('nothing is written after "%s"', async (answer) => {
    const { out, status, text } = await edited(TWO, words, { answer });
    expect([status, text]).toEqual([1, TWO]);
    expect(out).toMatch(/Nothing was changed\.$/);
  });

  it('nothing is written when nobody is there to ask', async () => {
    const file = scratch.file('alone.json', TWO);
    const { status, err, out } = await typed('roster', ...words, '--roster', file);
    expect(status).toBe(2);
    expect(err).toContain('Write --yes or --dry-run.');
    expect(out).toContain('Ann Lee instead of Bob Roy');
    expect(readFileSync(file, 'utf8')).toBe(TWO);
  });

  it('--dry-run asks and writes nothing, also with --yes', async () => {
    for (const more of [['--dry-run'], ['--dry-run', '--yes']]) {
      const { out, asked, status, text } = await edited(TWO, [...words, ...more]);
      expect([status, text, asked]).toEqual([0, TWO, []]);
      expect(out).toMatch(/Nothing was changed\.$/);
    }
  });

  it('--json tells the same to programs, and writes with --yes only', async () => {
    const { out, text } = await edited(TWO, [...words, '--json']);
    expect(text).toBe(TWO);
    expect(JSON.parse(out)).toMatchObject({
      written: false,
      teams: [{ team: 'main', shifts: [{ loses: 'bob', gains: 'ann' }] }],
      warnings: [{ path: 'rotations', message: expect.stringContaining('only ann would be called') }],
    });
    const sure = await edited(TWO, [...words, '--json', '--yes']);
    expect(JSON.parse(sure.out)).toMatchObject({ written: true });
    expect(sure.text).toContain('"why": "ill"');
  });

  it('what somebody else wrote in the meantime is not lost', async () => {
    const meanwhile = TWO.replace('Bob Roy', 'Bob Ray');
    await expect(edited(TWO, words, { answer: 'y', meanwhile })).rejects.toThrow('was edited in the meantime');
    expect(fileNow()).toBe(meanwhile);
  });

  it('it is looked as far as the change reaches', async () => {
    const far = ['out', 'bob', '--from', '2027-02-15 09:00', '--to', '2027-02-16 09:00', '--why', 'x', '--dry-run'];
    const { out } = await edited(TWO, far);
    expect(out).toContain('the next 13 weeks:');
    expect(out).toContain('Mon 2027-02-15 09:00 to Tue 2027-02-16 09:00 (1 day): NOBODY, where Bob Roy was');
    expect((await edited(TWO, [...far, '--weeks', '1'])).out).toContain(
      'further changes begin at Mon 2027-02-15 09:00',
    );
  });

  it.each([
    [
      'a roster with mistakes',
      '{ "agents": { "ann": { "name": "A", "phone": "0770" } } }',
      'roster.json has mistakes. Correct them first:\n  agents.ann.phone',
    ],
    ['what is no JSON', '{', 'has mistakes. Correct them first:'],
  ])('%s is left alone', async (_name, text, message) => {
    expect(await refused(text, ...words)).toContain(message);
  });

  it('what is piped in cannot be edited', async () => {
    const { status, err } = await typed('roster', ...words, '--roster', '-');
    expect(status).toBe(2);
    expect(err).toContain('what is piped in cannot be edited; name a file');
  });
});
