import * as fc from 'fast-check';
import { live, told } from '../support/night';
import { longNights } from '../support/long-schedule';
import { Options, withOptions } from '../support/options';
import { CROSSING_NIGHTS } from '../support/crossing-schedule';
import { ordinaryNights } from '../support/ordinary-schedule';
import { reachedBackIn } from '../support/reach-acts';
import { round } from '../support/round';
import { firstFailure } from '../support/schedule';
import type { Schedule } from '../support/schedule';
import { STAGED_NIGHTS } from '../support/staged-schedule';

/** What `--about` takes. */
const ABOUT: Readonly<Record<string, fc.Arbitrary<Schedule>>> = {
  anything: fc.oneof(...Object.values(STAGED_NIGHTS)),
  ...STAGED_NIGHTS,
  ...CROSSING_NIGHTS,
};

const HELP = `Usage: npm run soak -- [--long | --about WHAT | --round [--times N]] [--reached] [--schedules N] [--seed S] [--path P] [--no-shrinking]

Lives through random nights with faults, the real Functions, Lambda and flow on virtual time, and checks every promise on
what the local Twilio and queue wrote down. A broken promise is shrunk to the shortest story that breaks it.

  --long          nights of hours, with many alarms and long outages
  --about WHAT    short nights in which one thing happens for certain: ${Object.keys(ABOUT).join(', ')}
  --round         some nights of every kind, most of them with a course that is known, the same ones for each seed
  --times N       with so many times as many random ones
  --reached       people ring the number, text and tap links as well, and so do strangers
  --schedules N   how many nights (default: 1000, or 100 long ones)
  --seed S        which ones (default: today's date)
  --path P        only the night that an earlier failure named
  --no-shrinking  ends with the first night that breaks a promise, as it was`;

/** `npm run soak`: 0 when every promise was kept, 1 when one was broken, 2 for a wrong command line. */
export function main(args: readonly string[]): Promise<number> {
  return withOptions(HELP, () => {
    const asked = read(args.filter((arg) => arg !== '--round'));
    return args.includes('--round') ? liveRound(asked) : liveThrough(asked);
  });
}

/** Ends with the first night that breaks a promise. */
async function liveRound({ seed, times }: Asked): Promise<number> {
  let nights = 0;
  for (const { about, broken } of round(seed, times)) {
    nights++;
    const complaints = await broken();
    if (complaints.length === 0) continue;
    console.error(`Night ${nights} (${about}) broke a promise:\n  ${complaints.join('\n  ')}`);
    return 1;
  }
  console.log(`${nights} nights of every kind, seed ${seed}: every promise was kept.`);
  return 0;
}

async function liveThrough({ isLong, about, isReached, count, seed, path, isShrunk }: Asked): Promise<number> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const nights = isLong ? longNights : (ABOUT[about] ?? ordinaryNights);
  let lives = 0;
  let faults = 0;
  let requests = 0;
  const failure = await firstFailure(
    { count, seed, isShrunk, ...(path === undefined ? {} : { path }) },
    async (schedule) => {
      lives++;
      const lived = await live(schedule);
      faults += lived.faults;
      requests += lived.story.rehearsal.ledger.entries.filter(({ kind }) => kind === 'request').length;
      return lived.broken;
    },
    isReached ? reachedBackIn(nights, isLong) : nights,
  );
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(
    `${lives} ${isLong ? 'long nights' : 'nights'} with ${faults} faults, seed ${seed}: ${(lives / seconds).toFixed(isLong ? 1 : 0)} nights a second.`,
  );
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${(requests / lives).toFixed(1)} requests a night, ${((user + system) / 1_000 / requests).toFixed(2)} ms of processor time for each.`,
  );
  if (failure === undefined) {
    console.log('Every promise was kept.');
    return 0;
  }
  const { story, broken } = await live(failure.schedule);
  console.error(
    `\nA promise was broken:\n  ${broken.join('\n  ')}\n\nThe night:\n${JSON.stringify(failure.schedule)}\n`,
  );
  const kind = `${isLong ? '--long ' : about === '' ? '' : `--about ${about} `}${isReached ? '--reached ' : ''}`;
  console.error(`${told(story)}\n\nTo repeat it: npm run soak -- ${kind}--seed ${seed} --path ${failure.path}`);
  return 1;
}

interface Asked {
  readonly isLong: boolean;
  /** One of {@link ABOUT}; nothing for ordinary nights. */
  readonly about: string;
  readonly isReached: boolean;
  readonly count: number;
  readonly seed: number;
  readonly path?: string;
  readonly isShrunk: boolean;
  readonly times: number;
}

function read(args: readonly string[]): Asked {
  const isLong = args.includes('--long');
  const options = new Options(
    args.filter((arg) => !['--long', '--reached', '--no-shrinking'].includes(arg)),
    ['about', 'schedules', 'seed', 'path', 'times'],
  );
  const path = options.text('path');
  const today = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  return {
    isLong,
    about: options.word('about', '', Object.keys(ABOUT)),
    isReached: args.includes('--reached'),
    isShrunk: !args.includes('--no-shrinking'),
    count: options.whole('schedules', isLong ? 100 : 1_000, [1, 1_000_000]),
    times: options.whole('times', 1, [1, 100]),
    seed: options.whole('seed', today, [0, 2 ** 31 - 1]),
    ...(path === undefined ? {} : { path }),
  };
}
