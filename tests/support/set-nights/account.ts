import { each, right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';

/** What the account allows stands in the way: a flow, a number, a budget. */
export const HINDERED: readonly SetNight[] = [
  set(
    'thirteen incidents',
    { does: ['take'], regroupMinutes: 0, alarms: each(13, 70), budgets: { calls: 60, texts: 40 } },
    'ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: Left to you; ann: You have it; ann!; ann: You have it',
  ),
  set(
    'the flow is missing',
    { obstacles: [{ is: 'flow missing', fromSeconds: 0, seconds: 400 }], alarms: [wrong('web-1', 5)], does: ['take'] },
    'ann: NO PHONE CAN BE CALLED; bob: NO PHONE CAN BE CALLED; ann!; ann: You have it',
  ),
  set(
    'the number is gone',
    { obstacles: [{ is: 'number gone', fromSeconds: 0, seconds: 400 }], alarms: [wrong('web-1', 5)], does: ['take'] },
    'ann!; ann: You have it',
  ),
  set(
    'the account is suspended',
    {
      obstacles: [{ is: 'account suspended', fromSeconds: 0, seconds: 400 }],
      alarms: [wrong('web-1', 5)],
      does: ['take'],
    },
    'ann!; ann: You have it',
  ),
  set(
    'all calls of an hour',
    { regroupMinutes: 0, alarms: each(7, 130), budgets: { calls: 10, texts: 30 } },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: CALLS USED UP; ann: NOBODY HAS THIS; bob: CALLS USED UP; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'all SMS of an hour',
    { does: ['take'], regroupMinutes: 0, alarms: each(6, 130), budgets: { calls: 20, texts: 3 } },
    'ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann!; ann!; ann: You have it',
  ),
  set(
    'the flow is a draft',
    {
      obstacles: [{ is: 'flow a draft', fromSeconds: 0, seconds: 400 }],
      alarms: [wrong('web-1', 5)],
      does: ['take'],
      switches: { unpublishedFlowCode: 84004 },
    },
    'ann: NO PHONE CAN BE CALLED; bob: NO PHONE CAN BE CALLED; ann!; ann: You have it',
  ),
  set(
    'the flow goes missing while it is called',
    { obstacles: [{ is: 'flow missing', fromSeconds: 10, seconds: 400 }], does: ['no-answer', 'take'] },
    'ann!; ann: NO PHONE CAN BE CALLED; bob: NO PHONE CAN BE CALLED; bob!; bob: You have it',
  ),
  set(
    'the account is suspended from everything',
    {
      obstacles: [{ is: 'account suspended', fromSeconds: 0, seconds: 400 }],
      alarms: [wrong('web-1', 5)],
      does: ['take'],
      switches: { suspendedFrom: 'everything', suspendedCode: 20005 },
    },
    'ann!; ann: You have it',
  ),
  set(
    'the number is gone, under newer codes',
    {
      obstacles: [{ is: 'number gone', fromSeconds: 0, seconds: 400 }],
      alarms: [wrong('web-1', 5)],
      does: ['take'],
      switches: { senderCodes: 'newer' },
    },
    'ann!; ann: You have it',
  ),
  set(
    'the number cannot text',
    {
      obstacles: [{ is: 'number without SMS', fromSeconds: 0, seconds: 400 }],
      alarms: [wrong('web-1', 5)],
      does: ['take'],
    },
    'ann!; ann: You have it',
  ),
  set(
    'the flow is changed while a phone rings',
    { flowChangesAtSeconds: [10], does: ['no-answer', 'take'] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'the flow is changed while a call is stuck',
    { flowChangesAtSeconds: [10], stuck: [{ execution: 1, when: 'ringing' }], does: ['no-answer', 'take'] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'the flow is changed while a call is stuck whose incident recovers, and another team calls the same agent',
    {
      flowChangesAtSeconds: [10],
      stuck: [{ execution: 1, when: 'ringing' }],
      secondTeam: ['ann'],
      alarms: [wrong('web-1', 0), right('web-1', 20), wrong('db', 600)],
      does: ['no-answer', 'take'],
    },
    'ann!; ann!; ann: You have it',
  ),
];
