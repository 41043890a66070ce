import { flatPage } from './page';
import type { Arrival, Reply } from './route';
import { rfc2822Timestamp } from './timestamp';
import type { World } from './world';

/** 2010 API, IncomingPhoneNumber resource: list. The numbers have been the account's since the epoch and lead nowhere. */
export function listPhoneNumbers(world: World, arrival: Arrival): Reply {
  const wanted = arrival.parameters.text('PhoneNumber');
  const owned = world.standing.numbers.filter(({ number }) => wanted === undefined || number.includes(wanted));
  return { body: flatPage(arrival, 'incoming_phone_numbers', owned, (one) => shown(world, one)) };
}

function shown(
  world: World,
  { sid, number, voice, sms }: World['standing']['numbers'][number],
): Record<string, unknown> {
  const at = rfc2822Timestamp(0);
  return {
    sid,
    account_sid: world.account.sid,
    phone_number: number,
    friendly_name: number,
    status: 'in-use',
    origin: 'twilio',
    beta: false,
    capabilities: { voice, sms, mms: false, fax: false },
    api_version: '2010-04-01',
    date_created: at,
    date_updated: at,
    uri: `/2010-04-01/Accounts/${world.account.sid}/IncomingPhoneNumbers/${sid}.json`,
    voice_url: null,
    voice_method: 'POST',
    voice_fallback_url: null,
    voice_fallback_method: 'POST',
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_receive_mode: 'voice',
    sms_url: null,
    sms_method: 'POST',
    sms_fallback_url: null,
    sms_fallback_method: 'POST',
    sms_application_sid: null,
    status_callback: null,
    status_callback_method: 'POST',
    trunk_sid: null,
    bundle_sid: null,
    address_sid: null,
    identity_sid: null,
    address_requirements: 'none',
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
  };
}
