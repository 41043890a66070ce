/** Whether this is a SID of that kind, such as `FN…`: two letters and 32 hexadecimal digits (docs: glossary/what-is-a-sid). */
export function isSid(kind: string, value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(kind) && /^[A-Z]{2}[0-9a-f]{32}$/.test(value);
}
