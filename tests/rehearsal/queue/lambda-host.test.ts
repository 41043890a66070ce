import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VirtualClock, sleep } from '../../../src/rehearsal/clock';
import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';
import { Ledger } from '../../../src/rehearsal/ledger';
import { fetchOver } from '../../../src/rehearsal/queue/fetch-over';
import { lambdaHost } from '../../../src/rehearsal/queue/lambda-host';
import { LocalQueue } from '../../../src/rehearsal/queue/local-queue';
import { localTopic } from '../../../src/rehearsal/queue/local-topic';
import { verify } from '../../../src/signing/signature';

const startMs = Date.UTC(2026, 10, 2, 3, 14, 7);
const env = { FUNCTION_URL: 'https://alerts.example.com/alarm', ALERT_SECRET: 'sample-secret' };
const context = { awsRequestId: 'run-1' };

const bundle = join(__dirname, '..', '..', '..', 'dist', 'lambda', 'index.js');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-host-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a bundle by hand and returns its path. */
function lambda(name: string, source: string): string {
  const file = join(folder, `${name}.js`);
  writeFileSync(file, source);
  return file;
}

function world(send: (request: HttpRequest) => Promise<HttpResponse> = () => new Promise(() => {})) {
  const clock = new VirtualClock(startMs);
  const ledger = new Ledger(() => clock.now());
  return { clock, ledger, env, fetch: fetchOver(send) };
}

/** Runs the clock until the promise is settled. */
async function onTime<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  await clock.run(() => isSettled, Infinity);
  return promise;
}

function resultsFor(request: HttpRequest, status: string): HttpResponse {
  const { payload }: { payload: string } = JSON.parse(request.body);
  const { messages }: { messages: { id: string }[] } = JSON.parse(payload);
  return { status: 200, headers: {}, body: JSON.stringify({ results: messages.map(({ id }) => ({ id, status })) }) };
}

describe('the built Lambda behind the local queue', () => {
  it('forwards an alarm on the rehearsal’s time until it is settled', async () => {
    const requests: [number, HttpRequest][] = [];
    const here = world(async (request) => {
      await sleep(here.clock, 250);
      requests.push([here.clock.now() - startMs, request]);
      return resultsFor(request, requests.length < 3 ? 'watching' : 'settled');
    });
    const queue = new LocalQueue(here.clock, here.ledger, lambdaHost(bundle, here));
    localTopic(queue).publish({ message: '{"AlarmName":"a"}', subject: 'ALARM' });
    await here.clock.run(() => queue.depth === 0, startMs + 3_600_000);
    expect(requests.map(([atMs]) => atMs)).toEqual([250, 72_250, 144_250]);
    const [[, first], [, second]] = requests as [[number, HttpRequest], [number, HttpRequest]];
    expect(JSON.parse(first.body).ts).toBe(startMs);
    expect(verify(JSON.parse(first.body), 'sample-secret', startMs)).toBe('valid');
    expect(first.body).not.toContain('redelivered');
    expect(JSON.parse(JSON.parse(second.body).payload)).toEqual({
      messages: [
        {
          id: expect.stringMatching(/^00000055-/),
          source: 'sns',
          subject: 'ALARM',
          body: '{"AlarmName":"a"}',
          redelivered: true,
        },
      ],
    });
    expect(here.ledger.entries.filter(({ kind }) => kind === 'log')).toHaveLength(3);
  });

  it('gives up on /alarm after 11 s of rehearsal time, before Lambda stops it', async () => {
    const here = world();
    const queue = new LocalQueue(here.clock, here.ledger, lambdaHost(bundle, here));
    queue.publish('fire');
    await here.clock.run(() => here.ledger.entries.some(({ kind }) => kind === 'returned'), Infinity);
    expect(here.clock.now()).toBe(startMs + 11_000);
    expect(here.ledger.entries.find(({ kind }) => kind === 'log')).toMatchObject({
      from: 'lambda',
      level: 'error',
      text: expect.stringContaining('/alarm did not answer in time'),
    });
  });

  it('carries a storm in full batches, five at a time', async () => {
    const here = world(async (request) => {
      await sleep(here.clock, 1000);
      return resultsFor(request, 'settled');
    });
    const queue = new LocalQueue(here.clock, here.ledger, lambdaHost(bundle, here));
    for (let index = 0; index < 1000; index += 1) queue.publish(`alarm ${index}`);
    await here.clock.run(() => queue.depth === 0, Infinity);
    expect(here.clock.now()).toBe(startMs + 20_000);
    expect(here.ledger.entries.filter(({ kind }) => kind === 'deleted')).toHaveLength(1000);
  });
});

