import { expect, it } from '@jest/globals';
import { markOf, opened } from '../../src/signing/capability';
import { linksUnder } from '../../src/twilio/links';

const NOW_MS = Date.UTC(2026, 10, 22, 3);
const SECRET = 'a-secret-of-20-chars';

it('says whose link it is and for two days, and is short', () => {
  const link = linksUnder('oncall-1234.twil.io', SECRET, () => NOW_MS)('main', 'inc-1', 'ann') ?? '';
  expect(link).toMatch(/^https:\/\/oncall-1234\.twil\.io\/i\?c=[\w-]{35}$/);
  expect(opened(SECRET, link.slice(-35), NOW_MS)).toEqual({
    purpose: 'incident',
    team: markOf('main'),
    incident: markOf('inc-1'),
    agent: markOf('ann'),
    expiresAtMs: Date.UTC(2026, 10, 24, 3),
  });
});

it.each([
  ['the domain', '', SECRET],
  ['the secret', 'oncall-1234.twil.io', ' , '],
])('is none where nobody knows %s: the SMS goes out without it', (_what, domain, secrets) => {
  expect(linksUnder(domain, secrets, () => NOW_MS)('main', 'inc-1', 'ann')).toBeUndefined();
});
