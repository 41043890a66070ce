import { EventEmitter } from 'node:events';
import type { Send } from '../../twilio/http-client';

/** What a Function sees as `node:https`, as far as it uses it: every request goes to `send`, and no socket is opened. */
export function httpsOver(send: Send): object {
  return {
    Agent: class {},
    request: (url: string, { method, headers }: Asked, answer: (incoming: EventEmitter) => void): EventEmitter => {
      const outgoing = new EventEmitter();
      const end = (body: string): void => {
        send({ method, url, headers, body }).then(
          (reply) => {
            const incoming = new EventEmitter();
            answer(Object.assign(incoming, { statusCode: reply.status, headers: reply.headers }));
            incoming.emit('data', Buffer.from(reply.body));
            incoming.emit('end');
          },
          (error: unknown) => outgoing.emit('error', error),
        );
      };
      return Object.assign(outgoing, { end });
    },
  };
}

interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}
