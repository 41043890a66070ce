import { isRecord } from '../../../text/json';
import { jsonOf } from '../parameters';
import { badParameter, notFound } from '../refusal';
import type { ResourceStore } from '../resource-store';
import type { Arrival, Reply, Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import { shownAssetVersion, shownFunctionVersion } from './files';
import type { Dependency, StoredBuild, StoredVersion } from './serverless-store';
import { requireService } from './services';

export const BUILDS: Routes = {
  CreateBuild: { handle: createBuild, parameters: ['FunctionVersions', 'AssetVersions', 'Dependencies', 'Runtime'] },
  FetchBuild: { handle: fetchBuild },
  FetchBuildStatus: { handle: fetchBuildStatus },
};

/** Twilio's builders install packages and take up to a minute; tools ask again every second. */
const takesMs = 500;
const defaultRuntime = 'node22';
const runtimes = ['node18', 'node20', 'node22'];

/**
 * Serverless, Build resource: create. It is `building` for a while and then `completed`. Refused without any version, with a
 * version of another service and with a path that occurs twice.
 */
function createBuild(world: World, arrival: Arrival): Reply {
  const { parameters } = arrival;
  const service = requireService(world, arrival);
  const { serverless } = world.resources;
  const versionsIn = (name: string, shelf: ResourceStore<StoredVersion>): readonly StoredVersion[] =>
    parameters.texts(name).map((sid) => {
      const version = shelf.find(sid);
      if (version?.serviceSid === service.sid) return version;
      throw badParameter(`Invalid value for parameter ${name}: ${sid} is not a version of this service`);
    });
  const functionVersions = versionsIn('FunctionVersions', serverless.functionVersions);
  const assetVersions = versionsIn('AssetVersions', serverless.assetVersions);
  requireVersions([...functionVersions, ...assetVersions]);
  const runtime = parameters.text('Runtime') ?? defaultRuntime;
  if (!runtimes.includes(runtime))
    throw badParameter(`Invalid value for parameter Runtime: it can be ${runtimes.join(', ')}`);
  const build: StoredBuild = {
    sid: world.newSid('ZB'),
    serviceSid: service.sid,
    functionVersions,
    assetVersions,
    dependencies: dependenciesIn(parameters.text('Dependencies')),
    runtime,
    createdAtMs: arrival.nowMs,
  };
  serverless.builds.put(build);
  return { body: shown(world, build, arrival.nowMs) };
}

function fetchBuild(world: World, arrival: Arrival): Reply {
  return { body: shown(world, requireBuild(world, arrival, arrival.path['Sid']), arrival.nowMs) };
}

function fetchBuildStatus(world: World, arrival: Arrival): Reply {
  const build = requireBuild(world, arrival, arrival.path['Sid']);
  return {
    body: {
      sid: build.sid,
      account_sid: world.account.sid,
      service_sid: build.serviceSid,
      status: buildStatus(build, arrival.nowMs),
      url: `${address(build)}/Status`,
    },
  };
}

/** The state that a build's age has brought it to. */
export function buildStatus(build: StoredBuild, nowMs: number): 'building' | 'completed' {
  return nowMs < build.createdAtMs + takesMs ? 'building' : 'completed';
}

function requireBuild(world: World, arrival: Arrival, sid = ''): StoredBuild {
  const service = requireService(world, arrival);
  const build = world.resources.serverless.builds.find(sid);
  if (build?.serviceSid !== service.sid) throw notFound(arrival.url.pathname);
  return build;
}

function requireVersions(versions: readonly StoredVersion[]): void {
  if (versions.length === 0) {
    throw badParameter('At least one Function Version or Asset Version is required for Build.');
  }
  const paths = new Set<string>();
  for (const { path } of versions) {
    if (paths.has(path)) throw badParameter(`Path ${path} is that of two versions of this Build`);
    paths.add(path);
  }
}

/** A JSON list of names and versions. Tools put it in quotation marks, which Twilio takes off. */
function dependenciesIn(text: string | undefined): readonly Dependency[] {
  if (text === undefined) return [];
  const list = jsonOf('Dependencies', text.replace(/^"([\s\S]*)"$/, '$1'));
  if (!Array.isArray(list)) throw badParameter('Parameter Dependencies is not a JSON list');
  return list.map((entry: unknown) => {
    const { name, version, ...others }: Partial<Record<string, unknown>> = isRecord(entry) ? entry : {};
    if (typeof name !== 'string' || typeof version !== 'string' || Object.keys(others).length > 0) {
      throw badParameter('Each of the Dependencies must have a name and a version');
    }
    return { name, version };
  });
}

function address(build: StoredBuild): string {
  return `https://serverless.twilio.com/v1/Services/${build.serviceSid}/Builds/${build.sid}`;
}

function shown(world: World, build: StoredBuild, nowMs: number): Record<string, unknown> {
  const url = address(build);
  return {
    sid: build.sid,
    account_sid: world.account.sid,
    service_sid: build.serviceSid,
    status: buildStatus(build, nowMs),
    asset_versions: build.assetVersions.map((version) => shownAssetVersion(world, version)),
    function_versions: build.functionVersions.map((version) => shownFunctionVersion(world, version)),
    dependencies: build.dependencies,
    runtime: build.runtime,
    date_created: isoTimestamp(build.createdAtMs),
    date_updated: isoTimestamp(Math.min(nowMs, build.createdAtMs + takesMs)),
    url,
    links: { build_status: `${url}/Status` },
  };
}
