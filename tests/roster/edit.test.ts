import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { placeOf, placesIn, withIds, withItem, withMember, without, withoutItems } from '../../src/roster/edit';

type Json = string | number | readonly Json[] | { readonly [key: string]: Json };

const words = fc.constantFrom('ann', 'bob', 'web-*', 'a "quoted" \\ word', 'Ödegård – 李', '[x], {y}: z');

const ids = fc.array(fc.constantFrom('ann', 'bob', 'cyd', 'dee'), { maxLength: 4 });

/** An object with a list of ids and a list of objects in it, and other things around them. */
const documents = fc.record({
  agents: fc.dictionary(fc.constantFrom('ann', 'bob', 'cyd'), fc.record({ name: words, phone: words }), { minKeys: 1 }),
  teams: fc.record({ db: fc.record({ agents: ids, name: words }) }),
  overrides: fc.array(fc.record({ out: words, why: words }, { requiredKeys: ['out'] }), { maxLength: 3 }),
  count: fc.nat(99),
});

/** How a file may be laid out: by programs, by editors, and by hand. */
const layouts = fc.constantFrom<(value: Json) => string>(
  (value) => JSON.stringify(value),
  (value) => `${JSON.stringify(value, null, 2)}\n`,
  (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
  (value) => inOneLine(value),
  (value) => `{\n  ${members(value, ',\n\n  ')}\n}`,
  (value) => `{${members(value, ' ,\n')}}`,
);

/** As a person writes it, in one line. */
function inOneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => inOneLine(item)).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{ ${members(value, ', ')} }`;
}

function members(value: Json, comma: string): string {
  return Object.entries(value)
    .map(([key, part]: [string, Json]) => `${JSON.stringify(key)}: ${inOneLine(part)}`)
    .join(comma);
}

/** Whether one text is the other with one piece put in. */
function isInsertion(before: string, after: string): boolean {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  const rest = before.length - start;
  return rest === 0 || after.endsWith(before.slice(-rest));
}

describe('edits of a text in place', () => {
  it('add an item by putting in one piece, whatever the layout', () => {
    fc.assert(
      fc.property(documents, layouts, words, (document, layout, why) => {
        const text = layout(document);
        const edited = withItem(text, ['overrides'], { out: 'ann', why });
        expect(JSON.parse(edited)).toEqual({ ...document, overrides: [...document.overrides, { out: 'ann', why }] });
        expect(document.overrides.length === 0 || isInsertion(text, edited)).toBe(true);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('add a member, and a list that is not there', () => {
    fc.assert(
      fc.property(documents, layouts, words, (document, layout, name) => {
        const text = layout(document);
        const edited = withMember(text, ['agents'], 'eve', { name, phone: ['1', '2'] });
        expect(JSON.parse(edited)).toEqual({
          ...document,
          agents: { ...document.agents, eve: { name, phone: ['1', '2'] } },
        });
        expect(isInsertion(text, edited)).toBe(true);
        const listed = withItem(text, ['silences'], { alarm: name });
        expect(JSON.parse(listed)).toEqual({ ...document, silences: [{ alarm: name }] });
        expect(isInsertion(text, listed)).toBe(true);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('put other ids into a list, with nothing changed around it', () => {
    const place = ['teams', 'db', 'agents'];
    const some = fc.array(fc.constantFrom('ann', 'bob', 'cyd', 'eve'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(documents, layouts, some, (document, layout, wanted) => {
        const { db } = document.teams;
        fc.pre(db.agents.length > 0);
        const text = layout(document);
        const edited = withIds(text, place, wanted);
        expect(JSON.parse(edited)).toEqual({ ...document, teams: { db: { ...db, agents: wanted } } });
        expect(edited.replaceAll(/"agents":\s*\[[^\]]*\]/g, '')).toBe(text.replaceAll(/"agents":\s*\[[^\]]*\]/g, ''));
        expect(withIds(edited, place, db.agents).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('take an item or a member away by cutting out one piece', () => {
    fc.assert(
      fc.property(documents, layouts, fc.nat(5), (document, layout, which) => {
        const text = layout(document);
        const [key = ''] = Object.keys(document.agents).slice(which % Object.keys(document.agents).length);
        const { [key]: _gone, ...agents } = document.agents;
        const fewer = without(text, ['agents', key]);
        expect(JSON.parse(fewer)).toEqual({ ...document, agents });
        expect(isInsertion(fewer, text)).toBe(true);
        fc.pre(document.overrides.length > 0);
        const index = which % document.overrides.length;
        const edited = without(text, ['overrides', index]);
        expect(JSON.parse(edited)).toEqual({ ...document, overrides: document.overrides.toSpliced(index, 1) });
        expect(isInsertion(edited, text)).toBe(true);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('take several items away at once', () => {
    fc.assert(
      fc.property(documents, layouts, (document, layout) => {
        const { db } = document.teams;
        const paths = placesIn(layout(document), 'teams.db.agents', 'ann');
        const edited = withoutItems(layout(document), [...paths, ...paths]);
        expect(JSON.parse(edited)).toEqual({
          ...document,
          teams: { db: { ...db, agents: db.agents.filter((id) => id !== 'ann') } },
        });
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it.each([
    ['$', []],
    ['overrides[12]', ['overrides', 12]],
    ['teams.db-2.rotations[0].agents', ['teams', 'db-2', 'rotations', 0, 'agents']],
    ['escalation.order[3]', ['escalation', 'order', 3]],
  ])('know the place %s', (path, place) => {
    expect(placeOf(path)).toEqual(place);
  });
});
