import { Client } from 'twilio/lib/base/BaseTwilio';
import Domain from 'twilio/lib/base/Domain';
import Version from 'twilio/lib/base/Version';
import type StudioBase from 'twilio/lib/rest/StudioBase';
import SyncBase from 'twilio/lib/rest/SyncBase';
import type V2010 from 'twilio/lib/rest/api/V2010';
import { CallListInstance } from 'twilio/lib/rest/api/v2010/account/call';
import { MessageListInstance } from 'twilio/lib/rest/api/v2010/account/message';
import StudioV2 from 'twilio/lib/rest/studio/V2';
import { httpClientOver, type Send } from './http-client';

/** What every Function uses of the `twilio` package's client. The whole client is one, too. */
export interface TwilioClient {
  readonly accountSid: string;
  /** Keeps the latest response, whose head says by what clock it was given. */
  readonly httpClient: { readonly lastResponse?: unknown };
  readonly calls: CallListInstance;
  readonly messages: MessageListInstance;
  readonly studio: Pick<StudioBase, 'v2'>;
  readonly sync: Pick<SyncBase, 'v1'>;
}

/**
 * The `twilio` package's client with only those parts that every Function uses, so that a cold Function loads no others: the
 * phone of the agent who pressed a key is silent meanwhile.
 */
export class PartialClient extends Client implements TwilioClient {
  protected readonly v2010: V2010;

  /** @param send carries every request to Twilio. */
  constructor(accountSid: string, authToken: string, send: Send) {
    super(accountSid, authToken, { httpClient: httpClientOver(send) });
    // The class V2010 itself loads all that an account has; those parts ask nothing of it but what every version has.
    this.v2010 = new Version(new Domain(this, 'https://api.twilio.com'), '2010-04-01') as V2010;
  }

  get calls(): CallListInstance {
    return CallListInstance(this.v2010, this.accountSid);
  }

  get messages(): MessageListInstance {
    return MessageListInstance(this.v2010, this.accountSid);
  }

  get studio(): TwilioClient['studio'] {
    // StudioBase itself loads the first version of the API, too.
    return { v2: new StudioV2(new Domain(this, 'https://studio.twilio.com') as StudioBase) };
  }

  get sync(): SyncBase {
    return new SyncBase(this);
  }
}
