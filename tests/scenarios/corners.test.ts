import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Switches } from '../../src/rehearsal/rehearsal';
import { CORNERS } from '../corners/corners';
import { cameOf } from '../corners/play';
import type { Came } from '../corners/play';
import { command } from '../support/command';
import { NUMBERS, Story, SWITCHES, VARIANTS } from '../support/story';
import { inTier } from '../support/tier';
import { callsOf } from '../support/witness';

/** What came of each play of a corner, by the play's name, under one variant of what no page of Twilio's settles. */
type Played = ReadonlyMap<string, { readonly came: Came; readonly story: Story }>;

/** Plays that last for hours: `npm test` has them where all that Twilio leaves open is against us, the sweep where it likely is not. */
const ONE_END = inTier(SWITCHES.slice(0, 1), SWITCHES.slice(-1));

const TEAM = ['ann', 'bob', 'cyd'];

/** A delivery brings a message back after 72 s; a phone then rings within 20 s. */
const DELIVERY_SECONDS = 72;
const SOON_SECONDS = DELIVERY_SECONDS + 20;

/** Ringing, the longest conversation and some slack: from its claim on a call may take so long. */
const DEADLINE_SECONDS = 25 + 150 + 20;

/** Plays a corner and judges every play of it; a play that nobody has expected anything of fails. */
function corner(
  number: number,
  variants: readonly (readonly [string, Partial<Switches>])[],
  expectations: Readonly<Record<string, (came: Came, story: Story) => void>>,
): void {
  describe.each(variants)(`corner ${number}, %s`, (_title, switches) => {
    const { plays } = found(number);
    let played: Played;

    beforeAll(async () => {
      const each = new Map<string, { came: Came; story: Story }>();
      for (const { name, run } of plays) {
        const story = await run(switches);
        each.set(name, { came: cameOf(story), story });
      }
      played = each;
    }, 300_000);

    it('has an expectation for each of its plays', () => {
      expect(Object.keys(expectations)).toEqual(plays.map(({ name }) => name));
    });

    it.each(Object.keys(expectations))('%s', (name) => {
      const { came, story } = played.get(name) ?? {};
      if (came === undefined || story === undefined) throw new Error(`Corner ${number} has no play "${name}".`);
      expect(came.deadLetters).toBe(0);
      // At least once is twice at the most.
      expect(came.copies).toBeLessThanOrEqual(2);
      expectations[name]?.(came, story);
    });
  });
}

function found(number: number) {
  const known = CORNERS.find((each) => each.number === number);
  if (known === undefined) throw new Error(`There is no corner ${number}.`);
  return known;
}

function rung({ rings }: Came): readonly string[] {
  return rings.map(([who]) => who);
}

/** When the nth call rang, from 0. */
function rangAt({ rings }: Came, nth: number): number {
  return rings[nth]?.[1] ?? Infinity;
}

/** Who got an SMS that begins so, in the order of their names. */
function told({ texts }: Came, says: string): readonly string[] {
  return texts
    .filter((text) => text.says === says)
    .map(({ to }) => to)
    .toSorted();
}

/** These phones ring, nobody takes it, and these people are told once that nobody has it. */
function nobodyTakesIt(came: Came, rings: readonly string[], people: readonly string[]): void {
  expect(rung(came)).toEqual(rings);
  expect(told(came, 'NOBODY HAS THIS')).toEqual(people);
  expect([came.texts.length, came.queued]).toEqual([people.length, 0]);
}

/** These phones ring, and the last one takes it. */
function takenBy(came: Came, rings: readonly string[]): void {
  expect(rung(came)).toEqual(rings);
  expect(told(came, 'You have it')).toEqual(rings.slice(-1));
  expect([came.chains, came.queued]).toEqual([1, 0]);
}

const SIXTY = Array.from({ length: 60 }, (_, index) => `+4477009001${String(index).padStart(2, '0')}`);

corner(1, VARIANTS, {
  'renamed while the first phone rings': (came) => nobodyTakesIt(came, TEAM, TEAM),
  // Whom the board does not name the system cannot know of.
  'one of two teams goes': (came) => nobodyTakesIt(came, ['ann', 'ann', 'ann'], ['ann']),
  'with everybody on it': (came) => nobodyTakesIt(came, ['ann', 'cyd', 'cyd'], ['cyd']),
  'sixty people, renamed during the last call': (came) => nobodyTakesIt(came, SIXTY.slice(0, 3), SIXTY),
});

