import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fate } from '../../src/rehearsal/network';
import { expectNothingPrivate, refused } from './expectations';
import { alarm, FLOW_SID, FunctionsAtHand } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

/** A Function may run 10 s; ours give themselves 8, and step aside for at most 0.8 s before they notice. */
const MOST_MS = 8_800;

const UNREACHABLE = refused(503, 'unreachable', 'Twilio could not be reached. Try again.');

type Call = Readonly<Record<string, string>>;

const FUNCTIONS = {
  '/alarm': () => at.alarm(alarm('web-2-disk', { stateAtSeconds: 4 })),
  '/claim': (call: Call) => at.flow('/claim', call),
  '/brief': (call: Call) => at.flow('/brief', call),
  '/take': (call: Call) => at.flow('/take', call),
  '/next-agent': (call: Call) => at.flow('/next-agent', { ...call, reason: 'busy' }),
  '/studio-events': (call: Call) =>
    at.events({
      type: 'com.twilio.studio.flow.execution.ended',
      data: { execution_sid: call['execution'], flow_sid: FLOW_SID },
    }),
} as const;

const PATHS = Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[];

/** Runs the Function during a call whose agent has just hung up, and says how long it took. */
async function run(path: keyof typeof FUNCTIONS, fateAfter: (request: number) => Fate) {
  at = new FunctionsAtHand({ agents: ['hang-up', 'no-answer'], eventTimes: () => [] });
  const call = await at.called();
  await at.pass(10);
  let requests = 0;
  at.fate = () => fateAfter(++requests);
  const reply = await FUNCTIONS[path](call);
  return { reply, tookMs: at.took(path).at(-1) };
}

function answering(status: number, body: object = {}): () => Fate {
  return () => ({ is: 'answer', response: { status, headers: {}, body: JSON.stringify(body) } });
}

describe.each(PATHS)('%s answers in time', (path) => {
  it('and with 503 when Twilio never answers', async () => {
    const { reply, tookMs } = await run(path, () => ({ is: 'drop' }));

    expect(reply).toEqual(UNREACHABLE);
    expect(tookMs).toBe(2_500);
  });

  it('when Twilio falls silent after any request', async () => {
    for (let silentFrom = 2; silentFrom <= 8; silentFrom++) {
      const { reply, tookMs } = await run(path, (request) =>
        request < silentFrom ? { is: 'deliver' } : { is: 'drop' },
      );
      expect([200, 503]).toContain(reply.status);
      expect(tookMs).toBeLessThanOrEqual(MOST_MS);
    }
  });

  it('when each request takes nearly as long as it may', async () => {
    const { reply, tookMs } = await run(path, () => ({ is: 'deliver', latencyMs: 2_400 }));

    expect([200, 503]).toContain(reply.status);
    expect(tookMs).toBeLessThanOrEqual(MOST_MS);
  });

  it('when each request takes a little longer than it may', async () => {
    const { reply, tookMs } = await run(path, () => ({ is: 'deliver', latencyMs: 2_600 }));

    expect(reply).toEqual(UNREACHABLE);
    expect(tookMs).toBe(2_500);
  });

  it.each([
    [429, { code: 20429, message: 'Too Many Requests' }],
    [500, {}],
    [503, {}],
    [401, { code: 20003, message: 'Authenticate' }],
  ])('and with 503 when Twilio answers everything with %i', async (status, body) => {
    const { reply, tookMs } = await run(path, answering(status, body));

    expect(reply).toEqual(UNREACHABLE);
    expect(tookMs).toBeLessThanOrEqual(MOST_MS);
  });

  it('when no write ever gets through', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    at.fate = ({ method, url }) =>
      method === 'POST' && url.includes('sync.') ? answering(412, { code: 54103 })() : { is: 'deliver' };
    const reply = await FUNCTIONS[path](call);

    // What needs no write is answered; what does gives up in time.
    expect(reply.status).toBe(path === '/claim' || path === '/brief' || path === '/studio-events' ? 200 : 503);
    expect(at.took(path).at(-1)).toBeLessThanOrEqual(MOST_MS);
  });
});

describe('a request whose reply is lost', () => {
  it('is known by the token that it wrote: the take counts, and "you have it" is said', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    let posts = 0;
    at.fate = ({ method }) => (method === 'POST' && ++posts === 1 ? { is: 'lose-reply' } : { is: 'deliver' });
    const reply = await at.flow('/take', call);

    expect(reply.json).toEqual({ result: 'taken', speech: expect.stringMatching(/^You have it\. /) });
    expect(at.story.textsTo('ann')).toEqual([expect.stringMatching(/^You have it/)]);
  });
});

describe('"you have it"', () => {
  it.each([
    ['is never written', { is: 'answer' as const, response: { status: 500, headers: {}, body: '' } }],
    ['hangs', { is: 'drop' as const }],
  ])('is not said when the board %s', async (_title, fate) => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    at.fate = ({ method }) => (method === 'POST' ? fate : { is: 'deliver' });

    expect(await at.flow('/take', call)).toEqual(UNREACHABLE);
    expect(at.took('/take').at(-1)).toBeLessThanOrEqual(MOST_MS);
    expect(at.board()?.incidents).toMatchObject([{ status: 'escalating' }]);
  });
});
