/** The path of a member of an object: `agents.bob`, or `agents["bob smith"]` when the key is not a plain word. */
export function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return keyPath(path, key);
}

/** The path of a member whose key is known to be a plain word. */
export function keyPath(path: string, key: string): string {
  return path === '$' ? key : `${path}.${key}`;
}

/** The path of an item of an array, counted from 0. */
export function itemPath(path: string, index: number): string {
  return `${path}[${String(index)}]`;
}
