import { describe, expect, it } from '@jest/globals';
import { tagIn, tagsAfter } from '../../src/aws/tags';

describe('a tag as it is written', () => {
  it.each([
    ['team=web', { Key: 'team', Value: 'web' }],
    ['team=', { Key: 'team', Value: '' }],
    ['query=a=b', { Key: 'query', Value: 'a=b' }],
    [String.raw`a\=b=c`, { Key: 'a=b', Value: 'c' }],
    [String.raw`a\=b\=c=d=e`, { Key: 'a=b=c', Value: 'd=e' }],
    ['cost center:1=R & D', { Key: 'cost center:1', Value: 'R & D' }],
    ['team', undefined],
    ['=web', undefined],
    ['', undefined],
    [String.raw`a\=b`, undefined],
    ['aws:team=web', undefined],
    [`${'k'.repeat(128)}=v`, { Key: 'k'.repeat(128), Value: 'v' }],
    [`${'k'.repeat(129)}=v`, undefined],
    [`k=${'v'.repeat(257)}`, undefined],
  ])('%j is %j', (text, tag) => {
    expect(tagIn(text)).toEqual(tag);
  });
});

describe('the tags of a stack after a deployment', () => {
  const standing = new Map([
    ['team', 'web'],
    ['cost', '1'],
  ]);

  it('are those that it had, with others and without some', () => {
    expect(
      tagsAfter(standing, {
        set: [
          { Key: 'team', Value: 'db' },
          { Key: 'new', Value: '' },
        ],
        unset: ['cost'],
      }),
    ).toEqual([
      { Key: 'team', Value: 'db' },
      { Key: 'new', Value: '' },
    ]);
  });

  it('are sent when nothing is said of them, so that they stay', () => {
    expect(tagsAfter(standing, { set: [], unset: [] })).toEqual([
      { Key: 'team', Value: 'web' },
      { Key: 'cost', Value: '1' },
    ]);
  });

  it('are an empty list when the last one goes', () => {
    expect(tagsAfter(new Map([['team', 'web']]), { set: [], unset: ['team'] })).toEqual([]);
  });

  it('are left alone where there are none', () => {
    expect(tagsAfter(new Map(), { set: [], unset: ['team'] })).toBeUndefined();
  });
});
