import { parseArgs } from 'node:util';
import { fuzzFunctions } from './requests';

const HELP = `Usage: npm run fuzz -- [--requests N] [--bodies N] [--seed S]

Sends hostile requests to the Functions, after an incident was taken and while a phone rings, and reads hostile messages as
alarms. The same numbers do the same again.

  --requests N   how many requests (default: 100000)
  --bodies N     how many messages (default: 100000)
  --seed S       which ones (default: today's date)`;

/** How much more heap may be in use after the last requests than after the first ones: a leak of a request each is more. */
const MOST_GROWTH = 1.5;

/** `npm run fuzz`: 0 when nothing went wrong, 1 when something did, 2 for a wrong command line. */
export async function main(args: readonly string[]): Promise<number> {
  const options = read(args);
  if (options === undefined) {
    console.error(HELP);
    return 2;
  }
  const { requests, bodies, seed } = options;
  const failures = [...(await sendAll(seed, requests)), ...(await readAll(seed, bodies))];
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) {
    console.error(`To repeat it: npm run fuzz -- --requests ${requests} --bodies ${bodies} --seed ${seed}`);
    return 1;
  }
  console.log('Nothing went wrong.');
  return 0;
}

async function sendAll(seed: number, requests: number): Promise<readonly string[]> {
  if (requests === 0) return [];
  const { requests: sent, faults, statuses, heapGrowth } = await fuzzFunctions(seed, requests);
  const answers = Object.entries(statuses).toSorted(([one], [other]) => (one < other ? -1 : 1));
  console.log(`${sent} requests, seed ${seed}: the heap grew to ${heapGrowth.toFixed(2)} times.`);
  for (const [answer, count] of answers) console.log(`  ${answer.padEnd(20)}${String(count).padStart(8)}`);
  return [...faults, ...(heapGrowth > MOST_GROWTH ? [`the heap grew to ${heapGrowth.toFixed(2)} times`] : [])];
}

async function readAll(seed: number, atLeast: number): Promise<readonly string[]> {
  if (atLeast === 0) return [];
  // Loaded only now: fast-check's letters of every language weigh 90 MB, beside which no leak of the Functions would show.
  const { fuzzBodies } = await import('./bodies');
  const { bodies, kinds, failure } = fuzzBodies(seed, atLeast);
  const sorted = Object.entries(kinds).toSorted(([one], [other]) => (one < other ? -1 : 1));
  console.log(`${bodies} messages, seed ${seed}: ${sorted.map(([kind, count]) => `${count} ${kind}`).join(', ')}.`);
  return failure === undefined ? [] : [failure.come, ...failure.rules.map((rule) => `  ${rule}`)];
}

function read(args: readonly string[]): { requests: number; bodies: number; seed: number } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { requests: { type: 'string' }, bodies: { type: 'string' }, seed: { type: 'string' } },
    });
    const requests = Number(values.requests ?? 100_000);
    const bodies = Number(values.bodies ?? 100_000);
    const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
    const isRight = [requests, bodies, seed].every((number) => Number.isSafeInteger(number) && number >= 0);
    // Neither of them is no proof of anything.
    return isRight && requests + bodies > 0 ? { requests, bodies, seed } : undefined;
  } catch {
    return undefined;
  }
}
