import { createServer, request as plainRequest } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { overHttps } from '../../src/twilio/https';

let server: Server;
let answer: RequestListener;

beforeEach(async () => {
  server = createServer((incoming, outgoing) => answer(incoming, outgoing));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // The same request without the encryption: a server of a test has no certificate.
  jest.spyOn(https, 'request').mockImplementation(((url: string, options: object, callback: () => void) => {
    const { pathname, search } = new URL(url);
    return plainRequest(`http://127.0.0.1:${port}${pathname}${search}`, { ...options, agent: undefined }, callback);
  }) as typeof https.request);
});

afterEach(async () => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const call = { method: 'POST', url: 'https://api.twilio.com/Calls.json?a=b', headers: { 'x-one': '1' }, body: 'To=é' };

it('sends the method, the address, the headers and the body with its length', async () => {
  const seen: unknown[] = [];
  answer = (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    incoming.on('data', (part: Buffer) => {
      seen.push(method, url, headers['x-one'], headers['content-length'], part.toString());
      outgoing.end();
    });
  };
  await overHttps(1_000)(call);
  expect(seen).toEqual(['POST', '/Calls.json?a=b', '1', '5', 'To=é']);
});

it('reads an answer to its end, in whatever pieces it comes', async () => {
  const [first, second] = [
    Buffer.from('{"name":"Zo\u00eb"}').subarray(0, 12),
    Buffer.from('{"name":"Zo\u00eb"}').subarray(12),
  ];
  answer = (_, outgoing) => {
    outgoing.writeHead(201, { 'X-Two': '2', 'Set-Cookie': ['a=1', 'b=2'] });
    outgoing.write(first, () => setImmediate(() => outgoing.end(second)));
  };
  const reply = await overHttps(1_000)(call);
  expect(reply).toMatchObject({ status: 201, headers: { 'x-two': '2', 'set-cookie': 'a=1, b=2' } });
  expect(reply.body).toBe('{"name":"Zoë"}');
});

it('hands a redirect over as it is', async () => {
  answer = (_, outgoing) => outgoing.writeHead(302, { location: 'https://elsewhere.test/' }).end('moved');
  await expect(overHttps(1_000)(call)).resolves.toMatchObject({ status: 302, body: 'moved' });
});

it('rejects when nothing is heard', async () => {
  answer = () => {};
  await expect(overHttps(30)(call)).rejects.toThrow('nothing was heard for 30 ms');
});

it('rejects when the connection breaks before the answer', async () => {
  answer = (incoming) => void incoming.socket.destroy();
  await expect(overHttps(1_000)(call)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

it('rejects when the connection breaks within the answer', async () => {
  answer = (incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-length': '100' });
    outgoing.write('{"half":', () => incoming.socket.destroy());
  };
  await expect(overHttps(1_000)(call)).rejects.toMatchObject({ code: 'ECONNRESET' });
});
