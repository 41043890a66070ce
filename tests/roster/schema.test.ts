import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import { rosterSchema } from '../docs/roster-schema';
import { CASES } from './cases';
import { failuresOf } from './sample';

const schema = JSON.parse(readFileSync('src/roster/roster.schema.json', 'utf8')) as object;
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);

describe('the JSON Schema', () => {
  it.each(CASES.filter((one) => one.parserOnly !== true))(
    'agrees with the parser about $name',
    ({ roster, errors }) => {
      const accepted = validate(roster);
      expect({ accepted, errors: validate.errors ?? [] }).toMatchObject({ accepted: errors.length === 0 });
    },
  );

  it.each(CASES.filter((one) => one.parserOnly === true))('leaves to the parser: $name', ({ roster }) => {
    expect(validate(roster)).toBe(true);
  });

  it('is the one that is made from the table of keys; otherwise run "npm run docs"', () => {
    expect(schema).toEqual(rosterSchema());
  });

  it('describes every key', () => {
    const bare: string[] = [];
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'not') continue;
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as object)) {
            const described = typeof property === 'object' && property !== null && 'description' in property;
            if (!described && !path.endsWith('if')) bare.push(`${path}.${name}`);
          }
        }
        look(value, `${path}.${key}`);
      }
    };
    look(schema, '$');
    expect(bare).toEqual([]);
  });

  it('is what the sample roster refers to, and the sample is right', () => {
    const text = readFileSync('assets/roster.private.json', 'utf8');
    const sample = JSON.parse(text) as { $schema: string };
    expect(sample.$schema).toBe('../src/roster/roster.schema.json');
    expect(validate(sample)).toBe(true);
    expect(failuresOf(text)).toEqual([]);
  });
});
