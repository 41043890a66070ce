import { describe, expect, it } from '@jest/globals';
import { command } from '../support/command';
import { inTier, notInSweep } from '../support/tier';

/** The short form plays one night out of so many. */
const EVERY = inTier(1, 97);

describe('41, 42: one request of the chain is broken', () => {
  it('nothing is lost and nobody is called twice, whichever request it is, in whichever way, under every switch', async () => {
    const { status, out } = await command('faults', '--every', String(EVERY));

    // Whatever is not as it should be is in what it printed, with the command that shows it again.
    expect(out).toMatch(
      /^\d+ nights, each with one request broken, under 7 variants: \d+ a second\.\nEvery promise was kept\.\n$/,
    );
    // Some ninety requests in three nights; seven ways to break each under five variants, eleven under the other two.
    expect(Number(out.split(' ')[0])).toBeGreaterThan(3_000 / EVERY);
    expect(status).toBe(0);
  }, 900_000);

  notInSweep(() => {
    it('one of them can be lived through again', async () => {
      const { status, out } = await command(
        'faults',
        '--switches',
        '7',
        '--night',
        '2',
        '--fault',
        '7',
        '--request',
        '4',
      );

      expect(out).toMatch(/^1 nights, /);
      expect(status).toBe(0);
    }, 60_000);

    it.each([[['--fault', 'many']], [['--night', '0']], [['--nights', '3']]])('%j is no command line', async (args) => {
      const { status, out } = await command('faults', ...args);

      expect(status).toBe(2);
      expect(out).toContain('Usage: npm run faults');
      expect(out).toMatch(/--fault 5 +meets a connection that is reset/);
    });

    it('a sweep of no night is no proof', async () => {
      const { status, out } = await command('faults', '--request', '999');

      expect(out).toMatch(/^0 nights, /);
      expect(status).toBe(1);
    }, 60_000);
  });
});
