import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TAKEN } from '../incident/first-release';
import { documentNamed, putDocument } from '../support/documents';
import { AGENTS, PROJECT, Story, takenBy } from '../support/story';

/** A deployment that has lost its private Functions: somebody deleted them in the console, or only some files were uploaded. */
let functionsFolder = '';

beforeAll(() => {
  functionsFolder = mkdtempSync(join(tmpdir(), 'oncall-without-private-'));
  cpSync(join(PROJECT, 'dist', 'functions'), functionsFolder, {
    recursive: true,
    filter: (file) => !basename(file).endsWith('.private.js'),
  });
});

afterAll(() => {
  rmSync(functionsFolder, { recursive: true });
});

it('an agent with another language is called all the same, in English', async () => {
  const roster = { agents: { ann: { ...AGENTS.ann, language: 'de' } } };
  const story = new Story({ agents: ['take'], roster, functionsFolder });
  story.alarm('web-1', { description: 'web-1 is down.' });
  await story.toTheEnd();
  expect(story.lines()).toEqual(takenBy('ann'));
  expect(story.heardBy('ann').at(-1)).toBe('You have it. The details follow by message. Goodbye.');
});

it('a board of the first release is left where it is, the log says so, and an alarm rings all the same', async () => {
  const story = new Story({ agents: ['take'], functionsFolder });
  putDocument(story, 'board-main', TAKEN);
  story.alarm('db-1');
  await story.toTheEnd();
  expect(story.lines()).toEqual(takenBy('ann'));
  expect(documentNamed(story, 'board-main')).toEqual(TAKEN);
  expect(story.logs().join('\n')).toContain('The board of the first release cannot be taken over.');
});
