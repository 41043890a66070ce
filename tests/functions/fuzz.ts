import { seededChance } from '../../src/rehearsal/chance';
import { alarm, FunctionsAtHand, PRIVATE, withoutContractNumbers } from './functions-at-hand';
import { hostileRequest } from './hostile';

/** How many hostile requests the tests send; a soak sends more. */
export const FUZZ_REQUESTS = 20_000;

/** What came of a run. */
export interface Fuzzed {
  /** What went wrong, each with the request of the run that did it; the run stops after ten. */
  readonly faults: readonly string[];
  /** How many requests were answered with what, such as `/alarm 401`. */
  readonly statuses: Readonly<Record<string, number>>;
}

/**
 * Sends hostile requests to the public Functions after one incident has been taken and everything is at rest. None may
 * change anything at Twilio, take time, show a secret or a number, or be answered with a 5xx. The same seed sends the same
 * requests; memory does not grow with their number.
 */
export async function fuzzPublicFunctions(seed: number, requests: number): Promise<Fuzzed> {
  const at = new FunctionsAtHand({ agents: ['take'], latencyMs: 0 });
  const body = at.signed({ messages: [alarm('web-1-cpu')] });
  await at.json('/alarm', body);
  await at.pass(100);
  const { domain, ledger } = at.story.rehearsal;
  const known = { domain, alarm: body, execution: at.current().execution };
  const kept = JSON.stringify(at.kept());
  const nowMs = at.story.clock.now();
  const { next } = seededChance(seed);
  const faults: string[] = [];
  const statuses: Record<string, number> = {};

  for (let number = 1; number <= requests && faults.length < 10; number++) {
    const request = hostileRequest(next, known);
    const fault = (what: string): void => {
      const { method, url, body: sent } = request;
      faults.push(`seed ${seed}, request ${number}, ${what}: ${method} ${url} ${sent.slice(0, 300)}`);
    };
    at.fate = ({ method, url }) => {
      if (method !== 'GET') fault(`it changes something: ${method} ${url}`);
      return { is: 'deliver' };
    };
    ledger.entries.splice(0);
    at.replies.splice(0);
    const { status, text } = await at.send({ ...request, path: request.url.slice(domain.length) });
    const answer = `${new URL(request.url).pathname} ${status}`;
    statuses[answer] = (statuses[answer] ?? 0) + 1;
    if (status >= 500) fault(`answered with ${status}`);
    if (PRIVATE.test(withoutContractNumbers(text))) fault(`the reply tells too much: ${text}`);
    for (const { text: line } of at.logs()) if (PRIVATE.test(line)) fault(`the log tells too much: ${line}`);
    if (at.story.rings().length > 0) fault('a phone rings');
    if (at.story.clock.now() !== nowMs) fault('it takes time');
  }
  if (JSON.stringify(at.kept()) !== kept) faults.push(`seed ${seed}: what Twilio keeps has changed.`);
  return { faults, statuses };
}
