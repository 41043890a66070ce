import type { Catalogue } from '../../wording/en';
import type { AlarmWords } from '../../alarm/alarm-words';
import type { CallPlan } from '../plan';
import type { Situation } from '../situation';
import { spoken } from '../../alarm/text';

/** Names and numbers of the accounts and the regions of these alarms, each once, for the eye. */
export function writtenPlaces(alarms: readonly AlarmWords[], { accounts }: CallPlan): readonly string[] {
  const named = alarms.flatMap(({ account }) => (account === undefined ? [] : [accounts.get(account) ?? account]));
  return [...new Set([...named, ...alarms.flatMap(({ region }) => region ?? [])])];
}

/**
 * Where an alarm is, for a voice: the account by its name, or by its last four digits where there may be another one; and the region
 * where there are several. Undefined where it is obvious.
 */
export function saidPlace(
  { speech, signs }: Catalogue,
  { account, region }: AlarmWords,
  { accounts: seen, regions }: Situation,
  { accounts, knownAccounts, knownRegions }: CallPlan,
): string | undefined {
  const name = account === undefined ? undefined : accounts.get(account);
  const isOneOfMany = new Set([...seen, ...knownAccounts]).size > 1;
  const number =
    account === undefined || !isOneOfMany
      ? undefined
      : speech.accountEndingIn(account.slice(-4).replaceAll(/(?<=\d)(?=\d)/g, ' '));
  const where = new Set([...regions, ...knownRegions]).size > 1 ? region : undefined;
  const parts = [name === undefined ? number : spoken(name, signs), where && spoken(where, signs)];
  const said = parts.filter((part) => part !== undefined).join(', ');
  return said === '' ? undefined : speech.where(said);
}
