import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededChance } from '../../src/rehearsal/chance';
import { VirtualClock } from '../../src/rehearsal/clock';
import { FunctionHost } from '../../src/rehearsal/functions/host';
import type { HostOptions } from '../../src/rehearsal/functions/host';
import type { HttpResponse } from '../../src/rehearsal/http';
import { Ledger } from '../../src/rehearsal/ledger';

let folder: string;
let clock: VirtualClock;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'));
  clock = new VirtualClock(0);
  ledger = new Ledger(() => clock.now());
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Deploys one Function with this body. */
function deployed(body: string, name = 'try.js', options: Partial<HostOptions> = {}): FunctionHost {
  writeFileSync(join(folder, name), `exports.handler = (context, event, callback) => { ${body} };`);
  return new FunctionHost({
    clock,
    ledger,
    folder,
    domain: 'https://oncall-0000.twil.io',
    account: { sid: 'AC0123456789abcdef0123456789abcdef', authToken: 'token-of-the-sample-account' },
    environment: {},
    asset: () => undefined,
    send: () => Promise.reject(new Error('These Functions send nothing.')),
    chance: seededChance(1),
    ...options,
  });
}

/** Deploys one Function with this body and sends it a request. */
async function run(body: string, { name = 'try.js', path = '/try', method = 'POST' } = {}) {
  const host = deployed(body, name);
  let response: HttpResponse | undefined;
  void host
    .handle({ method, url: `https://oncall-0000.twil.io${path}`, headers: {}, body: '' })
    .then((each) => (response = each));
  await clock.run(() => response !== undefined, 60_000);
  return { response, tookMs: clock.now() };
}

function logged(): string[] {
  return ledger.entries.flatMap((entry) => (entry.kind === 'log' ? [entry.text] : []));
}

describe("Twilio's runtime", () => {
  it('stops a Function that has not called back after 10 s', async () => {
    const { response, tookMs } = await run('setTimeout(() => callback(null, "late"), 10_001);');

    expect(response?.status).toBe(504);
    expect(tookMs).toBe(10_000);
  });

  it('lets a Function run for just under 10 s', async () => {
    const { response, tookMs } = await run('setTimeout(() => callback(null, "in time"), 9_999);');

    expect(response).toEqual(expect.objectContaining({ status: 200, body: 'in time' }));
    expect(tookMs).toBe(9_999);
  });

  it('kills what still runs after the callback', async () => {
    await run('setTimeout(() => console.log("still here"), 5); callback(null, "done");');
    await clock.run(() => false, 1_000);

    expect(logged()).toEqual([]);
  });

  it.each([
    ['throws', 'throw new Error("broken");'],
    ['rejects', 'return Promise.reject(new Error("broken"));'],
    ['calls back with an error', 'callback(new Error("broken"));'],
  ])('answers 500 when a Function %s, and its log has why', async (_title, body) => {
    const { response } = await run(body);

    expect(response?.status).toBe(500);
    expect(response?.body).not.toContain('broken');
    expect(logged()).toEqual([expect.stringContaining('Error: broken')]);
  });

  it('never shows a private Function', async () => {
    const { response } = await run('callback(null, "secret");', { name: 'try.private.js' });

    expect(response?.status).toBe(404);
  });

  it('lets the others load its code, and those that are not asked for stay unloaded', async () => {
    writeFileSync(join(folder, 'words.private.js'), 'exports.hello = "Guten Tag";');
    writeFileSync(join(folder, 'broken.private.js'), 'throw new Error("loaded");');
    const { response } = await run('callback(null, require(Runtime.getFunctions()["words"].path).hello);');

    expect(response).toEqual(expect.objectContaining({ status: 200, body: 'Guten Tag' }));
  });

  it('runs no Function for OPTIONS, nor for methods that it does not know', async () => {
    expect((await run('callback(null, "ran");', { method: 'OPTIONS' })).response).toEqual(
      expect.objectContaining({ status: 200, body: '' }),
    );
    expect((await run('callback(null, "ran");', { method: 'PUT' })).response?.status).toBe(405);
  });

  it('finds no module that is neither in Node nor in the bundle', async () => {
    const { response } = await run('require("left-pad");');

    expect(response?.status).toBe(500);
    expect(logged()).toEqual([expect.stringContaining('requires "left-pad", which would have to be bundled')]);
  });

  it('gives each run the clock of its container, which may be wrong, and waits by the right one', async () => {
    const body =
      'const at = Date.now(); setTimeout(() => callback(null, `${at} ${Date.now()} ${+new Date()}`), 1_000);';
    const host = deployed(body, 'try.js', { clockOffsetMs: (number) => [0, 60_000, -5_000][number] ?? 0 });
    const request = { method: 'POST', url: 'https://oncall-0000.twil.io/try', headers: {}, body: '' };
    const running = Promise.all([1, 2, 3].map(() => host.handle(request)));
    await clock.run(() => false, 1_001);

    expect((await running).map((response) => response.body)).toEqual([
      '60000 61000 61000',
      '-5000 -4000 -4000',
      '0 1000 1000',
    ]);
  });

  it('has nothing to run in an empty folder', () => {
    const options = { clock, ledger, folder, domain: 'https://x.example.com', account: { sid: 'AC', authToken: '' } };
    const rest = { environment: {}, asset: () => undefined, send: () => new Promise<never>(() => {}) };

    expect(() => new FunctionHost({ ...options, ...rest, chance: seededChance(1) })).toThrow(/run npm run build/);
  });
});
