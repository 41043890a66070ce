/** What stands under a key of something from outside; undefined when there is no such key, or nothing that has keys. */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
