import { MOST_CHARACTERS, nameOfTable, TABLES } from '../../src/roster/file/keys';
import type { Key, Table } from '../../src/roster/file/keys';
import { STEP_WORDS } from '../../src/roster/file/kinds';
import type { TextKind } from '../../src/roster/file/kinds';
import { WINDOW_FORMS } from '../../src/roster/file/when';
import { wordsOf } from '../../src/roster/advice/wrong-key';

type Schema = Readonly<Record<string, unknown>>;

const VISIBLE = '^(?=.*\\S)[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]*$';
const ID = '^[A-Za-z][A-Za-z0-9_-]{0,31}$';
const AGENT_ID = { $ref: '#/definitions/agentId' };

/** The texts that stand for something, for a checker that knows no calendar, no list of zones and nothing else of the roster. */
const TEXTS: Readonly<Record<Exclude<TextKind, 'text' | 'glob' | 'team'>, Schema>> = {
  account: { type: 'string', pattern: '^\\d{12}$' },
  phone: { type: 'string', pattern: '^\\+[1-9]\\d{6,14}$' },
  pin: { type: 'string', pattern: '^\\d{4,8}$' },
  zone: { $ref: '#/definitions/timezone' },
  time: { $ref: '#/definitions/time' },
  window: { $ref: '#/definitions/window' },
  period: { type: 'string', pattern: '^(?!0+ )\\d{1,3} (?:hour|day|week|month|shift)s?$' },
  delay: {
    type: 'string',
    pattern: '^(?:(?:[1-9]\\d{1,2}|1[0-3]\\d\\d|14[0-3]\\d|1440) minutes?|(?:[1-9]|1\\d|2[0-4]) hours?)$',
  },
  agent: AGENT_ID,
  step: { type: 'string', anyOf: [{ enum: STEP_WORDS }, { pattern: ID }] },
};

/** What depends on more than one key. */
const RULES: Readonly<Record<string, Schema>> = {
  roster: { not: { required: ['teams', 'rotations'] } },
  rotation: {
    allOf: [
      {
        anyOf: [
          { required: ['start'] },
          { not: { properties: { agents: { type: 'array', minItems: 2 } }, required: ['agents'] } },
        ],
      },
      {
        anyOf: [
          { required: ['only'] },
          { not: { properties: { every: { type: 'string', pattern: 'shift' } }, required: ['every'] } },
        ],
      },
    ],
  },
};

/** The JSON Schema of a roster, made from the table by which the parser reads. */
export function rosterSchema(): Schema {
  const { roster, ...others } = TABLES;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'On-call roster',
    description:
      'Who is called when an alarm goes off. Times are those of the clock on the wall in `timezone`; an interval holds its first minute and not its last.',
    ...objectSchema(roster),
    definitions: {
      agentId: {
        description: 'One word: letters, digits, - and _, beginning with a letter.',
        type: 'string',
        pattern: ID,
        not: { enum: STEP_WORDS },
      },
      timezone: { type: 'string', pattern: '^[A-Za-z]', examples: ['Europe/London', 'America/New_York', 'UTC'] },
      time: {
        type: 'string',
        pattern: '^20\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[ T](?:[01]\\d|2[0-3]):[0-5]\\d$',
        examples: ['2026-11-22 09:00'],
      },
      window: { type: 'string', pattern: `^(?:${WINDOW_FORMS.join('|')})$` },
      ...Object.fromEntries(Object.entries<Table>(others).map(([name, table]) => [name, objectSchema(table)])),
    },
  };
}

function objectSchema(table: Table): Schema {
  const { keys, any } = table;
  const name = nameOfTable(table) ?? '';
  const words = wordsOf(name);
  const required = Object.keys(keys).filter((key) => keys[key]?.must === true);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    ...(any === undefined ? {} : { anyOf: any.map((key) => ({ required: [key] })) }),
    properties: Object.fromEntries(
      Object.entries(keys).map(([key, about]) => {
        const schema = keySchema(about);
        const { doc = '', examples } = words[key] ?? {};
        return [
          key,
          {
            description: doc,
            ...('$ref' in schema ? { allOf: [schema] } : schema),
            ...(examples === undefined ? {} : { examples }),
          },
        ];
      }),
    ),
    ...RULES[name],
  };
}

function keySchema(key: Key): Schema {
  const one = oneSchema(key);
  const list = { type: 'array', items: one, ...(key.once === true ? { uniqueItems: true } : {}) };
  const { many } = key;
  if (many === undefined) return one;
  switch (many) {
    case 'by-id':
      return {
        type: 'object',
        minProperties: 1,
        propertyNames: key.ids === undefined ? AGENT_ID : TEXTS[key.ids],
        additionalProperties: one,
      };
    case 'one-or-some':
      return { anyOf: [one, { ...list, minItems: 1 }] };
    case 'some':
      return { ...list, minItems: 1 };
    case 'list':
      // Of the steps one at least has to call somebody.
      return key.is === 'step' ? { ...list, minItems: 1, contains: { not: { const: 'everyone' } } } : list;
  }
}

function oneSchema({ is, least, most = MOST_CHARACTERS, words }: Key): Schema {
  if (typeof is === 'object') return { $ref: `#/definitions/${nameOfTable(is)}` };
  if (is === 'whole') return { type: 'integer', minimum: least, maximum: most };
  if (words !== undefined) return { enum: words };
  if (is === 'text' || is === 'glob' || is === 'team') return { type: 'string', pattern: VISIBLE, maxLength: most };
  return TEXTS[is];
}
