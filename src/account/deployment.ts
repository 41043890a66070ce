import { SERVICE_NAME } from '../flow/references';
import type { Account } from './account';

/** What is deployed, by SID. */
export interface Deployment {
  readonly serviceSid: string;
  readonly environmentSid: string;
  /** Without `https://`. */
  readonly domain: string;
  /** The build that is live; undefined before the first deployment has come to its end. */
  readonly buildSid?: string;
  /** The SID of each Function by its path, such as `/claim`. */
  readonly functions: Readonly<Record<string, string>>;
}

/** What is deployed in the account; undefined before the first deployment. */
export async function findDeployment(account: Account): Promise<Deployment | undefined> {
  const service = await account.find('look for the deployed Functions', (client) =>
    client.serverless.v1.services(SERVICE_NAME).fetch(),
  );
  if (service === undefined) return undefined;
  const { sid: serviceSid } = service;
  const environments = await account.read('look for the deployed Functions', (client) =>
    client.serverless.v1.services(serviceSid).environments.list(),
  );
  // What twilio-run takes for production: the environment without a suffix, whatever its name is.
  const environment = environments.find(({ domainSuffix }) => (domainSuffix ?? '') === '');
  if (environment === undefined) return undefined;
  const functions = await account.read('list the deployed Functions', (client) =>
    client.serverless.v1.services(serviceSid).functions.list(),
  );
  return {
    serviceSid,
    environmentSid: environment.sid,
    domain: environment.domainName,
    // twilio's type says that there always is one; before the first build is live it is null.
    ...(typeof environment.buildSid === 'string' ? { buildSid: environment.buildSid } : {}),
    functions: Object.fromEntries(functions.map(({ friendlyName, sid }) => [friendlyName, sid])),
  };
}

/** The service, made when there is none. Returns its SID. */
export async function ensureService(account: Account): Promise<string> {
  const service = await account.find('look for the deployed Functions', (client) =>
    client.serverless.v1.services(SERVICE_NAME).fetch(),
  );
  if (service !== undefined) return service.sid;
  // With credentials, or the Functions could send nothing to Twilio; not editable in the console, where an edit would be lost.
  const options = { uniqueName: SERVICE_NAME, friendlyName: SERVICE_NAME, includeCredentials: true, uiEditable: false };
  const made = await account.change('create the service for the Functions', (client) =>
    client.serverless.v1.services.create(options),
  );
  return made.sid;
}

/** The address of a Function, such as `/alarm`. */
export function functionUrl({ domain }: Pick<Deployment, 'domain'>, path: string): string {
  return `https://${domain}${path}`;
}
