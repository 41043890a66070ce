import { describe, expect, it } from '@jest/globals';
import { median } from './median';

describe('the median', () => {
  it.each([
    ['of one value', [7], 7],
    ['of an odd number of values in any order', [9, 1, 5], 5],
    ['of an even number: halfway between the two in the middle', [4, 1, 2, 100], 3],
    ['with values sorted as numbers, not as text', [10, 9, 100], 10],
  ])('%s', (_, values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('is not made up for no values', () => {
    expect(() => median([])).toThrow('no median');
  });
});