/** A number for which creation fails is given up within two deliveries. */
function passesOver(came: Came): void {
  takenBy(came, ['bob']);
  expect(rangAt(came, 0)).toBeLessThan(2 * DELIVERY_SECONDS + 20);
}

/** Everyone is told once, within two deliveries, that no phone can be called; an hour later one rings. */
function waits(came: Came): void {
  expect(told(came, 'NO PHONE CAN BE CALLED')).toEqual(TEAM);
  for (const { says, atSeconds } of came.texts) {
    if (says === 'NO PHONE CAN BE CALLED') expect(atSeconds).toBeLessThan(2 * DELIVERY_SECONDS + 20);
  }
  expect([came.rings.length, came.texts.length, came.queued]).toEqual([1, 4, 0]);
  expect(rangAt(came, 0)).toBeGreaterThan(3_600);
  expect(rangAt(came, 0)).toBeLessThan(3_600 + SOON_SECONDS);
}

corner(2, ONE_END, {
  "500 for Ann's number": passesOver,
  '500 for all, for an hour': waits,
  "503 in HTML for Ann's number": passesOver,
  '503 in HTML for all, for an hour': waits,
  // With 403 Twilio speaks of the account, so everyone is told at once; the next number is tried all the same.
  "403 for Ann's number": (came) => {
    passesOver(came);
    expect(told(came, 'NO PHONE CAN BE CALLED')).toEqual(TEAM);
  },
  '403 for all, for an hour': waits,
  "429 for Ann's number": passesOver,
  '429 for all, for an hour': waits,
  "409 that names nothing for Ann's number": passesOver,
  '409 that names nothing for all, for an hour': waits,
  "no answer for Ann's number": passesOver,
  'no answer for all, for an hour': waits,
});

function annTakesItWithin(seconds: number) {
  return (came: Came): void => {
    takenBy(came, ['ann']);
    expect(rangAt(came, 0)).toBeLessThan(seconds);
  };
}

/** Bob's phone rings so many deliveries, at most, after Ann's deadline. */
function movesOnWithin(deliveries: number) {
  return (came: Came): void => {
    takenBy(came, ['ann', 'bob']);
    const deadline = rangAt(came, 0) + DEADLINE_SECONDS;
    expect(rangAt(came, 1)).toBeGreaterThan(deadline - 10);
    expect(rangAt(came, 1)).toBeLessThan(deadline + deliveries * DELIVERY_SECONDS + 20);
  };
}

corner(3, ONE_END, {
  '0.2 s': annTakesItWithin(20),
  '1.2 s': annTakesItWithin(20),
  '1.5 s': annTakesItWithin(20),
  '1.7 s for an hour, nobody answers': (came) => nobodyTakesIt(came, TEAM, TEAM),
  '2.0 s for an hour, taken': annTakesItWithin(20),
  '2.3 s for a day, nobody answers': (came) => nobodyTakesIt(came, TEAM, TEAM),
  '2.3 s for a day, taken': annTakesItWithin(20),
  'only Messages, 2.6 s for an hour, nobody answers': (came) => nobodyTakesIt(came, TEAM, TEAM),
  "1.3 s, Ann's call stuck": movesOnWithin(2),
  "1.5 s, Ann's call stuck": movesOnWithin(2),
  "2.3 s, Ann's call stuck": movesOnWithin(3),
});

it('corner 3: five requests, one after the other, lie between an alarm and a ringing phone', async () => {
  const [quick, slow] = await Promise.all(
    ['0.2 s', '1.2 s'].map(async (name) => {
      const play = found(3).plays.find((each) => each.name === name);
      if (play === undefined) throw new Error(`There is no play "${name}".`);
      return cameOf(await play.run({}));
    }),
  );
  if (quick === undefined || slow === undefined) throw new Error('Nothing was played.');
  // Each takes a second longer; the execution begins its own two when half of the third, its creation, is over.
  expect(rangAt(slow, 0) - rangAt(quick, 0)).toBeCloseTo(4.5, 1);
});

