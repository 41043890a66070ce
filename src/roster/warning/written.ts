import type { Remark } from '../remark';
import type { Agent, AlarmMatch, Roster, Silence } from '../roster';
import { zonedText } from '../time-text';
import { DAY_MS } from '../zone';

/** Agents whom nobody ever calls. */
export function unusedWarnings(roster: Roster): readonly Remark[] {
  const used = new Set<Agent>();
  for (const team of roster.teams.values()) {
    for (const agent of team.agents) used.add(agent);
    for (const override of team.overrides) if (override.in !== undefined) used.add(override.in);
  }
  return [...roster.agents.values()]
    .filter((agent) => !used.has(agent))
    .map(({ id }) => ({
      path: `agents.${id}`,
      message: `${id} is on no team, so nobody calls ${id}; add ${id} to a team or delete the agent`,
    }));
}

/** Numbers that more than one agent has. */
export function sharedNumberWarnings(roster: Roster): readonly Remark[] {
  const owners = new Map<string, Agent>();
  const found: Remark[] = [];
  for (const agent of roster.agents.values()) {
    for (const phone of agent.phones) {
      const owner = owners.get(phone);
      owners.set(phone, owner ?? agent);
      if (owner === undefined || owner === agent) continue;
      const message = `${agent.id} has the same number as ${owner.id}, so calling both reaches one phone; give each their own`;
      found.push({ path: `agents.${agent.id}.phone`, message });
    }
  }
  return found;
}

/** A silence that holds for longer than this is easily forgotten. */
const LONG_SILENCE_DAYS = 90;

/** Silences that are over, that leave no alarm, or that last long. */
export function silenceWarnings(roster: Roster, atMs: number): readonly Remark[] {
  return roster.silences.flatMap((silence) => {
    const message = silenceText(silence, roster.timezone, atMs);
    return message === undefined ? [] : { path: silence.path, message };
  });
}

function silenceText(silence: Silence, zone: string, atMs: number): string | undefined {
  const { fromMs = atMs, toMs } = silence;
  if (toMs <= atMs) return `this has been over since ${zonedText(toMs, zone)}; delete it`;
  const days = Math.floor((toMs - Math.max(atMs, fromMs)) / DAY_MS);
  const times = `${fromMs > atMs ? `from ${zonedText(fromMs, zone)} ` : ''}until ${zonedText(toMs, zone)}`;
  if (matchesEverything(silence)) {
    return `this silences every alarm ${times}: nobody is called, whatever happens; name the alarms that you mean`;
  }
  if (days > LONG_SILENCE_DAYS) {
    return `this silences alarms ${times}, for ${String(days)} days; write an earlier \`to\`, so that it is not forgotten`;
  }
  return undefined;
}

/** Routes that no alarm comes to, and teams that no alarm comes to. */
export function routeWarnings(roster: Roster): readonly Remark[] {
  const catchAll = roster.routes.findIndex(matchesEverything);
  const shadowed = catchAll === -1 ? [] : roster.routes.slice(catchAll + 1);
  const open = catchAll === -1 ? roster.routes : roster.routes.slice(0, catchAll + 1);
  const reached = new Set(open.map((route) => route.team));
  if (catchAll === -1) reached.add(roster.defaultTeam);
  return [
    ...shadowed.map(({ path }) => ({
      path,
      message: `no alarm reaches this route: routes[${String(catchAll)}] matches all of them; move this one before it`,
    })),
    ...[...roster.teams.values()]
      .filter((team) => !reached.has(team.id))
      .map((team) => ({ path: team.path, message: `no alarm reaches team ${team.id}; add a route to it` })),
  ];
}

function matchesEverything({ alarm, account, region }: AlarmMatch): boolean {
  return account === undefined && [alarm, region].every((globs) => globs?.some((glob) => /^\*+$/.test(glob)) ?? true);
}
