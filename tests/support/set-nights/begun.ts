import { ago, before, DAY, had, has, HOUR, many, memoryOf, nobodyTook, owed } from '../before';
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
        memory: memoryOf(
          { name: 'old-1', slot: 2, seconds: HOUR - 0.05 },
          ...many(997, 1, 2 * HOUR),
          { name: 'old-2', slot: 2, seconds: 2 * HOUR },
        ),
      }),
      alarms: [
        wrong('web-1', 0),
        // Known when it comes first, and forgotten when it comes again.
        wrong('old-1', 1, { aheadSeconds: -HOUR - 1 + 0.05 }),
        wrong('web-2', 3),
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
];
