import { describe, expect, it } from '@jest/globals';
import { Account } from '../../src/account/account';
import { countriesOf, readPermissions } from '../../src/account/dialing';
import { refusal, scriptedTwilio } from '../twilio/scripted-twilio';
import type { Answer } from '../twilio/scripted-twilio';

const country = (isAllowed: boolean): Answer => ({ status: 200, body: { low_risk_numbers_enabled: isAllowed } });

describe('which countries agents are in', () => {
  it.each([
    [['+447700900001', '+447400123456'], ['GB']],
    [
      ['+33612345678', '+447400123456'],
      ['FR', 'GB'],
    ],
    [['+12025550101'], ['US']],
    [['+999123456'], []],
  ])('%j', (numbers, countries) => {
    expect(countriesOf(numbers)).toEqual(countries);
  });
});

describe('whether the account may call them', () => {
  it('is what Twilio says, or unknown where it does not', async () => {
    const { client, sent } = scriptedTwilio(country(true), country(false), refusal(404, 20404));
    const account = new Account({ client, sleep: () => Promise.resolve(), redact: (text) => text });
    expect(await readPermissions(account, ['FR', 'GB', 'US'])).toEqual([
      { country: 'FR', calls: 'allowed' },
      { country: 'GB', calls: 'forbidden' },
      { country: 'US', calls: 'unknown' },
    ]);
    expect(sent[0]).toBe('GET /v1/DialingPermissions/Countries/FR');
  });
});
