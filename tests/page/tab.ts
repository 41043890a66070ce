import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Answer, FlowRun, News, Order, Phone, Step, World } from '../../src/page/world';

/** What a server has answered. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends one request with exactly these headers. */
export function ask(url: string, { method = 'GET', headers = {}, body = '' }: Asking = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A page in a browser, as far as its server can tell: one stream, and what came through it. */
export class Tab {
  readonly url: string;
  /** Everything that the server has sent to it. */
  received = '';
  readonly news: News[] = [];
  world: Partial<World> = {};
  readonly phones = new Map<string, Phone>();
  readonly runs = new Map<string, FlowRun>();
  readonly steps: Step[] = [];
  #stream: IncomingMessage | undefined;
  #rest = '';

  private constructor(url: string) {
    this.url = url;
  }

  static async open(url: string): Promise<Tab> {
    const tab = new Tab(url);
    await new Promise<void>((resolve, reject) => {
      const sent = request(`${url}events`, { agent: false }, (incoming) => {
        tab.#stream = incoming;
        incoming.setEncoding('utf8');
        incoming.on('data', (text: string) => tab.#read(text));
        incoming.on('error', () => {});
        resolve();
      });
      sent.on('error', reject);
      sent.end();
    });
    await tab.sees(() => tab.world.about);
    return tab;
  }

  /** Waits until something holds. */
  async sees<Seen>(look: () => Seen | undefined | false): Promise<Seen> {
    for (let looks = 0; looks < 1_000; looks++) {
      const seen = look();
      if (seen !== undefined && seen !== false) return seen;
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    throw new Error(`It was never seen: ${look.toString()}\nThe last news: ${this.received.slice(-2_000)}`);
  }

  async orders(order: Order): Promise<Answer> {
    const { origin } = new URL(this.url);
    const headers = { origin, 'content-type': 'application/json' };
    const { body } = await ask(`${this.url}order`, { method: 'POST', headers, body: JSON.stringify(order) });
    this.received += body;
    return JSON.parse(body) as Answer;
  }

  async gets(name: string): Promise<Reply> {
    const reply = await ask(`${this.url}${name}`);
    this.received += reply.body;
    return reply;
  }

  /** The call that rings or is live on the phone of an agent. */
  callOf(agent: string): Phone['calls'][number] | undefined {
    return this.phones.get(agent)?.calls[0];
  }

  close(): void {
    this.#stream?.destroy();
  }

  #read(text: string): void {
    this.received += text;
    const events = (this.#rest + text).split('\n\n');
    this.#rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) this.#take(JSON.parse(data) as News);
    }
  }

  #take(news: News): void {
    this.news.push(news);
    switch (news.is) {
      case 'world':
        this.world = { ...(news.parts.about === undefined ? this.world : {}), ...news.parts };
        return;
      case 'phones':
        for (const phone of news.phones) this.phones.set(phone.agent, phone);
        return;
      case 'runs':
        for (const run of news.runs) this.runs.set(run.id, run);
        return;
      case 'steps':
        this.steps.push(...news.steps);
        return;
    }
  }
}
