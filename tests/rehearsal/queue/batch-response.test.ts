import { describe, expect, it } from '@jest/globals';
import { failuresIn } from '../../../src/rehearsal/queue/batch-response';

const batch = new Set(['a', 'b']);

describe('the whole batch succeeded', () => {
  it.each([[undefined], [null], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }], [{ accepted: [] }]])(
    '%j',
    (response) => {
      expect(failuresIn(response, batch)).toEqual(new Set());
    },
  );
});

describe('the named messages failed', () => {
  it.each([
    [['a'], new Set(['a'])],
    [['b', 'a'], new Set(['a', 'b'])],
    [['a', 'a'], new Set(['a'])],
  ])('%j', (ids, failures) => {
    const response = { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
    expect(failuresIn(response, batch)).toEqual(failures);
  });
});

describe('the whole batch failed', () => {
  it.each([
    ['ok'],
    [7],
    [[]],
    [{ batchItemFailures: 'a' }],
    [{ batchItemFailures: {} }],
    [{ batchItemFailures: ['a'] }],
    [{ batchItemFailures: [null] }],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }],
    [{ batchItemFailures: [{ itemIdentifier: null }] }],
    [{ batchItemFailures: [{ itemIdentifier: 'c' }] }],
    [{ batchItemFailures: [{ id: 'a' }] }],
    [{ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'c' }] }],
  ])('%j', (response) => {
    expect(failuresIn(response, batch)).toBe('all');
  });
});
