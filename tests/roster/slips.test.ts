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
  return errorLinesOf(`${before ?? ''}${put}${after}`);
}

function errorLinesOf(text: string): readonly string[] {
  return failuresOf(text).map(
    ({ path, line, column, message }) => `${String(line)}:${String(column)} ${path}: ${message}`,
  );
}

describe('the first slip in a roster', () => {
  it.each([
    ['dropped', (): string => ''],
    ['written twice', (mark: string): string => mark + mark],
    ['mistyped', (mark: string): string => NEIGHBOURS.get(mark) ?? ''],
  ])('is one error, when any one bracket, quote, comma or colon is %s', (_name, put) => {
    const told: string[] = [];
    let [tried, near] = [0, 0];
    for (const text of [ROSTER, SPREAD]) {
      for (const { 0: mark, index: at } of text.matchAll(/[{}[\]",:]/g)) {
        tried += 1;
        const errors = failuresOf(text.slice(0, at) + put(mark) + text.slice(at + 1));
        const line = text.slice(0, at).split('\n').length;
        const [first] = errors;
        if (errors.length !== 1) told.push(`${mark} of line ${String(line)}: ${remarkTexts(errors).join('; ')}`);
        // On its line or the next one, or where the bracket is that is never closed.
        if (first?.line === line || first?.line === line + 1 || first?.message.includes('never closed') === true) {
          near += 1;
        }
      }
    }
    expect(told).toEqual([]);
    expect(tried).toBe(408);
    expect(near / tried).toBeGreaterThan(0.95);
  });

  const slips: readonly [string, string, string, readonly string[]][] = [
    [
      'an agent that is not closed',
      '900001" },',
      '900001",',
      ['4:12 agents.ann: the { of line 4 is never closed; a } is missing'],
    ],
    [
      'a block that is not closed, with its comma',
      '  },\n  "rotations"',
      '  "rotations"',
      ['7:3 agents.rotations: a comma is missing before this'],
    ],
    [
      'a list that is not closed in the middle of a line',
      '["ann", "bob"]',
      '["ann", "bob"',
      ['9:17 rotations[0].agents: the [ of line 9 is never closed; a ] is missing before the next key'],
    ],
    [
      'a file without its last bracket',
      '4 }\n}\n',
      '4 }\n',
      ['1:1 $: the { of line 1 is never closed; a } is missing'],
    ],
    [
      'a file of which the end was lost, in the middle of a word',
      'Mon 09:00" }\n  ],\n  "overrides": [\n    { "out": "ann", "in": "cyd", "from": "2026-12-24 09:00", "to": "2026-12-27 09:00", "why": "holiday" }\n  ],\n  "silences": [{ "alarm": "web-*", "to": "2027-01-04 09:00" }],\n  "escalation": { "order": ["on-call", "next", "everyone"], "maxCalls": 4 }\n}\n',
      'Mon 0',
      ['10:70 rotations[1].only: this text has no closing quote on its line; write " where it ends'],
    ],
    [
      'a bracket of the wrong kind',
      '["ann", "bob"]',
      '["ann", "bob"}',
      ['9:30 rotations[0].agents[1]: the [ of line 9 is not closed before this }; write ] before it or in its place'],
    ],
    [
      'a bracket of the wrong kind that opens',
      '["ann", "bob"]',
      '{"ann", "bob"]',
      ['9:17 rotations[0].agents: these have no keys, so they stand in brackets [ … ], not in braces { … }'],
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
    [
      'a bracket too many on a line',
      '900001" },',
      '900001" }},',
      ['4:59 agents.ann: this } is one too many; delete it'],
    ],
    [
      'a bracket too many on a line of its own',
      '  },\n  "rotations"',
      '  },\n  },\n  "rotations"',
      ['8:3 $: this } is one too many; delete it'],
    ],
    [
      'an opening bracket that is missing',
      '"bob": {',
      '"bob":',
      ['5:18 agents.bob: this is the second colon in a row of values; a { or a comma is missing before it'],
    ],
    ['three commas', '900001" },', '900001" },,,', ['4:60 agents: two commas in a row; delete one']],
    [
      'a comma before everything',
      '["on-call"',
      '[, "on-call"',
      ['16:29 escalation.order[0]: delete this comma: nothing stands before it'],
    ],
    ['semicolons', '"Bob Roy",', '"Bob Roy";', ['5:31 agents.bob.name: write a comma in place of this ;']],
    [
      'a semicolon at the end',
      '"everyone"]',
      '"everyone";]',
      ['16:58 escalation.order[2]: write a comma in place of this ;'],
    ],
    ['an equals sign', '"every": "', '"every" = "', ['9:70 rotations[0].every: write a colon in place of this =']],
    ['an arrow', '"every": "', '"every" => "', ['9:70 rotations[0].every: write a colon in place of this =']],
    [
      'a text without its closing quote before the next key',
      '"Cyd Ito", "phone"',
      '"Cyd Ito, "phone"',
      [
        '6:33 agents.cyd.name: before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
      ],
    ],
    [
      'a text without its closing quote at the end of a line',
      '900002" },',
      '900002 },',
      ['5:42 agents.bob.phone: this text has no closing quote on its line; write " where it ends'],
    ],
    [
      'a key without its closing quote',
      '"every": "1',
      '"every: "1',
      [
        '9:71 rotations[0]: before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
      ],
    ],
    [
      'a key without its closing quote before a number',
      '"maxCalls": 4',
      '"maxCalls: 4',
      ['16:61 escalation: this text has no closing quote on its line; write " where it ends'],
    ],
    [
      'a text without its opening quote',
      '"Bob Roy"',
      'Bob Roy"',
      ['5:22 agents.bob.name: put double quotes around this; only plain numbers such as 25 need none'],
    ],
    [
      'a text of words without quotes',
      '"Bob Roy"',
      'Bob Roy',
      ['5:22 agents.bob.name: put double quotes around this; only plain numbers such as 25 need none'],
    ],
    [
      'a time without quotes',
      '"2026-11-23 09:00"',
      '2026-11-23 09:00',
      ['9:46 rotations[0].start: put double quotes around this; only plain numbers such as 25 need none'],
    ],
    [
      'a zone without quotes',
      '"Europe/London"',
      'Europe/London',
      ['2:15 timezone: put double quotes around this; only plain numbers such as 25 need none'],
    ],
    [
      'quotes inside a text',
      '"holiday"',
      '"a "long" holiday"',
      [
        '13:99 overrides[0].why: before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
      ],
    ],
    [
      'quotes inside a text after a comma',
      '"holiday"',
      '"Ann said, "no" to it"',
      [
        '13:107 overrides[0].why: before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
      ],
    ],
    [
      'a quote too many',
      '"Ann Lee",',
      '"Ann Lee"",',
      [
        '4:31 agents.ann.name: before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
      ],
    ],
    [
      'a text that was broken in two',
      '"holiday"',
      '"a long\n        holiday"',
      ['13:95 overrides[0].why: this text has no closing quote on its line; write " where it ends'],
    ],
    [
      'typographic quotes',
      '"bob": { "name": "Bob Roy",',
      '“bob”: { “name“: „Bob Roy“,',
      ['5:5 agents: these are typographic quotes; write plain ones: "'],
    ],
    [
      'a typographic quote at one end',
      '"Bob Roy",',
      '"Bob Roy”,',
      [
        '5:34 agents.bob.name: before this, a quote is missing or there is one too many; a quote inside a text is written \\"',
      ],
    ],
    [
      'single typographic quotes',
      '"Bob Roy"',
      '‘Bob O’Roy’',
      ['5:22 agents.bob.name: these are typographic quotes; write plain ones: "'],
    ],
    ['single quotes around an apostrophe', '"Bob Roy"', "'Bob O'Roy'", ['5:22 agents.bob.name: use double quotes']],
    [
      'a merge conflict',
      '    "bob": { "name": "Bob Roy", "phone": "+447700900002" },\n',
      '<<<<<<< HEAD\n    "bob": { "name": "Bob Roy", "phone": "+447700900002" },\n=======\n    "bob": { "name": "Bob Roy", "phone": "+447700900012" },\n    "dee": { "phone": "+447700900013" },\n>>>>>>> dee\n',
      [
        '5:1 agents: this is a merge conflict that was not resolved; keep one of the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
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
      [
        '1:1 $: a roster is JSON and begins with {; the smallest roster is { "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } } }',
      ],
    ],
  ];
  it.each(slips)('%s', (_name, piece, put, expected) => {
    expect(errorsWith(piece, put)).toEqual(expected);
  });

  const texts: readonly [string, string, readonly string[]][] = [
    [
      'a roster that goes on after its end',
      '{\n  "agents": {\n    "ann": { "name": "A", "phone": "+447700900001" }\n  }\n},\n"timezone": "UTC"\n}',
      ['7:1 $: this } is one too many; delete it'],
    ],
    [
      'a list that is not closed, where nothing is indented',
      '{\n"agents": {\n"ann": { "name": "A", "phone": "+447700900001" }\n},\n"escalation": {\n"order": [\n"ann",\n"next"\n}\n}',
      ['9:1 escalation.order[1]: the [ of line 6 is not closed before this }; write ] before it or in its place'],
    ],
    [
      'a list that is not closed, where the brackets are indented at random',
      '{\n  "agents": {\n    "ann": { "name": "A", "phone": ["+447700900001", "+447700900011" }\n      },\n      "escalation": {\n    "maxCalls": 4\n        }\n  }',
      ['3:70 agents.ann.phone[1]: the [ of line 3 is not closed before this }; write ] before it or in its place'],
    ],
    [
      'a file that ends after a key',
      '{\n  "agents": { "ann": { "name": "A", "phone": "+447700900001" } },\n  "timezone"',
      ['1:1 $: the { of line 1 is never closed; a } is missing'],
    ],
  ];
  it.each(texts)('%s', (_name, text, expected) => {
    expect(errorLinesOf(text)).toEqual(expected);
  });

  it('and what is no JSON at all is one error', () => {
    expect(remarkTexts(failuresOf('agents:\n  ann:\n    name: Ann Lee\n'))).toEqual([
      '$: a roster is JSON and begins with {; the smallest roster is { "agents": { "ann": { "name": "Ann Lee", "phone": "+44…" } } }',
    ]);
  });
});

describe('several slips', () => {
  it('are told one after the other: the first one of the text', () => {
    const text = ROSTER.replace('900001" },', '900001" },,').replace('"maxCalls": 4', '"maxCals" = 40');
    expect(errorLinesOf(text)).toEqual(['4:60 agents: two commas in a row; delete one']);
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

  it('are shown in their line, which has no whole number in it', () => {
    const [error] = failuresOf('{\n\t"bob": { "phone": "+447700900002", "name": Bob Roy }\n}');
    expect(error?.excerpt).toEqual([
      '"bob": { "phone": "+••••••••••••", "name": Bob Roy }',
      '                                           ^',
    ]);
  });

  it('are not shown in a line of their own where the path is enough', () => {
    expect(failuresOf('{ "agents": {} }')[0]).not.toHaveProperty('excerpt');
  });
});

describe('how a file is saved', () => {
  const utf16 = Buffer.from('\uFEFF{ "agents": {} }', 'utf16le');
  it.each([
    ['little-endian', utf16],
    ['big-endian', Buffer.from(utf16).swap16()],
    ['without a mark', utf16.subarray(2)],
  ])('as UTF-16, %s, is one error', (_name, bytes) => {
    expect(errorLinesOf(bytes.toString('utf8'))).toEqual(['1:1 $: the file is saved as UTF-16; save it as UTF-8']);
  });
});
