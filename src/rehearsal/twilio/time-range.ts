import type { Parameters } from './parameters';

const dayMs = 86_400_000;

/**
 * Whether a time passes the three filters that the 2010 API builds from one name, as in `StartTime`, `StartTime<` and
 * `StartTime>`: on that UTC day, at or before, at or after.
 */
export function inTimeRange(parameters: Parameters, name: string, atMs: number): boolean {
  const on = parameters.moment(name);
  const until = parameters.moment(`${name}<`);
  const since = parameters.moment(`${name}>`);
  if (on !== undefined && Math.floor(on / dayMs) !== Math.floor(atMs / dayMs)) return false;
  if (until !== undefined && atMs > until) return false;
  return since === undefined || atMs >= since;
}
