import { numbersOf } from './crowd';
import type { Deployment, Schedule } from './schedule';
import { AGENTS, NUMBERS, START_MS } from './story';
import type { Leaving, Night } from './witness';

/** The text of the roster that this deployment of a night has. */
export function rosterOf(schedule: Schedule, deployment: Deployment): object | string {
  return deployment === 'broken' ? '{ "agents": ' : jsonRosterOf(schedule, deployment);
}

interface JsonRoster {
  readonly agents: Readonly<Record<string, { readonly phone: string }>>;
  readonly teams: Readonly<Record<string, { readonly agents: readonly string[] }>>;
  readonly escalation: object;
}

/** The same of one that can be read. */
export function jsonRosterOf(schedule: Schedule, deployment: Deployment): JsonRoster {
  const { maxCalls, remindMinutes, again, regroupMinutes, budgets, silenced } = schedule;
  const others = colleaguesOf(schedule);
  return {
    agents: {
      ...Object.fromEntries(agentsOf(schedule, deployment).map((agent) => [agent, AGENTS[agent]])),
      ...others,
    },
    ...teamsOf(schedule, deployment, Object.keys(others)),
    ...(silenced === null && deployment !== 'silenced'
      ? {}
      : { silences: [{ alarm: silenced ?? 'web-1', to: '2026-11-23 00:00' }] }),
    escalation: {
      maxCalls,
      ...(regroupMinutes === null ? {} : { regroupMinutes }),
      ...(budgets === null ? {} : { maxCallsPerHour: budgets.calls, maxTextsPerHour: budgets.texts }),
      ...(remindMinutes === null ? {} : { remindMinutes }),
      ...(again === null ? {} : { again: { every: `${again.everyMinutes} minutes`, times: again.times } }),
    },
  };
}

/** Who is on which team, and where alarms go. The colleagues are on `main`, and where there is no such team any more, on `db`. */
function teamsOf(
  schedule: Schedule,
  deployment: Deployment,
  mates: readonly string[],
): Pick<JsonRoster, 'teams'> & { readonly defaultTeam: string; readonly routes?: readonly object[] } {
  const { secondTeam, colleagues } = schedule;
  const name = colleagues?.script === 'cjk' ? '資料庫與網路基礎設施值班團隊' : 'Main';
  const main = { name, agents: [...mainTeam(schedule, deployment), ...mates] };
  const db = { name: 'Database', agents: secondTeam };
  if (secondTeam.length === 0 || deployment === 'merged' || deployment === 'without db') {
    return deployment === 'renamed'
      ? { teams: { ops: main }, defaultTeam: 'ops' }
      : { teams: { main }, defaultTeam: 'main' };
  }
  const toDb = [{ alarm: 'db', team: 'db' }];
  switch (deployment) {
    case 'renamed':
      return { teams: { ops: main, db }, defaultTeam: 'ops', routes: toDb };
    case 'all to one team':
      return { teams: { main, db }, defaultTeam: 'main' };
    case 'rerouted':
      return { teams: { main, db }, defaultTeam: 'db', routes: [{ alarm: 'db', team: 'main' }] };
    case 'without main':
      return { teams: { db: { ...db, agents: [...secondTeam, ...mates] } }, defaultTeam: 'db' };
    default:
      return { teams: { main, db }, defaultTeam: 'main', routes: toDb };
  }
}

/** The teams, and who is on them, as far as the deployments of a night make them. */
export function teamsIn(schedule: Schedule): Pick<Night, 'teamsOf' | 'membersOf'> {
  const deployed = new Set(schedule.deployments.map(({ roster }) => roster));
  const { agents, secondTeam, hasFallback } = schedule;
  const mates = Object.values(colleaguesOf(schedule)).map(({ phone }) => phone);
  const numbers = (team: Schedule['agents']): readonly string[] => team.map((agent) => NUMBERS[agent]);
  const isIn = (...rosters: readonly Deployment[]): boolean => rosters.some((roster) => deployed.has(roster));
  // Of a team that is gone, those answer whom its board knows, and their teams; if they are gone as well, whoever stands behind the roster, or everybody.
  const behind = hasFallback ? [NUMBERS.dee] : [];
  const heirs = (others: readonly string[]): readonly (readonly string[])[] => [
    [...others, ...behind],
    ...(hasFallback ? [behind] : []),
  ];
  const main = [
    [...numbers(agents), ...mates],
    ...(isIn('without the last') && agents.length > 1 ? [[...numbers(agents.slice(0, -1)), ...mates]] : []),
    ...(isIn('merged') ? [[...new Set([...numbers(agents), ...numbers(secondTeam), ...mates])]] : []),
    ...(isIn('without main') ? heirs([...numbers(secondTeam), ...mates]) : []),
  ];
  const db = [
    numbers(secondTeam),
    ...(isIn('without main') ? [[...numbers(secondTeam), ...mates]] : []),
    ...(isIn('without db') ? heirs([...numbers(agents), ...mates]) : []),
  ];
  const fallback = isIn('broken') ? [[NUMBERS.dee]] : [];
  const hasDb = secondTeam.length > 0;
  const isDbInMain = isIn('all to one team', 'merged', 'without db', 'rerouted');
  const isMainInDb = hasDb && isIn('without main', 'rerouted');
  return {
    teamsOf: (name) => [
      ...(name === 'db' && hasDb ? ['db'] : ['main']),
      ...(name === 'db' && hasDb && isDbInMain ? ['main'] : []),
      ...(name !== 'db' && isMainInDb ? ['db'] : []),
      ...(isIn('renamed') ? ['ops'] : []),
      ...(isIn('broken') ? ['fallback'] : []),
    ],
    membersOf: (team) => (team === 'fallback' ? [[NUMBERS.dee]] : [...(team === 'db' ? db : main), ...fallback]),
  };
}

