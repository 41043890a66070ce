import { metaPage } from '../page';
import { badParameter, notFound, Refusal } from '../refusal';
import type { ResourceStore } from '../resource-store';
import { PAGE, type Arrival, type Routes } from '../route';
import { isoTimestamp } from '../timestamp';
import type { World } from '../world';
import type { StoredFile, StoredVersion } from './serverless-store';
import { requireFriendlyName, requireService } from './services';

/** Functions and Assets are the same to the API but for a few names. */
interface Kind {
  /** In paths and in the name of the SID parameter. */
  readonly plural: 'Functions' | 'Assets';
  readonly listKey: 'functions' | 'assets';
  readonly versionsKey: 'function_versions' | 'asset_versions';
  readonly sidParameter: 'FunctionSid' | 'AssetSid';
  readonly sidKey: 'function_sid' | 'asset_sid';
  readonly files: (world: World) => ResourceStore<StoredFile>;
  readonly versions: (world: World) => ResourceStore<StoredVersion>;
  /** 25 MB for an asset; 5 MB for a Function (docs: functions-assets, limits). */
  readonly limitBytes: number;
}

const functions: Kind = {
  plural: 'Functions',
  listKey: 'functions',
  versionsKey: 'function_versions',
  sidParameter: 'FunctionSid',
  sidKey: 'function_sid',
  files: ({ resources }) => resources.serverless.functions,
  versions: ({ resources }) => resources.serverless.functionVersions,
  limitBytes: 5 * 1024 * 1024,
};

const assets: Kind = {
  plural: 'Assets',
  listKey: 'assets',
  versionsKey: 'asset_versions',
  sidParameter: 'AssetSid',
  sidKey: 'asset_sid',
  files: ({ resources }) => resources.serverless.assets,
  versions: ({ resources }) => resources.serverless.assetVersions,
  limitBytes: 25 * 1024 * 1024,
};

const UPLOAD = ['Path', 'Visibility', 'Content'];

type Handler = Routes[string]['handle'];

export const FILES: Routes = {
  ListFunction: { handle: list(functions), parameters: PAGE },
  CreateFunction: { handle: create(functions), parameters: ['FriendlyName'] },
  ListAsset: { handle: list(assets), parameters: PAGE },
  CreateAsset: { handle: create(assets), parameters: ['FriendlyName'] },
};

export const UPLOADS: Routes = {
  CreateFunctionVersion: { handle: createVersion(functions), parameters: UPLOAD },
  CreateAssetVersion: { handle: createVersion(assets), parameters: UPLOAD },
};

/** A Function Version as the API shows it, also within a build. */
export function shownFunctionVersion(world: World, version: StoredVersion): Record<string, unknown> {
  const shown = shownVersion(functions, world, version);
  return { ...shown, links: { function_version_content: `${String(shown['url'])}/Content` } };
}

/** An Asset Version as the API shows it, also within a build. */
export function shownAssetVersion(world: World, version: StoredVersion): Record<string, unknown> {
  return shownVersion(assets, world, version);
}

function list(kind: Kind): Handler {
  return (world, arrival) => {
    const service = requireService(world, arrival);
    const own = kind.files(world).where(({ serviceSid }) => serviceSid === service.sid);
    return { body: metaPage(arrival, kind.listKey, own, (file) => shownFile(kind, world, file)) };
  };
}

function create(kind: Kind): Handler {
  return (world, arrival) => {
    const service = requireService(world, arrival);
    const file: StoredFile = {
      sid: world.newSid('ZH'),
      serviceSid: service.sid,
      friendlyName: requireFriendlyName(arrival),
      createdAtMs: arrival.nowMs,
    };
    kind.files(world).put(file);
    return { body: shownFile(kind, world, file) };
  };
}

function createVersion(kind: Kind): Handler {
  return (world, arrival) => {
    const file = requireFile(kind, world, arrival);
    const { parameters } = arrival;
    if (parameters.bytes('Content') > kind.limitBytes) throw new Refusal(413, 20413, 'The upload is too large');
    const version: StoredVersion = {
      sid: world.newSid('ZN'),
      serviceSid: file.serviceSid,
      fileSid: file.sid,
      path: requirePath(parameters.text('Path') ?? ''),
      visibility: requireVisibility(parameters.text('Visibility')),
      content: parameters.text('Content') ?? '',
      createdAtMs: arrival.nowMs,
    };
    kind.versions(world).put(version);
    return { body: shownOfKind(kind, world, version) };
  };
}

function requireFile(kind: Kind, world: World, arrival: Arrival): StoredFile {
  const service = requireService(world, arrival);
  const file = kind.files(world).find(arrival.path[kind.sidParameter] ?? '');
  if (file?.serviceSid !== service.sid) throw notFound(arrival.url.pathname);
  return file;
}

/** Paths begin with a slash, which Twilio adds (docs: Function Version, `path`), and hold none of the characters that it names. */
function requirePath(given: string): string {
  const path = given.startsWith('/') ? given : `/${given}`;
  if (path.length > 255 || /[;,?:@+&$()' "#]/.test(path)) {
    throw badParameter(`Invalid value for parameter Path: ${path} is too long or has a character that is not allowed`);
  }
  return path;
}

function requireVisibility(given: string | undefined): StoredVersion['visibility'] {
  if (given === 'public' || given === 'protected' || given === 'private') return given;
  throw badParameter('Invalid value for parameter Visibility');
}

function shownFile(kind: Kind, world: World, file: StoredFile): Record<string, unknown> {
  const url = `https://serverless.twilio.com/v1/Services/${file.serviceSid}/${kind.plural}/${file.sid}`;
  return {
    sid: file.sid,
    account_sid: world.account.sid,
    service_sid: file.serviceSid,
    friendly_name: file.friendlyName,
    date_created: isoTimestamp(file.createdAtMs),
    date_updated: isoTimestamp(file.createdAtMs),
    url,
    links: { [kind.versionsKey]: `${url}/Versions` },
  };
}

function shownOfKind(kind: Kind, world: World, version: StoredVersion): Record<string, unknown> {
  return kind === functions ? shownFunctionVersion(world, version) : shownAssetVersion(world, version);
}

function shownVersion(kind: Kind, world: World, version: StoredVersion): Record<string, unknown> {
  const { sid, serviceSid, fileSid } = version;
  return {
    sid,
    account_sid: world.account.sid,
    service_sid: serviceSid,
    [kind.sidKey]: fileSid,
    path: version.path,
    visibility: version.visibility,
    date_created: isoTimestamp(version.createdAtMs),
    url: `https://serverless.twilio.com/v1/Services/${serviceSid}/${kind.plural}/${fileSid}/Versions/${sid}`,
  };
}
