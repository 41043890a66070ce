import { describe, expect, it } from '@jest/globals';
import { AGENTS, NUMBERS, Story, VARIANTS, takenBy } from '../support/story';

const TWO = { ann: AGENTS.ann, bob: AGENTS.bob };

/** The queue, the Lambda and the Function take 100 ms from the alarm to the reading of the roster. */
const SOONER_SECONDS = 1;

/**
 * Handoffs on the nights of the year on which a clock or a calendar is not as usual. When the clocks change is from the tz
 * database: London 2027-03-28 01:00Z forward and 2026-10-25 01:00Z back, New York 2027-03-14 07:00Z forward and 2026-11-01
 * 06:00Z back. The instants are worked out by hand: wall time less the offset from UTC that holds then.
 */
const HANDOFFS: readonly (readonly [string, { timezone: string; start: string; every: string; instant: string }])[] = [
  [
    'Sunday 09:00 in London, the day on which the clocks go forward',
    { timezone: 'Europe/London', start: '2027-03-21 09:00', every: '1 week', instant: '2027-03-28T08:00:00Z' },
  ],
  [
    'Sunday 09:00 in London, the day on which the clocks go back',
    { timezone: 'Europe/London', start: '2026-10-18 09:00', every: '1 week', instant: '2026-10-25T09:00:00Z' },
  ],
  [
    '01:30 in London on the night that skips it: as the clocks jump to 02:00',
    { timezone: 'Europe/London', start: '2027-03-27 01:30', every: '1 day', instant: '2027-03-28T01:00:00Z' },
  ],
  [
    '01:30 in London on the night that has it twice: the first time',
    { timezone: 'Europe/London', start: '2026-10-24 01:30', every: '1 day', instant: '2026-10-25T00:30:00Z' },
  ],
  [
    '02:30 in New York on the night that skips it: as the clocks jump to 03:00',
    { timezone: 'America/New_York', start: '2027-03-13 02:30', every: '1 day', instant: '2027-03-14T07:00:00Z' },
  ],
  [
    'midnight in New York, at the end of the night that has 01:00 twice',
    { timezone: 'America/New_York', start: '2026-11-01 00:00', every: '1 day', instant: '2026-11-02T05:00:00Z' },
  ],
  [
    'midnight in London at the end of the year',
    { timezone: 'Europe/London', start: '2026-12-31 00:00', every: '1 day', instant: '2027-01-01T00:00:00Z' },
  ],
  [
    'midnight in Kathmandu (UTC+5:45) at the end of the year',
    { timezone: 'Asia/Kathmandu', start: '2026-12-31 00:00', every: '1 day', instant: '2026-12-31T18:15:00Z' },
  ],
  [
    'the morning of the leap day',
    { timezone: 'Europe/London', start: '2028-02-28 09:00', every: '1 day', instant: '2028-02-29T09:00:00Z' },
  ],
  [
    'a week over the leap day',
    { timezone: 'Europe/London', start: '2028-02-23 09:00', every: '1 week', instant: '2028-03-01T09:00:00Z' },
  ],
  [
    'a month from the 31st to the leap day, the last of its month',
    { timezone: 'Europe/London', start: '2028-01-31 09:00', every: '1 month', instant: '2028-02-29T09:00:00Z' },
  ],
];

function secondsBefore(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) - seconds * 1000).toISOString();
}

describe.each(VARIANTS)('handoffs, %s', (_title, switches) => {
  it.each(HANDOFFS)('33: %s', async (_what, { timezone, start, every, instant }) => {
    const roster = { agents: TWO, timezone, rotations: [{ agents: ['ann', 'bob'], start, every }] };
    const before = new Story({ switches, roster, agents: ['take'], startsAt: secondsBefore(instant, SOONER_SECONDS) });
    before.alarm('web-1-cpu');
    await before.toTheEnd();
    const after = new Story({ switches, roster, agents: ['take'], startsAt: instant });
    after.alarm('web-1-cpu');
    await after.toTheEnd();

    expect(before.lines()).toEqual(takenBy('ann'));
    expect(after.lines()).toEqual(takenBy('bob'));
  });

  it('33: the clocks go forward while the first phone rings: the next call is to whoever is on call then', async () => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2027-03-27 01:30', every: '1 day' }];
    const story = new Story({
      switches,
      roster: { agents: TWO, timezone: 'Europe/London', rotations },
      agents: ['no-answer', 'take'],
      startsAt: '2027-03-28T00:59:50Z',
    });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', ...takenBy('bob')]);
  });

  it.each([
    [59.9, 'ann'],
    [60, 'bob'],
  ] as const)('32: an alarm %d s into the story, the handoff being at 60 s, rings %s', async (atSeconds, agent) => {
    const rotations = [{ agents: ['ann', 'bob'], start: '2026-11-15 03:01', every: '1 week' }];
    const story = new Story({
      switches,
      roster: { agents: AGENTS, timezone: 'UTC', rotations },
      agents: ['take'],
      latencyMs: 2,
    });
    // The queue and the Lambda take 50 ms to the Function that reads the roster.
    story.at(atSeconds, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy(agent));
  });

  it('32: a handoff while the first phone rings: the next call is to whoever is on call then', async () => {
    const rotations = [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-15 03:01', every: '1 week' }];
    const story = new Story({
      switches,
      roster: { agents: AGENTS, timezone: 'UTC', rotations },
      agents: ['no-answer', 'take'],
    });
    story.at(50, () => story.alarm('web-1-cpu'));
    await story.toTheEnd();

    expect(story.lines()).toEqual(['ann rings', 'ann no-answer', ...takenBy('bob')]);
  });
});

