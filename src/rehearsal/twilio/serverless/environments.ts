import { metaPage } from '../page';
import { badParameter, conflict, notFound } from '../refusal';
import { PAGE, type Arrival, type Reply, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import type { StoredEnvironment } from './serverless-store';
import { requireService } from './services';

export const ENVIRONMENTS: Routes = {
  ListEnvironment: { handle: listEnvironments, parameters: PAGE },
  // "This property currently doesn't exist but for the future lets set it": @twilio-labs/serverless-api, environments.ts.
  CreateEnvironment: {
    handle: createEnvironment,
    parameters: ['UniqueName', 'DomainSuffix'],
    ignored: ['FriendlyName'],
  },
  FetchEnvironment: { handle: fetchEnvironment },
};

/** Serverless, Environment resource: list. Oldest first. */
function listEnvironments(world: World, arrival: Arrival): Reply {
  const service = requireService(world, arrival);
  const own = world.resources.serverless.environments.where(({ serviceSid }) => serviceSid === service.sid);
  return { body: metaPage(arrival, 'environments', own, (environment) => shown(world, environment)) };
}

/** Serverless, Environment resource: create. A unique name or a domain suffix that is taken is refused with 409. */
function createEnvironment(world: World, arrival: Arrival): Reply {
  const service = requireService(world, arrival);
  const uniqueName = arrival.parameters.text('UniqueName') ?? '';
  const domainSuffix = arrival.parameters.text('DomainSuffix');
  if (uniqueName.length < 1 || uniqueName.length > 100) {
    throw badParameter('Invalid value for parameter UniqueName: it must have 1 to 100 characters');
  }
  if (domainSuffix !== undefined && !/^[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?$/.test(domainSuffix)) {
    throw badParameter('Invalid value for parameter DomainSuffix: it can have letters, digits and hyphens, 16 at most');
  }
  const taken = world.resources.serverless.environments.where(
    (each) => each.serviceSid === service.sid && (each.uniqueName === uniqueName || each.domainSuffix === domainSuffix),
  );
  if (taken.length > 0) throw conflict('Environment with this unique name or domain suffix already exists');
  const environment: StoredEnvironment = {
    sid: world.newSid('ZE'),
    serviceSid: service.sid,
    uniqueName,
    domainSuffix,
    domainName: `${service.domainBase}${domainSuffix === undefined ? '' : `-${domainSuffix}`}.twil.io`,
    buildSid: undefined,
    createdAtMs: arrival.nowMs,
    updatedAtMs: arrival.nowMs,
  };
  world.resources.serverless.environments.put(environment);
  return { body: shown(world, environment) };
}

function fetchEnvironment(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireEnvironment(world, arrival, arrival.path['Sid'])) };
}

/** The environment of a path. Refuses one that this service has not (404/20404). */
export function requireEnvironment(
  world: World,
  arrival: Arrival,
  sid = arrival.path['EnvironmentSid'] ?? '',
): StoredEnvironment {
  const service = requireService(world, arrival);
  const environment = world.resources.serverless.environments.find(sid);
  if (environment?.serviceSid !== service.sid) throw notFound(arrival.url.pathname);
  return environment;
}

function shown(world: World, environment: StoredEnvironment): Record<string, unknown> {
  const url = `https://serverless.twilio.com/v1/Services/${environment.serviceSid}/Environments/${environment.sid}`;
  return {
    sid: environment.sid,
    account_sid: world.account.sid,
    service_sid: environment.serviceSid,
    build_sid: environment.buildSid ?? null,
    unique_name: environment.uniqueName,
    domain_suffix: environment.domainSuffix ?? null,
    domain_name: environment.domainName,
    date_created: isoTimestamp(environment.createdAtMs),
    date_updated: isoTimestamp(environment.updatedAtMs),
    url,
    links: { variables: `${url}/Variables`, deployments: `${url}/Deployments`, logs: `${url}/Logs` },
  };
}
