import { STRAY_REPLIES } from '../../../src/rehearsal/odd-reply';
import { right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';

/** The roster is edited, another release writes the board, or what lies beside it is lost. */
export const EDITED: readonly SetNight[] = [
  set(
    'the owner leaves',
    { does: ['no-answer', 'take', 'take'], deployments: [{ atSeconds: 100, roster: 'without the last' }] },
    'ann!; bob!; bob: You have it; ann!; ann: You have it',
  ),
  set(
    'the order is turned round',
    { agents: ['ann', 'bob', 'cyd'], maxCalls: 3, deployments: [{ atSeconds: 10, roster: 'reversed' }] },
    'ann!; cyd!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; cyd: NOBODY HAS THIS',
  ),
  set(
    'the roster is broken from the beginning',
    { deployments: [{ atSeconds: 0, roster: 'broken' }], alarms: [wrong('web-1', 5)] },
    'dee!; dee!; dee!; dee: NOBODY HAS THIS',
  ),
  set(
    'the roster is broken, and mended',
    {
      deployments: [
        { atSeconds: 0, roster: 'broken' },
        { atSeconds: 20, roster: 'as it was' },
      ],
      alarms: [wrong('web-1', 5)],
      does: ['no-answer', 'take'],
    },
    'dee!; dee!; dee: You have it',
  ),
  set(
    'the roster is broken while it is called',
    { deployments: [{ atSeconds: 10, roster: 'broken' }], does: ['no-answer', 'take'] },
    'ann!; dee!; dee: You have it',
  ),
  set(
    'nobody takes it, and the roster is broken before everyone can be told',
    {
      deployments: [{ atSeconds: 60, roster: 'broken' }],
      outages: [{ of: 'Messages', fromSeconds: 0, seconds: 300, meets: { is: 'answered', status: 503, code: 20503 } }],
      alarms: [wrong('web-1', 0), wrong('web-2', 2_000)],
    },
    'ann!; bob!; dee: NOBODY HAS THIS; dee!; dee!; dee!; dee: NOBODY HAS THIS',
  ),
  set(
    'the route is edited while it is called',
    {
      secondTeam: ['cyd'],
      deployments: [{ atSeconds: 10, roster: 'all to one team' }],
      alarms: [wrong('db', 0), right('db', 60)],
      maxCalls: 3,
    },
    'cyd!',
  ),
  set(
    'the route is edited, and a copy of the alarm comes',
    {
      secondTeam: ['cyd'],
      deployments: [{ atSeconds: 10, roster: 'all to one team' }],
      alarms: [{ ...wrong('db', 0), copiesAfterSeconds: [0, 12] }, right('db', 60)],
      maxCalls: 3,
    },
    'cyd!; ann!; bob!',
  ),
  set(
    'the route is edited, and a copy of the alarm comes when it is over',
    {
      secondTeam: ['cyd'],
      deployments: [{ atSeconds: 10, roster: 'all to one team' }],
      alarms: [{ ...wrong('db', 0), copiesAfterSeconds: [0, 90] }, right('db', 60)],
      maxCalls: 3,
    },
    'cyd!',
  ),
  set(
    'it is silenced while it is called, and no event comes',
    {
      does: ['hang-up', 'hang-up', 'take'],
      maxCalls: 3,
      beatSeconds: 290,
      events: [[], [], []],
      deployments: [{ atSeconds: 5, roster: 'silenced' }],
      alarms: [wrong('web-1', 0), right('web-1', 240)],
    },
    'ann!; bob!; ann!; ann: Recovered; ann: You have it',
  ),
  ...STRAY_REPLIES.filter(({ status }) => status < 300).map((reply) =>
    set(
      `the route is edited, a copy comes, and the list of boards is ${JSON.stringify(reply)}`,
      {
        secondTeam: ['cyd'],
        deployments: [{ atSeconds: 10, roster: 'all to one team' }],
        alarms: [{ ...wrong('db', 0), copiesAfterSeconds: [0, 12] }, right('db', 60)],
        faults: [1, 2, 3, 4].map((nth) => ({ on: 'list boards', nth, fate: { is: 'stray', reply, isApplied: true } })),
        maxCalls: 3,
      },
      'cyd!; ann!; bob!; cyd!',
    ),
  ),
  set(
    'the team is renamed',
    {
      does: ['no-answer', 'take'],
      deployments: [{ atSeconds: 10, roster: 'renamed' }],
      alarms: [wrong('web-1', 0), right('web-1', 200)],
    },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set(
    'the first release wrote the board',
    { firstReleaseAtSeconds: [10], does: ['no-answer', 'take'], alarms: [wrong('web-1', 0), right('web-1', 200)] },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set(
    'the first release wrote that it is taken',
    {
      firstReleaseAtSeconds: [60],
      does: ['take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 100), right('web-1', 200), right('web-2', 210)],
    },
    'ann!; ann: One more for you; ann: Recovered; ann: You have it',
  ),
  set(
    'a later release has the board',
    { laterReleases: [{ fromSeconds: 10, seconds: 200 }], does: ['no-answer', 'take'] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'what lies beside the board is lost',
    { does: ['take'], remindMinutes: 5, lostAtSeconds: [100], alarms: [wrong('web-1', 0), right('web-1', 900)] },
    'ann!; ann: You have it; ann!; ann: Recovered',
  ),
  set(
    'the first release wrote the board, and another alarm comes',
    {
      firstReleaseAtSeconds: [10],
      does: ['no-answer', 'take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 12), right('web-1', 200), right('web-2', 210)],
    },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set(
    'the first release wrote the board while somebody is asked for a key',
    {
      firstReleaseAtSeconds: [6],
      does: ['take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 8), right('web-1', 200), right('web-2', 210)],
    },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'the first release wrote that nobody took it',
    { firstReleaseAtSeconds: [100], alarms: [wrong('web-1', 0), wrong('web-2', 200)] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'the first release wrote that it is taken, and it recovers',
    { firstReleaseAtSeconds: [60], does: ['take'], alarms: [wrong('web-1', 0), right('web-1', 200)] },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'the first release wrote the board, and a reader is late',
    {
      firstReleaseAtSeconds: [20],
      does: ['no-answer', 'take'],
      faults: [{ on: 'read board', nth: 4, fate: { is: 'stale', ageMs: 10_000 } }],
    },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'a later release has the board of one team',
    {
      secondTeam: ['cyd'],
      laterReleases: [{ fromSeconds: 4, seconds: 300 }],
      does: ['no-answer', 'take', 'take'],
      alarms: [wrong('web-1', 0), wrong('db', 10)],
    },
    'ann!; cyd!; cyd: You have it; bob!; bob: You have it',
  ),
  set(
    'a later release has the board of one team that is to be reminded',
    {
      agents: ['ann'],
      secondTeam: ['cyd'],
      does: ['take'],
      remindMinutes: 5,
      laterReleases: [{ fromSeconds: 100, seconds: 600 }],
      alarms: [wrong('web-1', 0), wrong('db', 40), right('db', 800), right('web-1', 1_100)],
    },
    'ann!; ann: You have it; cyd!; cyd: You have it; cyd!; ann!; ann: Recovered; cyd: Recovered',
  ),
  set(
    'a later release has the board of one of two teams whose alarms come together',
    {
      secondTeam: ['cyd'],
      laterReleases: [{ fromSeconds: 4, seconds: 300 }],
      does: ['no-answer', 'take', 'take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 10), wrong('db', 10)],
    },
    'ann!; cyd!; cyd: You have it; bob!; bob: You have it; bob: One more for you',
  ),
  set(
    'another alarm after the owner has left',
    {
      does: ['no-answer', 'take', 'take'],
      deployments: [{ atSeconds: 100, roster: 'without the last' }],
      alarms: [wrong('web-1', 0), wrong('web-2', 110)],
    },
    'ann!; bob!; bob: You have it; ann!; ann: You have it; ann!; ann: You have it',
  ),
];
