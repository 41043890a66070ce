import { right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';

/** People act by hand, in nights in which nothing else is wrong. */
export const HANDLED: readonly SetNight[] = [
  set(
    'taken by hand while the first phone rings',
    { does: ['take'], hands: [{ atSeconds: 3, team: 'main', does: 'ack', who: 'bob' }] },
    'ann!; bob: You have it',
  ),
  set(
    'taken by hand twice',
    {
      hands: [
        { atSeconds: 3, team: 'main', does: 'ack', who: 'ann' },
        { atSeconds: 40, team: 'main', does: 'ack', who: 'ann' },
      ],
    },
    'ann!; ann: You have it',
  ),
  set(
    'taken over by hand',
    {
      does: ['take'],
      hands: [{ atSeconds: 100, team: 'main', does: 'ack', who: 'bob' }],
      alarms: [wrong('web-1', 0), wrong('web-2', 200)],
    },
    'ann!; ann: Bob Roy has it now, you no longer do; ann: You have it; bob: One more for you; bob: You have it',
  ),
  set(
    'closed by hand when nobody has it, and wrong again',
    {
      hands: [{ atSeconds: 200, team: 'main', does: 'resolve', who: null }],
      alarms: [wrong('web-1', 0), right('web-1', 250), wrong('web-1', 300)],
    },
    'ann!; bob!; ann: Closed by hand; ann: NOBODY HAS THIS; bob: Closed by hand; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'closed by hand when somebody has it, and another alarm',
    {
      does: ['take'],
      hands: [{ atSeconds: 100, team: 'main', does: 'resolve', who: null }],
      alarms: [wrong('web-1', 0), wrong('web-2', 200)],
    },
    'ann!; ann: Closed by hand; ann: You have it; ann!; ann: You have it',
  ),
  set(
    'closed by hand twice',
    {
      does: ['take'],
      hands: [
        { atSeconds: 100, team: 'main', does: 'resolve', who: null },
        { atSeconds: 130, team: 'main', does: 'resolve', who: null },
      ],
    },
    'ann!; ann: Closed by hand; ann: You have it',
  ),
  set(
    'acted upon when it is over',
    {
      does: ['take'],
      alarms: [wrong('web-1', 0), right('web-1', 60)],
      hands: [
        { atSeconds: 100, team: 'main', does: 'pass', who: null },
        { atSeconds: 130, team: 'main', does: 'ack', who: 'bob' },
      ],
    },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'passed on, and taken',
    { does: ['take', 'take'], hands: [{ atSeconds: 100, team: 'main', does: 'pass', who: null }] },
    'ann!; ann: You have it; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it',
  ),
  set(
    'passed on, and nobody takes it over',
    { does: ['take', 'no-answer'], hands: [{ atSeconds: 100, team: 'main', does: 'pass', who: null }] },
    'ann!; ann: You have it; bob!; bob!; ann: Nobody took it over, you still have it',
  ),
  set(
    'passed on to the third one',
    {
      agents: ['ann', 'bob', 'cyd'],
      does: ['take', 'no-answer', 'take'],
      hands: [{ atSeconds: 100, team: 'main', does: 'pass', who: 'cyd' }],
    },
    'ann!; ann: You have it; cyd!; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it',
  ),
  set(
    'passed on twice',
    {
      agents: ['ann', 'bob', 'cyd'],
      does: ['take', 'take', 'take'],
      hands: [
        { atSeconds: 100, team: 'main', does: 'pass', who: null },
        { atSeconds: 200, team: 'main', does: 'pass', who: null },
      ],
    },
    'ann!; ann: You have it; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it; cyd!; bob: Cyd Ito has it now, you no longer do; cyd: You have it',
  ),
  set(
    'passed on while a phone rings for another one',
    {
      does: ['take', 'no-answer', 'no-answer'],
      regroupMinutes: 0,
      alarms: [wrong('web-1', 0), wrong('web-2', 100)],
      hands: [{ atSeconds: 110, team: 'main', does: 'pass', who: null }],
    },
    'ann!; ann: You have it; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'passed on, reminded of, closed',
    {
      does: ['take', 'take', 'take'],
      remindMinutes: 5,
      hands: [
        { atSeconds: 100, team: 'main', does: 'pass', who: null },
        { atSeconds: 800, team: 'main', does: 'resolve', who: null },
      ],
    },
    'ann!; ann: You have it; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it; bob!; bob: Closed by hand',
  ),
  set(
    'passed on, and no event says that somebody hung up',
    {
      agents: ['ann', 'bob', 'cyd'],
      does: ['take', 'hang-up', 'take'],
      events: [[500], [], []],
      hands: [{ atSeconds: 100, team: 'main', does: 'pass', who: null }],
    },
    'ann!; ann: You have it; bob!; cyd!; ann: Cyd Ito has it now, you no longer do; cyd: You have it',
  ),
];
