import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { pathFromAlarm, pathFromKeyTwo } from './call-path';
import { loadTimesMs, medianRatio } from './load-time';
import type { Effort } from './load-time';
import { measureRoster } from './measure-roster';
import { median } from './median';
import { projectFile } from './project-file';
import { measuredPath } from './report';
import type { MeasuredFunction, MeasuredStep, Report } from './report';
import { LATENCY_MS, passedToAnother, passedToTheSame } from './story';

interface Efforts {
  readonly lambda: Effort;
  readonly functions: Effort;
  readonly functionsWithTwilio: Effort;
  readonly roster: Effort;
}

/** About 20 s in all. */
const THOROUGH: Efforts = {
  lambda: { rounds: 40, budgetMs: 5_000 },
  functions: { rounds: 9, budgetMs: 4_500 },
  functionsWithTwilio: { rounds: 5, budgetMs: 7_000 },
  roster: { rounds: 15, budgetMs: 1_500 },
};

/** About 5 s in all. */
const QUICK: Efforts = {
  lambda: { rounds: 10, budgetMs: 1_500 },
  functions: { rounds: 3, budgetMs: 1_500 },
  functionsWithTwilio: { rounds: 1, budgetMs: 0 },
  roster: { rounds: 3, budgetMs: 500 },
};

/** Measures everything. `progress` is told what is being measured. */
export async function measure(isQuick: boolean, progress: (what: string) => void): Promise<Report> {
  const efforts = isQuick ? QUICK : THOROUGH;
  progress('counting requests');
  const steps = await measureSteps();
  progress('loading the Lambda');
  const lambda = measureLambda(efforts.lambda);
  progress('loading the Functions');
  const functions = measureFunctions(efforts);
  progress('asking a large roster');
  const roster = measureRoster(efforts.roster);
  progress('rehearsing');
  const rehearsalSeconds = { value: rehearseOnce(), atMost: 15 };
  return {
    machine: { node: process.versions.node, cores: availableParallelism() },
    latencyMs: LATENCY_MS,
    steps,
    lambda,
    functions,
    roster,
    rehearsalSeconds,
  };
}

/** Rehearses on virtual time, so that every run gives the same numbers. */
export async function measureSteps(): Promise<readonly MeasuredStep[]> {
  const another = await passedToAnother();
  const theSame = await passedToTheSame();
  return [
    ...measuredPath(
      pathFromAlarm(another, LATENCY_MS),
      { cause: '/alarm is called', execution: 'first execution', ring: 'first phone rings' },
      { execution: 3, ring: 2 },
    ),
    ...measuredPath(
      pathFromKeyTwo(another, LATENCY_MS),
      { cause: 'key 2', execution: 'execution for the next agent', ring: 'next phone rings' },
      { execution: 3, ring: null },
    ),
    ...measuredPath(
      pathFromKeyTwo(theSame, LATENCY_MS),
      { cause: 'key 2, one agent', execution: 'execution for the same', ring: 'same phone rings' },
      { execution: 6, ring: null },
    ),
  ];
}

function measureLambda(effort: Effort): Report['lambda'] {
  const file = projectFile('dist', 'lambda', 'index.js');
  const bare = projectFile('tests', 'bench', 'bare-handler.cjs');
  const [times = [], bareTimes = []] = loadTimesMs(
    [
      { file, withTwilio: false },
      { file: bare, withTwilio: false },
    ],
    effort,
  );
  return {
    bytes: { value: statSync(file).size, atMost: 8_000 },
    loadMs: rounded(median(times)),
    bareLoadMs: rounded(median(bareTimes)),
    loadRatio: { value: rounded(medianRatio(times, bareTimes)), atMost: 1.5 },
    pairs: times.length,
  };
}

function measureFunctions({ functions, functionsWithTwilio }: Efforts): readonly MeasuredFunction[] {
  const folder = projectFile('dist', 'functions');
  const files = readdirSync(folder).map((name) => projectFile('dist', 'functions', name));
  const alone = loadTimesMs(
    files.map((file) => ({ file, withTwilio: false })),
    functions,
  );
  const withTwilio = loadTimesMs(
    files.map((file) => ({ file, withTwilio: true })),
    functionsWithTwilio,
  );
  return files.map((file, index) => ({
    name: basename(file, '.js'),
    bytes: statSync(file).size,
    loadMs: { value: rounded(median(alone[index] ?? [])), atMost: 40 },
    loadWithTwilioMs: rounded(median(withTwilio[index] ?? [])),
  }));
}

/** Seconds that the whole process takes, from starting node to its exit. Throws when it did not run through. */
function rehearseOnce(): number {
  const startedMs = performance.now();
  const command = [projectFile('src', 'cli', 'oncall.cjs'), 'rehearse', '--agents', 'no-answer,decline,take', '--json'];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The scripted rehearsal ended with status ${String(status)}: ${stderr}`);
  return rounded((performance.now() - startedMs) / 1000);
}

/** To a hundredth: what a time has beyond that is noise. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
