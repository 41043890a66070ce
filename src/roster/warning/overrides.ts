import { callOrder } from '../calls';
import type { Remark } from '../remark';
import type { Agent, Override, Roster, Team } from '../roster';
import { beside } from '../shift-changes';
import { zonedText } from '../time-text';
import { DAY_MS } from '../zone';

/** An override whose effect is further off than this is not looked at to its end. */
const LONGEST_DAYS = 800;

/** Overrides that are over, that change nothing, or that contradict each other. */
export function overrideWarnings(roster: Roster, atMs: number): readonly Remark[] {
  const teamsOf = new Map<string, Team[]>();
  for (const team of roster.teams.values()) {
    for (const { path } of team.overrides) teamsOf.set(path, [...(teamsOf.get(path) ?? []), team]);
  }
  return [...teamsOf].flatMap(([path, teams]) => {
    const [team] = teams;
    const override = team?.overrides.find((candidate) => candidate.path === path);
    if (team === undefined || override === undefined) return [];
    if (override.toMs <= atMs)
      return [{ path, message: `this has been over since ${zonedText(override.toMs, team.timezone)}; delete it` }];
    return teams.every((one) => changesNothing(one, override)) ? pointless(override, team) : [];
  });
}

/** What to say of an override that changes nothing. Of two that are the same, only the later one is reported. */
function pointless(override: Override, { overrides }: Team): readonly Remark[] {
  const { path, out, in: standIn, fromMs, toMs } = override;
  const others = overrides.filter((other) => other !== override);
  const same = others.find((other) => saysTheSame(override, other) && other.fromMs <= fromMs && other.toMs >= toMs);
  if (same !== undefined) {
    const isEqual = same.fromMs === fromMs && same.toMs === toMs;
    if (isEqual && overrides.indexOf(same) > overrides.indexOf(override)) return [];
    return [{ path, message: `this changes nothing: ${same.path} says the same; delete it` }];
  }
  const rival = others.find((other) => other.fromMs < toMs && other.toMs > fromMs && contradict(override, other));
  const reason =
    rival !== undefined
      ? `${rival.path} decides about the same agents in that time`
      : out !== undefined
        ? `nobody would call ${out.id} in that time`
        : `${standIn?.id ?? 'the agent'} is on call in that time anyway`;
  return [{ path, message: `this changes nothing: ${reason}; correct or delete it` }];
}

function saysTheSame(one: Override, other: Override): boolean {
  return one.out === other.out && one.in === other.in;
}

function changesNothing(team: Team, override: Override): boolean {
  const without = { ...team, overrides: team.overrides.filter((other) => other !== override) };
  const toMs = Math.min(override.toMs, override.fromMs + LONGEST_DAYS * DAY_MS);
  return beside(team, without, override.fromMs, toMs).every(({ fromMs }) =>
    sameAgents(callOrder(team, fromMs), callOrder(without, fromMs)),
  );
}

function sameAgents(one: readonly Agent[], other: readonly Agent[]): boolean {
  return one.length === other.length && one.every((agent, index) => agent === other[index]);
}

/** Pairs of overrides of which one changes what the other says, so that their order in the file decides. */
export function overlapWarnings(roster: Roster): readonly Remark[] {
  const seen = new Set<string>();
  const found: Remark[] = [];
  for (const team of roster.teams.values()) {
    for (const [earlier, later] of overlaps(team.overrides)) {
      const message = `this overlaps ${earlier.path}, and both decide about the same agents; where they differ, this later one wins`;
      if (!seen.has(`${later.path} ${message}`)) found.push({ path: later.path, message });
      seen.add(`${later.path} ${message}`);
    }
  }
  return found;
}

function* overlaps(overrides: readonly Override[]): Generator<readonly [Override, Override]> {
  const byStart = overrides.map((override, index) => ({ override, index }));
  byStart.sort((one, other) => one.override.fromMs - other.override.fromMs);
  for (const [at, { override, index }] of byStart.entries()) {
    for (const next of byStart.slice(at + 1)) {
      if (next.override.fromMs >= override.toMs) break;
      if (!contradict(override, next.override)) continue;
      yield index < next.index ? [override, next.override] : [next.override, override];
    }
  }
}

/** Whether it matters which of the two comes first in the list. */
function contradict(one: Override, other: Override): boolean {
  if (saysTheSame(one, other)) return false;
  return one.out === other.out || bringsBack(one, other) || bringsBack(other, one);
}

/** Whether one calls an agent whom the other says is out. */
function bringsBack({ in: standIn }: Override, { out }: Override): boolean {
  return standIn !== undefined && standIn === out;
}
