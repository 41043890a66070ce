import { parseArgs } from 'node:util';
import { told } from '../support/night';
import { SWITCHES } from '../support/story';
import { FAULTS, NIGHTS, sweep } from './sweep';
import type { Broken, Chosen } from './sweep';

const HELP = `Usage: npm run faults -- [--switches N] [--night N] [--fault N] [--request N] [--every N]

Breaks every single request of a few nights in turn, in every way and under every variant of what Twilio does not document,
and checks every promise on what the local Twilio and queue wrote down. A number chooses one of each; --every N
breaks the first, the N+1st … of what is left:

${list('switches', SWITCHES)}
${list('night', NIGHTS)}
${list('fault', FAULTS)}`;

const OPTIONS = ['switches', 'night', 'fault', 'request', 'every'] as const;

function list(option: string, names: readonly (readonly [string, ...unknown[]])[]): string {
  return names.map(([name], index) => `  --${option} ${index + 1}`.padEnd(16) + name).join('\n');
}

/** `npm run faults`: 0 when every promise was kept, 1 when one was broken, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  const only = read(args);
  if (only === undefined) {
    console.error(HELP);
    return 2;
  }
  const startedMs = performance.now();
  let nights = 0;
  let failures = 0;
  for await (const { story, breaches, ...broken } of sweep(only)) {
    if (broken.request > 0) nights++;
    if (breaches.length === 0) continue;
    if (failures++ === 0) console.error(`${told(story)}\n`);
    console.error(describe(broken, breaches, story.lines()));
  }
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(
    `${nights} nights, each with one request broken, under ${SWITCHES.length} variants: ${(nights / seconds).toFixed(0)} a second.`,
  );
  if (failures > 0) console.error(`In ${failures} of them a promise was broken.`);
  else console.log('Every promise was kept.');
  // No night is no proof.
  return failures === 0 && nights > 0 ? 0 : 1;
}

function describe(
  { switches, night, fault, request }: Broken,
  breaches: readonly string[],
  lines: readonly string[],
): string {
  return [
    `Under "${SWITCHES[switches - 1]?.[0]}", when ${NIGHTS[night - 1]?.[0]}, request ${request} ${FAULTS[fault - 1]?.[0]}:`,
    ...breaches.map((breach) => `  ${breach}`),
    `  It went: ${lines.join(', ')}`,
    `  To repeat it: npm run faults -- --switches ${switches} --night ${night} --fault ${fault} --request ${request}`,
  ].join('\n');
}

function read(args: readonly string[]): Chosen | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        switches: { type: 'string' },
        night: { type: 'string' },
        fault: { type: 'string' },
        request: { type: 'string' },
        every: { type: 'string' },
      },
    });
    const given = OPTIONS.flatMap((option) =>
      values[option] === undefined ? [] : [[option, Number(values[option])] as const],
    );
    const isRight = given.every(([, number]) => Number.isSafeInteger(number) && number >= 1);
    return isRight ? Object.fromEntries(given) : undefined;
  } catch {
    return undefined;
  }
}
