/**
 * The paths, such as `Metrics.0.Weight`, of what AWS sent about something and the SDK left out when it read it. The SDK drops what
 * is newer than itself without a word; sent back whole, the thing would lose it.
 */
export function droppedFields(told: unknown, read: unknown): readonly string[] {
  if (!isContainer(told)) return [];
  return Object.entries(told).flatMap(([key, value]) => {
    if (value === null) return [];
    if (!isContainer(read) || read[key] === undefined) return [key];
    return droppedFields(value, read[key]).map((path) => `${key}.${path}`);
  });
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
