import { expect, it } from '@jest/globals';
import { callerIdVerdict } from '../../src/account/caller-id';

const NUMBER = '+12025550100';

it.each([
  ['one that calls and texts', { is: 'owned', voice: true, sms: true }, 'good', 'can call and text', undefined],
  ['one that only calls', { is: 'owned', voice: true, sms: false }, 'warning', 'it cannot text', 'Buy a number'],
  ['one that cannot call', { is: 'owned', voice: false, sms: true }, 'bad', 'cannot make voice calls', 'Buy a number'],
  ['a verified one', { is: 'verified' }, 'warning', 'verified caller id', 'Buy a number'],
  ['a strange one', { is: 'unknown', others: ['+12025550199'] }, 'bad', 'It has +12025550199.', 'one of these'],
  [
    'one of an account without any',
    { is: 'unknown', others: [] },
    'bad',
    'The account has no number at all',
    'Buy a number',
  ],
] as const)('%s', (_name, callerId, verdict, words, remedy) => {
  const found = callerIdVerdict(NUMBER, callerId);
  expect(found.verdict).toBe(verdict);
  expect(found.words).toContain(words);
  // The account's own is shown whole, that of somebody else is not.
  expect(found.words).toContain(callerId.is === 'owned' ? NUMBER : '+12•••••0100');
  expect(found.words.includes(NUMBER)).toBe(callerId.is === 'owned');
  if (remedy === undefined) expect(found.remedy).toBeUndefined();
  else expect(found.remedy).toContain(remedy);
});
