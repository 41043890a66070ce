import type { Agent, Team } from '../roster';
import { shownInstantOf } from '../zone';
import type { Fault } from './fault';
import { keyPath } from './path';

/** Looks up what texts of a roster stand for: agents, teams and instants. */

/** The agent of this id, if it could be read and there is one. */
export function namedAgent(
  id: string | undefined,
  path: string,
  { agents, faults }: { readonly agents: ReadonlyMap<string, Agent>; readonly faults: Fault[] },
): Agent | undefined {
  const agent = id === undefined ? undefined : agents.get(id);
  if (id !== undefined && agent === undefined) faults.push({ path, what: 'no-agent', value: id });
  return agent;
}

/** The id of a team, if it could be read and there is one. */
export function namedTeam(
  id: string | undefined,
  path: string,
  teams: ReadonlyMap<string, Team>,
  faults: Fault[],
): string | undefined {
  if (id === undefined || teams.has(id)) return id;
  faults.push({ path, what: 'no-team', value: id });
  return undefined;
}

/** The instant of a wall time, which must exist on the clocks of the zone; of two in autumn the first. */
export function momentOf(wallMs: number | undefined, path: string, zone: string, faults: Fault[]): number | undefined {
  if (wallMs === undefined) return undefined;
  const atMs = shownInstantOf(wallMs, zone);
  if (atMs === undefined) faults.push({ path, what: 'skipped', value: wallMs, zone });
  return atMs;
}

/** The instants of `from` and `to`, of which either may be missing. */
export function intervalOf(
  { path, from, to }: { readonly path: string; readonly from?: number | undefined; readonly to?: number | undefined },
  zone: string,
  faults: Fault[],
): { readonly fromMs: number | undefined; readonly toMs: number | undefined } {
  const fromMs = momentOf(from, keyPath(path, 'from'), zone, faults);
  const toMs = momentOf(to, keyPath(path, 'to'), zone, faults);
  if (fromMs !== undefined && toMs !== undefined && toMs <= fromMs) {
    faults.push({ path: keyPath(path, 'to'), what: 'not-after' });
  }
  return { fromMs, toMs };
}
