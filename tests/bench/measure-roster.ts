import { spawnSync } from 'node:child_process';
import { callOrder } from '../../src/roster/calls';
import { parseRoster } from '../../src/roster/parse';
import type { Roster } from '../../src/roster/roster';
import { gaps } from '../../src/roster/shifts';
import { largeRoster } from './large-roster';
import { loadTimesMs } from './load-time';
import type { Effort } from './load-time';
import { median } from './median';
import { projectFile } from './project-file';
import type { MeasuredRoster } from './report';

const DAY_MS = 86_400_000;
/** A Sunday in autumn, with both changes of the clocks in the 400 days after it. */
const FROM_MS = Date.parse('2026-11-22T12:00:00Z');
const COVERAGE_DAYS = 400;
const QUESTIONS_PER_TEAM = 20;
const PARSES = 9;

/** Measures what the roster's code takes for a large roster. Needs `dist/bench/roster-code.js`. */
export function measureRoster(effort: Effort): MeasuredRoster {
  const text = JSON.stringify(largeRoster());
  const roster = parsed(text);
  const bundle = projectFile('dist', 'bench', 'roster-code.js');
  const [loads = []] = loadTimesMs([{ file: bundle, withTwilio: false }], effort);
  return {
    teams: roster.teams.size,
    agents: roster.agents.size,
    parseColdMs: {
      value: rounded(median(repeated(Math.min(effort.rounds, 5), () => coldParseMs(bundle, text)))),
      atMost: 100,
    },
    parseWarmMs: { value: rounded(median(repeated(PARSES, () => timed(() => parsed(text))))), atMost: 100 },
    // A question is the order of calls for an alarm, which asks who is on call and more.
    whoMs: { value: rounded(median(questionTimesMs(roster))), atMost: 1 },
    coverageMs: { value: rounded(timed(() => coverage(roster))), atMost: 5_000 },
    loadMs: { value: rounded(median(loads)), atMost: 30 },
  };
}

function parsed(text: string): Roster {
  const parsing = parseRoster(text);
  if (!parsing.ok) throw new Error(parsing.faults.map(({ path, what }) => `${path}: ${what}`).join('\n'));
  return parsing.roster;
}

/** In a process of its own, as the first alarm of the night finds it. */
function coldParseMs(bundle: string, text: string): number {
  const timer = projectFile('tests', 'bench', 'roster-timer.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [timer, bundle], { encoding: 'utf8', input: text });
  if (status !== 0) throw new Error(`The roster could not be parsed: ${stderr}`);
  return Number(stdout);
}

function questionTimesMs(roster: Roster): readonly number[] {
  return [...roster.teams.values()].flatMap((team, index) =>
    Array.from({ length: QUESTIONS_PER_TEAM }, (_, question) => {
      const atMs = FROM_MS + (question * 19 + index) * DAY_MS + index * 3_600_000;
      return timed(() => callOrder(team, atMs));
    }),
  );
}

/** All gaps of all teams; the figure is the time that finding them takes. */
function coverage(roster: Roster): number {
  const toMs = FROM_MS + COVERAGE_DAYS * DAY_MS;
  return [...roster.teams.values()].reduce((found, team) => found + gaps(team, FROM_MS, toMs).length, 0);
}

function repeated(times: number, measureOnce: () => number): readonly number[] {
  return Array.from({ length: times }, measureOnce);
}

function timed(work: () => unknown): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
