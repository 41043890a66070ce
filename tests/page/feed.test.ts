import { describe, expect, it } from '@jest/globals';
import { Feed } from '../../src/page/feed';
import type { News, Step } from '../../src/page/world';

/** A feed whose waiting ends when the test says so, and one stream that takes so many pieces before it is full. */
function feedAtHand() {
  const waiting: (() => void)[] = [];
  const feed = new Feed(
    () => ({ nowMs: 7, speed: 1 }),
    (action) => waiting.push(action),
  );
  const passes = (): void => {
    for (const action of waiting.splice(0)) action();
  };
  const join = (id: string, room = Infinity) => {
    const news: News[] = [];
    let left = room;
    const stream = feed.join(id, {
      write: (each) => {
        news.push(each);
        return --left > 0;
      },
    });
    return { news, ...stream };
  };
  return { feed, passes, join, waiting };
}

function step(n: number): Step {
  return { n, atMs: n, kind: 'queue', text: `step ${String(n)}`, hasDetail: false };
}

const ABOUT = { world: 'rehearsal', title: 'Test', build: 'b1', stream: '' } as const;

function phone(agent: string, name: string) {
  return { agent, name, number: '…', calls: [], texts: [] };
}

describe('a feed', () => {
  it('tells a stream that begins everything, with its own name and the time of this moment', () => {
    const { feed, join } = feedAtHand();
    feed.set({ about: ABOUT, samples: [] });
    feed.setPhone(phone('ann', 'Ann'));
    feed.add(step(1));
    expect(join('s9').news).toEqual([
      { is: 'world', parts: { about: { ...ABOUT, stream: 's9' }, samples: [], time: { nowMs: 7, speed: 1 } } },
      { is: 'phones', phones: [phone('ann', 'Ann')] },
      { is: 'steps', steps: [step(1)] },
    ]);
  });

  it('tells what has changed in the meantime once, as it is by then', () => {
    const { feed, passes, join, waiting } = feedAtHand();
    const { news } = join('s1');
    news.length = 0;
    for (const name of ['An', 'Ann', 'Anne']) feed.setPhone(phone('ann', name));
    for (const title of ['One', 'Two']) feed.set({ samples: [{ id: 'a', title, text: '' }] });
    expect([news, waiting.length]).toEqual([[], 1]);
    passes();
    expect(news).toEqual([
      { is: 'world', parts: { samples: [{ id: 'a', title: 'Two', text: '' }] } },
      { is: 'phones', phones: [phone('ann', 'Anne')] },
    ]);
  });

  it('takes what is the same as before for no news', () => {
    const { feed, passes, join } = feedAtHand();
    feed.set({ samples: [] });
    const { news } = join('s1');
    news.length = 0;
    feed.set({ samples: [] });
    passes();
    expect(news).toEqual([]);
  });

  it('tells two streams the same, each from where it is', () => {
    const { feed, passes, join } = feedAtHand();
    const one = join('s1');
    feed.add(step(1));
    passes();
    const other = join('s2');
    feed.add(step(2));
    passes();
    const steps = (news: readonly News[]) =>
      news.flatMap((each) => (each.is === 'steps' ? each.steps : [])).map(({ n }) => n);
    expect([steps(one.news), steps(other.news)]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('writes in pieces, and waits for a stream that does not keep up', () => {
    const { feed, passes, join } = feedAtHand();
    const slow = join('s1', 3);
    for (let n = 1; n <= 1_000; n++) feed.add(step(n));
    passes();
    const steps = () => slow.news.flatMap((each) => (each.is === 'steps' ? [each.steps.length] : []));
    expect(steps()).toEqual([250, 250]);
    feed.add(step(1_001));
    passes();
    expect(steps()).toEqual([250, 250]);
    slow.drained();
    passes();
    expect(steps()[2]).toBe(250);
  });

  it('makes a storm no longer than its pieces', () => {
    const { feed, passes, join } = feedAtHand();
    const { news } = join('s1');
    news.length = 0;
    for (let n = 1; n <= 1_000; n++) {
      feed.setPhone(phone(`a${String(n)}`, 'Ann'));
      feed.setPhone(phone('ann', String(n)));
      feed.add(step(n));
    }
    passes();
    expect(news.map(({ is }) => is)).toEqual([
      'phones',
      'phones',
      'phones',
      'phones',
      'phones',
      'steps',
      'steps',
      'steps',
      'steps',
    ]);
    expect(Math.max(...news.map((each) => JSON.stringify(each).length))).toBeLessThan(40_000);
  });

  it('forgets the oldest steps and goes on counting', () => {
    const { feed, join } = feedAtHand();
    for (let n = 1; n <= 12_000; n++) feed.add(step(n));
    const numbers = join('s1')
      .news.flatMap((each) => (each.is === 'steps' ? each.steps : []))
      .map(({ n }) => n);
    expect([numbers[0], numbers.at(-1), numbers.length]).toEqual([7_001, 12_000, 5_000]);
  });

  it('knows whether anybody looks', () => {
    const { feed, join } = feedAtHand();
    const told: boolean[] = [];
    feed.onWatched((isWatched) => told.push(isWatched));
    const one = join('s1');
    const other = join('s2');
    feed.look('s1', false);
    other.left();
    expect(feed.isWatched).toBe(false);
    feed.look('s1', true);
    one.left();
    expect(told).toEqual([true, true, true, false, true, false]);
  });
});
