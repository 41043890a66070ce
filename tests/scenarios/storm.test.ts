import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Storm, Weathered } from '../storm/storm';
import { command } from '../support/command';
import { SWITCHES, VARIANTS } from '../support/story';

let weathered: readonly (Storm & Weathered & { readonly variant: string })[];

beforeAll(async () => {
  const { out } = await command('storm', '--json', ...(VARIANTS.length < SWITCHES.length ? ['--ends'] : []));
  weathered = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as (typeof weathered)[number]);
}, 300_000);

function of(variant: string, alarms: number) {
  return weathered.find((each) => each.variant === variant && each.alarms === alarms);
}

describe('23: a storm within a minute, with 200 ms for each Twilio request and five Lambdas at once', () => {
  it.each(VARIANTS)('1,000 alarms of one team are one chain of calls, and none is lost, %s', (variant) => {
    const great = of(variant, 1_000);

    expect(great).toMatchObject({ teams: 1, rings: ['ann', 'bob', 'cyd'], chains: 1, lost: 0, lambdasAtOnce: 5 });
    expect(great?.requestsPerAlarm).toBeLessThanOrEqual(3);
    // From its raising on, whenever in the minute that was.
    expect(great?.slowestSeconds).toBeLessThanOrEqual(60);
    // Whoever has it is not buried in messages: a minute's alarms are one.
    expect(great?.texts).toBeLessThanOrEqual(7);
  });

  it.each([SWITCHES[0], SWITCHES.at(-1)].flatMap((each) => (each === undefined ? [] : [each])))(
    '200 alarms over 20 teams ring twenty agents, each once, %s',
    (variant) => {
      const wide = of(variant, 200);

      expect(wide).toMatchObject({ teams: 20, chains: 20, lost: 0 });
      expect(wide?.lambdasAtOnce).toBeLessThanOrEqual(5);
      expect(wide?.rings).toHaveLength(20);
      expect(new Set(wide?.rings).size).toBe(20);
      expect(wide?.slowestSeconds).toBeLessThanOrEqual(60);
    },
  );

  it('an unknown option is no command line', async () => {
    const { status, out } = await command('storm', '--alarms', '3');

    expect(status).toBe(2);
    expect(out).toContain('Usage: npm run storm');
  });
});
