import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import { CASES } from './cases';
import { failuresOf } from './sample';

const schema = JSON.parse(readFileSync('src/roster/roster.schema.json', 'utf8')) as object;
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);

/** The keys that the parser's remark about an unknown key lists. */
function known(part: string): readonly string[] {
  const strays: Readonly<Record<string, object>> = {
    '': { x: 1 },
    escalation: { escalation: { x: 1 } },
    again: { escalation: { again: { x: 1 } } },
  };
  const text = JSON.stringify({ agents: {}, ...(strays[part] ?? { [part]: [{ x: 1 }] }) });
  const message = failuresOf(text).find((error) => error.path.endsWith('x'))?.message ?? '';
  return message
    .replace(/^.*known are /, '')
    .split(', ')
    .toSorted();
}

/** The keys that the schema lists. */
function own(holder: { readonly properties?: object } | undefined): readonly string[] {
  return Object.keys(holder?.properties ?? {})
    .filter((key) => key !== '$schema')
    .toSorted();
}

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

  it('names the same keys as the parser', () => {
    const properties = JSON.parse(JSON.stringify(schema)) as {
      properties: Record<string, { items?: { properties?: object } }>;
      definitions: Record<string, { properties?: Record<string, { properties?: object }> }>;
    };
    expect(own(properties)).toEqual(known(''));
    expect(own(properties.properties.overrides?.items)).toEqual(known('overrides'));
    expect(own(properties.properties.routes?.items)).toEqual(known('routes'));
    expect(own(properties.properties.silences?.items)).toEqual(known('silences'));
    expect(own(properties.definitions.rotation)).toEqual(known('rotations'));
    expect(own(properties.definitions.escalation)).toEqual(known('escalation'));
    expect(own(properties.definitions.escalation?.properties?.again)).toEqual(known('again'));
  });

  it('describes every key', () => {
    const bare: string[] = [];
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'then') continue;
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