/** Nobody further is called, and nobody is told anything. */
function endsWithout(rings: readonly string[]) {
  return (came: Came): void => nobodyTakesIt(came, rings, []);
}

function annHearsThatItIsOver(came: Came): void {
  takenBy(came, ['ann']);
  expect(came.texts.map(({ to, says }) => `${says} to ${to}`)).toEqual(['You have it to ann', 'Recovered to ann']);
}

corner(4, VARIANTS, {
  'while the second phone rings': endsWithout(['ann', 'bob']),
  'after Ann took it': annHearsThatItIsOver,
  'the team renamed while the second phone rings': endsWithout(['ann', 'bob']),
  'the team renamed after Ann took it': annHearsThatItIsOver,
  'a copy of the alarm rings the new team, too': endsWithout(['ann', 'cyd', 'bob']),
  'a copy of the alarm comes when it is over': endsWithout(['ann', 'bob']),
  'a copy of the alarm comes while the second phone rings': endsWithout(['ann', 'bob']),
});

function isOneChain(came: Came): void {
  nobodyTakesIt(came, TEAM, TEAM);
  expect(came.chains).toBe(1);
}

corner(5, VARIANTS, {
  '2 minutes ahead': isOneChain,
  '5 minutes ahead': isOneChain,
  '10 minutes ahead': isOneChain,
  '60 minutes ahead': isOneChain,
  '5 minutes ahead, and over 40 s later': endsWithout(['ann', 'bob']),
});

corner(6, VARIANTS, {
  '404 to every look while Ann listens': (came, story) => {
    takenBy(came, ['ann', 'bob']);
    // She is asked twice, and only then does the flow ask for the next agent.
    const [first, second] = callsOf(story);
    const asked = first?.said.filter(({ text }) => text.includes('Press 1')) ?? [];
    expect(asked).toHaveLength(2);
    for (const { atMs } of asked) expect(second?.rangAtMs).toBeGreaterThan(atMs + 6_000);
  },
  "404 to every look at Ann's call, which is stuck": (came) => {
    takenBy(came, ['ann', 'bob']);
    expect(rangAt(came, 1)).toBeGreaterThan(600);
    expect(rangAt(came, 1)).toBeLessThan(600 + SOON_SECONDS);
  },
  '400 to every creation for five minutes': (came) => {
    takenBy(came, ['ann']);
    expect(told(came, 'NO PHONE CAN BE CALLED')).toEqual(TEAM);
    expect(rangAt(came, 0)).toBeLessThan(300 + SOON_SECONDS);
  },
});

corner(7, VARIANTS, {
  'to every second look at the board': (came) => takenBy(came, ['ann', 'bob']),
  'to every second write of the board, which is done': (came) => takenBy(came, ['ann', 'bob']),
  'to every SMS, which is not sent': (came) => {
    nobodyTakesIt(came, TEAM, TEAM);
    for (const { atSeconds } of came.texts) expect(atSeconds).toBeGreaterThan(300);
  },
});

/** Nobody is told that nothing need be done; the next delivery rings again. */
function annIsInDoubt(came: Came, story: Story): void {
  const first = callsOf(story)[0]?.said.map(({ text }) => text);
  expect(first?.join(' ')).toMatch(/I cannot find out whether this alert is still open\. Please treat it as open/);
  expect(first?.join(' ')).not.toContain('need not do anything');
  expect(rung(came)).toEqual(['ann', 'ann']);
  expect(rangAt(came, 1)).toBeLessThan(SOON_SECONDS);
  expect(told(came, 'You have it')).toEqual(['ann']);
  expect(came.queued).toBe(0);
}

corner(8, VARIANTS, {
  'it is deleted': annIsInDoubt,
  'somebody edited it': annIsInDoubt,
  'a newer release wrote it': (came, story) => {
    // Whoever wrote that board goes on; this release leaves it alone, and its message stays in the queue.
    expect(rung(came)).toEqual(['ann']);
    expect(story.heardBy('ann').join(' ')).toContain('I could not confirm that you have it.');
    expect(story.heardBy('ann').join(' ')).not.toContain('need not do anything');
    expect([came.texts.length, came.queued]).toEqual([0, 1]);
  },
});

