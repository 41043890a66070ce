import { describe, expect, it } from '@jest/globals';
import { NotConfigured, readEnvironment, unusableFallbackNumbers } from '../../src/twilio/environment';

const SOUND = {
  ALERT_SECRET: 'a-secret-of-20-chars',
  FLOW_SID: 'FW0123456789abcdef0123456789abcdef',
  CALLER_ID: '+12025550100',
  EVENTS_PASSWORD: 'a-password-of-22-chars',
};

function mistakesIn(variables: Readonly<Record<string, unknown>>): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(NotConfigured);
    return error instanceof Error ? error.message : '';
  }
  return 'none';
}

describe('the environment', () => {
  it('is read from four variables; Sync is the default service and nobody stands in unless it says otherwise', () => {
    expect(readEnvironment(SOUND)).toEqual({
      domain: '',
      alertSecret: 'a-secret-of-20-chars',
      flow: 'FW0123456789abcdef0123456789abcdef',
      callerId: '+12025550100',
      eventsPassword: 'a-password-of-22-chars',
      fallbackNumbers: [],
      syncService: 'default',
    });
  });

  it('forgives spaces around a value', () => {
    expect(readEnvironment({ ...SOUND, CALLER_ID: ' +12025550100\n' }).callerId).toBe('+12025550100');
  });

  it('names everything that is missing, at once', () => {
    const message = mistakesIn({});

    for (const name of Object.keys(SOUND)) expect(message).toContain(`${name} must be`);
    expect(message).toMatch(/Set it in \.env and deploy again\.$/);
  });

  it.each([
    ['ALERT_SECRET', ''],
    ['ALERT_SECRET', 'fifteen-letters'],
    ['ALERT_SECRET', ',,,,,,,,,,,,,,,,,,,,'],
    ['ALERT_SECRET', 'a-secret-of-20-chars,short'],
    ['ALERT_SECRET', 12_345_678_901_234_567_890n],
    ['FLOW_SID', 'FW123'],
    ['FLOW_SID', 'FN0123456789abcdef0123456789abcdef'],
    ['FLOW_SID', 'FW0123456789abcdef0123456789abcdef0'],
    ['CALLER_ID', '12025550100'],
    ['CALLER_ID', '+1 202 555 0100'],
    ['CALLER_ID', '+0'],
    ['EVENTS_PASSWORD', 'short'],
    ['EVENTS_PASSWORD', undefined],
    ['SYNC_SERVICE_SID', 'my-service'],
    ['SYNC_SERVICE_SID', 'IS123'],
  ])('says that %s must not be %p, and only that', (name, value) => {
    const message = mistakesIn({ ...SOUND, [name]: value });

    expect(message).toMatch(new RegExp(`^${name} must be [^;]+\\. Set it in \\.env and deploy again\\.$`));
  });

  it('never shows the value of a variable', () => {
    const message = mistakesIn({
      ALERT_SECRET: 'tiny',
      FLOW_SID: 'my-flow',
      CALLER_ID: '07700 900001',
      EVENTS_PASSWORD: 'pw',
    });

    expect(message).not.toMatch(/tiny|my-flow|07700|pw/);
  });

  it('takes a comma list of secrets, so that one can be rotated', () => {
    const list = 'a-secret-of-20-chars, another-secret-of-28-chars';

    expect(readEnvironment({ ...SOUND, ALERT_SECRET: list }).alertSecret).toBe(list);
  });

  it('takes a Sync service by its SID', () => {
    const sid = 'IS0123456789abcdef0123456789abcdef';

    expect(readEnvironment({ ...SOUND, SYNC_SERVICE_SID: sid }).syncService).toBe(sid);
  });
});

describe('fallback numbers', () => {
  it.each([
    ['', [], []],
    ['+447700900001', ['+447700900001'], []],
    [' +447700900001 ,+12025550101,', ['+447700900001', '+12025550101'], []],
    ['07700900001,+447700900002', ['+447700900002'], ['entry 1 (•••••0001)']],
    ['+447700900001,+44 7700 900002', ['+447700900001'], ['entry 2 (•••••0002)']],
    ['+447700900001;+447700900002', [], ['entry 1 (•••••0002)']],
    ['+447700900001,ann', ['+447700900001'], ['entry 2']],
    ['+1234,+447700900001', ['+447700900001'], ['entry 1']],
  ])('%p are called as %p, and %p is said to be no number', (written, called, unusable) => {
    const variables = { ...SOUND, FALLBACK_NUMBERS: written };

    expect(readEnvironment(variables).fallbackNumbers).toEqual(called);
    expect(unusableFallbackNumbers(variables)).toEqual(unusable);
  });
});
