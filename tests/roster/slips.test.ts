import { describe, expect, it } from '@jest/globals';
import { failuresOf, remarkTexts } from './sample';

/** A roster as a person writes it. */
const ROSTER = `{
  "timezone": "Europe/London",
  "agents": {
    "ann": { "name": "Ann Lee", "phone": "+447700900001" },
    "bob": { "name": "Bob Roy", "phone": "+447700900002" },
    "cyd": { "name": "Cyd Ito", "phone": "+447700900003" }
  },
  "rotations": [
    { "agents": ["ann", "bob"], "start": "2026-11-23 09:00", "every": "1 week" },
    { "agents": ["bob", "cyd"], "start": "2026-11-27 18:00", "only": "Fri 18:00 - Mon 09:00" }
  ],
  "overrides": [
    { "out": "ann", "in": "cyd", "from": "2026-12-24 09:00", "to": "2026-12-27 09:00", "why": "holiday" }
  ],
  "silences": [{ "alarm": "web-*", "to": "2027-01-04 09:00" }],
  "escalation": { "order": ["on-call", "next", "everyone"], "maxCalls": 4 }
}
`;

/** The same, one value to a line, as programs write it. */
const SPREAD = JSON.stringify(JSON.parse(ROSTER), null, '\t').replaceAll('\n', '\r\n');

/** What a finger hits in place of each mark. */
const NEIGHBOURS: ReadonlyMap<string, string> = new Map([
  ['{', '['],
  ['}', ']'],
  ['[', '{'],
  [']', '}'],
  ['"', "'"],
  [',', '.'],
  [':', '='],
]);

/** What is wrong with the roster in which a piece, which is there once, was replaced: `line:column path: message`. */
function errorsWith(piece: string, put: string): readonly string[] {
  const [before, after, ...more] = ROSTER.split(piece);
  if (after === undefined || more.length > 0) throw new Error(`not once in the roster: ${piece}`);
  return failuresOf(`${before ?? ''}${put}${after}`).map(
    ({ path, line, column, message }) => `${String(line)}:${String(column)} ${path}: ${message}`,
  );
}

