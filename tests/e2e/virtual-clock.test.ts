import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../src/rehearsal/clock';

/** Takes several turns of the event loop, as real input and output does. */
async function slowWork(log: string[], text: string): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await turn();
  log.push(text);
}

describe('a virtual clock that holds time', () => {
  it('runs no timer while held work is in flight, also when one work begins another', async () => {
    const clock = new VirtualClock(0);
    const log: string[] = [];
    clock.after(0, () => {
      void clock.hold(slowWork(log, 'first')).then(() => clock.hold(slowWork(log, `second at ${clock.now()}`)));
    });
    clock.after(1000, () => log.push('timer'));
    await clock.run(() => false, 5000);
    expect(log).toEqual(['first', 'second at 0', 'timer']);
  });

  it('goes on after work that failed, which its caller hears of', async () => {
    const clock = new VirtualClock(0);
    const log: string[] = [];
    const failing = slowWork(log, 'failing').then(() => {
      throw new Error('the connection broke');
    });
    const heard = expect(clock.hold(failing)).rejects.toThrow('the connection broke');
    clock.after(1000, () => log.push('timer'));
    await clock.run(() => false, 5000);
    await heard;
    expect(log).toEqual(['failing', 'timer']);
  });
});
