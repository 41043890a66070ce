import { live } from './night';
import type { Lived } from './night';
import { CALM, USUAL } from './schedule';
import type { AlarmNews, Schedule } from './schedule';
import { CONDUCTS } from '../../src/rehearsal/phones/scripted';
import type { AgentWord } from '../../src/rehearsal/phones/scripted';

/** A night of which everything is known that people notice: who is rung, and who is told what, in order. */
export interface SetNight {
  readonly what: string;
  readonly schedule: Schedule;
  /** `ann!` is rung; `ann: Recovered` is an SMS by its first words. SMS between two rings stand in any order. */
  readonly goes: string;
}

type Set = Partial<Omit<Schedule, 'conducts'>> & {
  readonly does?: readonly AgentWord[];
  readonly conducts?: Schedule['conducts'];
};

export function set(what: string, { does = ['no-answer'], ...night }: Set, goes: string): SetNight {
  return {
    what,
    schedule: {
      ...USUAL,
      ...CALM,
      agents: ['ann', 'bob'],
      secondTeam: [],
      maxCalls: 2,
      remindMinutes: null,
      again: null,
      alarms: [wrong('web-1', 0)],
      beatSeconds: 150,
      deliveries: 'oldest first',
      deployments: [],
      intrusions: [],
      switches: {},
      conducts: does.map((word) => CONDUCTS[word]),
      ...night,
    },
    goes,
  };
}

export function wrong(name: string, atSeconds: number, more: Partial<AlarmNews> = {}): AlarmNews {
  return { name, state: 'ALARM', atSeconds, copiesAfterSeconds: [0], againAfterSeconds: [], ...more };
}

export function right(name: string, atSeconds: number): AlarmNews {
  return wrong(name, atSeconds, { state: 'OK' });
}

/** So many alarms of their own, so far apart. */
export function each(count: number, everySeconds: number): readonly AlarmNews[] {
  return Array.from({ length: count }, (_, index) =>
    wrong(`host-${String(index).padStart(2, '0')}`, index * everySeconds),
  );
}

/** What a night was like, in the words of {@link SetNight.goes}. */
export function courseOf({ story }: Lived): readonly string[] {
  return inOrder(
    story.lines().flatMap((line) => {
      const [, rung] = /^(\S+) rings$/.exec(line) ?? [];
      if (rung !== undefined) return [`${rung}!`];
      const [, to, text] = /^SMS to (\S+): (.*)$/.exec(line) ?? [];
      return to === undefined ? [] : [`${to}: ${text?.replace(/^\d{6} is/, 'six digits are') ?? ''}`];
    }),
  );
}

/** SMS that follow each other in the order of the alphabet: several leave at one moment. */
function inOrder(course: readonly string[]): readonly string[] {
  const ordered: string[] = [];
  let together: string[] = [];
  for (const thing of [...course, '!']) {
    if (!thing.endsWith('!')) {
      together.push(thing);
      continue;
    }
    ordered.push(...together.toSorted(), thing);
    together = [];
  }
  return ordered.slice(0, -1);
}

/** Lives through it; returns every promise that it breaks, and where it goes another way. */
export async function setBreaches({ schedule, goes }: SetNight): Promise<readonly string[]> {
  const lived = await live(schedule);
  const course = courseOf(lived);
  const expected = inOrder(
    goes
      .split(';')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
  const at = expected.findIndex((thing, index) => thing !== course[index]);
  const isOther = at >= 0 || course.length > expected.length;
  const first = at >= 0 ? at : expected.length;
  return [
    ...lived.broken,
    ...(isOther
      ? [
          `as thing ${first + 1} there was "${course[first] ?? 'nothing'}" in the place of "${expected[first] ?? 'nothing'}"`,
        ]
      : []),
  ];
}
