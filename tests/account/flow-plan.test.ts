import { describe, expect, it } from '@jest/globals';
import { commitMessage, definitionHash, hashInMessage, pullPlan, pushPlan } from '../../src/account/flow-plan';

describe('what a push does', () => {
  it.each([
    ['makes the first flow', { file: 'a' }, false, { is: 'create' }],
    ['leaves alone what is the same', { file: 'a', live: 'a', pushed: 'a' }, false, { is: 'nothing' }],
    ['publishes a draft that is the same', { file: 'a', live: 'a', isDraft: true }, false, { is: 'publish' }],
    ['replaces what was pushed last', { file: 'b', live: 'a', pushed: 'a' }, false, { is: 'publish' }],
    ['replaces what was pulled', { file: 'b', live: 'x', pushed: 'a', pulled: 'x' }, false, { is: 'publish' }],
    [
      'keeps an edit that nobody pulled',
      { file: 'a', live: 'x', pushed: 'a' },
      false,
      { is: 'refuse', isFileEdited: false },
    ],
    [
      'keeps it when the file was edited too',
      { file: 'b', live: 'x', pushed: 'a' },
      false,
      { is: 'refuse', isFileEdited: true },
    ],
    [
      'keeps an edit made after the pull',
      { file: 'x', live: 'y', pushed: 'a', pulled: 'x' },
      false,
      { is: 'refuse', isFileEdited: false },
    ],
    ['keeps a flow that it never pushed', { file: 'a', live: 'x' }, false, { is: 'refuse', isFileEdited: true }],
    ['replaces anything by force', { file: 'b', live: 'x', pushed: 'a' }, true, { is: 'publish' }],
    ['needs no force for what is the same', { file: 'a', live: 'a' }, true, { is: 'nothing' }],
  ] as const)('%s', (_name, facts, isForced, plan) => {
    expect(pushPlan({ isDraft: false, ...facts }, isForced)).toEqual(plan);
  });
});

describe('what a pull does', () => {
  it.each([
    ['nothing when they are the same', { file: 'a', live: 'a', pushed: 'a' }, false, 'same'],
    ['takes an edit of the console', { file: 'a', live: 'x', pushed: 'a' }, false, 'take'],
    ['takes a second edit of the console', { file: 'x', live: 'y', pushed: 'a', pulled: 'x' }, false, 'take'],
    ['leaves a file that is ahead', { file: 'b', live: 'a', pushed: 'a' }, false, 'ahead'],
    [
      'leaves a file that is ahead of what was pulled',
      { file: 'b', live: 'x', pushed: 'a', pulled: 'x' },
      false,
      'ahead',
    ],
    ['refuses when both were edited', { file: 'b', live: 'x', pushed: 'a' }, false, 'refuse'],
    ['refuses a flow that it never pushed', { file: 'b', live: 'x' }, false, 'refuse'],
    ['takes anything by force', { file: 'b', live: 'x', pushed: 'a' }, true, 'take'],
  ] as const)('%s', (_name, facts, isForced, plan) => {
    expect(pullPlan({ isDraft: false, ...facts }, isForced)).toBe(plan);
  });
});

describe('the commit message', () => {
  it('carries the revision and the hash', () => {
    expect(commitMessage('0123456789ab', '5b808c5+')).toBe('oncall 5b808c5+ #0123456789ab');
    expect(commitMessage('0123456789ab', undefined)).toBe('oncall #0123456789ab');
  });

  it.each([
    ['oncall 5b808c5+ #0123456789ab', '0123456789ab'],
    ['oncall #0123456789ab', '0123456789ab'],
    ['made it louder #0123456789ab', undefined],
    ['oncall 5b808c5 #0123', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j has the hash %j', (message, hash) => {
    expect(hashInMessage(message)).toBe(hash);
  });

  it('has a hash of SHA-256', () => {
    // printf 'abc' | sha256sum (also FIPS 180-2, appendix B.1)
    expect(definitionHash('abc')).toBe('ba7816bf8f01');
  });
});
