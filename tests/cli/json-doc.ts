import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

/** The page about what `--json` prints. */
export const DOC = readFileSync(join(__dirname, '..', '..', 'docs', 'json.md'), 'utf8');

interface Section {
  /** What the page says may stand where, without the marks of what may be missing. */
  readonly paths: readonly string[];
  /** The words of its table that are codes. */
  readonly codes: readonly string[];
}

const SECTIONS: ReadonlyMap<string, Section> = new Map(
  DOC.split(/^## /m)
    .slice(1)
    .map((text) => {
      const [title = ''] = text.split('\n');
      const blocks = [...text.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, block = '']) => block);
      // What is indented goes on with the line above it.
      const lines = blocks.flatMap((block) =>
        block
          .trimEnd()
          .split('\n')
          .filter((line) => !line.startsWith(' ')),
      );
      const rows = [...text.matchAll(/^\| (?!-|code |check )(.*) \|$/gm)].map(([, row = '']) => row);
      return [
        title,
        {
          paths: lines.map((line) => (line.split(' ')[0] ?? '').replaceAll('?', '')),
          codes: rows.flatMap((row) => row.match(/(?<=`)[a-z]+(?:-[a-z]+)*(?=`)/g) ?? []),
        },
      ];
    }),
);

function section(title: string): Section {
  const found = SECTIONS.get(title);
  if (found === undefined) throw new Error(`docs/json.md has no chapter "${title}"`);
  return found;
}

/** Every place of a JSON value, such as `teams[].team`; what is null is a place of its own. */
function placesIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesIn(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => placesIn(member, path === '' ? key : `${path}.${key}`));
}

/** What was printed as JSON, in one object or in lines. */
export function objectsIn(out: string): readonly unknown[] {
  const texts = out.startsWith('{\n') ? [out] : out.split('\n').filter((line) => line !== '');
  return texts.map((text): unknown => JSON.parse(text));
}

/** The page has every place that the samples have, and no other but `rare` ones. */
export function expectDocumented(
  titles: readonly string[],
  outs: readonly string[],
  rare: readonly string[] = [],
): void {
  const objects = outs.flatMap(objectsIn);
  expect(objects.length).toBeGreaterThan(0);
  for (const each of objects) expect(each).toMatchObject({ schemaVersion: 1 });
  const documented = titles.flatMap((title) => section(title).paths);
  const found = new Set(objects.flatMap((each) => placesIn(each, '')));
  found.delete('schemaVersion');
  const isKnown = (place: string): boolean =>
    documented.includes(place) || documented.some((path) => path.startsWith(`${place}.`));
  expect([...found].filter((place) => !isKnown(place))).toEqual([]);
  expect(documented.filter((path) => !found.has(path))).toEqual(rare);
  expect(outs.join('\n')).not.toMatch(/: ?1[5-9]\d{11}\b/);
  for (const [, time = ''] of outs.join('\n').matchAll(/"(?:at|from|to|until|\w+(?:At|From))": ?"([^"]*)"/g)) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
}

/** The tables of the page have these codes, each once. */
export function expectCodes(title: string, codes: readonly string[]): void {
  const told = section(title).codes.filter((code) => codes.includes(code));
  expect(told.toSorted(byText)).toEqual(codes.toSorted(byText));
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}
