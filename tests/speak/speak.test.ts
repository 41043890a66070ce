import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CONFIRMATION, speechesIn } from './speeches';

/** A calm voice says about twelve characters a second; `npm run speak` measures it where espeak-ng is installed. */
const CHARACTERS = { name: 60, wrong: 104, keys: 150, confirmation: 60 };

const SPEECHES = speechesIn(join(__dirname, '..', '..'));

describe('what a sleeping person hears of a sample alarm', () => {
  it('is known of all of them', () => {
    expect(SPEECHES.map(({ of }) => of)).toEqual(
      expect.arrayContaining(['sample of the rehearsal', 'sns-composite', 'sns-null-description', 'sns-plain-text']),
    );
  });

  it.each(SPEECHES)('has the name in 5 s, what is wrong in 9 s and the keys in 12 s: $of', ({ name, wrong, keys }) => {
    expect(name.length).toBeLessThanOrEqual(CHARACTERS.name);
    expect(wrong.length).toBeLessThanOrEqual(CHARACTERS.wrong);
    expect(keys.length).toBeLessThanOrEqual(CHARACTERS.keys);
    expect(keys).toMatch(/Press 1 at any time to take it, 2 to pass, 3 to repeat\.$/);
  });

  it('measures up to the name, up to what is wrong and up to the keys', () => {
    expect(SPEECHES[0]).toEqual({
      of: 'sample of the rehearsal',
      name: 'On-call alert for Main: web 1 status check.',
      wrong: 'On-call alert for Main: web 1 status check. The web server web 1 fails its EC2 status check.',
      keys: 'On-call alert for Main: web 1 status check. The web server web 1 fails its EC2 status check. Press 1 at any time to take it, 2 to pass, 3 to repeat.',
      speech:
        'On-call alert for Main: web 1 status check. The web server web 1 fails its EC2 status check. Press 1 at any time to take it, 2 to pass, 3 to repeat.',
    });
  });

  it('has a confirmation of 5 s after the 1', () => {
    expect(CONFIRMATION).toBe('You have it. The details follow by message. Goodbye.');
    expect(CONFIRMATION.length).toBeLessThanOrEqual(CHARACTERS.confirmation);
  });
});
