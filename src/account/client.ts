import type ApiBase from 'twilio/lib/rest/ApiBase';
import type EventsBase from 'twilio/lib/rest/EventsBase';
import type MessagingBase from 'twilio/lib/rest/MessagingBase';
import type ServerlessBase from 'twilio/lib/rest/ServerlessBase';
import type VoiceBase from 'twilio/lib/rest/VoiceBase';
import { PartialHealthClient, type HealthClient } from '../twilio/health-client';

/** What the commands use of the `twilio` package's client. The whole client is one, too. */
export interface AccountClient extends HealthClient {
  readonly api: Pick<ApiBase, 'v2010'>;
  readonly events: Pick<EventsBase, 'v1'>;
  readonly messaging: Pick<MessagingBase, 'v1'>;
  readonly serverless: Pick<ServerlessBase, 'v1'>;
  readonly voice: Pick<VoiceBase, 'v1'>;
}

/** The parts of the `twilio` package's client that the commands use, each loaded when it is first used, as the package does. */
export class PartialAccountClient extends PartialHealthClient implements AccountClient {
  override get api(): ApiBase {
    const Api = require('twilio/lib/rest/ApiBase') as typeof ApiBase;
    return new Api(this);
  }

  get events(): EventsBase {
    const Events = require('twilio/lib/rest/EventsBase') as typeof EventsBase;
    return new Events(this);
  }

  get messaging(): MessagingBase {
    const Messaging = require('twilio/lib/rest/MessagingBase') as typeof MessagingBase;
    return new Messaging(this);
  }

  get serverless(): ServerlessBase {
    const Serverless = require('twilio/lib/rest/ServerlessBase') as typeof ServerlessBase;
    return new Serverless(this);
  }

  get voice(): VoiceBase {
    const Voice = require('twilio/lib/rest/VoiceBase') as typeof VoiceBase;
    return new Voice(this);
  }
}

export { overHttps } from '../twilio/https';
