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

const collectionTags: CollectionTag[] = ['If', 'Not', 'Equals'].map((name) => ({
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
