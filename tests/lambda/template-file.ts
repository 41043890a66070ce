import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ScalarTag, CollectionTag } from 'yaml';

/** A value in a template: plain, or a call of one of CloudFormation's functions such as `{ Ref: 'Queue' }`. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

type Properties = Readonly<Record<string, Value>>;

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Properties;
}

/** The AWS stack as CloudFormation reads it. */
export interface Template {
  readonly Description: string;
  readonly Parameters: Readonly<Record<string, Properties>>;
  readonly Conditions: Properties;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: Value }>>;
}

const BUILT = join(__dirname, '..', '..', 'dist', 'lambda', 'template.yaml');

/** CloudFormation's short forms: `!Ref x` is `{ Ref: x }`, `!GetAtt a.b` is `{ 'Fn::GetAtt': ['a', 'b'] }`. */
const scalarTags: ScalarTag[] = [
  { tag: '!Ref', resolve: (text) => ({ Ref: text }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': text.split('.') }) },
];

const collectionTags: CollectionTag[] = ['If', 'Not', 'Equals', 'Join', 'Sub'].map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (list) => ({ [`Fn::${name}`]: list.toJSON() }),
}));

/** The built template's text, as it is deployed. */
export function templateText(): string {
  return readFileSync(BUILT, 'utf8');
}

/** A template as CloudFormation reads it; throws for YAML that is wrong, and for functions that are none of those above. */
export function templateOf(text: string): Template {
  return parse(text, { customTags: [...scalarTags, ...collectionTags], strict: true }) as Template;
}

/** The built template. */
export const TEMPLATE = templateOf(templateText());

/** The properties of one resource; throws when the stack has none of this name. */
export function propertiesOf(name: string): Properties {
  const resource = TEMPLATE.Resources[name];
  if (resource === undefined) throw new Error(`The stack has no ${name}.`);
  return resource.Properties;
}

/** Every call of a CloudFormation function in a value, at any depth. */
export function callsIn(value: Value): readonly { readonly name: string; readonly argument: Value }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value.flatMap(callsIn);
  return Object.entries(value).flatMap(([name, argument]) => {
    const own = name === 'Ref' || name.startsWith('Fn::') ? [{ name, argument }] : [];
    return own.concat(callsIn(argument));
  });
}

/** What a value refers to: parameters, resources and pseudo parameters, an attribute after a dot. */
export function referencesIn(value: Value): readonly string[] {
  return callsIn(value).flatMap(({ name, argument }) => {
    if (name === 'Ref') return [short(argument)];
    if (name === 'Fn::GetAtt' && isList(argument)) return [argument.map(short).join('.')];
    if (name === 'Fn::Sub') return namesIn(subOf(argument));
    return [];
  });
}

/** A text with `${names}` in it, and the values of those that belong to it alone. */
interface Sub {
  readonly text: string;
  readonly own: Properties;
}

/** Both forms of Fn::Sub: the text alone, and a list of the text and its own values. */
function subOf(argument: Value): Sub {
  if (!isList(argument)) return { text: short(argument), own: {} };
  const [text, own] = argument;
  return { text: short(text), own: typeof own === 'object' && own !== null && !isList(own) ? own : {} };
}

function namesIn({ text, own }: Sub): readonly string[] {
  return [...text.matchAll(/\$\{([^}]+)\}/g)].flatMap(([, name = '']) => (name in own ? [] : [name]));
}

/** Every text in a value, at any depth. */
export function textsIn(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/**
 * A value as one short line: `!Ref Topic`, `!GetAtt Queue.Arn` and `!Sub …` as `Topic`, `Queue.Arn` and the text.
 */
export function short(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return value.map(short).join(', ');
  const [[name, argument] = ['', null]] = Object.entries(value);
  if (name === 'Fn::GetAtt' && isList(argument)) return argument.map(short).join('.');
  if (name === 'Ref' || name === 'Fn::Sub') return short(argument);
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${short(inner)}`)
    .join('; ');
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/**
 * The value as CloudFormation hands it on: in a stack `oncall` of account 111122223333 in eu-west-1, with these parameters and the
 * defaults of the others. What refers to AWS::NoValue is left out, and resources stand as `?`.
 */
export function deployedWith(given: Readonly<Record<string, string>>, value: Value): Value {
  return handedOn(valuesWith(given), value) ?? null;
}

type Values = ReadonlyMap<string, Value>;

function valuesWith(given: Readonly<Record<string, string>>): Values {
  const parameters = Object.entries(TEMPLATE.Parameters).map(([name, { Type, Default = '?' }]): [string, Value] => {
    const value = given[name] ?? short(Default);
    return [name, Type === 'CommaDelimitedList' ? value.split(',') : value];
  });
  return new Map<string, Value>([...Object.entries({ ...PSEUDO_VALUES, ...given }), ...parameters]);
}

function isTrue(values: Values, condition: string): boolean {
  return handedOn(values, TEMPLATE.Conditions[condition] ?? null) === true;
}

/** Undefined for what is left out. */
function handedOn(values: Values, value: Value): Value | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.flatMap((each) => handedOn(values, each) ?? []);
  const [first] = Object.entries(value);
  const call = first === undefined ? undefined : FUNCTIONS[first[0]];
  if (first !== undefined && call !== undefined) return call(values, first[1]);
  const fields = Object.entries(value).map(([key, each]) => [key, handedOn(values, each)] as const);
  return Object.fromEntries(fields.flatMap(([key, each]) => (each === undefined ? [] : [[key, each]])));
}

/** Source: CloudFormation template reference, "Intrinsic function reference" and "Condition functions". */
const FUNCTIONS: Readonly<Record<string, (values: Values, argument: Value) => Value | undefined>> = {
  Ref: (values, name) => (name === 'AWS::NoValue' ? undefined : (values.get(short(name)) ?? '?')),
  'Fn::GetAtt': () => '?',
  'Fn::Sub': (values, argument) => {
    const { text, own } = subOf(argument);
    return text.replaceAll(/\$\{([^}]+)\}/g, (_all, name: string) => {
      const value = name in own ? handedOn(values, own[name] ?? null) : values.get(name);
      return short(value ?? '?');
    });
  },
  'Fn::If': (values, argument) => {
    const [condition = null, then = null, otherwise = null] = listOf(argument);
    return handedOn(values, isTrue(values, short(condition)) ? then : otherwise);
  },
  'Fn::Not': (values, argument) => handedOn(values, listOf(argument)[0] ?? null) !== true,
  'Fn::Equals': (values, argument) => {
    const [one, other] = listOf(argument).map((each) => handedOn(values, each));
    return short(one) === short(other);
  },
  'Fn::Join': (values, argument) => {
    const [separator = '', texts = null] = listOf(argument);
    return listOf(handedOn(values, texts) ?? null)
      .map(short)
      .join(short(separator));
  },
};

function listOf(value: Value): readonly Value[] {
  if (!isList(value)) throw new Error(`This is no list: ${short(value)}`);
  return value;
}

const PSEUDO_VALUES = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
  'AWS::StackName': 'oncall',
};
