/** Hands out ids in the shape of AWS's UUIDs, the same ones in every rehearsal; `kind` keeps two series apart. */
export function identifiers(kind: number): () => string {
  let count = 0;
  return () => `${hex(kind, 8)}-0000-4000-8000-${hex(++count, 12)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
