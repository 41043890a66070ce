import { metaPage } from './page';
import { notFound } from './refusal';
import { PAGE, type Arrival, type Reply, type Routes } from './route';
import type { MessagingService } from './standing';
import { isoTimestamp } from './timestamp';
import type { World } from './world';

export const MESSAGING_SERVICES: Routes = {
  ListService: { handle: listMessagingServices, parameters: PAGE },
  ListPhoneNumber: { handle: listServiceNumbers, parameters: PAGE },
};

const ROOT = 'https://messaging.twilio.com/v1/Services';

function listMessagingServices(world: World, arrival: Arrival): Reply {
  const { messagingServices } = world.standing;
  return { body: metaPage(arrival, 'services', messagingServices, (service) => shown(world, service)) };
}

/** Messaging, PhoneNumber resource of a Service: list. */
function listServiceNumbers(world: World, arrival: Arrival): Reply {
  const { standing, account } = world;
  const service = standing.messagingServices.find(({ sid }) => sid === arrival.path['ServiceSid']);
  if (service === undefined) throw notFound(arrival.url.pathname);
  const members = standing.numbers.filter(({ number }) => service.numbers.includes(number));
  const at = isoTimestamp(0);
  return {
    body: metaPage(arrival, 'phone_numbers', members, ({ sid, number, voice, sms }) => ({
      sid,
      account_sid: account.sid,
      service_sid: service.sid,
      date_created: at,
      date_updated: at,
      phone_number: number,
      country_code: number.startsWith('+44') ? 'GB' : 'US',
      capabilities: [...(voice ? ['Voice'] : []), ...(sms ? ['SMS'] : [])],
      url: `${ROOT}/${service.sid}/PhoneNumbers/${sid}`,
    })),
  };
}

function shown({ account }: World, service: MessagingService): Record<string, unknown> {
  const { sid, name, leavesItToNumbers, inboundUrl } = service;
  const at = isoTimestamp(0);
  return {
    sid,
    account_sid: account.sid,
    friendly_name: name,
    date_created: at,
    date_updated: at,
    inbound_request_url: inboundUrl ?? null,
    inbound_method: 'POST',
    fallback_url: null,
    fallback_method: 'POST',
    status_callback: null,
    sticky_sender: true,
    mms_converter: true,
    smart_encoding: true,
    scan_message_content: 'inherit',
    fallback_to_long_code: false,
    area_code_geomatch: true,
    synchronous_validation: false,
    validity_period: 14_400,
    url: `${ROOT}/${sid}`,
    links: { phone_numbers: `${ROOT}/${sid}/PhoneNumbers` },
    usecase: 'notifications',
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: leavesItToNumbers,
  };
}