describe('lambdaHost', () => {
  it('stops a handler after 12 s, silences what still runs in it, and starts afresh', async () => {
    const file = lambda(
      'hang',
      `let runs = 0;
       exports.handler = async (event) => {
         runs += 1;
         if (event.hang) {
           setTimeout(() => console.log('a timer'), 60000);
           fetch('https://a.example.com/lost').catch(() => console.log('a lost request'));
           await fetch('https://a.example.com/slow');
           console.log('a slow reply');
         }
         return runs;
       };`,
    );
    const here = world(async ({ url }) => {
      await sleep(here.clock, 20_000);
      if (url.endsWith('lost')) throw new TypeError('fetch failed');
      return { status: 200, headers: {}, body: '' };
    });
    const run = lambdaHost(file, here);
    expect(await onTime(here.clock, run({}, context))).toBe(1);
    expect(await onTime(here.clock, run({}, context))).toBe(2);
    await expect(onTime(here.clock, run({ hang: true }, context))).rejects.toThrow(
      'Task timed out after 12.00 seconds',
    );
    expect(here.clock.now()).toBe(startMs + 12_000);
    await here.clock.run(() => false, Infinity);
    expect(here.ledger.entries).toEqual([
      {
        atMs: startMs + 12_000,
        kind: 'log',
        from: 'lambda',
        level: 'error',
        text: 'run-1 TimedOut: Task timed out after 12.00 seconds',
      },
    ]);
    expect(await onTime(here.clock, run({}, context))).toBe(1);
  });

  it('gives a handler the remaining time, its variables, and a sandbox of its own while another runs', async () => {
    const file = lambda(
      'context',
      `let runs = 0;
       exports.handler = (event, context) => new Promise((resolve) => {
         runs += 1;
         const cancelled = setTimeout(() => resolve('never'), 1000);
         clearTimeout(cancelled);
         setTimeout(() => resolve([runs, context.getRemainingTimeInMillis(), process.env.ALERT_SECRET]), 2000);
       });`,
    );
    const here = world();
    const run = lambdaHost(file, here);
    expect(await onTime(here.clock, Promise.all([run({}, context), run({}, context)]))).toEqual([
      [1, 10_000, 'sample-secret'],
      [1, 10_000, 'sample-secret'],
    ]);
  });

  it('passes a thrown error on and logs it', async () => {
    const here = world();
    const run = lambdaHost(lambda('throw', 'exports.handler = () => { throw new TypeError("no"); };'), here);
    await expect(run({}, context)).rejects.toThrow('no');
    expect(here.ledger.entries).toMatchObject([{ kind: 'log', level: 'error', text: 'run-1 TypeError: no' }]);
  });

  it.each([
    ['exports no handler', 'exports.main = 1;', 'exports no handler: build it again (npm run build).'],
    ['requires a package', 'require("twilio");', 'requires "twilio". A Lambda bundle may require only "node:" modules'],
    ['does not parse', 'exports.handler = (', 'Unexpected'],
  ])('refuses a bundle that %s', (name, source, problem) => {
    expect(() => lambdaHost(lambda(name.replaceAll(' ', '-'), source), world())).toThrow(problem);
  });
});
