import { Client } from 'twilio/lib/base/BaseTwilio';
import { httpClientOver, type Send } from './http-client';

/**
 * What the Functions use of the `twilio` package's client: its own way to send one request (docs/decisions/0009). The whole client has
 * it, too.
 */
export type TwilioClient = Pick<Client, 'accountSid' | 'request'>;

/**
 * The `twilio` package's client without the objects that it has for each resource, so that a cold Function loads none of them: the
 * phone of the agent who pressed a key is silent meanwhile. `send` carries every request to Twilio.
 */
export function bareClient(accountSid: string, authToken: string, send: Send): TwilioClient {
  return new Client(accountSid, authToken, { httpClient: httpClientOver(send) });
}
