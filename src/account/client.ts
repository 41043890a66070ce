import { Client } from 'twilio/lib/base/BaseTwilio';
import type ApiBase from 'twilio/lib/rest/ApiBase';
import type EventsBase from 'twilio/lib/rest/EventsBase';
import type MessagingBase from 'twilio/lib/rest/MessagingBase';
import type ServerlessBase from 'twilio/lib/rest/ServerlessBase';
import StudioBase from 'twilio/lib/rest/StudioBase';
import SyncBase from 'twilio/lib/rest/SyncBase';
import type VoiceBase from 'twilio/lib/rest/VoiceBase';
import type { IncomingPhoneNumberListInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber';
import type { MessageListInstance } from 'twilio/lib/rest/api/v2010/account/message';
import type { OutgoingCallerIdListInstance } from 'twilio/lib/rest/api/v2010/account/outgoingCallerId';
import type { TwilioClient } from '../twilio/client';
import { httpClientOver, type Send } from '../twilio/http-client';

/** What the commands use of the `twilio` package's client. The whole client is one, too. */
export interface AccountClient extends TwilioClient {
  readonly api: Pick<ApiBase, 'v2010'>;
  readonly events: Pick<EventsBase, 'v1'>;
  readonly incomingPhoneNumbers: IncomingPhoneNumberListInstance;
  readonly messages: MessageListInstance;
  readonly messaging: Pick<MessagingBase, 'v1'>;
  readonly outgoingCallerIds: OutgoingCallerIdListInstance;
  readonly serverless: Pick<ServerlessBase, 'v1'>;
  readonly studio: Pick<StudioBase, 'v2'>;
  readonly sync: Pick<SyncBase, 'v1'>;
  readonly voice: Pick<VoiceBase, 'v1'>;
}

/** The parts of the `twilio` package's client that the commands use; what few of them use is loaded when it is first used. */
export class PartialAccountClient extends Client implements AccountClient {
  /** @param send carries every request to Twilio. */
  constructor(accountSid: string, authToken: string, send: Send) {
    super(accountSid, authToken, { httpClient: httpClientOver(send) });
  }

  get api(): ApiBase {
    const Api = require('twilio/lib/rest/ApiBase') as typeof ApiBase;
    return new Api(this);
  }

  get events(): EventsBase {
    const Events = require('twilio/lib/rest/EventsBase') as typeof EventsBase;
    return new Events(this);
  }

  get incomingPhoneNumbers(): IncomingPhoneNumberListInstance {
    return this.api.v2010.account.incomingPhoneNumbers;
  }

  get messages(): MessageListInstance {
    return this.api.v2010.account.messages;
  }

  get messaging(): MessagingBase {
    const Messaging = require('twilio/lib/rest/MessagingBase') as typeof MessagingBase;
    return new Messaging(this);
  }

  get outgoingCallerIds(): OutgoingCallerIdListInstance {
    return this.api.v2010.account.outgoingCallerIds;
  }

  get serverless(): ServerlessBase {
    const Serverless = require('twilio/lib/rest/ServerlessBase') as typeof ServerlessBase;
    return new Serverless(this);
  }

  get studio(): StudioBase {
    return new StudioBase(this);
  }

  get sync(): SyncBase {
    return new SyncBase(this);
  }

  get voice(): VoiceBase {
    const Voice = require('twilio/lib/rest/VoiceBase') as typeof VoiceBase;
    return new Voice(this);
  }
}

export { overHttps } from '../twilio/https';
