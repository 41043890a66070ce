import { expect, it } from '@jest/globals';
import { VirtualClock } from '../../src/rehearsal/clock';
import type { HttpRequest } from '../../src/rehearsal/http';
import { Network } from '../../src/rehearsal/network';
import type { Fate } from '../../src/rehearsal/network';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://sync.twilio.com/', headers: {}, body: '' };
const OK = { status: 200, headers: {}, body: '{"sid":"ET12"}' };
const BUSY = { status: 429, headers: {}, body: 'Busy' };

/** What one request of a Function came to, on a network where each takes 100 ms. */
async function sent(fate: Fate) {
  const clock = new VirtualClock(0);
  const happened: string[] = [];
  let isAlive = true;
  const stops = (how: string) => (): void => {
    isAlive = false;
    happened.push(`${clock.now()} ${how}`);
  };
  const network = new Network({
    clock,
    latencyMs: 100,
    fateOf: () => fate,
    handle: (_request, readsAgeMs) => {
      happened.push(`${clock.now()} applied${readsAgeMs === undefined ? '' : ` as of ${readsAgeMs} ms ago`}`);
      return OK;
    },
  });
  const invocation = {
    path: '/alarm',
    number: 1,
    isAlive: () => isAlive,
    crash: stops('crash'),
    freeze: stops('freeze'),
  };
  network.send(invocation, REQUEST).then(
    ({ status, body }) => happened.push(`${clock.now()} answered ${status}${body === OK.body ? '' : ` "${body}"`}`),
    (error: Error) => happened.push(`${clock.now()} ${error.message}`),
  );
  await clock.run(() => false, 120_000);
  return happened;
}

it.each<[Fate, string[]]>([
  [{ is: 'deliver' }, ['50 applied', '100 answered 200']],
  [{ is: 'deliver', latencyMs: 12_000 }, ['6000 applied', '12000 answered 200']],
  [{ is: 'stale', ageMs: 3_000 }, ['50 applied as of 3000 ms ago', '100 answered 200']],
  [{ is: 'answer', response: BUSY }, ['100 answered 429 "Busy"']],
  [{ is: 'stray', reply: { body: '{}', status: 201 }, isApplied: false }, ['100 answered 201 "{}"']],
  [{ is: 'stray', reply: { body: 'none', status: 204 }, isApplied: true }, ['50 applied', '100 answered 204 ""']],
  [{ is: 'spoilt', how: 'of another SID' }, ['50 applied', '100 answered 200 "{"sid":"ET10"}"']],
  [{ is: 'lose-reply' }, ['50 applied', '100 socket hang up']],
  [{ is: 'lose-reply', appliedAfterMs: 60_000 }, ['100 socket hang up', '60000 applied']],
  [{ is: 'reset' }, ['50 read ECONNRESET']],
  [{ is: 'drop' }, []],
  [{ is: 'crash-before' }, ['0 crash']],
  [{ is: 'crash-after' }, ['50 applied', '50 crash']],
  [{ is: 'freeze-before' }, ['0 freeze']],
  [{ is: 'freeze-after' }, ['0 freeze', '50 applied']],
])('%j', async (fate, happened) => {
  expect(await sent(fate)).toEqual(happened);
});
