import { describe, expect, it } from '@jest/globals';
import { markOf, opened, sealed } from '../../src/signing/capability';
import type { Capability } from '../../src/signing/capability';

const SECRET = 'a-secret-of-the-test';
const NOW_MS = Date.UTC(2026, 10, 22, 3, 14);
const CAPABILITY: Capability = {
  purpose: 'incident',
  team: markOf('main'),
  incident: markOf('inc-1'),
  agent: markOf('ann'),
  expiresAtMs: Date.UTC(2026, 10, 24, 3),
};

const LINK = sealed(SECRET, CAPABILITY);

describe('a capability', () => {
  it('is what OpenSSL makes of the same bytes', () => {
    // purpose 1, 498747 hours since 1970, the first four bytes of the SHA-256 of "main", "inc-1" and "ann":
    // printf … | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf "oncall link 1" | openssl dgst -sha256 -hmac a-secret-of-the-test)
    expect(LINK).toBe('AQecOw1uQHkYZgiySZFeDeUP3UdDYc0Q84s');
  });

  it('opens to what was sealed, until its hour has come', () => {
    expect(opened(SECRET, LINK, NOW_MS)).toEqual(CAPABILITY);
    expect(opened(SECRET, LINK, CAPABILITY.expiresAtMs - 1)).toEqual(CAPABILITY);
    expect(opened(SECRET, LINK, CAPABILITY.expiresAtMs)).toBeUndefined();
  });

  it('made with the old secret is good while the secret is being changed, and no longer', () => {
    expect(opened(`new-secret-of-the-test,${SECRET}`, LINK, NOW_MS)).toEqual(CAPABILITY);
    expect(opened('new-secret-of-the-test', LINK, NOW_MS)).toBeUndefined();
    expect(opened('', LINK, NOW_MS)).toBeUndefined();
  });

  it('of which any one character is another is none', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const forged = Array.from(LINK).flatMap((own, at) =>
      Array.from(letters)
        .filter((letter) => letter !== own)
        .map((letter) => LINK.slice(0, at) + letter + LINK.slice(at + 1)),
    );
    expect(forged).toHaveLength(35 * 63);
    expect(forged.filter((link) => opened(SECRET, link, NOW_MS) !== undefined)).toEqual([]);
  });

  it.each(['', 'a', LINK.slice(1), `${LINK}A`, `${LINK}=`, ` ${LINK}`, LINK.replace(/.$/, '+'), 'é'.repeat(35)])(
    'is not %j',
    (written) => {
      expect(opened(SECRET, written, NOW_MS)).toBeUndefined();
    },
  );

  it('cannot be made without a secret', () => {
    expect(() => sealed(' , ', CAPABILITY)).toThrow('ALERT_SECRET is empty.');
  });
});
