import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { print, printError, printFile, printJson, printJsonLine } from '../../../src/cli/terminal/print';
import { lines, painted, paragraphs, rendered } from '../../../src/cli/terminal/text';
import type { Look, Text } from '../../../src/cli/terminal/text';

const looks = fc.constantFrom<Look>('bold', 'dim', 'red', 'green', 'bgRed', 'cyanBright');
const text: fc.Arbitrary<Text> = fc.letrec<{ text: Text }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.tuple(looks, fc.string({ unit: 'binary' })).map(([look, words]) => painted(look, words)),
    fc.array(tie('text'), { maxLength: 3 }),
  ),
})).text;

/** Our own colours: what no text from outside can be, since its ESC is shown. */
// oxlint-disable-next-line no-control-regex -- it is about control characters
const OURS = /\u001B\[(?:1|2|22|3\d|39|4\d|49|9\d)m/g;

describe('what is printed', () => {
  it('has no control character but line breaks and our own colours, whatever it says', () => {
    fc.assert(
      fc.property(text, (said) => {
        const coloured = rendered(said, true);
        const plain = rendered(said, false);
        expect(plain).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(coloured.replaceAll(OURS, '')).toBe(plain);
      }),
    );
  });

  it('is painted by values alone', () => {
    expect(rendered(['a ', painted('red', 'b'), ' ', painted(['bold', 'bgRed'], 'c')], true)).toBe(
      'a \u001B[31mb\u001B[39m \u001B[1m\u001B[41mc\u001B[49m\u001B[22m',
    );
    expect(rendered(painted('red', '\u001B[32mgreen'), true)).toBe('\u001B[31m\\u001b[32mgreen\u001B[39m');
  });

  it('is put together by lines and paragraphs', () => {
    expect(rendered(lines(['a', painted('red', 'b'), ['c', 'd']]), false)).toBe('a\nb\ncd');
    expect(rendered(paragraphs(['a', lines(['b', 'c'])]), false)).toBe('a\n\nb\nc');
  });
});

/** What a terminal gets. */
function shown(act: () => void): string {
  const got: string[] = [];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: unknown) => void got.push(`${String(line)}\n`)),
    jest.spyOn(console, 'error').mockImplementation((line: unknown) => void got.push(`${String(line)}\n`)),
    jest.spyOn(process.stdout, 'write').mockImplementation((part) => got.push(String(part)) > 0),
  ];
  try {
    act();
    return got.join('');
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('on a terminal', () => {
  const { isTTY: wasTTY } = process.stdout;
  const { NO_COLOR: noColor, TERM: term } = process.env;

  function onTerminal(environment: Readonly<Record<string, string | undefined>>): string {
    process.stdout.isTTY = true;
    Object.assign(process.env, { TERM: 'xterm' }, environment);
    if (environment['NO_COLOR'] === undefined) delete process.env['NO_COLOR'];
    try {
      return shown(() => print(painted('red', 'a')));
    } finally {
      process.stdout.isTTY = wasTTY;
      if (noColor === undefined) delete process.env['NO_COLOR'];
      else process.env['NO_COLOR'] = noColor;
      if (term === undefined) delete process.env['TERM'];
      else process.env['TERM'] = term;
    }
  }

  it.each<[Readonly<Record<string, string | undefined>>, string]>([
    [{}, '\u001B[31ma\u001B[39m\n'],
    [{ NO_COLOR: '1' }, 'a\n'],
    [{ NO_COLOR: '' }, '\u001B[31ma\u001B[39m\n'],
    [{ TERM: 'dumb' }, 'a\n'],
  ])('with %j', (environment, expected) => {
    expect(onTerminal(environment)).toBe(expected);
  });

  it('has no colours in a pipe', () => {
    expect(shown(() => print(painted('red', 'a')))).toBe('a\n');
    expect(shown(() => printError(painted('red', 'a')))).toBe('a\n');
  });
});

describe('what programs read', () => {
  it('is JSON with its version, in ASCII where nobody would see it', () => {
    expect(shown(() => printJsonLine({ name: 'a\u202E\u009B' }))).toBe(
      '{"schemaVersion":1,"name":"a\\u202e\\u009b"}\n',
    );
    expect(shown(() => printJson({ a: [1] }))).toBe('{\n  "schemaVersion": 1,\n  "a": [\n    1\n  ]\n}\n');
  });

  it('keeps the line ends of a file, and nothing else that acts', () => {
    expect(shown(() => printFile('BEGIN:\u001B[2JX\r\nN:\u202Ea\rb\r\n'))).toBe('BEGIN:[2JX\r\nN:ab\r\n');
  });
});
