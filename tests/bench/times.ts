import { readdirSync } from 'node:fs';
import type { Bench, Task } from 'tinybench';
import { callOrder } from '../../src/roster/calls';
import { parseRoster } from '../../src/roster/parse';
import { gaps } from '../../src/roster/shifts';
import { commandMs, loadMs, parseMs } from './fresh-process';
import { largeRoster } from './large-roster';
import { projectFile } from './project-file';

const DAY_MS = 86_400_000;
/** A Sunday in autumn, with both changes of the clocks in the 400 days after it. */
const FROM_MS = Date.parse('2026-11-22T12:00:00Z');
const COVERAGE_DAYS = 400;

/** What is measured, with the median that it should have at most; it fails nothing, since times depend on the machine. */
interface Timing {
  readonly what: string;
  readonly atMost: number;
  /** How often; each takes as long as it takes. */
  readonly samples: number;
  /** One sample. */
  readonly sample: () => number;
}

/** One row for each time: medians in milliseconds, unless it is a ratio. */
export async function timesTable(isQuick: boolean): Promise<readonly unknown[]> {
  // It has only ECMAScript modules, which Node.js before 20.19 cannot require.
  const { Bench: Benchmark } = await import('tinybench');
  const rows: unknown[] = [];
  for (const { what, atMost, samples, sample } of timings()) {
    const iterations = isQuick ? Math.ceil(samples / 8) : samples;
    const bench: Bench = new Benchmark({ time: 0, iterations, warmup: false, throws: true });
    bench.add(what, () => ({ overriddenDuration: sample() }));
    bench.runSync();
    rows.push(...bench.table((task) => rowOf(task, atMost)));
  }
  return rows;
}

function rowOf({ name, result }: Task, atMost: number): Record<string, number | string> {
  if (!('latency' in result)) throw new Error(`${name} was not measured.`);
  const { p50, rme, samplesCount } = result.latency;
  return { '': name, median: Number(p50.toFixed(2)), target: atMost, '±%': Math.round(rme), samples: samplesCount };
}

function timings(): readonly Timing[] {
  const text = JSON.stringify(largeRoster());
  const parsing = parseRoster(text);
  if (!parsing.ok) throw new Error(parsing.faults.map(({ path, what }) => `${path}: ${what}`).join('\n'));
  const teams = [...parsing.roster.teams.values()];
  const toMs = FROM_MS + COVERAGE_DAYS * DAY_MS;
  let asked = 0;
  const ask = (): void => {
    const index = asked++;
    const team = teams[index % teams.length];
    if (team !== undefined) callOrder(team, FROM_MS + ((index * 19) % COVERAGE_DAYS) * DAY_MS + index * 3_600_000);
  };
  const lambda = projectFile('dist', 'lambda', 'index.js');
  const bare = projectFile('tests', 'bench', 'bare-handler.cjs');
  const keyPress = projectFile('dist', 'functions', 'take.protected.js');
  return [
    // A pair at a time, so that a busy moment of the machine meets both alike.
    { what: 'Lambda ÷ bare handler, to load', atMost: 1.5, samples: 40, sample: () => loadMs(lambda) / loadMs(bare) },
    ...readdirSync(projectFile('dist', 'functions')).map((name) => ({
      what: `functions/${name}, to load`,
      atMost: 70,
      samples: 8,
      sample: () => loadMs(projectFile('dist', 'functions', name)),
    })),
    {
      what: 'a key press ÷ the same with all of twilio, to load',
      atMost: 0.5,
      samples: 8,
      sample: () => loadMs(keyPress) / loadMs(keyPress, 'twilio'),
    },
    { what: 'roster: who is called at an instant', atMost: 1, samples: 1_000, sample: () => timed(ask) },
    { what: 'roster: parse, in a fresh process', atMost: 40, samples: 8, sample: () => parseMs(text) },
    { what: 'roster: parse, again', atMost: 40, samples: 8, sample: () => timed(() => void parseRoster(text)) },
    {
      what: 'roster: coverage of all teams, 400 days',
      atMost: 5_000,
      samples: 1,
      sample: () => timed(() => teams.forEach((team) => gaps(team, FROM_MS, toMs))),
    },
    { what: 'oncall who, whole process', atMost: 300, samples: 8, sample: () => commandMs('who') },
    {
      what: 'rehearsal of three calls, whole process',
      atMost: 15_000,
      samples: 1,
      sample: () => commandMs('rehearse', '--agents', 'no-answer,decline,take', '--json'),
    },
  ];
}

function timed(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
