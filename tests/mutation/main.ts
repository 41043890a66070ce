import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Breakage } from './breakage';
import { BREAKAGES } from './breakages';
import { LAYERS, Workshop } from './workshop';
import type { Layer, Notice } from './workshop';

const PROJECT = join(__dirname, '..', '..');

const HELP = `Usage: npm run mutate -- [--only TEXT] [--layer unit|stories|nights] [--every N] [--from N] [--seed S] [--times N]

Takes away one guard of the production code after the other, in a copy, and runs the tests until one notices. The score is
how many breakages were noticed; one that nothing notices fails, unless it is listed as changing nothing.

  --only TEXT     only breakages whose guard, file or description contains this (may be repeated)
  --every N       only each Nth of them
  --from N        beginning with the Nth, counted from 0 (default: 0)
  --layer LAYER   only these tests (may be repeated; default: unit, then stories, then nights, until one notices)
  --seed S        which nights of every kind are lived through, as npm run soak -- --round has them (default: 1)
  --times N       how many times as many random nights a round has (default: 1)`;

/** `npm run mutate`: 0 when every breakage was noticed or is known to change nothing, 1 otherwise, 2 for a wrong command line. */
export function main(args: readonly string[]): number {
  const options = read(args);
  if (options === undefined) {
    console.error(HELP);
    return 2;
  }
  const { breakages, layers, seed, times } = options;
  const workshop = new Workshop(PROJECT, { seed, times });
  try {
    const failing = layers.find((layer) => workshop.failureOf(layer) !== undefined);
    if (failing !== undefined) {
      console.error(`The ${failing} tests fail on the code as it is: nothing can be learnt from breaking it.`);
      return 1;
    }
    const unexpected = breakages.filter((breakage, index) => {
      const notice = workshop.noticedBy(breakage, layers);
      console.log(lineOf(breakage, notice, `${index + 1}/${breakages.length}`));
      return (notice === undefined) !== (breakage.equivalent !== undefined);
    });
    return report(breakages, unexpected);
  } finally {
    workshop.remove();
  }
}

function report(breakages: readonly Breakage[], unexpected: readonly Breakage[]): number {
  const known = breakages.filter(({ equivalent }) => equivalent !== undefined).length;
  const unnoticed = unexpected.filter(({ equivalent }) => equivalent === undefined).length;
  const counted = breakages.length - known;
  console.log(
    `\n${counted - unnoticed} of ${counted} breakages were noticed; ${known} more are listed as changing nothing.`,
  );
  for (const { does, equivalent } of unexpected) {
    console.error(
      equivalent === undefined ? `Not noticed: ${does}.` : `Listed as changing nothing, but noticed: ${does}.`,
    );
  }
  return unexpected.length === 0 ? 0 : 1;
}

function lineOf({ guard, does, file, equivalent }: Breakage, notice: Notice | undefined, count: string): string {
  const verdict =
    notice === undefined
      ? equivalent === undefined
        ? 'NOT NOTICED'
        : `changes nothing: ${equivalent}`
      : `noticed by ${notice.by}${notice.why === undefined ? '' : `: ${notice.why}`}`;
  return `${count.padStart(7)}  ${guard}: ${does} (${file}) – ${verdict}`;
}

interface Options {
  readonly breakages: readonly Breakage[];
  readonly layers: readonly Layer[];
  readonly seed: string;
  readonly times: string;
}

function read(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        layer: { type: 'string', multiple: true },
        seed: { type: 'string' },
        times: { type: 'string' },
        every: { type: 'string' },
        from: { type: 'string' },
      },
    });
    const { only = [''], layer, seed = '1', times = '1', every = '1', from = '0' } = values;
    const breakages = BREAKAGES.filter(({ guard, does, file }) =>
      only.some((words) => [guard, does, file].some((text) => text.includes(words))),
    ).filter((_breakage, index) => index >= Number(from) && (index - Number(from)) % Number(every) === 0);
    const layers = layer === undefined ? LAYERS : LAYERS.filter((each) => layer.includes(each));
    const isSound = breakages.length > 0 && (layer === undefined || layers.length === new Set(layer).size);
    return isSound ? { breakages, layers, seed, times } : undefined;
  } catch {
    return undefined;
  }
}