/** Whether the roster of an instant has a number on a team. Of a team that is gone, and of who stands behind all, it says nothing. */
export function isOn(schedule: Schedule, team: string, number: string, atMs: number): boolean {
  const deployed = schedule.deployments
    .toSorted((a, b) => a.atSeconds - b.atSeconds)
    .findLast(({ atSeconds, roster }) => roster !== 'broken' && START_MS + atSeconds * 1000 <= atMs);
  const { agents, teams } = jsonRosterOf(schedule, deployed?.roster ?? 'as it was');
  const members = teams[team]?.agents;
  return members === undefined || number === NUMBERS.dee || members.some((id) => agents[id]?.phone === number);
}

/** Who is no longer on the roster, and for how long. One that cannot be read says nothing of anybody. */
export function leavingsOf(schedule: Schedule): readonly Leaving[] {
  const leavings: Leaving[] = [];
  const deployments = schedule.deployments.toSorted((a, b) => a.atSeconds - b.atSeconds);
  const [...members] = new Set([...schedule.agents, ...schedule.secondTeam]);
  for (const agent of members) {
    const to = NUMBERS[agent];
    for (const { atSeconds, roster } of deployments) {
      if (roster === 'broken') continue;
      const atMs = START_MS + atSeconds * 1000;
      const isGone = !agentsOf(schedule, roster).includes(agent);
      const open = leavings.findIndex((each) => each.to === to && each.untilMs === Infinity);
      const known = leavings[open];
      if (isGone && known === undefined) leavings.push({ to, atMs, untilMs: Infinity });
      if (!isGone && known !== undefined) leavings[open] = { ...known, untilMs: atMs };
    }
  }
  return leavings;
}

function mainTeam({ agents, secondTeam }: Schedule, deployment: Deployment): Schedule['agents'] {
  if (deployment === 'merged') return [...new Set([...agents, ...secondTeam])];
  if (deployment === 'reversed') return agents.toReversed();
  return deployment === 'without the last' && agents.length > 1 ? agents.slice(0, -1) : agents;
}

function agentsOf(schedule: Schedule, deployment: Deployment): Schedule['agents'] {
  const { secondTeam } = schedule;
  if (deployment === 'without main' && secondTeam.length > 0) return secondTeam;
  if (deployment === 'without db') return mainTeam(schedule, deployment);
  return [...new Set([...mainTeam(schedule, deployment), ...secondTeam])];
}

/** The others in the team, by their ids, with long names and numbers of their own. */
function colleaguesOf({ colleagues }: Schedule): Readonly<Record<string, { name: string; phone: string }>> {
  if (colleagues === null) return {};
  const { people, script } = colleagues;
  // The first numbers are those of the agents with first names.
  const [numbers = []] = numbersOf({ teams: 1, agents: people + 10, answers: 'nobody', script });
  return Object.fromEntries(
    numbers
      .slice(10)
      .map((phone, index) => [
        `colleague-${index}`,
        { name: `${LONG_NAMES[index % LONG_NAMES.length] ?? ''} ${index}`, phone },
      ]),
  );
}

/** As long as people's names are in places, in several scripts. */
const LONG_NAMES = [
  'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine',
  '待命值班工程師輪值人員歐陽娜娜',
  'Αικατερίνη Παπαδημητρακοπούλου-Οικονομίδου',
  'عبد الرحمن بن محمد بن عبد العزيز',
  'Ольга Константинопольская-Преображенская',
  'प्रियदर्शिनी चट्टोपाध्याय',
];
