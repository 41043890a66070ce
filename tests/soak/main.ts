import { parseArgs } from 'node:util';
import { live, told } from '../support/night';
import { firstFailure } from '../support/schedule';

const HELP = `Usage: npm run soak -- [--schedules N] [--seed S] [--path P] [--no-shrinking]

Lives through random nights with faults, the real Functions, Lambda and flow on virtual time, and checks every promise on
what the local Twilio and queue wrote down. A broken promise is shrunk to the shortest story that breaks it.

  --schedules N   how many nights (default: 1000)
  --seed S        which ones (default: today's date)
  --path P        only the night that an earlier failure named
  --no-shrinking  ends with the first night that breaks a promise, as it was`;

/** `npm run soak`: 0 when every promise was kept, 1 when one was broken, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  const options = read(args);
  if (options === undefined) {
    console.error(HELP);
    return 2;
  }
  const { count, seed, path, isShrunk } = options;
  const startedMs = performance.now();
  let nights = 0;
  let faults = 0;
  const failure = await firstFailure(
    { count, seed, isShrunk, ...(path === undefined ? {} : { path }) },
    async (schedule) => {
      nights++;
      const lived = await live(schedule);
      faults += lived.faults;
      return lived.broken;
    },
  );
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(
    `${nights} nights with ${faults} faults, seed ${seed}: ${(nights / seconds).toFixed(0)} nights a second.`,
  );
  if (failure === undefined) {
    console.log('Every promise was kept.');
    return 0;
  }
  const { story, broken } = await live(failure.schedule);
  console.error(
    `\nA promise was broken:\n  ${broken.join('\n  ')}\n\nThe night:\n${JSON.stringify(failure.schedule)}\n`,
  );
  console.error(`${told(story)}\n\nTo see it again: npm run soak -- --seed ${seed} --path ${failure.path}`);
  return 1;
}

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly path?: string;
  readonly isShrunk: boolean;
}

function read(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        schedules: { type: 'string' },
        seed: { type: 'string' },
        path: { type: 'string' },
        'no-shrinking': { type: 'boolean' },
      },
    });
    const count = Number(values.schedules ?? 1000);
    const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
    if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) return undefined;
    const isShrunk = values['no-shrinking'] !== true;
    return { count, seed, isShrunk, ...(values.path === undefined ? {} : { path: values.path }) };
  } catch {
    return undefined;
  }
}
