import { describe, expect, it } from '@jest/globals';
import { checkRoster, checkText } from '../../../src/cli/roster/check';
import type { CheckReport } from '../../../src/cli/roster/check';
import { rendered } from '../../../src/cli/terminal/text';
import { typed } from '../command-line';
import { AGENTS, NOW, WEEKS } from '../sample';
import { scratchFolder } from '../scratch';

const scratch = scratchFolder();

function checked(text: string): CheckReport {
  return checkRoster(text, [25], () => NOW);
}

function remarks(report: CheckReport): readonly string[] {
  const { errors, warnings } = report;
  return [
    ...errors.map(({ path, message }) => `error ${path}: ${message}`),
    ...warnings.map(({ path, message }) => `warning ${path}: ${message}`),
  ];
}

/** Numbers that are valid but given to nobody: kept free for films by ACMA and the Bundesnetzagentur. */
const DRAMA = { australian: '+61491570156', other: '+491713920099', german: '+491713920012' };

/** What is said of one number beside two real ones. */
function ofNumber(phone: string): readonly string[] {
  const agents = {
    ann: { name: 'Ann', phone },
    bob: { name: 'Bob', phone: DRAMA.other },
    cyd: { name: 'Cyd', phone: DRAMA.australian },
  };
  return remarks(checked(JSON.stringify({ agents })));
}

