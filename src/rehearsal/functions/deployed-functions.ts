import type { DeployedFunction } from '../../studio/widget';
import type { HttpRequest, HttpResponse } from '../http';
import type { Deployed, ServerlessStore, StoredVersion } from '../twilio/serverless/serverless-store';
import { FunctionHost, type FunctionFile, type HostOptions } from './host';

/** Everything that a host needs but what is deployed. */
export type DeployedHostOptions = Omit<HostOptions, 'folder' | 'domain' | 'environment' | 'asset'>;

/**
 * The Functions and Assets of an account as they were uploaded, under the domains of its environments: the current build with
 * the variables of this moment, and nothing from any folder.
 *
 * A Function finds no package at all, which is stricter than Twilio: it installs those of the build's dependencies.
 */
export class DeployedFunctions {
  readonly #serverless: ServerlessStore;
  readonly #options: DeployedHostOptions;
  readonly #hosts = new Map<string, FunctionHost>();

  constructor(serverless: ServerlessStore, options: DeployedHostOptions) {
    this.#serverless = serverless;
    this.#options = options;
  }

  /** Never rejects. A domain that serves nothing answers 404, as does a path without a Function or a public Asset. */
  async handle(request: HttpRequest): Promise<HttpResponse> {
    const { host, pathname } = new URL(request.url);
    const deployed = this.#serverless.deployedAt(host);
    if (deployed === undefined) return notFound;
    const asset = deployed.build.assetVersions.find(({ path }) => path === pathname);
    if (asset?.visibility === 'public') return { status: 200, headers: {}, body: asset.content };
    if (deployed.build.functionVersions.length === 0) return notFound;
    return this.#hostOf(deployed).handle(request);
  }

  /**
   * Whether a Run Function widget finds its Function: its SIDs must be those of something that is deployed, and its address
   * that of this Function. Which of the two Studio goes by is not documented, so that both must hold.
   */
  finds(url: string, { serviceSid, environmentSid, functionSid }: DeployedFunction): boolean {
    const { host, pathname } = new URL(url);
    const deployed = this.#serverless.deployedAt(host);
    const version = deployed?.build.functionVersions.find(({ fileSid }) => fileSid === functionSid);
    return (
      deployed?.service.sid === serviceSid && deployed.environment.sid === environmentSid && version?.path === pathname
    );
  }

  #hostOf(deployed: Deployed): FunctionHost {
    const { environment, build } = deployed;
    const key = `${environment.sid} ${build.sid}`;
    const known = this.#hosts.get(key);
    if (known !== undefined) return known;
    const serverless = this.#serverless;
    const { domainName } = environment;
    const options: HostOptions = {
      ...this.#options,
      folder: domainName,
      domain: `https://${domainName}`,
      // Read at each run: a change of a variable needs no deployment.
      get environment() {
        return serverless.deployedAt(domainName)?.variables ?? {};
      },
      asset: (path) =>
        build.assetVersions.find((version) => version.visibility === 'private' && version.path === path)?.content,
    };
    const host = new FunctionHost(
      options,
      build.functionVersions.map((version) => functionFile(version)),
    );
    this.#hosts.set(key, host);
    return host;
  }
}

function functionFile({ sid, path, visibility, content }: StoredVersion): FunctionFile {
  return { path, visibility, source: content, file: `/${sid}${path}.js` };
}

const notFound: HttpResponse = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found' };
