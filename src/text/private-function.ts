/**
 * What a private Function exports, loaded now: Twilio deploys no other code that a Function could load when it needs it. Undefined where
 * that Function is not deployed or cannot be loaded.
 */
export function privateFunction(name: string): unknown {
  const file = Runtime.getFunctions()[name]?.path;
  if (file === undefined) return undefined;
  try {
    return require(file) as unknown;
  } catch {
    return undefined;
  }
}
