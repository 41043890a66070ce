import { describe, expect, it } from '@jest/globals';
import { screen } from '../../../src/cli/terminal/screen';

describe('the screen', () => {
  it.each([
    [true, 200, 200],
    [true, 60, 60],
    [true, 50, 50],
    [true, 30, 40],
    [true, 0, 100],
    [false, 60, 100],
  ])('a terminal: %s, of %i columns is written on in %i', (isTTY, columns, used) => {
    expect(screen({ isTTY, columns }).columns).toBe(used);
  });
});