describe('one slip is one error', () => {
  it.each([
    ['dropped', (): string => ''],
    ['written twice', (mark: string): string => mark + mark],
    ['mistyped', (mark: string): string => NEIGHBOURS.get(mark) ?? ''],
  ])('when any one bracket, quote, comma or colon is %s', (_name, put) => {
    const told: string[] = [];
    let tried = 0;
    for (const text of [ROSTER, SPREAD]) {
      for (const { 0: mark, index: at } of text.matchAll(/[{}[\]",:]/g)) {
        tried += 1;
        const errors = failuresOf(text.slice(0, at) + put(mark) + text.slice(at + 1));
        const line = text.slice(0, at).split('\n').length;
        const [first] = errors;
        // On its line, on the next one if something is missing at its end, or where the bracket is that is never closed.
        const isNear =
          first?.line === line || first?.line === line + 1 || first?.message.includes('is never closed') === true;
        if (errors.length !== 1 || !isNear)
          told.push(`${mark} of line ${String(line)}: ${remarkTexts(errors).join('; ')}`);
      }
    }
    expect(told).toEqual([]);
    expect(tried).toBe(408);
  });

  const slips: readonly [string, string, string, readonly string[]][] = [
    [
      'an agent that is not closed',
      '900001" },',
      '900001",',
      ['4:12 agents.ann: the { of line 4 is never closed; a } is missing, probably at the end of that line'],
    ],
    [
      'a block that is not closed, with its comma',
      '  },\n  "rotations"',
      '  "rotations"',
      ['3:13 agents: the { of line 3 is never closed; a } and a comma are missing, probably at the end of line 6'],
    ],
    [
      'a list that is not closed in the middle of a line',
      '["ann", "bob"]',
      '["ann", "bob"',
      [
        '9:17 rotations[0].agents: the [ of line 9 is never closed; a ] is missing, probably in that line before column 30',
      ],
    ],
    [
      'a file without its last bracket',
      '4 }\n}\n',
      '4 }\n',
      ['1:1 $: the { of line 1 is never closed; a } is missing at the end of the file'],
    ],
    [
      'a file of which the end was lost, in the middle of a word',
      'Mon 09:00" }\n  ],\n  "overrides": [\n    { "out": "ann", "in": "cyd", "from": "2026-12-24 09:00", "to": "2026-12-27 09:00", "why": "holiday" }\n  ],\n  "silences": [{ "alarm": "web-*", "to": "2027-01-04 09:00" }],\n  "escalation": { "order": ["on-call", "next", "everyone"], "maxCalls": 4 }\n}\n',
      'Mon 0',
      [
        '10:5 rotations[1]: the { of line 10 is never closed, nor is what it stands in: the file ends too early; perhaps its end was lost',
      ],
    ],
    [
      'a bracket of the wrong kind',
      '["ann", "bob"]',
      '["ann", "bob"}',
      ['9:30 rotations[0].agents: write ] in place of this }: it ends what the [ of line 9 begins'],
    ],
    [
      'a bracket of the wrong kind that opens',
      '["ann", "bob"]',
      '{"ann", "bob"]',
      ['9:17 rotations[0].agents: write [ in place of this {: what follows has no keys'],
    ],
    [
      'both brackets of the wrong kind, around values',
      '["ann", "bob"]',
      '{"ann", "bob"}',
      ['9:17 rotations[0].agents: these have no keys, so they stand in brackets [ … ], not in braces { … }'],
    ],
    [
      'both brackets of the wrong kind, around keys',
      '{ "order": ["on-call", "next", "everyone"], "maxCalls": 4 }',
      '[ "order": ["on-call", "next", "everyone"], "maxCalls": 4 ]',
      ['16:17 escalation: these have keys, so they stand in braces { … }, not in brackets [ … ]'],
    ],
    ['a bracket too many on a line', '900001" },', '900001" }},', ['4:59 agents: this } is one too many; delete it']],
    [
      'a bracket too many on a line of its own',
      '  },\n  "rotations"',
      '  },\n  },\n  "rotations"',
      ['8:3 $: this } is one too many; delete it'],
    ],
    ['an opening bracket that is missing', '"bob": {', '"bob":', ['5:12 agents.bob: a { is missing before this']],
    ['three commas', '900001" },', '900001" },,,', ['4:60 agents: two commas in a row; delete one']],
    [
      'a comma before everything',
      '["on-call"',
      '[, "on-call"',
      ['16:29 escalation.order: delete this comma: nothing stands before it'],
    ],
    ['semicolons', '"Bob Roy",', '"Bob Roy";', ['5:31 agents.bob: write a comma in place of this ;']],
    [
      'a semicolon at the end',
      '"everyone"]',
      '"everyone";]',
      ['16:58 escalation.order: delete this ;: nothing follows before the ]'],
    ],
    ['an equals sign', '"every": "', '"every" = "', ['9:70 rotations[0].every: write a colon in place of this =']],
    ['an arrow', '"every": "', '"every" => "', ['9:70 rotations[0].every: write a colon in place of this =']],
    [
      'a text without its closing quote before the next key',
      '"Cyd Ito", "phone"',
      '"Cyd Ito, "phone"',
      ['6:22 agents.cyd.name: this text has no closing quote; write " after `Cyd Ito`'],
    ],
    [
      'a text without its closing quote at the end of a line',
      '900002" },',
      '900002 },',
      ['5:42 agents.bob.phone: this text has no closing quote; write " after `+44•••••0002`'],
    ],
    [
      'a key without its closing quote',
      '"every": "1',
      '"every: "1',
      ['9:62 rotations[0]: this text has no closing quote; write " after `every`'],
    ],
    [
      'a key without its closing quote before a number',
      '"maxCalls": 4',
      '"maxCalls: 4',
      ['16:61 escalation: this text has no closing quote; write " after `maxCalls`'],
    ],
    [
      'a text without its opening quote',
      '"Bob Roy"',
      'Bob Roy"',
      ['5:22 agents.bob.name: the opening quote of this text is missing; write " before it'],
    ],
    [
      'a text of words without quotes',
      '"Bob Roy"',
      'Bob Roy',
      ['5:22 agents.bob.name: put double quotes around this; only plain counts such as 25 go without'],
    ],
    [
      'a time without quotes',
      '"2026-11-23 09:00"',
      '2026-11-23 09:00',
      ['9:42 rotations[0].start: put double quotes around this; only plain counts such as 25 go without'],
    ],
    [
      'a zone without quotes',
      '"Europe/London"',
      'Europe/London',
      ['2:15 timezone: put double quotes around this; only plain counts such as 25 go without'],
    ],
    [
      'quotes inside a text',
      '"holiday"',
      '"a "long" holiday"',
      ['13:98 overrides[0].why: a quote inside a text is written \\"; or leave it out'],
    ],
    [
      'quotes inside a text after a comma',
      '"holiday"',
      '"Ann said, "no" to it"',
      ['13:106 overrides[0].why: a quote inside a text is written \\"; or leave it out'],
    ],
    ['a quote too many', '"Ann Lee",', '"Ann Lee"",', ['4:31 agents.ann.name: this quote is one too many; delete it']],
    [
      'a text that was broken in two',
      '"holiday"',
      '"a long\n        holiday"',
      ['13:95 overrides[0].why: a text stands on one line; join this line and the next'],
    ],
    [
      'typographic quotes, once for each text',
      '"bob": { "name": "Bob Roy",',
      '“bob”: { “name“: „Bob Roy“,',
      [
        '5:5 agents: these are typographic quotes; write plain ones: "',
        '5:14 agents.bob: these are typographic quotes; write plain ones: "',
        '5:22 agents.bob.name: these are typographic quotes; write plain ones: "',
      ],
    ],
    [
      'a typographic quote at one end',
      '"Bob Roy",',
      '"Bob Roy”,',
      ['5:30 agents.bob.name: these are typographic quotes; write plain ones: "'],
    ],
    [
      'single typographic quotes',
      '"Bob Roy"',
      '‘Bob O’Roy’',
      ['5:22 agents.bob.name: these are typographic quotes; write plain ones: "'],
    ],
    ['single quotes around an apostrophe', '"Bob Roy"', "'Bob O'Roy'", ['5:22 agents.bob.name: use double quotes']],
    [
      'a merge conflict, of which the second version is read',
      '    "bob": { "name": "Bob Roy", "phone": "+447700900002" },\n',
      '<<<<<<< HEAD\n    "bob": { "name": "Bob Roy", "phone": "+447700900002" },\n=======\n    "bob": { "name": "Bob Roy", "phone": "+447700900012" },\n    "dee": { "phone": "+447700900013" },\n>>>>>>> dee\n',
      [
        '5:1 agents: this is a merge conflict that was not resolved; keep one of the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
        '9:12 agents.dee: `name` is missing; it is what callers hear and read',
      ],
    ],
    [
      'what a merge conflict left behind',
      '    "cyd": {',
      '>>>>>>> dee\n    "cyd": {',
      [
        '6:1 agents: this is a merge conflict that was not resolved; keep one of the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
    [
      'a blank that is none',
      '"every": "',
      '"every":\u00a0"',
      [
        '9:70 rotations[0].every: this blank is a special character (U+00A0), which JSON does not know; write a plain space or delete it',
      ],
    ],
    [
      'what was copied along',
      '{\n  "timezone"',
      'export default {\n  "timezone"',
      ['1:1 $: a roster begins with {; delete what stands before it'],
    ],
  ];
  it.each(slips)('%s', (_name, piece, put, expected) => {
    expect(errorsWith(piece, put)).toEqual(expected);
  });

  const texts: readonly [string, string, readonly string[]][] = [
    [
      'a roster that goes on after its end',
      '{\n  "agents": {\n    "ann": { "name": "A", "phone": "+447700900001" }\n  }\n},\n"timezone": "UTC"\n}',
      ['5:1 $: this } is one too many; delete it'],
    ],
    [
      'a list that is not closed, where nothing is indented',
      '{\n"agents": {\n"ann": { "name": "A", "phone": "+447700900001" }\n},\n"escalation": {\n"order": [\n"ann",\n"next"\n}\n}',
      ['6:10 escalation.order: the [ of line 6 is never closed; a ] is missing, probably at the end of line 8'],
    ],
    [
      'a list that is not closed, where the brackets are indented at random',
      '{\n  "agents": {\n    "ann": { "name": "A", "phone": ["+447700900001", "+447700900011" }\n      },\n      "escalation": {\n    "maxCalls": 4\n        }\n  }',
      [
        '3:36 agents.ann.phone: the [ of line 3 is never closed; a ] is missing, probably in that line before column 70',
      ],
    ],
    [
      'a file that ends after a key',
      '{\n  "agents": { "ann": { "name": "A", "phone": "+447700900001" } },\n  "timezone"',
      ['1:1 $: the { of line 1 is never closed; a } is missing at the end of the file'],
    ],
  ];
  it.each(texts)('%s', (_name, text, expected) => {
    expect(
      failuresOf(text).map(
        ({ path, line, column, message }) => `${String(line)}:${String(column)} ${path}: ${message}`,
      ),
    ).toEqual(expected);
  });

  it('and what is no JSON at all is one error', () => {
    expect(remarkTexts(failuresOf('agents:\n  ann:\n    name: Ann Lee\n'))).toEqual([
      '$: a roster is JSON and begins with {; the smallest roster is { "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } } }',
    ]);
  });
});

describe('several slips', () => {
  it('are told all at once, with what is wrong in what was read', () => {
    const text = ROSTER.replace('900001" },', '900001" },,')
      .replace('"Cyd Ito", ', '"Cyd Ito, ')
      .replace('["bob", "cyd"]', '["bob", "cid"}')
      .replace('"maxCalls": 4', '"maxCals" = 40');
    expect(failuresOf(text).map(({ path, line, column }) => `${String(line)}:${String(column)} ${path}`)).toEqual([
      '4:60 agents',
      '6:22 agents.cyd.name',
      '10:25 rotations[1].agents[1]',
      '10:30 rotations[1].agents',
      '16:61 escalation.maxCals',
      '16:71 escalation.maxCals',
      '16:73 escalation.maxCals',
    ]);
  });

  it('of a kind that no file of people has end the guessing, not the program', () => {
    for (const text of ['[}'.repeat(300), '{]'.repeat(300), '{"a":[1}'.repeat(200), '{"a":{"b":'.repeat(60)]) {
      expect(failuresOf(text).length).toBeGreaterThan(0);
    }
  });

  it('by the hundred thousand are read to the end', () => {
    for (const piece of ['"', '"a"b', '[{]', '{"a":1]}', '[1 ', '>>>>>>>\n', '"abc\n', '1 a ', '“a', '{ ']) {
      expect(failuresOf(piece.repeat(600_000 / piece.length)).length).toBeGreaterThan(0);
    }
    expect(failuresOf(`{]${'['.repeat(600_000)}}`).length).toBeGreaterThan(0);
  });
});

describe('places', () => {
  it('are those that editors show when the file begins with a byte-order mark', () => {
    expect(failuresOf('\uFEFF{ "agents": {}, "x": 1 }').map(({ line, column }) => [line, column])).toEqual([
      [1, 13],
      [1, 17],
    ]);
  });
});
