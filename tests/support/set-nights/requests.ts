import { STRAY_REPLIES } from '../../../src/rehearsal/odd-reply';
import { INTRUSIONS, SHAPES } from '../schedule';
import { right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';

/** Requests, events, executions and clocks go wrong. */
export const TROUBLED: readonly SetNight[] = [
  set(
    'the first number is refused',
    { maxCalls: 3, faults: [{ on: 'start call', nth: 1, fate: { is: 'answered', status: 400, code: 21211 } }] },
    'bob!; bob!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'every number is refused',
    {
      faults: [1, 2, 3, 4, 5, 6].map((nth) => ({
        on: 'start call',
        nth,
        fate: { is: 'answered', status: 400, code: 21211 },
      })),
    },
    'ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'stuck while it rings',
    { stuck: [{ execution: 1, when: 'ringing' }], does: ['no-answer', 'take'] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'stuck from the beginning',
    { stuck: [{ execution: 1, when: 'at once' }], does: ['no-answer', 'take'] },
    'bob!; ann!; ann: You have it',
  ),
  set(
    'stuck when somebody is spoken to',
    { stuck: [{ execution: 1, when: 'speaking' }], does: ['take', 'take'] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'no event',
    { events: [[], [], [], []], does: ['hang-up', 'hang-up'] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set('late events', { events: [[60_000], [60_000]], does: ['hang-up', 'take'] }, 'ann!; bob!; bob: You have it'),
  set(
    'the owner gets no SMS',
    { unreachable: { ann: 21610 }, does: ['take'], alarms: [wrong('web-1', 0), wrong('web-2', 100)] },
    'ann!; ann!',
  ),
  set(
    'no SMS for a while',
    {
      does: ['take'],
      outages: [{ of: 'Messages', fromSeconds: 0, seconds: 300, meets: { is: 'answered', status: 503, code: 20503 } }],
      alarms: [wrong('web-1', 0), wrong('web-2', 60)],
    },
    'ann!; ann: You have it',
  ),
  set(
    'no SMS for two hours',
    {
      does: ['take'],
      outages: [
        { of: 'Messages', fromSeconds: 0, seconds: 7_200, meets: { is: 'answered', status: 503, code: 20503 } },
      ],
      alarms: [wrong('web-1', 0), wrong('web-2', 60)],
    },
    'ann!; ann!; ann: You have it',
  ),
  set(
    'no SMS for an hour, and nobody takes it',
    {
      outages: [
        { of: 'Messages', fromSeconds: 0, seconds: 4_000, meets: { is: 'answered', status: 503, code: 20503 } },
      ],
      alarms: [wrong('web-1', 0)],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'no SMS for a while, to everyone of a large team',
    {
      colleagues: { people: 40, script: 'latin' },
      outages: [{ of: 'Messages', fromSeconds: 0, seconds: 400, meets: { is: 'answered', status: 503, code: 20503 } }],
    },
    [
      'ann!',
      'bob!',
      'ann: NOBODY HAS THIS',
      'bob: NOBODY HAS THIS',
      ...Array.from({ length: 40 }, (_, index) => `+4477009000${index + 11}: NOBODY HAS THIS`),
    ].join(';'),
  ),
  ...(
    [
      [429, 20429],
      [400, 21611],
    ] as const
  ).map(([status, code]) =>
    set(
      `Twilio has too many SMS to send: ${status}/${code}`,
      {
        does: ['take'],
        alarms: [wrong('web-1', 0), wrong('web-2', 100)],
        faults: [{ on: 'send SMS', nth: 2, fate: { is: 'answered', status, code } }],
      },
      'ann!; ann: One more for you; ann: You have it',
    ),
  ),
  set(
    'nobody knows whether an SMS was sent',
    { does: ['take'], outages: [{ of: 'Messages', fromSeconds: 0, seconds: 60, meets: { is: 'lose-reply' } }] },
    'ann!; ann: You have it',
  ),
  set(
    'nobody says whether an SMS was sent',
    { does: ['take'], outages: [{ of: 'Messages', fromSeconds: 0, seconds: 1_500, meets: { is: 'drop' } }] },
    'ann!; ann: You have it',
  ),
  set(
    'its message becomes a dead letter',
    { receives: 2, maxCalls: 6, alarms: [wrong('web-1', 0), right('web-2', 1_200)] },
    'ann!; bob!; ann!; bob!; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'an SMS is sent long after it was asked for',
    { does: ['take'], faults: [{ on: 'send SMS', nth: 1, fate: { is: 'lose-reply', appliedAfterMs: 8_000 } }] },
    'ann!; ann: You have it; ann: You have it',
  ),
  set(
    'an SMS to everyone is lost once',
    {
      faults: [
        { on: 'send SMS', nth: 1, fate: { is: 'drop' } },
        { on: 'send SMS', nth: 2, fate: { is: 'lose-reply' } },
      ],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'the Function stops before the SMS to everyone',
    { faults: [{ on: 'send SMS', nth: 1, fate: { is: 'crash-before' } }] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'the Function stops after the SMS to everyone',
    { faults: [{ on: 'send SMS', nth: 2, fate: { is: 'crash-after' } }] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'the number that is texted first is refused',
    { does: ['take'], unreachable: { bob: 21610 }, alarms: [wrong('web-1', 0), right('web-1', 200)] },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set('everyone but one is told', { unreachable: { ann: 21610 } }, 'ann!; bob!; bob: NOBODY HAS THIS'),
  set(
    'no clock is right',
    { clocks: [-60, 60, 5], does: ['no-answer', 'take'], alarms: [wrong('web-1', 0), right('web-1', 200)] },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  ...STRAY_REPLIES.map((reply) =>
    set(
      `the Functions answer ${JSON.stringify(reply)}`,
      {
        does: ['no-answer', 'take'],
        outages: [{ of: 'Functions', fromSeconds: 0, seconds: 0.25, meets: { is: 'stray', reply, isApplied: false } }],
      },
      'ann!; bob!; bob: You have it',
    ),
  ),
  set(
    'intruders',
    {
      does: ['take'],
      intrusions: [...INTRUSIONS, ...SHAPES].flatMap((what, index) => [
        { atSeconds: 2 + index, what },
        { atSeconds: 100 + index, what },
      ]),
    },
    'ann!; ann: You have it',
  ),
  set(
    'an execution is created long after it was asked for',
    { faults: [{ on: 'start call', nth: 1, fate: { is: 'lose-reply', appliedAfterMs: 110_000 } }] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'an execution is created long after somebody took it',
    { does: ['take'], faults: [{ on: 'start call', nth: 1, fate: { is: 'lose-reply', appliedAfterMs: 110_000 } }] },
    'ann!; ann: You have it',
  ),
  set(
    'it recovers before the phone rings',
    {
      alarms: [wrong('web-1', 0), right('web-1', 0.5)],
      faults: [{ on: '/claim', nth: 1, fate: { is: 'deliver', latencyMs: 2_000 } }],
    },
    '',
  ),
  set(
    'it recovers and goes wrong again before the phone rings',
    {
      does: ['take'],
      alarms: [wrong('web-1', 0), right('web-1', 0.5), wrong('web-1', 4)],
      faults: [{ on: '/claim', nth: 1, fate: { is: 'deliver', latencyMs: 2_000 } }],
    },
    'ann!; ann: You have it',
  ),
  set(
    'Studio is silent while a phone rings late',
    {
      queued: [{ execution: 1, seconds: 60 }],
      outages: [{ of: 'Studio', fromSeconds: 70, seconds: 10, meets: { is: 'answered', status: 503, code: 20503 } }],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'a phone rings late, and the message comes meanwhile',
    { queued: [{ execution: 1, seconds: 60 }], does: ['take'] },
    'ann!; ann: You have it',
  ),
  ...(['ringing', 'answered', 'speaking'] as const).flatMap((when) => [
    set(
      `stuck: ${when}, and its call goes on`,
      { stuck: [{ execution: 1, when }], switches: { endingHangsUp: false }, does: ['silent', 'take'] },
      'ann!; bob!; bob: You have it',
    ),
    set(
      `stuck: ${when}, and Studio names no call`,
      {
        stuck: [{ execution: 1, when }],
        switches: { endingHangsUp: false },
        does: ['silent', 'take'],
        faults: [1, 2, 3].map((nth) => ({
          on: 'read call' as const,
          nth,
          fate: { is: 'answered' as const, status: 404, code: 20404 },
        })),
      },
      'ann!; bob!; bob: You have it',
    ),
  ]),
  set(
    'stuck when 1 was pressed',
    { stuck: [{ execution: 1, when: 'key pressed' }], does: ['take', 'take'] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'a board without a revision',
    {
      does: ['no-answer', 'take'],
      alarms: [wrong('web-1', 0), right('web-1', 300)],
      outages: [{ of: 'Sync', fromSeconds: 0, seconds: 20, meets: { is: 'spoilt', how: 'empty revision' } }],
    },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set(
    'an SMS without a SID',
    {
      does: ['take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 100)],
      outages: [{ of: 'Messages', fromSeconds: 0, seconds: 60, meets: { is: 'spoilt', how: 'empty SID' } }],
    },
    'ann!; ann: One more for you; ann: You have it',
  ),
  ...(['empty SID', 'empty status'] as const).flatMap((how) => [
    set(
      `an execution with an ${how}, as it begins`,
      {
        does: ['no-answer', 'take'],
        outages: [{ of: 'Studio', fromSeconds: 0, seconds: 20, meets: { is: 'spoilt', how } }],
      },
      'ann!; bob!; bob: You have it',
    ),
    set(
      `an execution with an ${how}, when somebody has hung up`,
      {
        events: [[], []],
        does: ['hang-up', 'take'],
        outages: [{ of: 'Studio', fromSeconds: 60, seconds: 100, meets: { is: 'spoilt', how } }],
      },
      'ann!; bob!; bob: You have it',
    ),
    ...(['Studio', 'Calls'] as const).map((of) =>
      set(
        `${of} with an ${how}, when a call is to be ended`,
        {
          stuck: [{ execution: 1, when: 'answered' }],
          switches: { endingHangsUp: false },
          does: ['silent', 'take'],
          outages: [{ of, fromSeconds: 60, seconds: 300, meets: { is: 'spoilt', how } }],
        },
        'ann!; bob!; bob: You have it',
      ),
    ),
  ]),
  set(
    'a further alarm while an SMS is on its way',
    {
      does: ['take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 60), wrong('web-3', 62)],
      outages: [{ of: 'Messages', fromSeconds: 0, seconds: 300, meets: { is: 'slow', latenciesMs: [4_000] } }],
    },
    'ann!; ann: One more for you; ann: One more for you; ann: You have it',
  ),
  set(
    'a further alarm while nobody knows whether an SMS about another one was sent, to an agent who gets none',
    {
      does: ['take', 'no-answer'],
      unreachable: { ann: 21610 },
      alarms: [wrong('web-1', 0), right('web-1', 30), wrong('web-2', 70), wrong('web-3', 140), right('web-3', 230)],
      faults: [{ on: 'send SMS', nth: 3, fate: { is: 'crash-before' } }],
      outages: [{ of: 'Messages', fromSeconds: 71, seconds: 289, meets: { is: 'answered', status: 503, code: 20503 } }],
    },
    'ann!; ann!; bob!; bob: NOBODY HAS THIS',
  ),
];
