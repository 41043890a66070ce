import { expect, it } from '@jest/globals';
import { quantilesOf } from '../../src/account/quantiles';

it.each([
  [[], undefined],
  [[7], { count: 1, medianMs: 7, p90Ms: 7 }],
  [[9, 1], { count: 2, medianMs: 5, p90Ms: 9 }],
  [[30, 10, 20], { count: 3, medianMs: 20, p90Ms: 30 }],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { count: 10, medianMs: 5.5, p90Ms: 9 }],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], { count: 11, medianMs: 6, p90Ms: 10 }],
])('%j', (times, expected) => {
  expect(quantilesOf(times)).toEqual(expected);
});