describe('oncall roster check', () => {
  it('tells every error with its place and a remedy', () => {
    const text =
      '{\n  "agents": {\n    "ann": { "name": "Ann", "fone": "+447700900001" },\n    "bob": { "name": "Bob", "phone": "0770" }\n  }\n}\n';
    expect(rendered(checkText('roster.json', checked(text), 100), false).split('\n')).toEqual([
      'roster.json:3:29  error  agents.ann.fone',
      '    `fone` is not known here; did you mean `phone`?',
      'roster.json:4:38  error  agents.bob.phone',
      '    the number begins with 0; write + and the country code in place of that 0, such as +44',
      '',
      'roster.json: 2 errors, no warnings.',
    ]);
  });

  it('shows where the text stops being JSON, before anything else', () => {
    const text = '{\n  "agents": {\n    "ann": { "fone": "+447700900001" },\n  }\n}\n';
    expect(rendered(checkText('roster.json', checked(text), 100), false).split('\n')).toEqual([
      'roster.json:3:39  error  agents.ann',
      '    delete this comma: nothing follows before the }',
      '      "ann": { "fone": "+••••••••••••" },',
      '                                        ^',
      '',
      'roster.json: 1 error, no warnings.',
    ]);
  });

  it('tells in one line that a file is saved as UTF-16', () => {
    const text = Buffer.from('\uFEFF{ "agents": {} }', 'utf16le').toString('utf8');
    expect(rendered(checkText('roster.json', checked(text), 100), false).split('\n')).toEqual([
      'roster.json:1:1  error',
      '    the file is saved as UTF-16; save it as UTF-8',
      '',
      'roster.json: 1 error, no warnings.',
    ]);
  });

  it('says what was checked when all is well', () => {
    const agents = {
      ann: { name: 'Ann', phone: [DRAMA.german, DRAMA.other] },
      bob: { name: 'Bob', phone: DRAMA.australian },
    };
    expect(rendered(checkText('roster.json', checked(JSON.stringify({ agents })), 100), false)).toBe(
      [
        'roster.json: no errors, no warnings.',
        'Checked: 2 agents, 3 numbers, 1 team;',
        'the 400 days from Mon 2026-11-23 12:00 to Tue 2027-12-28 12:00 (UTC).',
        'Somebody is on call all that time.',
      ].join('\n'),
    );
  });

  it('does not say that somebody is always on call when that is not so', () => {
    const written = { ...WEEKS, rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-25 09:00' }] };
    const text = rendered(checkText('roster.json', checked(JSON.stringify(written)), 100), false);
    expect(text).toContain(
      'nobody is on call for this roster from Mon 2026-11-23 12:00 (Europe/London) for 1 day 21 hours',
    );
    expect(text).not.toContain('Somebody is on call');
  });

  it('places warnings, in the order of the text', () => {
    const text = `{\n  "silences": [{ "alarm": "x", "to": "2026-01-01 00:00" }],\n  "timezone": "UTC",\n  "agents": {\n    "ann": { "name": "Ann", "phone": "${DRAMA.german}" } }\n}\n`;
    expect(checked(text).warnings).toMatchObject([
      { path: '$', line: 1, column: 1, message: expect.stringContaining('only ann would be called') },
      { path: 'silences[0]', line: 2, column: 16, message: expect.stringContaining('this has been over') },
    ]);
  });

  it('places gaps at the team, at the rotations of a roster without teams, or at the override', () => {
    const agents = `"agents": {\n  "ann": { "name": "Ann", "phone": "${DRAMA.german}" },\n  "bob": { "name": "Bob", "phone": "${DRAMA.other}" } }`;
    const turns = `"rotations": [{ "agents": ["ann", "bob"], "start": "2026-11-16 09:00", "only": "Mon-Fri" }]`;
    const out = `"overrides": [\n  { "out": "ann", "from": "2026-12-01 00:00", "to": "2026-12-02 00:00" }]`;
    const gap = { message: expect.stringContaining('nobody is on call for this roster at these times: Sat 00:00 - ') };
    expect(checked(`{ "timezone": "UTC", ${agents},\n  ${turns},\n ${out} }`).warnings).toMatchObject([
      { path: 'rotations', line: 4, column: 3, ...gap },
      { path: 'overrides[0]', line: 6, column: 3, message: expect.stringContaining('because ann is out') },
    ]);
    expect(checked(`{ "timezone": "UTC", ${agents},\n"teams": {\n    "db": { ${turns} } } }`).warnings).toMatchObject([
      { path: 'teams.db', line: 5, column: 5, message: expect.stringContaining('nobody is on call for team db at') },
    ]);
  });

  describe('of numbers', () => {
    it.each([
      [DRAMA.german, []],
      [
        '+999123456789',
        ['error agents.ann.phone: +99•••••6789 begins with a country code that does not exist; correct it'],
      ],
      [
        '+4477009001',
        ['error agents.ann.phone: +44•••••9001 cannot exist: no number of +44 has this length; correct it'],
      ],
      [
        '+12025550',
        ['error agents.ann.phone: +12•••••5550 cannot exist: it is too short for a number of +1; correct it'],
      ],
      [
        '+447700900001111',
        ['error agents.ann.phone: +44•••••1111 cannot exist: it is too long for a number of +44; correct it'],
      ],
      [
        '+19999999999',
        [
          'warning agents.ann.phone: +19•••••9999 has the right length, but no operator of +1 has such numbers; check it',
        ],
      ],
      [
        '+442079460000',
        ["warning agents.ann.phone: +44•••••0000 is a landline, which gets no SMS; check that it is this agent's"],
      ],
      [
        '+448081570000',
        ["warning agents.ann.phone: +44•••••0000 is a toll-free number; check that it is this agent's"],
      ],
      [
        '+447700900001',
        [
          'warning agents: 1 of 3 numbers is a reserved sample that rings nobody (ann); write the real ones before you deploy',
        ],
      ],
      [
        '+12025550100',
        [
          'warning agents: 1 of 3 numbers is a reserved sample that rings nobody (ann); write the real ones before you deploy',
        ],
      ],
    ])('%s', (phone, expected) => {
      expect(ofNumber(phone)).toEqual(expected);
    });

    /** The digit that calls inside a country begin with, kept behind the country code: nobody is reached by that. */
    it.each([
      ['+4407700900123', '+44•••••0123', 'leave out the 0 after +44'],
      ['+330639981234', '+33•••••1234', 'leave out the 0 after +33'],
      ['+610491570156', '+61•••••0156', 'leave out the 0 after +61'],
      ['+112025550101', '+11•••••0101', 'leave out the 1 after +1'],
      ['+4901713920012', '+49•••••0012', 'leave out the 0 after +49'],
      ['+5401100000000', '+54•••••0000', 'leave out the 0 after +54'],
    ])('%s has a digit too many', (phone, shown, remedy) => {
      expect(ofNumber(phone)).toEqual([
        `error agents.ann.phone: ${shown} cannot be called like this: ${remedy}, which is for calls inside the country`,
      ]);
    });

    /** Numbers of zeros: nobody is known to have them. What each is called now is by its country's own numbering plan. */
    it.each([
      ['+5215500000000', 'error', 'cannot be called like this: leave out the 1 after +52; ', 'since 2019'],
      ['+520445500000000', 'error', 'cannot be called like this: leave out the 044 after +52; ', 'since 2019'],
      ['+549111550000000', 'error', 'cannot be called like this: leave out the 15 after +54911; ', 'without the 15'],
      [
        '+54111550000000',
        'error',
        'cannot be called like this: leave out the 15 after +5411 and put in 9 after +54; ',
        'without the 15',
      ],
      [
        '+54343155550000',
        'error',
        'cannot be called like this: leave out the 15 after +54343 and put in 9 after +54; ',
        'without the 15',
      ],
      [
        '+541150000000',
        'warning',
        'is a landline, which gets no SMS; if it is a mobile, put in 9 after +54; ',
        'without the 15',
      ],
      ['+551180000000', 'warning', 'is not called like this: put in 9 after +5511; ', 'since 2016'],
      ['+5691000000', 'error', 'cannot be called like this: put in 9 after +56; ', 'Chile begin with 9'],
      [
        '+5622000000',
        'error',
        'cannot be called like this: put in 2 after +562 if it is a landline, or put in 9 after +56 if it is a mobile; ',
        'since 2013, and mobiles of Chile begin with 9',
      ],
      [
        '+5632200000',
        'error',
        'cannot be called like this: put in 2 after +5632 if it is a landline, or put in 9 after +56 if it is a mobile; ',
        'since 2013, and mobiles of Chile begin with 9',
      ],
      ['+5712000000', 'warning', 'is not called like this: put in 60 after +57; ', 'since 2021'],
      ['+22507000000', 'error', 'cannot be called like this: put in 01, 05 or 07 after +225; ', 'since 2021'],
      ['+22520200000', 'error', 'cannot be called like this: put in 21, 25 or 27 after +225; landlines ', 'since 2021'],
      ['+22997000000', 'error', 'cannot be called like this: put in 01 after +229; ', 'since 2024'],
      ['+2302500000', 'warning', 'is not called like this: put in 5 after +230; ', 'since 2013'],
      ['+23770000000', 'warning', 'is not called like this: put in 6 after +237; ', 'since 2014'],
      ['+23722200000', 'warning', 'is not called like this: put in 2 after +237; landlines ', 'since 2014'],
      ['+59380000000', 'warning', 'is not called like this: put in 9 after +593; ', 'since 2012'],
      [
        '+841680000000',
        'warning',
        'is not called like this: leave out the 16 after +84 and put in 3 after +84; ',
        'since 2018',
      ],
      [
        '+841200000000',
        'warning',
        'is not called like this: leave out the 120 after +84 and put in 70 after +84; ',
        'since 2018',
      ],
    ])('%s is in an old form, which is told once', (phone, kind, remedy, reason) => {
      const [remark = '', ...more] = ofNumber(phone);
      expect(more).toEqual([]);
      const said = `${kind} agents.ann.phone: ${phone.slice(0, 3)}•••••${phone.slice(-4)} ${remedy}`;
      expect([remark.slice(0, said.length), remark.slice(-reason.length)]).toEqual([said, reason]);
    });

    it.each([
      '+525500000000',
      '+5491150000000',
      '+5511980000000',
      '+56961000000',
      '+2250700000000',
      '+2290197000000',
      '+23052500000',
      '+237670000000',
      '+593980000000',
      '+84380000000',
    ])('%s is in the form of today', (phone) => {
      expect(ofNumber(phone)).toEqual([]);
    });

    it('nothing is left out or put in where that makes no number', () => {
      expect(ofNumber('+52155000')).toEqual([
        'error agents.ann.phone: +52•••••5000 cannot exist: it is too short for a number of +52; correct it',
      ]);
      // Without its 15 it would still have the 0 of calls inside the country.
      expect(ofNumber('+540111550000000')).toEqual([
        'error agents.ann.phone: +54•••••0000 cannot be called like this: write +54911… in place of +5401115…',
      ]);
    });

    it.each(['+390612345678', '+2250701020304'])('%s keeps its 0, as its country does', (phone) => {
      expect(ofNumber(phone).filter((remark) => remark.startsWith('error'))).toEqual([]);
    });

    it('are looked up whatever else is wrong, each in its place', () => {
      const text = `{
  "agents": {
    "ann": { "name": "Ann", "phone": ["0770", "+4407700900123"] },
    "bob smith": { "nmae": "Bob", "phone": "+4477009001" },
    "+447700900199": { "name": "Cyd", "mobile": "+999123456789" }
  }
}`;
      expect(checked(text).errors.map(({ line, column, path }) => `${String(line)}:${String(column)} ${path}`)).toEqual(
        [
          '3:39 agents.ann.phone[0]',
          '3:47 agents.ann.phone[1]',
          '4:5 agents["bob smith"]',
          '4:20 agents["bob smith"].nmae',
          '4:35 agents["bob smith"].phone',
          '5:5 agents["+44•••••0199"]',
          '5:39 agents["+44•••••0199"].mobile',
        ],
      );
    });

    it('tells of all samples at once, and of each of several numbers by its place', () => {
      const agents = { ann: { name: 'Ann', phone: ['+447700900001', '+19999999999'] }, bob: AGENTS.bob };
      expect(remarks(checked(JSON.stringify({ agents })))).toEqual([
        expect.stringContaining('warning agents: 2 of 3 numbers are reserved samples that ring nobody (ann, bob)'),
        expect.stringContaining('warning agents.ann.phone[1]: '),
      ]);
      expect(checked(JSON.stringify({ agents })).warnings[1]).toMatchObject({ line: 1, column: 57 });
    });
  });

  describe('of more errors than anybody reads', () => {
    const agents = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`a${String(index)}`, { name: 'A', phone: '0770' }]),
    );

    it('the first hundred, and how many there are', () => {
      const lines = rendered(checkText('roster.json', checked(JSON.stringify({ agents })), 100), false).split('\n');
      expect(lines.filter((line) => line.includes('  error  '))).toHaveLength(100);
      expect(lines.slice(-3)).toEqual([
        '… and 500 more; correct these first',
        '',
        'roster.json: 600 errors, no warnings.',
      ]);
    });

    it('also of those that only the numbering plans know', () => {
      const unknown = Object.fromEntries(
        Array.from({ length: 130 }, (_, index) => [`b${String(index)}`, { name: 'A', phone: '+999123456789' }]),
      );
      expect(checked(JSON.stringify({ agents: unknown }))).toMatchObject({ more: 30 });
      expect(checked(JSON.stringify({ agents: { ...agents, ...unknown } }))).toMatchObject({ more: 630 });
    });
  });

  describe('of ringing', () => {
    it.each([
      ['as long as the flow rings', { escalation: { ringSeconds: 25 } }, []],
      ['longer', { escalation: { ringSeconds: 40 } }, ['escalation.ringSeconds']],
      [
        'in a team of its own',
        { teams: { db: { agents: ['ann', 'bob'], escalation: { ringSeconds: 40 } } } },
        ['teams.db.escalation.ringSeconds'],
      ],
      [
        'for all teams, told once',
        { teams: { db: { agents: ['ann', 'bob'] }, web: { agents: ['ann', 'bob'] } }, escalation: { ringSeconds: 40 } },
        ['escalation.ringSeconds'],
      ],
    ])('%s', (_name, rest, paths) => {
      const { warnings } = checked(JSON.stringify({ agents: AGENTS, ...rest }));
      const found = warnings.filter(({ message }) => message.startsWith('the phone rings for 25 s instead'));
      expect(found.map(({ path }) => path)).toEqual(paths);
    });
  });

  describe('of what needs the heartbeat of AWS', () => {
    const again = { every: '30 minutes', times: 4 };
    const both = { agents: ['ann', 'bob'] };
    it.each<readonly [string, object, readonly string[]]>([
      ['neither reminders nor rounds', {}, []],
      ['reminders', { escalation: { remindMinutes: 60 } }, ['escalation.remindMinutes']],
      ['rounds', { escalation: { again } }, ['escalation.again']],
      [
        'what all teams share, told once',
        { teams: { db: both, web: both }, escalation: { remindMinutes: 60, again } },
        ['escalation.remindMinutes', 'escalation.again'],
      ],
      [
        'teams of their own',
        {
          teams: {
            db: { ...both, escalation: { remindMinutes: 5 } },
            web: { ...both, escalation: { again } },
            net: both,
          },
          escalation: { remindMinutes: 60 },
        },
        ['teams.db.escalation.remindMinutes', 'teams.web.escalation.again', 'escalation.remindMinutes'],
      ],
    ])('%s', (_name, rest, paths) => {
      const { warnings } = checked(JSON.stringify({ agents: AGENTS, ...rest }));
      const found = warnings.filter(({ code }) => code === 'needs-heartbeat');
      expect(found.map(({ path }) => path)).toEqual(paths);
    });

    it('says what does not happen without it', () => {
      const report = checked(JSON.stringify({ agents: AGENTS, escalation: { remindMinutes: 60, again } }));
      expect(remarks(report).filter((remark) => remark.includes('heartbeat'))).toEqual([
        'warning escalation.remindMinutes: nobody is reminded without the heartbeat of the AWS stack; make sure that there is one ("npx --no oncall aws deploy" makes it)',
        'warning escalation.again: no further round begins without the heartbeat of the AWS stack; make sure that there is one ("npx --no oncall aws deploy" makes it)',
      ]);
      expect(report.warnings.find(({ code }) => code === 'needs-heartbeat')).toMatchObject({ line: 1 });
    });
  });

  describe('of what editors do to files', () => {
    it('an empty file', () => {
      expect(remarks(checked(''))).toEqual([
        expect.stringContaining('error $: the file is empty; the smallest roster is'),
      ]);
    });

    it('a byte-order mark', () => {
      expect(remarks(checked(`\uFEFF${JSON.stringify({ agents: AGENTS })}`))[0]).toBe(
        'warning $: the file begins with a byte-order mark, which other programs refuse; save it as UTF-8 without one',
      );
    });

    it('a byte-order mark, which no editor counts as a column', () => {
      const report = checked(`\uFEFF{ "agents": { "ann": { "name": "Ann", "phone": "+4477009001" } } }`);
      expect(report.warnings[0]).toMatchObject({ path: '$', line: 1, column: 1 });
      expect(report.errors).toMatchObject([{ path: 'agents.ann.phone', line: 1, column: 39 }]);
      expect(checked('\uFEFF{ "agents": "\uFFFD" }').errors[1]).toMatchObject({ line: 1, column: 14 });
    });

    it('another encoding than UTF-8, with the place of the first lost character', () => {
      const text = `{ "agents": {\n  "ann": { "name": "J\uFFFDrg", "phone": "${DRAMA.german}" } } }`;
      expect(checked(text).errors).toEqual([
        { code: 'encoding', path: '$', line: 2, column: 22, message: expect.stringContaining('not UTF-8') },
      ]);
    });

    it('an enormous file', () => {
      expect(remarks(checked('['.repeat(1_000_001)))).toEqual([
        expect.stringContaining('the file has 1,000,001 characters; a roster may have 1,000,000'),
      ]);
    });
  });
});

