import { numbersIn } from './file/agents';
import type { WrittenNumber } from './file/agents';
import { readJson } from './file/json';

/** All numbers in the text of a roster that have the shape of one, so that they can be looked up whatever else is wrong. */
export function writtenNumbers(text: string): readonly WrittenNumber[] {
  const { root } = readJson(text);
  return root === undefined ? [] : numbersIn({ node: root, path: '$', faults: [], doubts: [] });
}