corner(9, ONE_END, {
  // Three moments of it ring one phone each, then it is held open: one whole chain, and everyone is told.
  '240 times, nobody answers': (came) => {
    expect(rung(came)).toEqual([...TEAM, ...TEAM]);
    expect(told(came, 'NOBODY HAS THIS')).toEqual(TEAM);
    expect(told(came, 'Recovered')).toEqual(TEAM);
    expect([came.texts.length, came.queued]).toEqual([6, 0]);
  },
  // Who answers in a moment of OK hears so; from the third time on there is something to take.
  '240 times, taken': (came, story) => {
    expect(rung(came)).toEqual([...TEAM, 'ann']);
    expect(came.texts.map(({ to, says }) => `${says} to ${to}`)).toEqual(['You have it to ann', 'Recovered to ann']);
    expect(story.textsTo('ann')[0]).toContain('It comes and goes, 3 times so far.');
  },
});

corner(10, VARIANTS, {
  '13, all over at 10 s': endsWithout(['ann']),
  '40, all over at 10 s': endsWithout(['ann']),
  '13, all but 1 over at 10 s': (came, story) => {
    nobodyTakesIt(came, TEAM, TEAM);
    expect(story.textsTo('cyd')[0]).toMatch(/nobody took it\. web-0\./);
    expect(story.textsTo('cyd')[0]).not.toMatch(/web-[1-9]|more/);
  },
});

corner(11, VARIANTS, {
  'a minute later, and another alarm comes': (came, story) => {
    expect(rung(came)).toEqual(['ann', 'bob']);
    expect(story.textsTo('ann').map((text) => text.split(' (')[0])).toEqual(['You have it']);
    expect(story.textsTo('bob')).toEqual([
      expect.stringMatching(/^You have it.*web-1/),
      expect.stringMatching(/^One more for you.*db-1/),
    ]);
    expect(came.queued).toBe(0);
  },
  'and nothing further comes but heartbeats': (came) => {
    expect(rung(came)).toEqual(['ann', 'bob']);
    expect(told(came, 'You have it')).toEqual(['ann', 'bob']);
    // She left at 200 s, the next heartbeat comes at 300 s.
    expect(rangAt(came, 1)).toBeGreaterThan(300);
    expect(rangAt(came, 1)).toBeLessThan(300 + 20);
  },
});

describe.each(ONE_END)('corner 12, %s', (_title, switches) => {
  const [right, ...wrong] = found(12).plays;

  it.each(wrong.map((play) => [play.name, play] as const))(
    'clocks that are wrong (%s) change nothing for anybody',
    async (_name, play) => {
      const [usual, now] = [await right?.run(switches), await play.run(switches)].map((story) =>
        cameOf(story ?? new Story({ agents: [] })),
      );

      expect(now?.chains).toBe(usual?.chains);
      expect(now?.rings.map(([who]) => who)).toEqual(usual?.rings.map(([who]) => who));
      expect(now?.texts.map(({ to, says }) => `${says} to ${to}`)).toEqual(
        usual?.texts.map(({ to, says }) => `${says} to ${to}`),
      );
      // To a few seconds: replies say in whole ones when they were given.
      for (const [nth, [, atSeconds]] of (usual?.rings ?? []).entries()) {
        expect(Math.abs((now?.rings[nth]?.[1] ?? Infinity) - atSeconds)).toBeLessThan(5);
      }
    },
  );
});

describe('npm run corners', () => {
  it('prints one line for each corner that is asked for', async () => {
    const { status, out } = await command('corners', '--corner', '10');

    expect(status).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(out).toMatch(/^10\. more than a dozen alarms: 13, all over at 10 s: rings ann at 1 s; no SMS \| 40, /);
    expect(out).not.toContain(NUMBERS.ann);
  }, 60_000);

  it.each([[['--corner', '13']], [['--what']]])(
    'an unknown command line (%j) is answered by how it is used',
    async (args) => {
      const { status, out } = await command('corners', ...args);

      expect(status).toBe(2);
      expect(out).toContain('Usage: npm run corners');
    },
  );
});
