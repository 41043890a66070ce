import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { printable, printableLine, unseenIn, withoutUnseen } from '../../src/text/printable';

/** Each with what is shown in its place. */
const UNSEEN: readonly (readonly [name: string, character: string, shown: string])[] = [
  ['ESC', '\u001B', String.raw`\u001b`],
  ['BEL', '\u0007', String.raw`\u0007`],
  ['backspace', '\b', String.raw`\u0008`],
  ['carriage return', '\r', String.raw`\u000d`],
  ['tab', '\t', String.raw`\u0009`],
  ['NUL', '\0', String.raw`\u0000`],
  ['DEL', '\u007F', String.raw`\u007f`],
  ['the C1 control that begins a sequence', '\u009B', String.raw`\u009b`],
  ['the C1 control that begins a title', '\u009D', String.raw`\u009d`],
  ['right-to-left override', '\u202E', String.raw`\u202e`],
  ['left-to-right isolate', '\u2066', String.raw`\u2066`],
  ['pop directional isolate', '\u2069', String.raw`\u2069`],
  ['Arabic letter mark', '\u061C', String.raw`\u061c`],
  ['zero width space', '\u200B', String.raw`\u200b`],
  ['zero width joiner', '\u200D', String.raw`\u200d`],
  ['right-to-left mark', '\u200F', String.raw`\u200f`],
  ['word joiner', '\u2060', String.raw`\u2060`],
  ['byte-order mark', '\uFEFF', String.raw`\ufeff`],
  ['soft hyphen', '\u00AD', String.raw`\u00ad`],
  ['Hangul filler', '\u3164', String.raw`\u3164`],
  ['line separator', '\u2028', String.raw`\u2028`],
  ['half a character', '\uD83D', String.raw`\ud83d`],
  ['the other half', '\uDE00', String.raw`\ude00`],
  ['a tag', '\u{E0041}', String.raw`\udb40\udc41`],
];

describe('a text from outside', () => {
  it.each(UNSEEN)('shows %s', (_name, character, shown) => {
    expect(printable(`a${character}b`)).toBe(`a${shown}b`);
    expect(unseenIn(`a${character}b`)).toHaveLength(1);
  });

  it.each(['Ann Lee', 'Jürgen Größe', '田中 太郎', 'أحمد', 'नमस्ते', '葛\u{E0100}城', '❤\uFE0F', '😀', '\u00A0', '→…•'])(
    'leaves %s as it is',
    (text) => {
      expect(printableLine(text)).toBe(text);
      expect(withoutUnseen(text)).toBe(text);
      expect(unseenIn(text)).toEqual([]);
    },
  );

  it('keeps its lines, unless it is to be one', () => {
    expect(printable('a\nb')).toBe('a\nb');
    expect(printableLine('a\nb')).toBe(String.raw`a\u000ab`);
  });

  it('names what nobody sees, each once', () => {
    expect(unseenIn('\u202Ea\u202Eb\u{E0041}')).toEqual(['U+202E', 'U+E0041']);
  });

  it('loses what nobody sees in a file, but not what joins letters', () => {
    expect(withoutUnseen('a\u202E\u001B[31mb\nmi\u200Ckh\u200D')).toBe('a[31mb\nmi\u200Ckh\u200D');
  });

  it('means the same to whoever reads it as JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(printable(JSON.stringify(text)))).toBe(text);
      }),
    );
  });

  it('has nothing left that acts on a terminal, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printableLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
