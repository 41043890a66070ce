import { expect, it } from '@jest/globals';
import { warnings } from '../../src/roster/warnings';
import { AGENTS, at, remarkTexts, rosterOf } from './sample';

it('warns of characters in names that nobody sees', () => {
  const agents = { ...AGENTS, ann: { ...AGENTS.ann, name: 'Ann\u200B Lee\u202E' } };
  const teams = { db: { name: 'Data\u00ADbase', agents: ['ann', 'bob', 'cyd'] } };
  expect(remarkTexts(warnings(rosterOf({ agents, teams }), at('2026-11-22T12:00Z')))).toEqual([
    'agents.ann.name: the name contains characters that nobody sees (U+200B, U+202E); write it again without them',
    'teams.db.name: the name contains characters that nobody sees (U+00AD); write it again without them',
  ]);
});

it('warns of no name that is written with accents, in another script or with an emoji', () => {
  const names = ['Zoë Ångström', '葛\u{E0100}城 花', 'أحمد', 'Ann ❤\uFE0F'];
  const agents = Object.fromEntries(names.map((name, index) => [`a${String(index)}`, { ...AGENTS.ann, name }]));
  const told = remarkTexts(warnings(rosterOf({ agents }), at('2026-11-22T12:00Z')));
  expect(told.filter((text) => text.includes('nobody sees'))).toEqual([]);
});
