import { describe, expect, it } from '@jest/globals';
import type { Siege, Survived } from '../siege/siege';
import { command } from '../support/command';
import { inTier } from '../support/tier';

/** A message is buried after 20 hours in the queue. */
const HOURS = inTier(22, 3);

/** With twenty people each hour is long to play. */
const CROWDED_HOURS = inTier(6, 1);

/** What a siege came to that a command line asks for. */
async function siegeOf(...args: readonly string[]): Promise<Siege & Survived> {
  const { status, out } = await command('siege', '--json', ...args);
  expect(status).toBe(0);
  return JSON.parse(out) as Siege & Survived;
}

describe('hours in which no SMS can be sent, while something new goes wrong again and again', () => {
  it('ring a phone each time, lose nothing, and end with an SMS or three to everybody', async () => {
    const siege = await siegeOf('--hours', String(HOURS), '--every', '20m', '--agents', '4');

    expect(siege).toMatchObject({ incidents: HOURS * 3, rung: HOURS * 3, lost: 0, deadLetters: 0 });
    expect(siege.leastSmsPerPersonAfterwards).toBeGreaterThanOrEqual(1);
    expect(siege.mostSmsPerPersonAfterwards).toBeLessThanOrEqual(3);
    // A Sync document holds 16 KiB.
    expect(siege.largestBoardBytes).toBeGreaterThan(1_000);
    expect(siege.largestBoardBytes).toBeLessThanOrEqual(16_384);
  }, 120_000);

  it('with a number that cannot text ring a phone each time, and whoever takes it hears of it', async () => {
    const siege = await siegeOf(
      '--hours',
      String(CROWDED_HOURS),
      '--every',
      '10m',
      '--agents',
      '20',
      '--sms',
      'refused',
      '--answers',
      'first',
    );

    expect(siege).toMatchObject({ incidents: CROWDED_HOURS * 6, rung: CROWDED_HOURS * 6, lost: 0, deadLetters: 0 });
  }, 120_000);

  it('is told in words, too', async () => {
    const { status, out } = await command('siege', '--hours', '1', '--every', '30m', '--agents', '2');

    expect(status).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      '2 alarms in 1 h in which every SMS is answered with 503, 2 agents:',
      '  a phone rang for 2 of them, 0 are lost, 0 messages are dead letters',
    ]);
  }, 60_000);

  it('is not asked for like this', async () => {
    const { status, out } = await command('siege', '--every', '10');

    expect(status).toBe(2);
    expect(out).toMatch(
      /^--every must be a time from 60s to 24h, such as 90s, 10m or 1h, not "10"\.\n\nUsage: npm run siege/,
    );
  });
});
