import { numbersOf } from './crowd';
import type { Deployment, Schedule } from './schedule';
import { AGENTS, NUMBERS, START_MS } from './story';
import type { Leaving, Night } from './witness';

/** The text of the roster that this deployment of a night has. */
export function rosterOf(schedule: Schedule, deployment: Deployment): object | string {
  return deployment === 'broken' ? '{ "agents": ' : jsonRosterOf(schedule, deployment);
}

/** The same of one that can be read. */
export function jsonRosterOf(schedule: Schedule, deployment: Deployment): object {
  const { secondTeam, maxCalls, remindMinutes, again, regroupMinutes, budgets, silenced, colleagues } = schedule;
  const others = colleaguesOf(schedule);
  const mates = Object.keys(others);
  const main = mainTeam(schedule, deployment);
  const name = deployment === 'renamed' ? 'ops' : 'main';
  const hasDb = secondTeam.length > 0 && deployment !== 'merged';
  return {
    agents: {
      ...Object.fromEntries(agentsOf(schedule, deployment).map((agent) => [agent, AGENTS[agent]])),
      ...others,
    },
    teams: {
      [name]: {
        name: colleagues?.script === 'cjk' ? '資料庫與網路基礎設施值班團隊' : 'Main',
        agents: [...main, ...mates],
      },
      ...(hasDb ? { db: { name: 'Database', agents: secondTeam } } : {}),
    },
    defaultTeam: name,
    ...(hasDb && deployment !== 'all to one team' ? { routes: [{ alarm: 'db', team: 'db' }] } : {}),
    ...(silenced === null ? {} : { silences: [{ alarm: silenced, to: '2026-11-23 00:00' }] }),
    escalation: {
      maxCalls,
      ...(regroupMinutes === null ? {} : { regroupMinutes }),
      ...(budgets === null ? {} : { maxCallsPerHour: budgets.calls, maxTextsPerHour: budgets.texts }),
      ...(remindMinutes === null ? {} : { remindMinutes }),
      ...(again === null ? {} : { again: { every: `${again.everyMinutes} minutes`, times: again.times } }),
    },
  };
}

/** The teams, and who is on them, as far as the deployments of a night make them. */
export function teamsIn(schedule: Schedule): Pick<Night, 'teamsOf' | 'membersOf'> {
  const deployed = new Set(schedule.deployments.map(({ roster }) => roster));
  const { agents, secondTeam } = schedule;
  const mates = Object.values(colleaguesOf(schedule)).map(({ phone }) => phone);
  const numbers = (team: Schedule['agents']): readonly string[] => team.map((agent) => NUMBERS[agent]);
  const main = [
    [...numbers(agents), ...mates],
    ...(deployed.has('without the last') && agents.length > 1 ? [[...numbers(agents.slice(0, -1)), ...mates]] : []),
    ...(deployed.has('merged') ? [[...new Set([...numbers(agents), ...numbers(secondTeam), ...mates])]] : []),
  ];
  const fallback = deployed.has('broken') ? [[NUMBERS.dee]] : [];
  const isDbInMain = deployed.has('all to one team') || deployed.has('merged');
  return {
    teamsOf: (name) => [
      ...(name === 'db' && secondTeam.length > 0 ? ['db'] : ['main']),
      ...(name === 'db' && isDbInMain ? ['main'] : []),
      ...(deployed.has('renamed') ? ['ops'] : []),
      ...(deployed.has('broken') ? ['fallback'] : []),
    ],
    membersOf: (team) =>
      team === 'fallback' ? [[NUMBERS.dee]] : [...(team === 'db' ? [numbers(secondTeam)] : main), ...fallback],
  };
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
  return [...new Set([...mainTeam(schedule, deployment), ...schedule.secondTeam])];
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