/** 22 November 2026, 03:00 UTC, is when these stories begin. */
const TODAY = { from: '2026-11-22 00:00', to: '2026-11-23 00:00' };

const FOUR = { ...AGENTS, dee: { name: 'Dee Ash', phone: NUMBERS.dee } };

describe.each(VARIANTS)('overrides, %s', (_title, switches) => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['added: the stand-in is called before whoever is on call', [{ in: 'dee', ...TODAY }], ['dee', 'ann', 'bob']],
    ['replaced: the stand-in is called in the place', [{ out: 'ann', in: 'dee', ...TODAY }], ['dee', 'bob', 'cyd']],
    [
      'replaced by a colleague of the rotation: nobody is called twice before the others',
      [{ out: 'ann', in: 'cyd', ...TODAY }],
      ['cyd', 'bob', 'cyd'],
    ],
    [
      'overlapping: the later one in the list wins',
      [
        { out: 'ann', in: 'dee', ...TODAY },
        { out: 'ann', in: 'cyd', from: '2026-11-22 02:00', to: '2026-11-22 04:00' },
      ],
      ['cyd', 'bob', 'cyd'],
    ],
    [
      'overlapping, but over by now: the longer one holds',
      [
        { out: 'ann', in: 'dee', ...TODAY },
        { out: 'ann', in: 'cyd', from: '2026-11-22 01:00', to: '2026-11-22 03:00' },
      ],
      ['dee', 'bob', 'cyd'],
    ],
    [
      'out of an agent who is not on call: the others stay as they are',
      [{ out: 'bob', in: 'dee', ...TODAY }],
      ['ann', 'dee', 'cyd'],
    ],
    [
      'out of an agent whom no rotation has: it changes nothing',
      [{ out: 'dee', in: 'bob', ...TODAY }],
      ['ann', 'bob', 'cyd'],
    ],
  ])('34: %s', async (_what, overrides, rings) => {
    const roster = {
      agents: FOUR,
      timezone: 'UTC',
      teams: {
        web: { rotations: [{ agents: ['ann', 'bob', 'cyd'], start: '2026-11-16 00:00', every: '1 week' }], overrides },
      },
    };
    const story = new Story({ switches, roster, agents: ['no-answer'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines().slice(0, 6)).toEqual(rings.flatMap((agent) => [`${agent} rings`, `${agent} no-answer`]));
    // Then the SMS that nobody has it, to everyone on the team.
    const texts = story.lines().slice(6);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    for (const line of texts) expect(line).toMatch(/^SMS to \w+: NOBODY HAS THIS$/);
  });

  it('34: a stand-in is called, and is among those who are told that nobody took it', async () => {
    const roster = {
      agents: FOUR,
      timezone: 'UTC',
      teams: { web: { rotations: [{ agents: ['ann'] }] } },
      overrides: [{ out: 'ann', in: 'dee', ...TODAY }],
    };
    const story = new Story({ switches, roster, agents: ['no-answer'] });
    story.alarm('web-1-cpu');
    await story.toTheEnd();

    expect(story.lines()).toEqual([
      'dee rings',
      'dee no-answer',
      'dee rings',
      'dee no-answer',
      'dee rings',
      'dee no-answer',
      'SMS to ann: NOBODY HAS THIS',
      'SMS to dee: NOBODY HAS THIS',
    ]);
  });
});
