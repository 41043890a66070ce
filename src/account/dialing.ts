import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { Refused, type Account } from './account';

/** Whether the account may call a country (Voice geographic permissions; a call without it meets error 21215). */
export interface CountryPermission {
  /** ISO code, such as GB. */
  readonly country: string;
  /** `unknown`: Twilio does not say, for example to a subaccount that inherits its permissions. */
  readonly calls: 'allowed' | 'forbidden' | 'unknown';
}

/** The countries of these numbers, each once, by ISO code. */
export function countriesOf(numbers: readonly string[]): readonly string[] {
  const countries = numbers.flatMap((number) => {
    const parsed = parsePhoneNumberFromString(number);
    // Of a country code that several countries share, such as +1, a sample number says no country.
    return parsed?.country ?? parsed?.getPossibleCountries()[0] ?? [];
  });
  return [...new Set(countries)].toSorted();
}

/** Asks for each country. Ordinary numbers are what counts: agents have no premium numbers. */
export async function readPermissions(
  account: Account,
  countries: readonly string[],
): Promise<readonly CountryPermission[]> {
  const permissions: CountryPermission[] = [];
  for (const country of countries) permissions.push({ country, calls: await permissionFor(account, country) });
  return permissions;
}

async function permissionFor(account: Account, country: string): Promise<CountryPermission['calls']> {
  try {
    const found = await account.read('read the geographic permissions', (client) =>
      client.voice.v1.dialingPermissions.countries(country).fetch(),
    );
    return found.lowRiskNumbersEnabled ? 'allowed' : 'forbidden';
  } catch (error) {
    if (error instanceof Refused) return 'unknown';
    throw error;
  }
}
