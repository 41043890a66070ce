import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededChance } from '../../src/rehearsal/chance';
import { alarm, FunctionsAtHand, PRIVATE, withoutContractNumbers } from '../functions/functions-at-hand';
import { namesOnPrototypes } from '../functions/pollution';
import { hostileRequest, isEntitled } from './hostile';
import type { Known, Next } from './hostile';

/** What came of a run. */
export interface Fuzzed {
  readonly requests: number;
  /** What went wrong, each with the request of the run that did it; the run stops after ten. */
  readonly faults: readonly string[];
  /** How many requests were answered with what, such as `/alarm 401`. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The heap in use after the last rounds as a multiple of that after the first ones; 1 when there were too few to say. */
  readonly heapGrowth: number;
}

/** So many requests meet one story; then another one begins, so that what is left behind is left by the Functions alone. */
const ROUND = 1_000;

/** What of Twilio a request that is entitled to an answer may make us read: the boards, and the truth about an execution. */
const READ =
  /^GET \/v1\/Services\/default\/Documents(\/(oncall-)?board-main)?$|^GET \/v2\/Flows\/FW0{32}\/Executions\/FN[0-9a-f]{32}(\/Context)?$/;

/**
 * Sends hostile requests to the Functions, in turns when an incident has been taken and everything is at rest, and while a
 * phone rings. None may change anything at Twilio, take time, add to what all objects inherit, show a secret or a number, or be
 * answered with a 5xx; one that is refused reaches Twilio not at all. The same seed sends the same requests.
 */
export async function fuzzFunctions(seed: number, requests: number): Promise<Fuzzed> {
  const { next } = seededChance(seed);
  const faults: string[] = [];
  const statuses: Record<string, number> = {};
  const rounds = Math.ceil(requests / ROUND);
  const early: number[] = [];
  const late: number[] = [];
  let sent = 0;
  for (let number = 0; number < rounds && faults.length < 10; number++) {
    const count = Math.min(ROUND, requests - sent);
    const first = sent + 1;
    const found = await round(next, count, number % 2 === 0 ? 'taken' : 'ringing', statuses);
    faults.push(...found.map(({ request, what }) => `seed ${seed}, request ${first + request}, ${what}`));
    sent += count;
    // In the first rounds everything is loaded and compiled.
    if (number >= 4 && number < 7) early.push(heapUsed());
    if (number >= rounds - 3) late.push(heapUsed());
  }
  return { requests: sent, faults, statuses, heapGrowth: rounds < 10 ? 1 : mean(late) / mean(early) };
}

function mean(some: readonly number[]): number {
  return some.reduce((sum, each) => sum + each, 0) / some.length;
}

interface Fault {
  /** Which request of the round, from 0. */
  readonly request: number;
  readonly what: string;
}

async function round(
  next: Next,
  count: number,
  situation: 'taken' | 'ringing',
  statuses: Record<string, number>,
): Promise<readonly Fault[]> {
  const { at, known } = await begin(situation);
  const { domain, ledger } = at.story.rehearsal;
  const kept = JSON.stringify(at.kept());
  const nowMs = at.story.clock.now();
  const inherited = JSON.stringify(namesOnPrototypes());
  const faults: Fault[] = [];

  for (let number = 0; number < count && faults.length < 10; number++) {
    const request = hostileRequest(next, known);
    const fault = (what: string): void => {
      const { method, url, body } = request;
      faults.push({ request: number, what: `${what}: ${method} ${url} ${body.slice(0, 300)}` });
    };
    const asked: string[] = [];
    at.fate = ({ method, url }) => {
      asked.push(`${method} ${new URL(url).pathname}`);
      return { is: 'deliver' };
    };
    ledger.entries.splice(0);
    at.replies.splice(0);
    const { status, text } = await at.send({ ...request, path: request.url.slice(domain.length) });
    const answer = `${new URL(request.url).pathname} ${status}`;
    statuses[answer] = (statuses[answer] ?? 0) + 1;
    if (status >= 500) fault(`answered with ${status}`);
    if (status < 400 && !isEntitled(request, known)) fault(`answered with ${status}`);
    if (status >= 400 && asked.length > 0) fault(`refused, and yet it reaches Twilio (${asked.join(', ')})`);
    for (const each of asked) if (!READ.test(each)) fault(`it does more than read (${each})`);
    if (PRIVATE.test(withoutContractNumbers(text))) fault(`the reply tells too much: ${text}`);
    for (const { text: line } of at.logs()) if (PRIVATE.test(line)) fault(`the log tells too much: ${line}`);
    if (at.story.rings().length > 0) fault('a phone rings');
    if (at.story.clock.now() !== nowMs) fault('it takes time');
    if (number % 50 === 0 && JSON.stringify(namesOnPrototypes()) !== inherited) fault('it adds to a prototype');
  }
  if (JSON.stringify(at.kept()) !== kept) faults.push({ request: count, what: 'what Twilio keeps has changed' });
  if (JSON.stringify(namesOnPrototypes()) !== inherited) faults.push({ request: count, what: 'a prototype has more' });
  return faults;
}

/** An incident that was taken a while ago, or one about which a phone rings at this moment. */
async function begin(situation: 'taken' | 'ringing'): Promise<{ at: FunctionsAtHand; known: Known }> {
  const at = new FunctionsAtHand({ agents: [situation === 'taken' ? 'take' : 'no-answer'], latencyMs: 0 });
  const body = at.signed({ messages: [alarm('web-1-cpu')] });
  await at.json('/alarm', body);
  await at.pass(situation === 'taken' ? 100 : 10);
  const { account, domain } = at.story.rehearsal;
  return { at, known: { domain, alarm: body, call: at.current(), authToken: account.authToken } };
}

/** The heap in use, after everything that nobody holds has been collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
