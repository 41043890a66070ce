import { describe, expect, it } from '@jest/globals';
import { isE164, maskNumber } from '../../src/text/phone-number';

describe('a number in E.164 form', () => {
  it.each(['+1234567', '+447700900001', '+123456789012345'])('%s is one', (text) => {
    expect(isE164(text)).toBe(true);
  });

  it.each(['', '447700900001', '+047700900001', '+123456', '+1234567890123456', '+44 7700 900001', ' +447700900001'])(
    '"%s" is none',
    (text) => {
      expect(isE164(text)).toBe(false);
    },
  );
});

describe('a masked number', () => {
  it.each([
    ['+447700900001', '+44•••••0001'],
    ['+12025550123', '+12•••••0123'],
  ])('of %s is %s', (phone, masked) => {
    expect(maskNumber(phone)).toBe(masked);
  });
});
