import { metaPage } from '../page';
import { badParameter, conflict, notFound } from '../refusal';
import { PAGE, type Arrival, type Reply, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import type { StoredService } from './serverless-store';

export const SERVICES: Routes = {
  ListService: { handle: listServices, parameters: PAGE },
  CreateService: {
    handle: createService,
    parameters: ['UniqueName', 'FriendlyName', 'IncludeCredentials', 'UiEditable'],
  },
  FetchService: { handle: fetchService },
};

/** Serverless, Service resource: list. Oldest first. */
function listServices(world: World, arrival: Arrival): Reply {
  return {
    body: metaPage(arrival, 'services', world.resources.serverless.services.all(), (service) => shown(world, service)),
  };
}

/**
 * Serverless, Service resource: create. The unique name becomes part of the domain: at most 50 characters, letters, digits and
 * hyphens; one that is taken is refused with 409.
 */
function createService(world: World, arrival: Arrival): Reply {
  const { parameters } = arrival;
  const uniqueName = parameters.text('UniqueName') ?? '';
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/.test(uniqueName)) {
    throw badParameter('Invalid value for parameter UniqueName: it can have letters, digits and hyphens, 50 at most');
  }
  if (world.resources.serverless.services.where((service) => service.uniqueName === uniqueName).length > 0) {
    throw conflict(`Service with unique name ${uniqueName} already exists`);
  }
  const sid = world.newSid('ZS');
  const service: StoredService = {
    sid,
    uniqueName,
    friendlyName: requireFriendlyName(arrival),
    includeCredentials: parameters.flag('IncludeCredentials') ?? true,
    uiEditable: parameters.flag('UiEditable') ?? false,
    domainBase: `${uniqueName.toLowerCase()}-${fourDigits(sid)}`,
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
  };
  world.resources.serverless.services.put(service);
  return { body: shown(world, service) };
}

/** Serverless, Service resource: fetch, by SID or unique name. */
function fetchService(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireService(world, arrival, arrival.path['Sid'])) };
}

/** The service of a path, by SID or unique name. Refuses one that does not exist (404/20404). */
export function requireService(
  world: World,
  arrival: Arrival,
  sidOrUniqueName = arrival.path['ServiceSid'] ?? '',
): StoredService {
  const { services } = world.resources.serverless;
  const [named] = services.where(({ uniqueName }) => uniqueName === sidOrUniqueName);
  const service = services.find(sidOrUniqueName) ?? named;
  if (service === undefined) throw notFound(arrival.url.pathname);
  return service;
}

/** The friendly name of a new resource: 1 to 255 characters. */
export function requireFriendlyName(arrival: Arrival): string {
  const name = arrival.parameters.text('FriendlyName') ?? '';
  if (name.length >= 1 && name.length <= 255) return name;
  throw badParameter('Invalid value for parameter FriendlyName: it must have 1 to 255 characters');
}

/** Twilio puts four digits behind the name, so that two accounts may have services of the same name. */
function fourDigits(sid: string): string {
  return String(Number.parseInt(sid.slice(-8), 16) % 10_000).padStart(4, '0');
}

function shown(world: World, service: StoredService): Record<string, unknown> {
  const url = `https://serverless.twilio.com/v1/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: world.account.sid,
    friendly_name: service.friendlyName,
    unique_name: service.uniqueName,
    include_credentials: service.includeCredentials,
    ui_editable: service.uiEditable,
    domain_base: service.domainBase,
    date_created: isoTimestamp(service.createdAtMs),
    date_updated: isoTimestamp(service.updatedAtMs),
    url,
    links: {
      environments: `${url}/Environments`,
      functions: `${url}/Functions`,
      assets: `${url}/Assets`,
      builds: `${url}/Builds`,
    },
  };
}
