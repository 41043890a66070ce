import { hashOf } from '../../../src/board/memory';
import { ago, before, DAY, filled, had, has, HOUR, many, memoryOf, nobodyTook, owed } from '../before';
import { right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';
import type { Schedule } from '../schedule';

/** No SMS leaves until then. */
function mute(untilSeconds: number): Pick<Schedule, 'outages'> {
  return {
    outages: [
      { of: 'Messages', fromSeconds: 0, seconds: untilSeconds, meets: { is: 'answered', status: 503, code: 20503 } },
    ],
  };
}

/** A board is written when news of anything comes, and then the heartbeat looks after it. */
const TRIFLE = right('trifle', 1);

/** Eleven incidents. */
const OF_ANN = Array.from({ length: 11 }, (_, index) => index + 1);

/** Nights that begin in the middle of something: what takes days, or a thousand alarms, to come about. */
export const BEGUN: readonly SetNight[] = [
  set(
    'taken a day ago',
    {
      before: before({
        incidents: [has('bob', 1, DAY - 100)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: DAY }),
      }),
      alarms: [TRIFLE],
    },
    'bob: Left to you',
  ),
  set(
    'nobody took it a day ago, and one of its alarms is forgotten',
    { before: before({ incidents: [nobodyTook(1, DAY - 100, { unremembered: 1 })] }), alarms: [TRIFLE] },
    'ann: Left to all of you; bob: Left to all of you',
  ),
  set(
    'nobody took it a day ago, and nobody could be told',
    {
      ...mute(500),
      before: before({
        incidents: [nobodyTook(1, DAY + HOUR, { unremembered: 1 })],
        outbox: ['ann', 'bob'].map((to) => owed(to, DAY, { kind: 'exhausted', slot: 1 })),
      }),
      alarms: [TRIFLE, right('trifle', 900)],
    },
    'ann: Left to all of you; ann: NOBODY HAS THIS; bob: Left to all of you; bob: NOBODY HAS THIS',
  ),
  set(
    'what was to be said two days ago',
    {
      ...mute(400),
      before: before({
        incidents: [had('ann', 1, 2 * DAY)],
        outbox: [owed('ann', 2 * DAY - 100, { kind: 'recovered', slot: 1 })],
      }),
      alarms: [TRIFLE, right('trifle', 300)],
    },
    '',
  ),
  set(
    'what was to be said to somebody who has left',
    {
      before: before({
        incidents: [had('ann', 1, HOUR)],
        outbox: [owed('eve', HOUR, { kind: 'recovered', slot: 1 })],
      }),
      alarms: [TRIFLE],
    },
    '',
  ),
  set(
    'a thirteenth',
    {
      does: ['take'],
      before: before({
        incidents: Array.from({ length: 12 }, (_, index) =>
          has('bob', index + 1, HOUR, index === 2 ? { unremembered: 1 } : {}),
        ),
        memory: memoryOf(
          ...Array.from({ length: 12 }, (_, index) => ({ name: `old-${index + 1}`, slot: index + 1, seconds: HOUR })),
        ),
      }),
      alarms: [wrong('web-1', 0), right('old-1', 100), right('old-2', 200)],
    },
    'bob: Left to you; ann!; ann: You have it; bob: Recovered; bob: Recovered',
  ),
  set(
    'the place of what was closed by hand',
    {
      does: ['take'],
      before: before({
        incidents: [had('bob', 1, 2 * HOUR, { closed: { is: 'by-hand', proof: '0123456789' } })],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: 2 * HOUR }),
      }),
      alarms: [wrong('web-1', 0), right('web-1', 100)],
    },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'no room for what is over and still to be told of',
    {
      ...mute(200),
      does: ['take'],
      before: before({
        incidents: [
          had('bob', 1, HOUR),
          ...[2, 3].map((slot) => had('cyd', slot, HOUR)),
          ...Array.from({ length: 11 }, (_, index) => has('cyd', index + 4, HOUR)),
        ],
        memory: memoryOf(
          ...Array.from({ length: 11 }, (_, index) => ({ name: `old-${index + 4}`, slot: index + 4, seconds: HOUR })),
        ),
        outbox: [
          owed('bob', HOUR, { kind: 'recovered', slot: 1 }),
          owed('cyd', HOUR, { kind: 'recovered', slot: 2 }, { kind: 'recovered', slot: 3 }),
        ],
      }),
      agents: ['ann', 'bob', 'cyd'],
      alarms: [wrong('web-1', 0)],
    },
    'ann!; ann: You have it; bob: One earlier incident is over or left to you; cyd: Recovered',
  ),
  set(
    'a thousand and one alarms',
    {
      does: ['take'],
      regroupMinutes: 0,
      before: before({
        incidents: [has('bob', 1, HOUR, { joined: 997 }), has('bob', 2, HOUR, { joined: 2 })],
        memory: memoryOf({ name: 'old-1', slot: 2, seconds: HOUR - 0.05 }, ...many(997, 1, 2 * HOUR), {
          name: 'old-2',
          slot: 2,
          seconds: 2 * HOUR,
        }),
      }),
      alarms: [
        wrong('web-1', 0),
        // Known when it comes first, and forgotten when it comes again.
        wrong('old-1', 1, { aheadSeconds: -HOUR - 1 + 0.05 }),
        wrong('web-2', 3),
        wrong('web-3', 5),
        // Nobody has ever heard of this one.
        wrong('late', 300, { aheadSeconds: -3 * HOUR }),
        right('old-2', 500),
      ],
    },
    'ann!; ann: One more for you; ann: You have it; ann!; ann: You have it',
  ),
  set(
    'what may have been forgotten, when nothing is open',
    {
      does: ['take'],
      before: before({ forgottenToMs: ago(10) }),
      alarms: [wrong('web-1', 1, { aheadSeconds: -60 })],
      outages: [{ of: 'Functions', fromSeconds: 0, seconds: 5, meets: { is: 'answered', status: 503, code: 20503 } }],
    },
    'ann!; ann: You have it',
  ),
  set(
    'what is newer than what was forgotten',
    {
      does: ['take'],
      before: before({
        forgottenToMs: ago(10),
        incidents: [has('bob', 1, HOUR)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }),
      }),
      alarms: [wrong('web-1', 1)],
      outages: [{ of: 'Functions', fromSeconds: 0, seconds: 5, meets: { is: 'answered', status: 503, code: 20503 } }],
    },
    'ann!; ann: You have it',
  ),
  set(
    'it came and went an hour ago',
    {
      before: before({
        incidents: [has('ann', 1, 2 * HOUR, { joined: 2, flaps: 2, flapsSinceMs: ago(HOUR + 60) })].map((each) => ({
          ...each,
          taken: { by: 'ann', proof: '0123456789', atMs: ago(60), way: 'key' as const },
        })),
        memory: memoryOf(
          { name: 'old-1', slot: 1, seconds: 300, state: 'right' },
          { name: 'old-2', slot: 1, seconds: HOUR },
        ),
      }),
      alarms: [wrong('old-1', 1)],
    },
    'ann: One more for you',
  ),
  set(
    'the calls of the hour are used up',
    {
      does: ['take'],
      budgets: { calls: 10, texts: 10 },
      before: before({ spent: { calls: [[Math.floor(ago(HOUR) / 300_000), 10]], texts: [], rang: [] } }),
      alarms: [wrong('web-1', 0)],
    },
    'ann: CALLS USED UP; bob: CALLS USED UP; ann!; ann: You have it',
  ),
  set(
    'the SMS of the last hour',
    {
      before: before({
        spent: { calls: [], texts: [{ to: 'ann', sinceMs: ago(HOUR + 1), count: 10 }], rang: [] },
      }),
      alarms: [wrong('web-1', 0)],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'another round after twenty calls',
    {
      again: { everyMinutes: 10, times: 2 },
      does: ['no-answer', 'take'],
      before: before({
        incidents: [
          nobodyTook(1, 300, {
            calls: Array.from({ length: 20 }, (_, index) => ({
              number: index + 1,
              agent: 'ann',
              outcome: 'no-answer' as const,
              proof: `0123456${String(index).padStart(3, '0')}`,
              atMs: ago(300 + index),
            })),
          }),
        ],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }),
      }),
      alarms: [TRIFLE],
    },
    'ann!; bob!; ann: Bob Roy has it after all; bob: You have it',
  ),
  set(
    'what nobody took, after three others',
    {
      does: ['take'],
      before: before({
        incidents: [nobodyTook(1, HOUR)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }),
        former: [2, 3, 4].map((slot) => ({ id: `inc-0000000${slot}`, calls: [], untilMs: ago(-600) })),
      }),
      alarms: [wrong('web-1', 0), right('web-1', 60), right('old-1', 100)],
    },
    'ann!; ann: Recovered; ann: You have it; bob: Ann Lee has it after all',
  ),
  set(
    'a board that no release wrote: taken by nobody',
    {
      does: ['take'],
      before: before({
        incidents: [{ ...nobodyTook(1, DAY + HOUR), status: 'taken' }],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: DAY }),
      }),
      alarms: [wrong('web-1', 0)],
    },
    'ann!; ann: You have it',
  ),
  set(
    'a board that no release wrote: two are being called',
    {
      does: ['take'],
      before: before({
        incidents: [1, 2].map((slot) =>
          nobodyTook(slot, 60, {
            status: 'escalating',
            attempt: {
              number: 1,
              agent: { id: 'ann', name: 'Ann Lee', phone: '+447700900001' },
              token: `token-${slot}`,
              passed: [],
              failures: 0,
              state: { is: 'waiting', notBeforeMs: ago(10), why: 'redial' },
            },
          }),
        ),
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: 60 }, { name: 'old-2', slot: 2, seconds: 60 }),
      }),
      alarms: [wrong('web-1', 0)],
    },
    'ann!; ann: You have it',
  ),
  set(
    'thirty phones rang just now',
    {
      does: ['busy', 'take'],
      before: before({
        spent: {
          calls: [],
          texts: [],
          rang: Array.from({ length: 30 }, (_, index) => ({ phone: `phone${index + 10}`.slice(-6), atMs: ago(5) })),
        },
      }),
    },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'of four years ago',
    {
      does: ['take'],
      before: before({ memory: memoryOf({ name: 'old-1', slot: 0, seconds: 4 * 365 * DAY, state: 'right' }) }),
      alarms: [wrong('web-1', 0, { againAfterSeconds: [100] }), right('web-1', 60)],
    },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'a memory full of what is right',
    {
      does: ['take'],
      before: before({
        incidents: [has('bob', 1, 2 * HOUR)],
        memory: memoryOf(
          { name: 'old-1', slot: 1, seconds: 2 * HOUR },
          ...many(999, 0, HOUR).map((each) => ({ ...each, state: 'right' as const })),
        ),
      }),
      alarms: [wrong('web-1', 0), right('old-1', 100)],
    },
    'ann!; ann: You have it; bob: Recovered',
  ),
  set(
    'what nobody took, of which an alarm is forgotten',
    {
      does: ['take'],
      before: before({
        incidents: [nobodyTook(1, HOUR, { joined: 2, unremembered: 1 })],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }),
      }),
      alarms: [wrong('web-1', 0), right('web-1', 60), right('old-1', 100)],
    },
    'ann!; ann: You have it; bob: Ann Lee has it after all',
  ),
  set(
    'what is over, and nobody has heard so yet',
    {
      ...mute(100),
      before: before({
        incidents: [had('bob', 1, 3 * HOUR), had('ann', 2, 3 * HOUR, { isUnrecorded: true })],
        outbox: [
          owed('bob', 2 * HOUR, { kind: 'recovered', slot: 1 }),
          {
            ...owed('ann', 2 * HOUR, { kind: 'recovered', slot: 2, leased: 0 }),
            lease: { by: 'a run that was stopped', sinceMs: ago(100), untilMs: ago(80) },
          },
        ],
      }),
      alarms: [TRIFLE],
    },
    'ann: Recovered; bob: Recovered',
  ),
  set(
    'reminded ten times',
    {
      remindMinutes: 5,
      before: before({
        incidents: [has('ann', 1, HOUR, { reminders: 10 })],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }),
      }),
      alarms: [TRIFLE],
    },
    '',
  ),
  set(
    'the index of what is due was lost',
    {
      does: ['take'],
      remindMinutes: 5,
      before: before({
        incidents: [has('ann', 1, 200)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: 200 }),
        dueMs: ago(700),
      }),
      alarms: [TRIFLE, right('old-1', 200)],
    },
    'ann!; ann: Recovered',
  ),
  set(
    'two are to be reminded at once',
    {
      does: ['take'],
      remindMinutes: 5,
      before: before({
        incidents: [has('ann', 1, 200), has('bob', 2, 190)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: 200 }, { name: 'old-2', slot: 2, seconds: 190 }),
      }),
      alarms: [TRIFLE, right('old-1', 400), right('old-2', 400)],
    },
    'ann!; bob!; ann: Recovered; bob: Recovered',
  ),
  set(
    'one person is owed as much as can be',
    {
      ...mute(300),
      does: ['take'],
      before: before({
        incidents: [had('ann', 12, HOUR), ...OF_ANN.map((slot) => has('ann', slot, HOUR))],
        memory: memoryOf(...OF_ANN.map((slot) => ({ name: `old-${slot}`, slot, seconds: HOUR }))),
        outbox: [
          owed(
            'ann',
            HOUR,
            ...OF_ANN.map((slot) => ({ kind: 'details' as const, slot })),
            ...OF_ANN.slice(0, 4).map((slot) => ({ kind: 'kept' as const, slot })),
            { kind: 'recovered', slot: 12 },
          ),
        ],
      }),
      alarms: [wrong('web-1', 0)],
    },
    'ann!; ann: One earlier incident is over or left to you; ann: You have it',
  ),
  set(
    'a board full of words',
    {
      ...mute(100),
      does: ['take'],
      agents: ['ann', 'bob', 'cyd'],
      before: filled(
        before({
          incidents: [has('cyd', 1, 2 * HOUR, { joined: 998, worded: 16 }), has('bob', 2, HOUR), had('bob', 3, HOUR)],
          words: [
            {
              incident: 'inc-00000001',
              alarms: many(16, 1, 2 * HOUR).map(({ name }) => ({
                hash: hashOf(`111122223333/eu-west-1/${name}/`),
                summary: `${name}. ${'x'.repeat(180)}`,
                sinceMs: ago(2 * HOUR),
                region: 'eu-west-1',
                account: '111122223333',
              })),
            },
          ],
          memory: memoryOf({ name: 'old-2', slot: 2, seconds: HOUR }),
          outbox: [owed('bob', 600, { kind: 'recovered', slot: 3 })],
        }),
        1,
      ),
      alarms: [wrong('web-1', 0), right('old-2', 300)],
    },
    'ann!; ann: You have it; bob: Recovered; bob: Recovered',
  ),
  set(
    'a board full of news',
    {
      ...mute(100),
      does: ['take'],
      agents: ['ann', 'bob', 'cyd'],
      colleagues: { people: 29, script: 'latin' },
      before: filled(
        before({
          incidents: OF_ANN.map((slot) => has('cyd', slot, HOUR)),
          memory: memoryOf(...OF_ANN.map((slot) => ({ name: `old-${slot}`, slot, seconds: HOUR }))),
          spent: {
            calls: [],
            rang: [],
            texts: Array.from({ length: 29 }, (_, index) => ({
              to: `colleague-${index}`,
              sinceMs: ago(600),
              count: 1,
            })),
          },
          outbox: Array.from({ length: 29 }, (_, index) =>
            owed(
              `colleague-${index}`,
              600,
              ...OF_ANN.map((slot) => ({ kind: 'correction' as const, slot })),
              ...OF_ANN.slice(0, 5).map((slot) => ({ kind: 'taken-over' as const, slot })),
            ),
          ),
        }),
        1,
      ),
      alarms: [wrong('web-1', 0), right('old-2', 300)],
    },
    [
      'ann!; ann: You have it; cyd: Recovered',
      ...Array.from(
        { length: 28 },
        (_, index) => `+4477009000${index + 11}: 16 earlier incidents are over or left to you`,
      ),
      // Of one person there is room for the words.
      '+447700900039: Cyd Ito has it',
    ].join(';'),
  ),
  set(
    'an alarm with a longer name than there is room for',
    { does: ['take'], before: before({}), alarms: [wrong('資料庫伺服器磁碟'.repeat(3), 0)] },
    'ann!; ann: You have it',
  ),
  set(
    'it went wrong again without having been right',
    {
      does: ['take'],
      before: before({
        incidents: [has('bob', 1, HOUR)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }),
      }),
      alarms: [wrong('old-1', 0), right('old-1', 100)],
    },
    'bob: Left to you; ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'what nobody took went wrong again, and somebody has another one',
    {
      before: before({
        incidents: [nobodyTook(1, HOUR), has('ann', 2, 60)],
        memory: memoryOf({ name: 'old-1', slot: 1, seconds: HOUR }, { name: 'old-2', slot: 2, seconds: 60 }),
      }),
      alarms: [wrong('old-1', 1), right('old-2', 50), right('old-1', 100)],
    },
    'ann: One more for you; ann: Recovered; bob: Recovered',
  ),
];
