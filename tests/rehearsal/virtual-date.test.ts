import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../src/rehearsal/clock';
import { dateOf } from '../../src/rehearsal/virtual-date';

const startMs = Date.UTC(2026, 10, 2, 3, 14, 7);

describe('dateOf', () => {
  it('reads the clock in Date.now(), new Date() and Date()', async () => {
    const clock = new VirtualClock(startMs);
    const ClockDate = dateOf(clock);
    expect(ClockDate.now()).toBe(startMs);
    clock.after(5000, () => {});
    await clock.run(() => clock.now() > startMs, Infinity);
    expect(ClockDate.now()).toBe(startMs + 5000);
    expect(new ClockDate().getTime()).toBe(startMs + 5000);
    expect(ClockDate()).toBe(new Date(startMs + 5000).toString());
  });

  it('is the real Date in everything else', () => {
    const ClockDate = dateOf(new VirtualClock(startMs));
    expect(new ClockDate(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(new ClockDate('2026-01-02').getTime()).toBe(Date.UTC(2026, 0, 2));
    expect(new ClockDate(2026, 0, 2, 3).getHours()).toBe(3);
    expect(ClockDate.UTC(2026, 0, 2)).toBe(Date.UTC(2026, 0, 2));
    expect(ClockDate.parse('nonsense')).toBeNaN();
    expect(new ClockDate() instanceof Date).toBe(true);
    expect(new Date() instanceof ClockDate).toBe(true);
  });

  it('can be extended', () => {
    class Stamp extends dateOf(new VirtualClock(startMs)) {
      day(): number {
        return this.getUTCDate();
      }
    }
    expect(new Stamp().day()).toBe(2);
    expect(new Stamp() instanceof Stamp).toBe(true);
  });
});
