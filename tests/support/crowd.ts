import type { AgentWord } from '../../src/rehearsal/phones/scripted';

/** How people and alarms are named: in few bytes, or in three for each character. */
export const SCRIPTS = ['latin', 'cjk'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Who takes what is wrong: nobody, or the first or third agent of each team. */
export const ANSWERS = ['nobody', 'first', 'third'] as const;
export type Answers = (typeof ANSWERS)[number];

/** Teams of people who are made up, each with a number of their own. */
export interface Crowd {
  readonly teams: number;
  /** In each team. */
  readonly agents: number;
  readonly answers: Answers;
  readonly script: Script;
}

/** There are so many numbers that nobody has: +44 7700 900001 to 900999. */
export const MOST_PEOPLE = 999;

/** Everybody's number, team by team, in the order in which they are called. */
export function numbersOf({ teams, agents }: Crowd): readonly (readonly string[])[] {
  const people = Array.from({ length: agents }, (_, agent) => agent);
  return Array.from({ length: teams }, (_, team) =>
    people.map((agent) => `+447700900${String(team * agents + agent + 1).padStart(3, '0')}`),
  );
}

/** The roster of all of them. What an alarm's name begins with says whose it is. */
export function rosterOf(crowd: Crowd): object {
  const people = numbersOf(crowd).map((numbers, team) =>
    numbers.map((phone, agent) => ({ id: `t${team}-a${agent}`, name: personName(crowd.script, agent), phone })),
  );
  return {
    agents: Object.fromEntries(people.flat().map(({ id, ...agent }) => [id, agent])),
    teams: Object.fromEntries(people.map((team, index) => [teamName(index), { agents: team.map(({ id }) => id) }])),
    defaultTeam: teamName(0),
    routes: people.map((_, index) => ({ alarm: `${teamName(index)}-*`, team: teamName(index) })),
  };
}

/** What everybody does with each call; whoever is not named does not answer. */
export function conductOf(crowd: Crowd): ReadonlyMap<string, AgentWord> {
  const taker = { nobody: undefined, first: 0, third: 2 }[crowd.answers];
  return new Map(
    numbersOf(crowd).flatMap((numbers) =>
      numbers.map((number, agent) => [number, agent === taker ? 'take' : 'no-answer'] as const),
    ),
  );
}

/** The name of a team's alarm: no two are the same, and none is the beginning of another. */
export function alarmName({ script, teams }: Crowd, index: number): string {
  return `${teamName(index % teams)}-${script === 'latin' ? 'host' : '主機'}-${index}`;
}

/** The alarms that a text names. */
export function namedIn(text: string): readonly string[] {
  return text.match(/\bteam-\d+-(?:host|主機)-\d+(?!\d)/g) ?? [];
}

/** What an alarm says of itself, as long as one may be. */
export function descriptionOf(crowd: Pick<Crowd, 'script'> | null): string | null {
  return crowd?.script !== 'cjk' ? null : '資料庫伺服器磁碟空間不足請立即處理'.repeat(12);
}

/** The team that an alarm of {@link alarmName} belongs to. */
export function teamOf(alarm: string): string {
  return /^team-\d+/.exec(alarm)?.[0] ?? '';
}

function teamName(index: number): string {
  return `team-${index}`;
}

function personName(script: Script, agent: number): string {
  return script === 'latin' ? `Agent ${agent}` : `${'待命值班工程師輪值人員'.repeat(7)}${agent}`;
}
