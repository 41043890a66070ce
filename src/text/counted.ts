/** A count with its unit, such as `1 alarm` or `3 alarms`. */
export function counted(count: number, unit: string): string {
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
