import { ResourceStore } from '../resource-store';

/** A Service: what one deployment tool calls a project. */
export interface StoredService {
  readonly sid: string;
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly includeCredentials: boolean;
  readonly uiEditable: boolean;
  /** The first part of its domains, such as `oncall-1234`. */
  readonly domainBase: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** One domain of a service, with the build that it serves. */
export interface StoredEnvironment {
  readonly sid: string;
  readonly serviceSid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string | undefined;
  readonly domainName: string;
  readonly buildSid: string | undefined;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A Function or an Asset, of which each upload is a version. */
export interface StoredFile {
  readonly sid: string;
  readonly serviceSid: string;
  readonly friendlyName: string;
  readonly createdAtMs: number;
}

/** One upload of a Function or an Asset. */
export interface StoredVersion {
  readonly sid: string;
  readonly serviceSid: string;
  /** The Function or Asset. */
  readonly fileSid: string;
  readonly path: string;
  readonly visibility: 'public' | 'protected' | 'private';
  readonly content: string;
  readonly createdAtMs: number;
}

/** A package of the npm registry that a build installs. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
}

/** Versions put together, ready to be served by an environment. */
export interface StoredBuild {
  readonly sid: string;
  readonly serviceSid: string;
  readonly functionVersions: readonly StoredVersion[];
  readonly assetVersions: readonly StoredVersion[];
  readonly dependencies: readonly Dependency[];
  readonly runtime: string;
  readonly createdAtMs: number;
}

/** A variable of an environment; a change reaches the next run of a Function without a deployment. */
export interface StoredVariable {
  readonly sid: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly key: string;
  readonly value: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What an environment serves. */
export interface Deployed {
  readonly service: StoredService;
  readonly environment: StoredEnvironment;
  readonly build: StoredBuild;
  readonly variables: Readonly<Record<string, string>>;
}

/** Functions and Assets of the account, from their upload to the domain that serves them. */
export class ServerlessStore {
  readonly services = new ResourceStore<StoredService>();
  readonly environments = new ResourceStore<StoredEnvironment>();
  readonly functions = new ResourceStore<StoredFile>();
  readonly assets = new ResourceStore<StoredFile>();
  readonly functionVersions = new ResourceStore<StoredVersion>();
  readonly assetVersions = new ResourceStore<StoredVersion>();
  readonly builds = new ResourceStore<StoredBuild>();
  readonly variables = new ResourceStore<StoredVariable>();

  /** What a domain, such as `oncall-1234.twil.io`, serves at this moment; undefined when nothing is deployed there. */
  deployedAt(domainName: string): Deployed | undefined {
    const [environment] = this.environments.where((each) => each.domainName === domainName);
    const build = this.builds.find(environment?.buildSid ?? '');
    const service = this.services.find(environment?.serviceSid ?? '');
    if (environment === undefined || build === undefined || service === undefined) return undefined;
    const variables = this.variables.where(({ environmentSid }) => environmentSid === environment.sid);
    return {
      service,
      environment,
      build,
      variables: Object.fromEntries(variables.map(({ key, value }) => [key, value])),
    };
  }
}
