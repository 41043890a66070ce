import { parseArgs } from 'node:util';
import { SWITCHES } from '../support/story';
import { weather } from './storm';
import type { Storm, Weathered } from './storm';

const HELP = `Usage: npm run storm -- [--json] [--ends]

1,000 distinct alarms of one team within a minute, under every variant of what Twilio does not document, and 200 alarms over
20 teams; each Twilio request takes 200 ms, and five Lambdas run at once. All times are virtual.
With --ends, only Twilio as it probably is, and all variants at once.`;

const GREAT: Storm = { alarms: 1_000, teams: 1 };
const WIDE: Storm = { alarms: 200, teams: 20 };

/** `npm run storm`: prints what each storm came to; 0 when it could, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  let isJson: boolean;
  let atTheEndsOnly: boolean;
  try {
    const options = { json: { type: 'boolean' }, ends: { type: 'boolean' } } as const;
    ({ json: isJson = false, ends: atTheEndsOnly = false } = parseArgs({ args: [...args], options }).values);
  } catch {
    console.error(HELP);
    return 2;
  }
  for (const [index, [variant, switches]] of SWITCHES.entries()) {
    const isAtTheEnds = index === 0 || index === SWITCHES.length - 1;
    if (atTheEndsOnly && !isAtTheEnds) continue;
    for (const storm of isAtTheEnds ? [GREAT, WIDE] : [GREAT]) {
      const weathered = await weather(storm, switches);
      console.log(isJson ? JSON.stringify({ variant, ...storm, ...weathered }) : inWords(variant, storm, weathered));
    }
  }
  return 0;
}

function inWords(variant: string, { alarms, teams }: Storm, weathered: Weathered): string {
  const { chains, rings, lost, slowestSeconds, requestsPerAlarm, lambdasAtOnce, texts } = weathered;
  return [
    `${alarms} alarms of ${teams === 1 ? 'one team' : `${teams} teams`} (${variant}):`,
    `  ${chains} ${chains === 1 ? 'chain' : 'chains'} of ${rings.length} calls in all, ${texts} SMS, ${lost} alarms lost`,
    `  every alarm on its board within ${slowestSeconds.toFixed(1)} s, ${lambdasAtOnce} Lambdas at once`,
    `  ${requestsPerAlarm.toFixed(2)} Twilio requests per alarm`,
  ].join('\n');
}
