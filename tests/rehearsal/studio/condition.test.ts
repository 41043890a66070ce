import { describe, expect, it } from '@jest/globals';
import { holds } from '../../../src/studio/condition';
import type { ConditionType } from '../../../src/studio/widget';

describe('a condition of Split Based On', () => {
  const table: readonly (readonly [type: ConditionType, value: string, matching: string[], others: string[]])[] = [
    ['equal_to', 'Yes', ['yes', ' YES ', 'Yes'], ['yess', 'no', '']],
    ['not_equal_to', 'Yes', ['no', ''], [' yes']],
    ['matches_any_of', '1, 2,Three', ['1', '2 ', 'three'], ['12', '1,2', '']],
    ['does_not_match_any_of', '1,2', ['3', ''], ['1', ' 2']],
    ['is_blank', 'Is Blank', ['', '  '], ['x']],
    ['is_not_blank', 'Is Not Blank', ['x'], ['', ' ']],
    ['regex', '[1-3]|yes', ['1', 'YES', ' 3 '], ['13', 'yes!', '']],
    ['contains', 'Disk', ['the disk is full', 'DISK'], ['dis k']],
    ['does_not_contain', 'Disk', ['cpu'], ['disks']],
    ['starts_with', 'Al', ['alarm', ' Al'], ['real']],
    ['does_not_start_with', 'Al', ['real'], ['alarm']],
    ['less_than', '10', ['9', ' 9.5', '-1'], ['10', '11', 'nine', '']],
    ['greater_than', '10', ['11', '10.5'], ['10', '9', 'eleven', '']],
  ];

  it.each(table)('%s "%s" holds for what it should and for nothing else', (type, value, matching, others) => {
    expect(matching.filter((input) => !holds(type, input, value))).toEqual([]);
    expect(others.filter((input) => holds(type, input, value))).toEqual([]);
  });
});
