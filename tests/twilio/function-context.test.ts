import { afterEach, expect, it, jest } from '@jest/globals';
import { deskFor } from '../../src/twilio/function-context';
import { NotConfigured } from '../../src/twilio/environment';
import { ACCOUNT } from './scripted-twilio';

const VARIABLES = {
  ACCOUNT_SID: ACCOUNT,
  AUTH_TOKEN: 'token-of-the-sample-account',
  ALERT_SECRET: 'a-secret-of-20-chars',
  FLOW_SID: 'FW0123456789abcdef0123456789abcdef',
  CALLER_ID: '+12025550100',
  EVENTS_PASSWORD: 'a-password-of-22-chars',
};

/** What the runtime gives to every Function. */
function deployed(roster: string | undefined): void {
  const assets = roster === undefined ? {} : { '/roster.json': { open: () => roster } };
  Reflect.set(globalThis, 'Runtime', { getAssets: () => assets });
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Runtime');
  jest.restoreAllMocks();
});

it.each(['', undefined])('says so when the Functions are not given the credentials of their account: %p', (token) => {
  deployed('{"agents":{"ann":{"name":"Ann Lee","phone":"+447700900001"}}}');
  expect(() => deskFor({ ...VARIABLES, AUTH_TOKEN: token })).toThrow(
    new NotConfigured(
      'The Functions are not given the credentials of their account. In the Twilio console, tick "Add my Twilio Credentials (ACCOUNT_SID) and (AUTH_TOKEN) to ENV" in the settings of the service, and deploy again.',
    ),
  );
});

it('reads the roster at each run: a deployment may have replaced it', () => {
  deployed('{"agents":{"ann":{"name":"Ann Lee","phone":"+447700900001"}}}');
  expect(deskFor(VARIABLES).plans.teamsOf('+447700900001', 0)).toEqual(['main']);
  deployed('{"agents":{"bob":{"name":"Bob Roy","phone":"+447700900002"}}}');
  expect(deskFor(VARIABLES).plans.teamsOf('+447700900001', 0)).toEqual([]);
});

it('says what is wrong with the roster, and that nobody stands in', () => {
  deployed(undefined);
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});
  const context = { ...VARIABLES, FALLBACK_NUMBERS: '07700 900001' };

  expect(() => deskFor(context)).toThrow(
    new NotConfigured(
      'There is no roster: assets/roster.private.json was not deployed. FALLBACK_NUMBERS is empty, too, so there is nobody to call.',
    ),
  );
  expect(error).toHaveBeenCalledTimes(1);
});