describe('the exit status of oncall roster check', () => {
  it.each([
    ['samples only', { agents: AGENTS }, [], 0],
    ['samples only, strictly', { agents: AGENTS }, ['--strict'], 1],
    [
      'nothing to say, strictly',
      { agents: { a: { name: 'A', phone: DRAMA.german }, b: { name: 'B', phone: DRAMA.australian } } },
      ['--strict'],
      0,
    ],
    [
      'what no edit can put right, strictly',
      {
        agents: { a: { name: 'A', phone: DRAMA.german }, b: { name: 'B', phone: DRAMA.australian } },
        escalation: { remindMinutes: 60, again: { every: '1 hour', times: 2 } },
      },
      ['--strict'],
      0,
    ],
    ['an impossible number', { agents: { ann: { name: 'Ann', phone: '+4477009001' } } }, [], 1],
    ['no agents', {}, [], 1],
  ])('%s', async (_name, written, options, status) => {
    const file = scratch.file('roster.json', written);
    expect((await typed('roster', 'check', file, ...options)).status).toBe(status);
    expect((await typed('roster', 'check', '--roster', file, ...options, '--json')).status).toBe(status);
  });

  it('--json tells everything in one object', async () => {
    const file = scratch.file('json.json', {
      ...WEEKS,
      agents: { ...AGENTS, bob: { name: 'Bob', phone: '+4477009001' } },
    });
    const { out } = await typed('roster', 'check', file, '--json', '--from', '2026-11-23 12:00');

    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      file,
      moreErrors: 0,
      errors: [
        {
          code: 'number',
          path: 'agents.bob.phone',
          line: 1,
          column: 108,
          message: expect.stringContaining('cannot exist'),
        },
      ],
      warnings: [
        {
          code: 'number-doubtful',
          path: 'agents',
          line: 1,
          column: 29,
          message: expect.stringContaining('reserved samples'),
        },
      ],
      checked: {
        agents: 3,
        teams: 1,
        from: '2026-11-23T12:00:00.000Z',
        to: '2027-12-28T12:00:00.000Z',
        covered: true,
      },
    });
  });

  it('--json tells of each agent whom no call reaches, with a code', async () => {
    const rotations = [
      { agents: ['ann', 'bob'], start: '2026-11-16 09:00' },
      { agents: ['cyd'], only: '09:00 - 17:00' },
    ];
    const file = scratch.file('by-day.json', { timezone: 'UTC', agents: AGENTS, rotations });
    const { out } = await typed('roster', 'check', file, '--json', '--from', '2026-11-23 12:00');
    const { warnings } = JSON.parse(out) as { readonly warnings: readonly { readonly code?: string }[] };
    const told = { code: 'never-called', path: 'rotations[0]', line: 1 };
    expect(warnings.filter(({ code }) => code === 'never-called')).toEqual([
      expect.objectContaining({
        ...told,
        agent: 'ann',
        message: expect.stringContaining('ann, bob at these times: 09:00 - 17:00 (UTC)'),
      }),
      expect.objectContaining({ ...told, agent: 'bob' }),
      expect.objectContaining({
        ...told,
        path: 'rotations[1]',
        agent: 'cyd',
        message: expect.stringContaining('17:00 - 09:00'),
      }),
    ]);
  });

  it('the project’s own roster has no errors', async () => {
    expect((await typed('roster', 'check')).status).toBe(0);
  });
});
