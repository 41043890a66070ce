import { describe, expect, it } from '@jest/globals';
import { secretsIn, sign, signedRequest, verify } from '../../src/signing/signature';

const nowMs = 1_793_589_247_000;
const minuteMs = 60_000;
const payload = '{"messages":[]}';

function request(secret: string, tsMs: number) {
  return { ts: tsMs, payload, sig: sign(secret, tsMs, payload) };
}

describe('sign', () => {
  it('is the hex HMAC-SHA256 of "ts.payload"', () => {
    // printf '1793589247000.{"messages":[]}' | openssl dgst -sha256 -hmac new
    expect(sign('new', 1_793_589_247_000, payload)).toBe(
      'be95a855b8abd95cc5a7a9ea4f8ae1e6d2f55378c7f10617ea4a4b1b3dba3bd3',
    );
  });

  it('uses the first secret of a comma list', () => {
    expect(sign(' new , old ', 1, payload)).toBe(sign('new', 1, payload));
  });

  it.each(['', ' ', ',', ' , '])('refuses to sign with no secret (%j)', (secrets) => {
    expect(() => sign(secrets, 1, payload)).toThrow('ALERT_SECRET is empty');
  });
});

describe('signedRequest', () => {
  it('holds the delivery as the text that was signed, and the time as a number', () => {
    // printf '1793589247000.{"messages":[]}' | openssl dgst -sha256 -hmac new
    expect(signedRequest('new,old', 1_793_589_247_000, { messages: [] })).toEqual({
      ts: 1_793_589_247_000,
      payload: '{"messages":[]}',
      sig: 'be95a855b8abd95cc5a7a9ea4f8ae1e6d2f55378c7f10617ea4a4b1b3dba3bd3',
    });
  });
});

describe('secretsIn', () => {
  it('reads a comma list and ignores blanks', () => {
    expect(secretsIn(' a,, b c ,')).toEqual(['a', 'b c']);
  });
});

describe('verify', () => {
  it.each([
    ['the only secret', 'new', 'new', 0, 'valid'],
    ['the first of two', 'new', 'new,old', 0, 'valid'],
    ['the second of two', 'old', 'new,old', 0, 'valid'],
    ['another secret', 'other', 'new,old', 0, 'wrong'],
    ['no secret configured', 'new', '', 0, 'wrong'],
    ['five minutes old', 'new', 'new', -5 * minuteMs, 'valid'],
    ['a millisecond older', 'new', 'new', -5 * minuteMs - 1, 'expired'],
    ['five minutes ahead', 'new', 'new', 5 * minuteMs, 'valid'],
    ['a millisecond more ahead', 'new', 'new', 5 * minuteMs + 1, 'expired'],
    ['wrong and old', 'other', 'new', -60 * minuteMs, 'wrong'],
  ])('%s', (_what, signedWith, accepted, offsetMs, verdict) => {
    expect(verify(request(signedWith, nowMs + offsetMs), accepted, nowMs)).toBe(verdict);
  });

  it.each([
    ['a changed payload', { payload: '{"messages":[{}]}' }, 'wrong'],
    ['a changed time', { ts: nowMs + 1 }, 'wrong'],
    ['a changed digit', { sig: '0'.repeat(64) }, 'wrong'],
    ['an empty signature', { sig: '' }, 'malformed'],
    ['a short signature', { sig: 'ab' }, 'malformed'],
    ['a signature that is not hex', { sig: 'g'.repeat(64) }, 'malformed'],
    ['a line break after the signature', { sig: `${'0'.repeat(64)}\n` }, 'malformed'],
    ['no time', { ts: NaN }, 'malformed'],
    ['a time with a fraction', { ts: nowMs + 0.5 }, 'malformed'],
    ['a negative time', { ts: -1 }, 'malformed'],
    ['a time without end', { ts: 1e308 }, 'malformed'],
    ['a time that no number holds exactly', { ts: Number.MAX_SAFE_INTEGER + 1 }, 'malformed'],
  ])('%s', (_what, change, verdict) => {
    expect(verify({ ...request('new', nowMs), ...change }, 'new', nowMs)).toBe(verdict);
  });
});
