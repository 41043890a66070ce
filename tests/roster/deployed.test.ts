import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseRoster, placesOf } from '../../src/roster/parse';
import { AGENTS } from './sample';

/** Where a Function says that the mistakes of a roster are. */
function placesIn(text: string): string {
  const parsed = parseRoster(text);
  return parsed.ok ? 'none' : placesOf(parsed.faults);
}

describe('a roster as Functions read it', () => {
  it('may begin with a byte-order mark', () => {
    expect(placesIn(`\uFEFF${JSON.stringify({ agents: AGENTS })}`)).toBe('none');
  });

  it.each(['', '{', '{"agents":{},}', '{} // none', '\0{', 'null,'])('%j is not JSON', (text) => {
    expect(placesIn(text)).toBe(': it is not JSON');
  });

  it('names the places of its mistakes', () => {
    const roster = { agents: { ann: { name: 'Ann' } }, escalation: { maxCalls: 0 }, overrides: [{ out: 'bob' }] };
    expect(placesIn(JSON.stringify(roster))).toBe(
      ' at agents.ann (phone), escalation.maxCalls, overrides[0] (from), overrides[0] (to), overrides[0].out',
    );
  });

  it('names five places at most, and no whole phone number', () => {
    const agents = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`+44770090000${String(index)}`, 0]));
    const places = placesIn(JSON.stringify({ agents }));
    expect(places).toMatch(/^ at agents\["\+44•••••0000"\], .* and more$/);
    expect(places.split(', ')).toHaveLength(5);
    expect(places).not.toContain('770090');
  });

  it('is all that they read it for: what there is to say of mistakes is not in them', () => {
    const files = readdirSync('dist/functions').map((name) => readFileSync(`dist/functions/${name}`, 'utf8'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((text) => /did you mean|is not known here|closing quote/.test(text))).toEqual([]);
    // The commands do have it, so the words are the right ones to look for.
    expect(readFileSync('dist/cli/main.js', 'utf8')).toMatch(/did you mean.*/);
  });
});
