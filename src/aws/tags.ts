import type { Tag } from '@aws-sdk/client-cloudformation';

/** What a deployment does to the tags of a stack; CloudFormation hands them on to what is in it. */
export interface TagChange {
  readonly set: readonly Tag[];
  /** The keys of those that go. */
  readonly unset: readonly string[];
}

/** The tag in `KEY=VALUE`; an equals sign in the key has a backslash before it. Undefined where the text is not a tag. */
export function tagIn(text: string): Tag | undefined {
  const [, key = '', value = ''] = /^((?:[^\\=]|\\.)+)=([^]*)$/.exec(text) ?? [];
  const Key = key.replaceAll('\\=', '=');
  // CloudFormation API reference, "Tag": so long, and not from AWS's own.
  const isTag = Key !== '' && Key.length <= 128 && value.length <= 256 && !/^aws:/i.test(Key);
  return isTag ? { Key, Value: value } : undefined;
}

/**
 * All the tags that the stack has afterwards, as CreateChangeSet takes them; undefined when it had none and gets none. They are
 * always sent whole: what a change set without tags does to those of the stack is not documented.
 */
export function tagsAfter(standing: ReadonlyMap<string, string>, { set, unset }: TagChange): Tag[] | undefined {
  const after = new Map([...standing, ...set.map(({ Key = '', Value = '' }) => [Key, Value] as const)]);
  for (const key of unset) after.delete(key);
  if (after.size === 0 && standing.size === 0) return undefined;
  return [...after].map(([Key, Value]) => ({ Key, Value }));
}
