import { field } from '../text/json';
import type { Account } from './account';
import type { Deployment } from './deployment';
import { FILES_VARIABLE } from './fingerprint';
import { readVariables } from './variables';

/** What {@link FILES_VARIABLE} says: a build that somebody else made has another SID, and then the fingerprint says nothing. */
export function uploadRecord(buildSid: string, fingerprint: string): string {
  return `${buildSid} ${fingerprint}`;
}

/** The fingerprint of the files that are live; undefined when that is not known. */
export async function uploadedBefore(account: Account, deployment: Deployment): Promise<string | undefined> {
  if (deployment.buildSid === undefined) return undefined;
  const record = (await readVariables(account, deployment)).get(FILES_VARIABLE)?.value ?? '';
  const [buildSid, fingerprint] = record.split(' ');
  return buildSid === deployment.buildSid ? fingerprint : undefined;
}

/** The paths of the Functions in a build. */
export async function builtFunctions(
  account: Account,
  serviceSid: string,
  buildSid: string,
): Promise<readonly string[]> {
  const build = await account.read('look at what was deployed', (client) =>
    client.serverless.v1.services(serviceSid).builds(buildSid).fetch(),
  );
  return build.functionVersions.flatMap((version: unknown) => {
    const path = field(version, 'path');
    return typeof path === 'string' ? [path] : [];
  });
}
