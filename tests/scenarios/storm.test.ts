import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Storm, Weathered } from '../storm/storm';
import { command } from '../support/command';
import { SWITCHES, VARIANTS } from '../support/story';
import { inSweep, inTier, notInSweep } from '../support/tier';

/** The command raises all of its storms at once, so that the sweep has also those of `npm test`. */
const STORMS = inTier(SWITCHES, VARIANTS);

let weathered: readonly (Storm & Weathered & { readonly variant: string })[];

beforeAll(async () => {
  const { out } = await command('storm', '--json', ...inTier([], ['--worst']));
  weathered = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as (typeof weathered)[number]);
}, 300_000);

function of(variant: string, alarms: number) {
  return weathered.find((each) => each.variant === variant && each.alarms === alarms);
}

describe('23: a storm within a minute, with 200 ms for each Twilio request and five Lambdas at once', () => {
  it.each(STORMS)('1,000 alarms of one team are one chain of calls, and none is lost, %s', (variant) => {
    const great = of(variant, 1_000);

    expect(great).toMatchObject({ teams: 1, chains: 1, lost: 0, remembered: 1_000, lambdasAtOnce: 5 });
    expect(great?.rings).toEqual(['+447700900001', '+447700900002', '+447700900003']);
    expect(great?.requestsPerAlarm).toBeLessThanOrEqual(1.6);
    // From its raising on, whenever in the minute that was.
    expect(great?.longestIntakeMs).toBeLessThanOrEqual(60_000);
    // Whoever has it is not buried in messages: a minute's alarms are one.
    expect(great?.texts).toBeLessThanOrEqual(7);
  });

  it.each(STORMS.filter((each) => [SWITCHES[0], SWITCHES.at(-1)].includes(each)))(
    '200 alarms over 20 teams ring twenty agents, each once, %s',
    (variant) => {
      const wide = of(variant, 200);

      expect(wide).toMatchObject({ teams: 20, chains: 20, lost: 0 });
      expect(wide?.lambdasAtOnce).toBeLessThanOrEqual(5);
      expect(wide?.rings).toHaveLength(20);
      expect(new Set(wide?.rings).size).toBe(20);
      expect(wide?.longestIntakeMs).toBeLessThanOrEqual(60_000);
      expect(wide?.requestsPerAlarm).toBeLessThanOrEqual(5.5);
    },
  );
});

/** What one storm came to that a command line asks for. */
async function stormOf(...args: readonly string[]): Promise<Storm & Weathered> {
  const { status, out } = await command('storm', '--json', ...args);
  expect(status).toBe(0);
  return JSON.parse(out) as Storm & Weathered;
}

describe('one storm that a command line asks for', () => {
  inSweep(() => {
    it('of more alarms than a board remembers is one chain and loses none, also when somebody takes it in the middle', async () => {
      const storm = await stormOf('--alarms', '2500', '--agents', '15', '--answers', 'third', '--script', 'cjk');

      expect(storm).toMatchObject({ chains: 1, lost: 0, calls: 3, remembered: 1_000 });
      // Whoever has it gets the details, and one SMS a minute about what comes after: taking in so many takes minutes.
      expect(storm.texts).toBeLessThanOrEqual(4);
    }, 60_000);

    it('of 1,000 alarms that nobody takes, with 15 agents and in the worst script, is one chain and loses none', async () => {
      const storm = await stormOf('--alarms', '1000', '--agents', '15', '--answers', 'nobody', '--script', 'cjk');

      expect(storm).toMatchObject({ chains: 1, lost: 0, calls: 3, remembered: 1_000 });
      expect(storm.requestsPerAlarm).toBeLessThanOrEqual(3);
      // Everyone is told at once, and all of it.
      expect(storm.texts).toBe(15);
    }, 60_000);

    it('of 205 alarms within 61 s is taken in at once, also where requests take a while', async () => {
      const burst = ['--alarms', '205', '--seconds', '61', '--latency'];

      expect((await stormOf(...burst, '0')).intakeMs).toBeLessThanOrEqual(417 / 2);
      expect((await stormOf(...burst, '100')).intakeMs).toBeLessThanOrEqual(833 / 2);
    }, 60_000);
  });

  notInSweep(() => {
    it('is told in words, too', async () => {
      const { status, out } = await command('storm', '--alarms', '2', '--agents', '1', '--answers', 'first');

      expect(status).toBe(0);
      // Both are raised within a minute: the second one comes half a minute after the first, to whoever has that.
      expect(out).toMatch(/^2 alarms of one team within 60 s, 200 ms a request \(Twilio as it probably is\):\n/);
      expect(out).toContain('  1 chain of 1 calls in all, 2 SMS, 0 alarms lost, 2 remembered\n');
    }, 60_000);

    it('is not asked for like this', async () => {
      const { status, out } = await command('storm', '--agents', '2');

      expect(status).toBe(2);
      expect(out).toMatch(
        /^A team of 2 has no third agent: --answers first, or --agents 3 or more\.\n\nUsage: npm run storm/,
      );
    });
  });
});
