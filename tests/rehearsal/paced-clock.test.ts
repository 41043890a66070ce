import { describe, expect, it } from '@jest/globals';
import { PacedClock } from '../../src/rehearsal/paced-clock';

function clockAtHand() {
  let realMs = 100.25;
  const clock = new PacedClock(1_000, () => realMs);
  const pass = async (ms: number): Promise<void> => {
    realMs += ms;
    await clock.catchUp();
  };
  return { clock, pass };
}

describe('time as fast as somebody likes', () => {
  it('goes along with real time in whole milliseconds and loses none of it', async () => {
    const { clock, pass } = clockAtHand();
    for (let times = 0; times < 8; times++) await pass(0.75);
    expect(clock.now()).toBe(1_006);
  });

  it('does what is due, at its own time', async () => {
    const { clock, pass } = clockAtHand();
    const happened: number[] = [];
    clock.after(500, () => happened.push(clock.now()));
    await pass(499);
    expect(happened).toEqual([]);
    await pass(400);
    expect([happened, clock.now()]).toEqual([[1_500], 1_899]);
  });

  it('stands still, and goes on from where it stood', async () => {
    const { clock, pass } = clockAtHand();
    clock.speed = 0;
    await pass(60_000);
    expect(clock.now()).toBe(1_000);
    clock.speed = 10;
    await pass(100);
    expect(clock.now()).toBe(2_000);
  });

  it('goes on to the next thing that happens, and no further', async () => {
    const { clock } = clockAtHand();
    clock.speed = 0;
    const happened: string[] = [];
    clock.after(3_000, () => happened.push('second'));
    clock.after(2_000, () => happened.push('first'));
    expect(await clock.step(() => happened.length > 0)).toBe(true);
    expect([happened, clock.now()]).toEqual([['first'], 3_000]);
    expect(await clock.step(() => happened.length > 1)).toBe(true);
    expect(await clock.step(() => happened.length > 2)).toBe(false);
  });

  it('is in one place at a time', async () => {
    const { clock, pass } = clockAtHand();
    const seen: number[] = [];
    for (let ms = 1; ms <= 20; ms++) clock.after(ms, () => seen.push(clock.now()));
    await Promise.all([pass(10), pass(11)]);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => 1_001 + index));
  });
});
