import { describe, expect, it } from '@jest/globals';
import type { WeekWindow } from '../../src/roster/roster';
import { windowText } from '../../src/roster/window';
import { rosterOf, teamOf } from './sample';

function windowsOf(only: string): readonly WeekWindow[] {
  const [rotation] = teamOf(rosterOf({ rotations: [{ agents: ['ann'], only }] })).rotations;
  return rotation?.only ?? [];
}

describe('a window in words', () => {
  it.each([
    ['Mon-Fri 09:00-17:00', 'Mon-Fri 09:00 - 17:00'],
    ['Mon, Tue 17:00 - 09:00', 'Mon, Tue 17:00 - 09:00'],
    ['18:00 - 08:00', '18:00 - 08:00'],
    ['20:00 - 24:00', '20:00 - 24:00'],
    ['Fri-Mon 10:00 - 11:00', 'Mon, Fri-Sun 10:00 - 11:00'],
    ['Sat,Sun', 'Sat, Sun'],
    ['Tue 00:00 - 24:00', 'Tue'],
    ['Fri 22:00 - Mon 08:00', 'Fri 22:00 - Mon 08:00'],
    ['Fri 22:00 - Sun 24:00', 'Fri 22:00 - Mon 00:00'],
    ['Mon 08:00 - Mon 07:00', 'Mon 08:00 - Mon 07:00'],
    ['Mon 08:00 - Mon 17:00', 'Mon 08:00 - 17:00'],
    ['Sun 09:00 - Mon 09:00', 'Sun 09:00 - Mon 09:00'],
    ['Sun 09:00 - Mon 08:00', 'Sun 09:00 - 08:00'],
  ])('%s is %s, which says the same', (written, expected) => {
    expect(windowsOf(written).map(windowText)).toEqual([expected]);
    expect(windowsOf(expected)).toEqual(windowsOf(written));
  });
});
