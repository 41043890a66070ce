import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Each room with those that it may import from. Only a room further up in this list can be one: imports run downwards. */
const ROOMS: Readonly<Record<string, string>> = {
  oncall: '',
  language: '',
  text: '',
  json: 'text',
  mistake: 'text',
  signing: '',
  wording: 'language text',
  lambda: 'signing',
  roster: 'oncall language text json',
  alarm: 'text signing wording',
  board: 'text alarm',
  incident: 'language text signing wording roster alarm board',
  escalation: 'language text signing wording roster alarm board incident',
  reach: 'language text signing wording roster alarm board incident escalation',
  twilio: 'oncall language text signing alarm board incident escalation reach',
  functions: 'language text signing wording board incident escalation reach twilio',
  studio: 'language text',
  // Where both ends of a sandbox meet: the account that it makes up, and the way to it.
  sandbox: '',
  flow: 'language text json roster studio',
  // It runs the built Functions and never reaches into them; that an incident is what its board says it may know.
  rehearsal: 'text signing board studio sandbox',
  account: 'oncall text mistake signing roster alarm board incident reach twilio studio flow',
  aws: 'oncall text mistake alarm board',
  // What is shown in a browser, and the server of it; what fills it is for the commands. Of an account it knows the figures alone.
  page: 'text mistake account',
  build: '',
  cli: 'oncall language text json mistake signing wording roster alarm board incident escalation twilio studio flow sandbox rehearsal account aws page build',
};

const FILES = ['lambda', 'src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    /\.(?:tsx?|cjs)$/.test(name) ? join(folder, name) : [],
  ),
);

/** The files of ours that each imports, for a type, at once or late. */
const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]));

function importsOf(file: string): readonly string[] {
  const written = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.[^'"]+)['"]/g);
  return [...written].flatMap(([, path = '']) => {
    const target = join(dirname(file), path);
    return FILES.find((each) => [target, `${target}.ts`, `${target}.tsx`].includes(each)) ?? [];
  });
}

function roomOf(file: string): string {
  const [top = '', room = ''] = normalize(file).split('/');
  return top === 'src' ? room.replace(/\.ts$/, '') : top;
}

function below(room: string): readonly string[] {
  return (ROOMS[room] ?? '').split(' ').filter((each) => each !== '');
}

describe('imports', () => {
  it('run from a room to those below it only', () => {
    const rooms = Object.keys(ROOMS);
    const upward = rooms.flatMap((room, at) => below(room).filter((each) => rooms.indexOf(each) >= at));
    expect(upward).toEqual([]);
    const forbidden = [...IMPORTS].flatMap(([file, imported]) =>
      imported.flatMap((each) =>
        roomOf(each) === roomOf(file) || below(roomOf(file)).includes(roomOf(each)) ? [] : `${file} imports ${each}`,
      ),
    );
    expect(forbidden).toEqual([]);
  });

  it('make no circle', () => {
    const left = new Map([...IMPORTS].map(([file, imported]) => [file, new Set(imported)] as const));
    // What imports none of those that are left is in no circle, and neither is what none of those imports.
    for (let before = Infinity; left.size < before;) {
      before = left.size;
      const imported = new Set([...left.values()].flatMap((each) => [...each]));
      for (const [file, own] of left) {
        if (!imported.has(file) || [...own].every((each) => !left.has(each))) left.delete(file);
      }
    }
    expect([...left.keys()]).toEqual([]);
  });
});
