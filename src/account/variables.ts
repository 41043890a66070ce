import type { Account } from './account';
import type { Deployment } from './deployment';

type Place = Pick<Deployment, 'serviceSid' | 'environmentSid'>;

/** A variable of the environment as it is set in the account. */
export interface StoredVariable {
  readonly sid: string;
  readonly key: string;
  readonly value: string;
}

/** The variables that the Functions have. */
export async function readVariables(account: Account, place: Place): Promise<ReadonlyMap<string, StoredVariable>> {
  const list = await account.read('read the variables of the Functions', (client) =>
    client.serverless.v1.services(place.serviceSid).environments(place.environmentSid).variables.list(),
  );
  return new Map(list.map(({ sid, key, value }) => [key, { sid, key, value }]));
}

/** The names of those that are missing or have another value. */
export function variablesToSet(
  stored: ReadonlyMap<string, { readonly value: string }>,
  wanted: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(wanted).flatMap(([key, value]) => (stored.get(key)?.value === value ? [] : [key]));
}

/** Sets those that differ, one after the other, and returns their names. They hold at once, without a new build. */
export async function setVariables(
  account: Account,
  place: Place,
  wanted: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const stored = await readVariables(account, place);
  const names = variablesToSet(stored, wanted);
  for (const key of names) {
    const value = wanted[key] ?? '';
    const sid = stored.get(key)?.sid;
    await account.change(`set the variable ${key} of the Functions`, (client) => {
      const { variables } = client.serverless.v1.services(place.serviceSid).environments(place.environmentSid);
      return sid === undefined ? variables.create({ key, value }) : variables(sid).update({ value });
    });
  }
  return names;
}
