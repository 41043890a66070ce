import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

/** Stories 1 to 71 and 78 to 83 of the agreed list, and the one between 31 and 32. */
const STORIES = [...storiesFrom(1, 71), '31a', ...storiesFrom(78, 83)];

function storiesFrom(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

it('every story of the list is told by a test that begins with its number', () => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts'));
  const titles = files.flatMap((file) =>
    [...readFileSync(join(__dirname, file), 'utf8').matchAll(/['"`]((?:\d+a?, )*\d+a?): /g)].flatMap(
      ([, numbers = '']) => numbers.split(', '),
    ),
  );

  const told = new Set(titles);
  expect(STORIES.filter((story) => !told.has(story))).toEqual([]);
});
