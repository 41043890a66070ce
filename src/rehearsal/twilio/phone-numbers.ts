import { flatPage } from './page';
import { badParameter, notFound, Refusal } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import type { Wiring } from './standing';
import { rfc2822Timestamp } from './timestamp';
import type { World } from './world';

type Owned = World['standing']['numbers'][number];

/** The parameters of an update, and what of the wiring each of them sets. */
const WIRES = {
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  SmsUrl: 'smsUrl',
  SmsMethod: 'smsMethod',
  SmsFallbackUrl: 'smsFallbackUrl',
  SmsFallbackMethod: 'smsFallbackMethod',
} as const satisfies Readonly<Record<string, keyof Wiring>>;

export const PHONE_NUMBERS: Routes = {
  ListIncomingPhoneNumber: { handle: listPhoneNumbers, parameters: ['PhoneNumber', ...PAGE] },
  FetchIncomingPhoneNumber: { handle: fetchPhoneNumber },
  UpdateIncomingPhoneNumber: { handle: updatePhoneNumber, parameters: Object.keys(WIRES) },
};

/** 2010 API, IncomingPhoneNumber resource: list. The numbers have been the account's since the epoch. */
function listPhoneNumbers(world: World, arrival: Arrival): Reply {
  const wanted = arrival.parameters.text('PhoneNumber');
  const owned = world.standing.numbers.filter(({ number }) => wanted === undefined || number.includes(wanted));
  return { body: flatPage(arrival, 'incoming_phone_numbers', owned, (one) => shown(world, one)) };
}

function fetchPhoneNumber(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireNumber(world, arrival)) };
}

function updatePhoneNumber(world: World, arrival: Arrival): Reply {
  const { sid, wiring } = requireNumber(world, arrival);
  const { parameters } = arrival;
  const change: Record<string, string> = {};
  for (const [name, wire] of Object.entries(WIRES)) {
    const value = parameters.text(name);
    if (value === undefined) continue;
    if (name.endsWith('Url') && !/^https?:\/\/[^\s/]+\.[^\s/]/.test(value)) {
      throw badParameter(`${name} is not a valid URL`);
    }
    change[wire] = value;
  }
  const after: Wiring = { ...wiring, ...change };
  // A fallback stands behind an address, never alone; no page says so of messages.
  if (after.voiceFallbackUrl !== undefined && after.voiceUrl === undefined) {
    throw new Refusal(400, 21405, 'Cannot set VoiceFallbackUrl without setting Url');
  }
  world.standing.wire(sid, change);
  return { body: shown(world, requireNumber(world, arrival)) };
}

function requireNumber({ standing }: World, arrival: Arrival): Owned {
  const found = standing.numbers.find(({ sid }) => sid === arrival.path['Sid']);
  if (found === undefined) throw notFound(arrival.url.pathname);
  return found;
}

function shown(world: World, { sid, number, voice, sms, wiring }: Owned): Record<string, unknown> {
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
    voice_url: wiring.voiceUrl ?? null,
    voice_method: wiring.voiceMethod ?? 'POST',
    voice_fallback_url: wiring.voiceFallbackUrl ?? null,
    voice_fallback_method: wiring.voiceFallbackMethod ?? 'POST',
    voice_application_sid: wiring.voiceApplicationSid ?? null,
    voice_caller_id_lookup: false,
    voice_receive_mode: 'voice',
    sms_url: wiring.smsUrl ?? null,
    sms_method: wiring.smsMethod ?? 'POST',
    sms_fallback_url: wiring.smsFallbackUrl ?? null,
    sms_fallback_method: wiring.smsFallbackMethod ?? 'POST',
    sms_application_sid: wiring.smsApplicationSid ?? null,
    status_callback: null,
    status_callback_method: 'POST',
    trunk_sid: wiring.trunkSid ?? null,
    bundle_sid: null,
    address_sid: null,
    identity_sid: null,
    address_requirements: 'none',
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
  };
}
