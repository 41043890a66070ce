import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pageFiles, servePage } from '../../src/cli/page/serve';
import type { Served } from '../../src/cli/page/serve';
import { UserMistake } from '../../src/mistake';
import { Feed } from '../../src/page/feed';
import { pageListener } from '../../src/page/server';
import type { World } from '../../src/page/server';
import type { Order } from '../../src/page/world';
import { ask, Tab } from './tab';

const TOKEN = '00112233445566778899aabbccddeeff';
const SECRET = 'a-secret-of-nobody';
const FILES = new Map([['index.html', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }]]);

let feed: Feed;
let orders: Order[];
let failing: Error | undefined;
let server: Server;
let url: string;

beforeEach(async () => {
  feed = new Feed(() => ({ nowMs: 0, speed: 1 }));
  feed.set({ about: { world: 'rehearsal', title: 'Test', build: 'b1', stream: '' } });
  orders = [];
  failing = undefined;
  const step = { n: 1, atMs: 0, kind: 'sms', text: `to +447700900001, not ${SECRET}`, hasDetail: true } as const;
  const world: World = {
    feed,
    order: async (order) => {
      orders.push(order);
      if (failing !== undefined) throw failing;
      return { ok: true };
    },
    step: (n) => (n === 1 ? { ...step, request: 'To=%2B447700900001' } : undefined),
    steps: () => [step],
  };
  server = createServer(pageListener({ world, token: TOKEN, files: FILES, secrets: [SECRET] }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/${TOKEN}/`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const JSON_TYPE = 'application/json';
const ORDER = JSON.stringify({ do: 'step' });

function post(more: Readonly<Record<string, string>>, body = ORDER, to = url): ReturnType<typeof ask> {
  const headers = { origin: new URL(url).origin, 'content-type': JSON_TYPE, ...more };
  return ask(`${to}order`, { method: 'POST', headers, body });
}

describe('the server of the page', () => {
  it('gives the page to who has its address, and lets it load nothing from elsewhere', async () => {
    const { status, headers, body } = await ask(url);
    expect([status, body]).toEqual([200, '<!doctype html>']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['no token', '/'],
    ['another token', `/${'0'.repeat(32)}/`],
    ['a token of another length', '/0/'],
    ['another token for an order', `/${'0'.repeat(32)}/order`],
    ['another token for the stream', `/${'0'.repeat(32)}/events`],
  ])('refuses %s with a sentence', async (_what, path) => {
    const reply = await ask(`${new URL(url).origin}${path}`, { headers: { accept: 'text/html' } });
    expect(reply.status).toBe(403);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.body).toContain('Open the address that the terminal shows.');
    expect(reply.body).not.toContain(TOKEN);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1'])('refuses the name %s', async (host) => {
    for (const path of ['', 'events', 'steps.json']) {
      expect((await ask(`${url}${path}`, { headers: { host } })).status).toBe(421);
    }
    expect((await post({ host })).status).toBe(421);
    expect(orders).toEqual([]);
  });

  it('answers to localhost, too', async () => {
    const host = `localhost:${new URL(url).port}`;
    expect((await post({ host, origin: `http://${host}` })).status).toBe(200);
    expect(orders).toEqual([{ do: 'step' }]);
    // Another name of the same server is another origin all the same.
    expect((await post({ host })).status).toBe(403);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin without a name', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['another scheme', { origin: 'https://127.0.0.1' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a form', { 'content-type': 'text/plain' }],
  ])('does nothing for %s', async (_what, headers) => {
    const reply = await post(headers);
    expect(reply.status).toBe(403);
    expect(reply.body).toContain('Open the address that the terminal shows.');
    expect(orders).toEqual([]);
  });

  it('does nothing for who does not say where they come from', async () => {
    const reply = await ask(`${url}order`, { method: 'POST', headers: { 'content-type': JSON_TYPE }, body: ORDER });
    expect([reply.status, orders]).toEqual([403, []]);
  });

  it('shows the page, and only that, to who has followed a link to it', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    expect((await ask(url, { headers })).status).toBe(200);
    expect((await ask(`${url}events`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  it('changes something by POST only', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await ask(`${url}order`, { method });
      expect([method, status, headers.allow]).toEqual([method, 405, 'POST']);
    }
    for (const path of ['', 'events', 'step?n=1', 'steps.json']) {
      const headers = { origin: new URL(url).origin };
      expect((await ask(`${url}${path}`, { method: 'POST', headers })).status).toBe(405);
    }
    expect(orders).toEqual([]);
  });

  it.each([
    ['no JSON', '{"do":'],
    ['no object', '"hello"'],
    ['nothing', ''],
    ['an order of another release', '{"do":"dance"}'],
    ['an order without its parts', '{"do":"press","call":"CA1"}'],
    ['a key that no phone has', '{"do":"press","call":"CA1","key":"12"}'],
    ['a speed that there is not', '{"do":"speed","speed":1000}'],
    ['an SMS longer than Twilio takes', JSON.stringify({ do: 'text', agent: 'ann', text: 'a'.repeat(1_601) })],
  ])('takes %s for no order, and says so', async (_what, body) => {
    const reply = await post({}, body);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toEqual({
      problem: 'The page has sent something that this server does not know, so nothing was done. Load the page again.',
    });
    expect(orders).toEqual([]);
  });

  it('says what a person can put right of an order, and keeps its own mistakes apart', async () => {
    for (const [failure, status, problem] of [
      [new UserMistake('Twilio does not answer. Try again.'), 409, 'Twilio does not answer. Try again.'],
      [new Error('a bug'), 500, 'The server of the page has a mistake in it: a bug'],
    ] as const) {
      failing = failure;
      const reply = await post({});
      expect([reply.status, JSON.parse(reply.body)]).toEqual([status, { problem }]);
    }
  });

  it('answers by itself whether it is there', async () => {
    expect(JSON.parse((await post({}, '{"do":"hello"}')).body)).toEqual({ ok: true });
    expect(orders).toEqual([]);
  });

  it('does not read what is too long', async () => {
    const reply = await post({}, JSON.stringify({ do: 'paste', text: 'a'.repeat(2_000_000) }));
    expect([reply.status, orders]).toEqual([413, []]);
    expect(reply.body).toContain('Nothing was done.');
  });

  it('never sends a secret or a whole number, whatever is asked for', async () => {
    const tab = await Tab.open(url);
    feed.add({ n: 1, atMs: 0, kind: 'sms', text: `+447700900001 and ${SECRET}`, hasDetail: false });
    await tab.sees(() => tab.steps[0]);
    await tab.gets('step?n=1');
    await tab.gets('steps.json');
    tab.close();
    expect(tab.steps[0]?.text).toBe('+44•••••0001 and •••••');
    expect(tab.received).toContain('To=+44•••••0001');
    expect(tab.received).not.toMatch(/7700900001|a-secret-of-nobody/);
  });

  it('says that a step is forgotten, and that a file is not there', async () => {
    expect((await ask(`${url}step?n=2`)).status).toBe(404);
    expect((await ask(`${url}step?n=x`)).status).toBe(404);
    expect((await ask(`${url}../package.json`)).status).toBe(403);
    expect((await ask(`${url}%2e%2e/package.json`)).status).not.toBe(200);
    expect((await ask(`${url}package.json`)).status).toBe(404);
  });
});

describe('serving', () => {
  let served: Served | undefined;
  afterEach(async () => served?.stop());

  const world = (): World => ({ feed, order: async () => ({ ok: true }), step: () => undefined, steps: () => [] });

  it('takes another address each time, on this machine alone', async () => {
    served = await servePage(world(), FILES, []);
    const other = await servePage(world(), FILES, []);
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
    expect(new URL(other.url).pathname).not.toBe(new URL(served.url).pathname);
    expect((await ask(served.url)).status).toBe(200);
    await other.stop();
    await expect(ask(other.url)).rejects.toThrow('ECONNREFUSED');
  });

  it('ends the streams of pages that are open when it stops', async () => {
    served = await servePage(world(), FILES, []);
    await Tab.open(served.url);
    await served.stop();
    await expect(ask(served.url)).rejects.toThrow('ECONNREFUSED');
    served = undefined;
  });

  it('says what to do when its port is in use', async () => {
    const { port } = new URL(url);
    await expect(servePage(world(), FILES, [], Number(port))).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port (0 takes any free one).`,
    );
  });

  it('says what to do when the page is not built', () => {
    expect(() => pageFiles('/nowhere')).toThrow('the page is not built. Run "npm run build" once.');
  });
});
