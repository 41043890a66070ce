import { right, set, wrong } from './set-night';
import type { SetNight } from './set-night';
import type { AlarmNews } from './schedule';

/** So many alarms of their own, so far apart. */
function each(count: number, everySeconds: number): readonly AlarmNews[] {
  return Array.from({ length: count }, (_, index) =>
    wrong(`host-${String(index).padStart(2, '0')}`, index * everySeconds),
  );
}

/** One alarm that goes wrong and right in turn. */
function comesAndGoes(times: number, everySeconds: number): readonly AlarmNews[] {
  return Array.from({ length: times }, (_, time) => (time % 2 === 0 ? wrong : right)('web-1', time * everySeconds));
}

export const SET_NIGHTS: readonly SetNight[] = [
  set('nobody takes it', {}, 'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS'),
  set(
    'the second one takes it, and it recovers',
    { does: ['no-answer', 'take'], alarms: [wrong('web-1', 0), right('web-1', 200)] },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set('it recovers while the first phone rings', { alarms: [wrong('web-1', 0), right('web-1', 10)] }, 'ann!'),
  set(
    'further alarms for its owner',
    {
      does: ['take'],
      alarms: [
        wrong('web-1', 0),
        wrong('web-2', 60),
        wrong('db', 200),
        right('web-1', 300),
        right('web-2', 310),
        right('db', 320),
      ],
    },
    'ann!; ann: One more for you; ann: One more for you; ann: Recovered; ann: You have it',
  ),
  set(
    'three further alarms within a minute',
    { does: ['take'], alarms: each(5, 30) },
    'ann!; ann: One more for you; ann: One more for you; ann: One more for you; ann: You have it',
  ),
  set(
    'a second alarm while the first phone rings',
    { does: ['no-answer', 'take'], alarms: [wrong('web-1', 0), wrong('web-2', 5)] },
    'ann!; bob!; bob: You have it',
  ),
  set(
    'nobody takes the first one, nor the second one',
    { alarms: [wrong('web-1', 0), wrong('web-2', 300)] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'nobody takes it and it recovers',
    { alarms: [wrong('web-1', 0), right('web-1', 300)] },
    'ann!; bob!; ann: NOBODY HAS THIS; ann: Recovered; bob: NOBODY HAS THIS; bob: Recovered',
  ),
  set(
    'what nobody took is taken with the next one',
    {
      does: ['no-answer', 'no-answer', 'no-answer', 'take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 300), right('web-1', 400), right('web-2', 410)],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: Bob Roy has it after all; bob: Recovered; bob: You have it',
  ),
  set(
    'copies of one message',
    { alarms: [wrong('web-1', 0, { copiesAfterSeconds: [0, 20, 200], againAfterSeconds: [30, 350] })] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'old news of what is over',
    { alarms: [wrong('web-1', 0, { againAfterSeconds: [350] }), right('web-1', 10)] },
    'ann!',
  ),
  set(
    'a text that comes twice',
    { alarms: [wrong('note-1', 0, { isText: true, copiesAfterSeconds: [0, 200] })] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set('a state from the future', { alarms: [wrong('web-1', 0, { aheadSeconds: 300 }), right('web-1', 20)] }, 'ann!'),
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
    'two incidents, each with its owner',
    {
      does: ['take', 'decline', 'take'],
      regroupMinutes: 0,
      alarms: [wrong('web-1', 0), wrong('web-2', 200), right('web-1', 300), right('web-2', 400)],
    },
    'ann!; ann: You have it; ann!; bob!; ann: Recovered; bob: Recovered; bob: You have it',
  ),
  set(
    'thirteen incidents',
    { does: ['take'], regroupMinutes: 0, alarms: each(13, 70), budgets: { calls: 60, texts: 40 } },
    'ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: You have it; ann!; ann: Left to you; ann: You have it; ann!; ann: You have it',
  ),
  set(
    'it comes and goes, and nobody takes it',
    { alarms: comesAndGoes(7, 100) },
    'ann!; bob!; ann: NOBODY HAS THIS; ann: Recovered; bob: NOBODY HAS THIS; bob: Recovered; ann!; bob!; ann: NOBODY HAS THIS; ann: Recovered; bob: NOBODY HAS THIS; bob: Recovered; ann!; bob!; ann: NOBODY HAS THIS; ann: Recovered; bob: NOBODY HAS THIS; bob: Recovered; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'silenced',
    { silenced: 'web-1', alarms: [wrong('web-1', 0), wrong('web-2', 30), right('web-2', 150)] },
    'ann!; bob!; ann: NOBODY HAS THIS; ann: Recovered; bob: NOBODY HAS THIS; bob: Recovered',
  ),
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
  set('one agent alone', { agents: ['ann'], maxCalls: 3 }, 'ann!; ann!; ann!; ann: NOBODY HAS THIS'),
  set(
    'busy, declined, hung up',
    { maxCalls: 4, does: ['busy', 'decline', 'hang-up', 'take'] },
    'ann!; bob!; ann!; bob!; bob: You have it',
  ),
  set(
    'a reminder',
    { does: ['take'], remindMinutes: 5, alarms: [wrong('web-1', 0), right('web-1', 1_500)] },
    'ann!; ann: You have it; ann!; ann!; ann: Recovered',
  ),
  set(
    'a reminder to somebody who does not answer',
    { does: ['take', 'no-answer', 'take'], remindMinutes: 5, alarms: [wrong('web-1', 0), right('web-1', 1_100)] },
    'ann!; ann: You have it; ann!; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it; bob!; bob: Recovered',
  ),
  set(
    'no reminder of what is right',
    { does: ['take'], remindMinutes: 5, alarms: [wrong('web-1', 0), right('web-1', 200)] },
    'ann!; ann: Recovered; ann: You have it',
  ),
  set(
    'another round',
    { again: { everyMinutes: 10, times: 1 } },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'another round of two',
    { again: { everyMinutes: 10, times: 2 }, does: ['no-answer', 'no-answer', 'no-answer', 'no-answer', 'take'] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; ann: You have it; bob: Ann Lee has it after all',
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
    'two teams, one phone each',
    {
      agents: ['ann'],
      secondTeam: ['ann', 'bob'],
      does: ['take', 'take'],
      alarms: [wrong('web-1', 0), wrong('db', 1)],
    },
    'ann!; bob!; ann: You have it; bob: You have it',
  ),
  set(
    'two teams, one phone',
    {
      agents: ['ann'],
      secondTeam: ['ann'],
      does: ['decline', 'take', 'take'],
      alarms: [wrong('web-1', 0), wrong('db', 1)],
    },
    'ann!; ann!; ann: You have it; ann!; ann: You have it',
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
    'a full board',
    {
      isFull: true,
      does: ['no-answer', 'take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 60), right('web-1', 200), right('web-2', 210)],
    },
    'ann!; bob!; bob: One more for you; bob: Recovered; bob: You have it',
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
    'its message becomes a dead letter',
    { receives: 2, maxCalls: 6, alarms: [wrong('web-1', 0), right('web-2', 1_200)] },
    'ann!; bob!; ann!; bob!; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'a reminder of one team, while another is called',
    {
      agents: ['ann'],
      secondTeam: ['cyd'],
      does: ['take', 'no-answer'],
      remindMinutes: 5,
      alarms: [wrong('web-1', 0), wrong('db', 440), right('web-1', 700)],
    },
    'ann!; ann: You have it; cyd!; ann!; cyd!; ann!; ann: NOBODY HAS THIS; ann: Recovered; cyd: NOBODY HAS THIS',
  ),
  set(
    'no round of what is silenced',
    {
      again: { everyMinutes: 10, times: 1 },
      silenced: 'web-2',
      alarms: [wrong('web-1', 0), wrong('web-2', 5), right('web-1', 300)],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; ann: Recovered; bob: NOBODY HAS THIS; bob: Recovered',
  ),
  set(
    'a round that somebody takes, and no further one',
    { again: { everyMinutes: 10, times: 2 }, does: ['no-answer', 'no-answer', 'take'] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; ann!; ann: You have it; bob: Ann Lee has it after all',
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
  set(
    'two agents share an incident that recovers in part',
    { does: ['take'], alarms: [wrong('web-1', 0), wrong('web-2', 5), right('web-1', 100)] },
    'ann!; ann: You have it',
  ),
  set(
    'wrong keys, then none',
    { does: ['wrong-key', 'silent'] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set('a voicemail', { does: ['voicemail', 'take'] }, 'ann!; bob!; bob: You have it'),
  set(
    'three teams of people, one after the other',
    { agents: ['ann', 'bob', 'cyd'], maxCalls: 5, does: ['decline', 'busy', 'voicemail', 'no-answer'] },
    'ann!; bob!; cyd!; ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; cyd: NOBODY HAS THIS',
  ),
];
