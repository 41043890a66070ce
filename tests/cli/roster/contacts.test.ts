import { describe, expect, it } from '@jest/globals';
import { variableIn } from '../../../src/cli/live/env-file';
import { callerId, contactCard } from '../../../src/cli/roster/contacts';
import { typed } from '../command-line';
import { AGENTS, rosterIn } from '../sample';

const ROSTER = rosterIn({ agents: AGENTS });

describe('oncall contacts', () => {
  it('is a vCard 3.0 with the number that calls', () => {
    const lines = contactCard('+12025550100').split('\r\n');
    expect(lines[0]).toBe('BEGIN:VCARD');
    expect(lines[1]).toBe('VERSION:3.0');
    expect(lines).toContain('N:;On-call alert;;;');
    expect(lines).toContain('FN:On-call alert');
    expect(lines).toContain('TEL;TYPE=WORK,VOICE:+12025550100');
    expect(lines.slice(-2)).toEqual(['END:VCARD', '']);
  });

  it.each([
    ['the one named, before that of .env', '+12025550100', 'CALLER_ID=+12025550199', '+12025550100'],
    ['that of .env', undefined, 'AUTH_TOKEN=x\nCALLER_ID=+12025550199\n', '+12025550199'],
    ['in quotes', undefined, 'CALLER_ID="+12025550199"\r\n', '+12025550199'],
    ['with spaces', undefined, ' CALLER_ID = +12025550199 ', '+12025550199'],
    ['the last of two', undefined, 'CALLER_ID=+12025550100\nCALLER_ID=+12025550199', '+12025550199'],
  ])('takes the number: %s', (_name, named, environment, number) => {
    expect(callerId(ROSTER, named, environment)).toBe(number);
  });

  it.each([
    [
      'no .env',
      undefined,
      undefined,
      'there is no .env, so the calling number is not known; set it there or write --number',
    ],
    ['an empty variable', undefined, 'CALLER_ID=\n', 'CALLER_ID in .env is empty'],
    ['another variable', undefined, 'MY_CALLER_ID=+12025550100', 'CALLER_ID in .env is empty'],
    ['a number without +', '12025550100', undefined, '--number is not a phone number'],
    ['a wrong number in .env', undefined, 'CALLER_ID=soon', 'CALLER_ID in .env is not a phone number'],
    ['the number of an agent', '+447700900002', undefined, '--number is the number of agent bob'],
  ])('refuses %s', (_name, named, environment, why) => {
    expect(() => callerId(ROSTER, named, environment)).toThrow(why);
  });

  it('prints the card, or JSON', async () => {
    expect(await typed('contacts', '--number', '+12025550100')).toEqual({
      status: 0,
      out: contactCard('+12025550100'),
      err: '',
    });
    const { out } = await typed('contacts', '--number', '+12025550100', '--json');
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      name: 'On-call alert',
      number: '+12025550100',
      vcard: contactCard('+12025550100'),
    });
  });
});

describe('a variable of a .env file', () => {
  it.each([
    ['A=1', '1'],
    ['  A = 1 ', '1'],
    ["A='1 # 2'", '1 # 2'],
    ['A=', undefined],
    ['#A=1', undefined],
    ['', undefined],
  ])('%j', (text, value) => {
    expect(variableIn(text, 'A')).toBe(value);
  });
});
