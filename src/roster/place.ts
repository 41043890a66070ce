import { readJson } from './file/json';
import { itemPath, memberPath } from './file/path';
import type { Fault, Json } from './file/json';
import { masked } from '../text/masking';
import { lineStarts, position } from '../text/place';
import type { Remark } from './remark';

/** Turns the first faults of a text into remarks with line and column, in the order of the text, phone numbers masked. */
export function locate(text: string, faults: readonly Fault[], most: number): readonly Remark[] {
  const starts = lineStarts(text);
  return faults
    .toSorted((one, other) => one.at - other.at)
    .slice(0, most)
    .map(({ path, at, message }) => {
      const { line, column } = position(starts, at);
      return { path: masked(path), line, column, message: masked(message) };
    });
}

/** Adds line and column to remarks that have only a path, as warnings about a parsed roster do. */
export function placeRemarks<Some extends Remark>(
  text: string,
  remarks: readonly Some[],
): readonly (Some & Pick<Remark, 'line' | 'column'>)[] {
  const { root } = readJson(text);
  if (root === undefined) return remarks;
  const offsets = new Map<string, number>();
  collectOffsets(root, '$', root.at, offsets);
  const starts = lineStarts(text);
  return remarks.map((remark) => {
    const at = offsets.get(remark.path);
    return at === undefined ? remark : Object.assign({}, remark, position(starts, at));
  });
}

function collectOffsets(node: Json, path: string, at: number, offsets: Map<string, number>): void {
  offsets.set(path, at);
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) collectOffsets(item, itemPath(path, index), item.at, offsets);
  } else if (node.kind === 'object') {
    for (const [key, member] of node.members) {
      collectOffsets(member.value, memberPath(path, key), member.keyAt, offsets);
    }
  }
}
