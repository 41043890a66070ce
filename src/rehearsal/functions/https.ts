import { EventEmitter } from 'node:events';
import type { HttpRequest, HttpResponse } from '../http';

/** What a Function sees as `node:https`, as far as it uses it: every request goes to `send`, and no socket is opened. */
export function httpsOver(send: (request: HttpRequest) => Promise<HttpResponse>): object {
  return {
    Agent: NoSockets,
    request: (url: string, { method, headers }: Asked, answer: (incoming: EventEmitter) => void): EventEmitter => {
      const outgoing = new EventEmitter();
      const carry = async (body: string): Promise<void> => {
        try {
          const reply = await send({ method, url, headers, body });
          const incoming = new EventEmitter();
          answer(Object.assign(incoming, { statusCode: reply.status, headers: reply.headers }));
          incoming.emit('data', Buffer.from(reply.body));
          incoming.emit('end');
        } catch (error) {
          outgoing.emit('error', error);
        }
      };
      return Object.assign(outgoing, { end: (body: string) => void carry(body) });
    },
  };
}

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

class NoSockets {
  readonly sockets = {};
}
