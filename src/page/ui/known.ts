import { MOST_RUNS, MOST_STEPS } from '../world';
import type { FlowRun, News, OpenIncident, Phone, Step, World } from '../world';

/** All that the server has said so far. */
export interface Known {
  readonly parts: Partial<World>;
  /** By the agent's id. */
  readonly phones: ReadonlyMap<string, Phone>;
  /** By id, the oldest first. */
  readonly runs: ReadonlyMap<string, FlowRun>;
  readonly steps: readonly Step[];
  /** The page's own clock (ms) when `parts.time` came. */
  readonly timeCameAt: number;
}

export const NOTHING_KNOWN: Known = { parts: {}, phones: new Map(), runs: new Map(), steps: [], timeCameAt: 0 };

/** What is known after some news. `at` is the page's own clock in ms, which never goes back. */
export function withNews(known: Known, news: News, at: number): Known {
  switch (news.is) {
    case 'world': {
      const before = news.parts.about === undefined ? known : NOTHING_KNOWN;
      const timeCameAt = news.parts.time === undefined ? before.timeCameAt : at;
      return { ...before, parts: { ...before.parts, ...news.parts }, timeCameAt };
    }
    case 'phones':
      return {
        ...known,
        phones: new Map([...known.phones, ...news.phones.map((phone) => [phone.agent, phone] as const)]),
      };
    case 'runs': {
      const runs = new Map([...known.runs, ...news.runs.map((run) => [run.id, run] as const)]);
      return { ...known, runs: new Map([...runs].slice(-MOST_RUNS)) };
    }
    case 'steps':
      return { ...known, steps: [...known.steps, ...news.steps].slice(-MOST_STEPS) };
  }
}

/** The world's own time at an instant of the page's clock; both in ms. */
export function worldTime({ parts: { time }, timeCameAt }: Known, at: number): number {
  return time === undefined ? 0 : time.nowMs + (at - timeCameAt) * time.speed;
}

/** Whose phone rings, by agent's id, in the order of the phones. */
export function ringing(phones: ReadonlyMap<string, Phone>): readonly Phone[] {
  return [...phones.values()].filter(({ calls }) => calls.some(({ state }) => state === 'ringing'));
}

/** What somebody who does not see the page is to hear of what has changed. */
export function announcements(before: Known, after: Known): readonly string[] {
  const rang = new Set(ringing(before.phones).map(({ agent }) => agent));
  const rings = ringing(after.phones).filter(({ agent }) => !rang.has(agent));
  const were = new Map(incidentsOf(before).map((incident) => [incident.id, incident]));
  const changed = incidentsOf(after).filter(({ id, status }) => before.parts.now && were.get(id)?.status !== status);
  return [...rings.map(({ name }) => `${name}’s phone rings.`), ...changed.map(announced)];
}

function announced({ status, taken, headline, team }: OpenIncident): string {
  if (status === 'taken' && taken !== undefined) return `${taken.name} has it.`;
  return status === 'exhausted'
    ? `Nobody has the incident of ${team}: ${headline}.`
    : `An incident is open: ${headline}.`;
}

function incidentsOf(known: Known): readonly OpenIncident[] {
  return known.parts.now?.incidents ?? [];
}

/** The names of alarms to choose from: those of the samples, of what is open, and what stands first in the history's words. */
export function alarmNames({ parts: { samples = [], now, past } }: Known): readonly string[] {
  const names = [
    ...samples.flatMap(({ alarm }) => alarm ?? []),
    ...(now?.incidents ?? []).map(({ name }) => name),
    // The name is the first sentence; "and 7 more" has none.
    ...(past?.incidents ?? []).flatMap(({ alarms }) =>
      alarms.flatMap(({ text }) => /^.*?(?=\.(?: |$))/s.exec(text) ?? []),
    ),
  ];
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** Of more nobody chooses one. */
const MOST_NAMES = 100;

/** The name of an agent, or the id of one whom the roster does not know any more. */
export function agentName({ parts: { agents = [] } }: Known, id: string): string {
  return agents.find((agent) => agent.id === id)?.name ?? id;
}

export function teamName({ parts: { teams = [] } }: Known, id: string): string {
  return teams.find((team) => team.id === id)?.name ?? id;
}
