import { withOptions } from '../support/options';
import { readOptions, USAGE } from './options';
import { survive } from './siege';
import type { Siege, Survived } from './siege';

/** `npm run siege`: prints what the siege came to; 0 when it could, 2 for a wrong command line. */
export function main(args: readonly string[]): Promise<number> {
  return withOptions(USAGE, async () => {
    const { isJson, siege } = readOptions(args);
    const survived = await survive(siege);
    console.log(isJson ? JSON.stringify({ ...siege, ...survived }) : inWords(siege, survived));
    return 0;
  });
}

function inWords({ hours, sms, agents }: Siege, survived: Survived): string {
  const { incidents, rung, lost, deadLetters, largestBoardBytes } = survived;
  const { leastSmsPerPersonAfterwards: least, mostSmsPerPersonAfterwards: most } = survived;
  return [
    `${incidents} alarms in ${hours} h in which every SMS is ${sms === 'refused' ? 'refused' : 'answered with 503'}, ${agents} agents:`,
    `  a phone rang for ${rung} of them, ${lost} are lost, ${deadLetters} messages are dead letters`,
    `  within four minutes of its end each agent has ${least} to ${most} SMS`,
    `  the largest board took ${largestBoardBytes} bytes`,
  ].join('\n');
}
