import { afterEach, describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';
import { SPOILINGS, spoiltReply, STRAY_REPLIES, strayReply } from '../../../src/rehearsal/odd-reply';
import { httpClientOver } from '../../../src/twilio/http-client';
import { ConnectionLost, serve, type RunningServer, type ServerOptions } from '../../../src/rehearsal/twilio/server';
import { accountSid, ann, authToken, callerId, flowSid, twilioAtHand } from './twilio-at-hand';

const running: RunningServer[] = [];
const nothing: ServerOptions['handle'] = () => ({ status: 200, headers: {}, body: '' });

async function served(options: ServerOptions): Promise<RunningServer> {
  const server = await serve(options);
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** Twilio's own client over a real socket, its requests redirected to the local server as the rehearsal's hook does. */
class RedirectedClient extends RequestClient {
  readonly #url: string;

  constructor(url: string) {
    super({ keepAlive: false });
    this.#url = url;
  }

  override request<TData>(options: RequestClient.RequestOptions<TData>) {
    const address = new URL(options.uri);
    const headers = { ...options.headers, 'x-original-host': address.host };
    return super.request({ ...options, headers, uri: `${this.#url}${address.pathname}${address.search}` });
  }
}

const DOCUMENT: HttpResponse = {
  status: 200,
  headers: { 'content-type': 'application/json', etag: '7' },
  body: '{"sid":"ET0123","revision":"7","data":{"a":1}}',
};

function partsOf({ sid, revision, data }: { sid: string; revision: string; data: unknown }) {
  return { sid, revision, data };
}

/** What whoever asks Twilio for a document, makes one, lists them or deletes one gets to see. */
async function whatComes(httpClient: RequestClient): Promise<unknown[]> {
  const { documents } = twilio(accountSid, authToken, { httpClient }).sync.v1.services('default');
  const asked = [
    () => documents('board').fetch().then(partsOf),
    () => documents.create({ uniqueName: 'board' }).then(partsOf),
    () => documents.list().then((all) => all.map(partsOf)),
    () => documents('board').remove(),
  ];
  return Promise.all(
    asked.map((ask) =>
      ask().then(
        (value: unknown) => ({ value }),
        (error: Error & { status?: number; code?: number }) => ({
          name: error.name,
          message: error.message,
          status: error.status,
          code: error.code,
        }),
      ),
    ),
  );
}

describe('the server', () => {
  it('serves the real client over a socket, each product by its original host', async () => {
    const { local } = twilioAtHand();
    const { url } = await served({ handle: (request) => local.handle(request) });
    const client = twilio(accountSid, authToken, { httpClient: new RedirectedClient(url) });
    const { documents } = client.sync.v1.services('default');
    await documents.create({ uniqueName: 'board', data: { text: 'a & b = ü' } });
    expect((await documents.list())[0]?.data).toEqual({ text: 'a & b = ü' });
    const execution = await client.studio.v2.flows(flowSid).executions.create({ to: ann, from: callerId });
    expect(execution.status).toBe('active');
    expect((await client.messages.create({ to: ann, from: callerId, body: 'x' })).status).toBe('queued');
    expect(await client.sync.v1.services('default').documents('board').remove()).toBe(true);
  });

  it.each<HttpResponse>([
    ...STRAY_REPLIES.map((reply) => strayReply(reply)),
    ...SPOILINGS.map((how) => spoiltReply(DOCUMENT, how)),
  ])('brings the odd reply $status "$body" to the real client as the rehearsal does in process', async (reply) => {
    const { url } = await served({ handle: () => reply });
    const inProcess = httpClientOver(() => Promise.resolve(reply));
    const [real, rehearsed] = await Promise.all([new RedirectedClient(url), inProcess].map(whatComes));
    expect(rehearsed).toEqual(real);
  });

  it('hands over the request as it was meant', async () => {
    const seen: HttpRequest[] = [];
    const { url } = await served({
      handle: (request) => {
        seen.push(request);
        return Promise.resolve({ status: 202, headers: { 'x-mark': 'yes' }, body: 'done' });
      },
    });
    const headers = { 'x-original-host': 'sync.twilio.com', 'content-type': 'text/plain' };
    const response = await fetch(`${url}/v1/Services?PageSize=1`, { method: 'POST', headers, body: 'ü' });
    expect([response.status, response.headers.get('x-mark'), await response.text()]).toEqual([202, 'yes', 'done']);
    await fetch(`${url}/plain`);
    expect(seen).toMatchObject([
      { method: 'POST', url: 'https://sync.twilio.com/v1/Services?PageSize=1', body: 'ü' },
      { method: 'GET', url: `https://${new URL(url).host}/plain`, body: '' },
    ]);
  });

  it('refuses a body over its limit without handing it over', async () => {
    let handled = 0;
    const { url } = await served({
      bodyLimitBytes: 10,
      handle: () => ({ status: 200, headers: {}, body: String((handled += 1)) }),
    });
    const post = async (body: string) => (await fetch(url, { method: 'POST', body })).status;
    expect(await post('x'.repeat(10))).toBe(200);
    expect(await post('x'.repeat(11))).toBe(413);
    expect(handled).toBe(1);
  });

  it('answers 500 with the reason when the handler breaks down', async () => {
    const { url } = await served({
      handle: () => {
        throw new Error('no such flow');
      },
    });
    const response = await fetch(url);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ message: 'The local Twilio broke down: no such flow' });
  });

  it('breaks the connection when no answer is to arrive', async () => {
    const { url } = await served({
      handle: () => {
        throw new ConnectionLost('The answer is lost.');
      },
    });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('says which port is in use and what to do', async () => {
    const { url } = await served({ handle: nothing });
    const port = Number(new URL(url).port);
    await expect(serve({ handle: nothing, port })).rejects.toThrow(
      `Port ${String(port)} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port`,
    );
  });

  it('is gone once it is closed', async () => {
    const { url, close } = await serve({ handle: nothing });
    await close();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});
