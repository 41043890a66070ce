import { applyEdits, findNodeAtLocation, parseTree, type Edit, type JSONPath, type Node } from 'jsonc-parser';

/**
 * Edits of a roster's text in place. What an edit is not about stays as it is written, spaces included; what it adds is written
 * like what stands beside it. The text has to be JSON without faults.
 */

/** What an edit puts into a roster. */
export type Written = string | readonly Written[] | { readonly [key: string]: Written };

/** The place of a part of a roster, such as `teams.db.rotations[0]`, as keys and numbers; `$` is the whole. */
export function placeOf(path: string): JSONPath {
  return [...path.matchAll(/([A-Za-z][\w-]*)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}

/** The text with one more item at the end of a list, which is created if it is missing. */
export function withItem(text: string, list: JSONPath, item: Written): string {
  const node = nodeAt(text, list);
  const key = list.at(-1);
  if (node === undefined) return withMember(text, list.slice(0, -1), String(key), [item]);
  return inserted(text, node, likeBeside(text, node.children?.at(-1), item));
}

/** The text with one member more at the end of an object. */
export function withMember(text: string, object: JSONPath, key: string, value: Written): string {
  const node = nodeAt(text, object);
  if (node === undefined) throw new Error(`there is no ${object.join('.')} to put ${key} into`);
  const beside = node.children?.at(-1)?.children?.[1];
  return inserted(text, node, `${JSON.stringify(key)}${colonIn(text)}${likeBeside(text, beside, value)}`);
}

/** The text with these ids in a list that has at least one, and is to keep at least one. */
export function withIds(text: string, list: JSONPath, ids: readonly string[]): string {
  const node = nodeAt(text, list);
  const children = node?.children ?? [];
  const last = children.at(-1);
  if (node === undefined || last === undefined) throw new Error(`there is no list ${list.join('.')}`);
  const edits: Edit[] = children.slice(0, ids.length).flatMap((child, index) => {
    const content = JSON.stringify(ids[index]);
    return content === text.slice(child.offset, endOf(child))
      ? []
      : { offset: child.offset, length: child.length, content };
  });
  const kept = children[ids.length - 1];
  if (kept !== undefined) edits.push({ offset: endOf(kept), length: endOf(last) - endOf(kept), content: '' });
  const more = ids.slice(children.length).map((id) => `${separatorIn(text, node)}${JSON.stringify(id)}`);
  if (more.length > 0) edits.push({ offset: endOf(last), length: 0, content: more.join('') });
  return applyEdits(text, edits);
}

/** The text without an item or a member, and without the comma that parted it from its neighbour. */
export function without(text: string, place: JSONPath): string {
  const value = nodeAt(text, place);
  const node = value?.parent?.type === 'property' ? value.parent : value;
  const holder = node?.parent;
  if (node === undefined || holder === undefined) throw new Error(`there is no ${place.join('.')}`);
  const siblings = holder.children ?? [];
  const index = siblings.indexOf(node);
  const [before, after] = [siblings[index - 1], siblings[index + 1]];
  if (before !== undefined) return cut(text, endOf(before), endOf(node));
  if (after !== undefined) return cut(text, node.offset, after.offset);
  return cut(text, holder.offset + 1, endOf(holder) - 1);
}

function cut(text: string, from: number, to: number): string {
  return applyEdits(text, [{ offset: from, length: to - from, content: '' }]);
}

function nodeAt(text: string, place: JSONPath): Node | undefined {
  const root = parseTree(text);
  return root && findNodeAtLocation(root, place);
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

/** Puts something at the end of a list or an object. */
function inserted(text: string, node: Node, content: string): string {
  const last = node.children?.at(-1);
  if (last !== undefined) {
    return applyEdits(text, [{ offset: endOf(last), length: 0, content: `${separatorIn(text, node)}${content}` }]);
  }
  const padding = node.type === 'object' ? paddingIn(text) : '';
  return applyEdits(text, [
    { offset: node.offset + 1, length: node.length - 2, content: `${padding}${content}${padding}` },
  ]);
}

/** What stands between the last two of a list or an object, or would stand there. */
function separatorIn(text: string, node: Node): string {
  const [last, before] = (node.children ?? []).slice(-2).toReversed();
  if (last === undefined) return '';
  // A blank line parts what stands there, and not what comes after.
  if (before !== undefined) return text.slice(endOf(before), last.offset).replace(/(?:\r?\n[ \t]*)+(?=\r?\n)/, '');
  const lead = text.slice(node.offset + 1, last.offset);
  return lead.includes('\n') ? `,${lead}` : `,${spaceIn(text)}`;
}

/** A value in the manner of what stands beside it; an object in one line if nothing does, or if that is not an object. */
function likeBeside(text: string, beside: Node | undefined, value: Written): string {
  const first = beside?.children?.[0];
  const last = beside?.children?.at(-1);
  if (beside?.type !== 'object' || first === undefined || last === undefined) return inOneLine(text, value);
  const lead = text.slice(beside.offset + 1, first.offset);
  if (typeof value !== 'object' || Array.isArray(value) || !lead.includes('\n')) return inOneLine(text, value);
  const members = membersOf(text, value).join(`,${lead}`);
  return `{${lead}${members}${text.slice(endOf(last), endOf(beside) - 1)}}`;
}

function inOneLine(text: string, value: Written): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const comma = `,${spaceIn(text)}`;
  if (isList(value)) return `[${value.map((item) => inOneLine(text, item)).join(comma)}]`;
  const padding = paddingIn(text);
  return `{${padding}${membersOf(text, value).join(comma)}${padding}}`;
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

function membersOf(text: string, value: object): readonly string[] {
  return Object.entries(value).map(
    ([key, part]: [string, Written]) => `${JSON.stringify(key)}${colonIn(text)}${inOneLine(text, part)}`,
  );
}

function colonIn(text: string): string {
  return `:${spaceIn(text)}`;
}

/** A space, unless the text has none after its colons, as programs write it. */
function spaceIn(text: string): string {
  return /":\s/.test(text) ? ' ' : '';
}

/** What stands inside the braces of an object in one line: in most rosters a space, in some none. */
function paddingIn(text: string): string {
  return spaceIn(text) !== '' && !/[[:,]\s*\{"/.test(text) ? ' ' : '';
}

/** The places in a list of ids at which one is written. */
export function placesIn(text: string, list: string, id: string): readonly string[] {
  const items = nodeAt(text, placeOf(list))?.children ?? [];
  return items.flatMap(({ value }, index) => (value === id ? `${list}[${String(index)}]` : []));
}

/** The text without these items of lists. */
export function withoutItems(text: string, paths: Iterable<string>): string {
  const places = [...new Set(paths)].map(placeOf);
  // From the last to the first, so that none moves before its turn.
  places.sort((one, other) => Number(other.at(-1)) - Number(one.at(-1)));
  return places.reduce(without, text);
}
