import { IncomingPhoneNumberListInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber';
import { OutgoingCallerIdListInstance } from 'twilio/lib/rest/api/v2010/account/outgoingCallerId';
import { PartialClient, type TwilioClient } from './client';

/** What asks about the account and its numbers, too. The `twilio` package's whole client is one. */
export interface HealthClient extends TwilioClient {
  readonly api: {
    readonly v2010: { readonly accounts: (sid: string) => { readonly fetch: () => Promise<unknown> } };
  };
  readonly incomingPhoneNumbers: IncomingPhoneNumberListInstance;
  readonly outgoingCallerIds: OutgoingCallerIdListInstance;
}

/** As {@link PartialClient}, for the one Function that says how all this is. */
export class PartialHealthClient extends PartialClient implements HealthClient {
  get api(): HealthClient['api'] {
    const fetch = (sid: string): Promise<unknown> =>
      this.v2010.fetch({ uri: `/Accounts/${sid}.json`, method: 'get', headers: { Accept: 'application/json' } });
    return { v2010: { accounts: (sid) => ({ fetch: () => fetch(sid) }) } };
  }

  get incomingPhoneNumbers(): IncomingPhoneNumberListInstance {
    return IncomingPhoneNumberListInstance(this.v2010, this.accountSid);
  }

  get outgoingCallerIds(): OutgoingCallerIdListInstance {
    return OutgoingCallerIdListInstance(this.v2010, this.accountSid);
  }
}
