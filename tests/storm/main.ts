import { SWITCHES } from '../support/story';
import { withOptions } from '../support/options';
import { GREAT, readOptions, USAGE } from './options';
import { weather } from './storm';
import type { Storm, Weathered } from './storm';

const WIDE: Storm = { ...GREAT, alarms: 200, teams: 20, agents: 1, answers: 'first' };

/** `npm run storm`: prints what each storm came to; 0 when it could, 2 for a wrong command line. */
export function main(args: readonly string[]): Promise<number> {
  return withOptions(USAGE, async () => {
    const isWorstOnly = args.includes('--worst');
    const { isJson, storm } = readOptions(args.filter((arg) => arg !== '--worst'));
    const print = (variant: string, each: Storm, weathered: Weathered): void => {
      console.log(isJson ? JSON.stringify({ variant, ...each, ...weathered }) : inWords(variant, each, weathered));
    };
    const all = isWorstOnly ? WORST : ALL;
    for (const [variant, each, switches] of storm === undefined ? all : [[LIKELY, storm, {}] as const]) {
      print(variant, each, await weather(each, switches));
    }
    return 0;
  });
}

const LIKELY = SWITCHES[0]?.[0] ?? '';

const ALL = SWITCHES.flatMap(([variant, switches], index) => {
  const isAtTheEnds = index === 0 || index === SWITCHES.length - 1;
  return (isAtTheEnds ? [GREAT, WIDE] : [GREAT]).map((storm) => [variant, storm, switches] as const);
});

const WORST = ALL.filter(([variant]) => variant === SWITCHES.at(-1)?.[0]);

function inWords(variant: string, storm: Storm, weathered: Weathered): string {
  const { alarms, teams, seconds, latencyMs } = storm;
  const { chains, calls, lost, intakeMs, longestIntakeMs, requestsPerAlarm, remembered, lambdasAtOnce, texts } =
    weathered;
  return [
    `${alarms} alarms of ${teams === 1 ? 'one team' : `${teams} teams`} within ${seconds} s, ${latencyMs} ms a request (${variant}):`,
    `  ${chains} ${chains === 1 ? 'chain' : 'chains'} of ${calls} calls in all, ${texts} SMS, ${lost} alarms lost, ${remembered} remembered`,
    `  the Lambda answers after ${intakeMs} ms in the median, ${longestIntakeMs} ms at most, ${lambdasAtOnce} Lambdas at once`,
    `  ${requestsPerAlarm.toFixed(2)} Twilio requests per alarm`,
  ].join('\n');
}
