import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../src/cli/terminal/wrap';

describe('a text in a narrow column', () => {
  it('breaks between words, and in a word that is too long for a line', () => {
    expect(fold('one two three', 7)).toEqual(['one two', 'three']);
    expect(fold('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(fold('', 4)).toEqual(['']);
  });

  it('gives characters two columns that a terminal sets as wide', () => {
    expect(fold('データベースdb', 7)).toEqual(['データ', 'ベースd', 'b']);
    expect(fold('警報です。', 4)).toEqual(['警報', 'です', '。']);
  });
});
