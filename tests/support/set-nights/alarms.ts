import { each, right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';
import type { AlarmNews } from '../schedule';

/** One alarm that goes wrong and right in turn. */
function comesAndGoes(times: number, everySeconds: number): readonly AlarmNews[] {
  return Array.from({ length: times }, (_, time) => (time % 2 === 0 ? wrong : right)('web-1', time * everySeconds));
}

/** The numbers of twenty colleagues, who come after the ten of people with first names. */
const COLLEAGUES = Array.from({ length: 20 }, (_, index) => `+4477009000${index + 11}`);

/** Nothing is wrong but what alarms tell of, and agents do as they please. */
export const CALM: readonly SetNight[] = [
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
    'two incidents, each with its owner',
    {
      does: ['take', 'decline', 'take'],
      regroupMinutes: 0,
      alarms: [wrong('web-1', 0), wrong('web-2', 200), right('web-1', 300), right('web-2', 400)],
    },
    'ann!; ann: You have it; ann!; bob!; ann: Recovered; bob: Recovered; bob: You have it',
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
    'a full board',
    {
      isFull: true,
      does: ['no-answer', 'take'],
      alarms: [wrong('web-1', 0), wrong('web-2', 60), right('web-1', 200), right('web-2', 210)],
    },
    'ann!; bob!; bob: One more for you; bob: Recovered; bob: You have it',
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
  set(
    'nobody of a large team takes it',
    { colleagues: { people: 20, script: 'latin' } },
    [
      'ann!',
      'bob!',
      'ann: NOBODY HAS THIS',
      'bob: NOBODY HAS THIS',
      ...COLLEAGUES.map((number) => `${number}: NOBODY HAS THIS`),
    ].join(';'),
  ),
  set('the first one hangs up', { does: ['hang-up', 'take'] }, 'ann!; bob!; bob: You have it'),
  set('both hang up', { does: ['hang-up', 'hang-up'] }, 'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS'),
  set('it recovers while somebody listens', { does: ['take'], alarms: [wrong('web-1', 0), right('web-1', 8)] }, 'ann!'),
  set(
    'twenty alarms within a minute',
    { does: ['take'], alarms: each(20, 3) },
    'ann!; ann: One more for you; ann: One more for you; ann: You have it',
  ),
  set(
    'six alarms at one moment, each to a run of its own',
    {
      deliveries: 'one by one',
      does: ['no-answer', 'take'],
      alarms: [...each(6, 0), ...each(6, 0).map(({ name }) => right(name, 200))],
    },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set(
    'an alarm and its end at one moment, beside another one',
    {
      deliveries: 'one by one',
      does: ['no-answer', 'take'],
      alarms: [wrong('web-1', 0), right('web-1', 0.2), wrong('web-2', 0.1), right('web-2', 300)],
    },
    'ann!; bob!; bob: Recovered; bob: You have it',
  ),
  set(
    'three further alarms at one moment, for their owner',
    {
      deliveries: 'one by one',
      does: ['take'],
      alarms: [wrong('web-1', 0), ...each(3, 0).map(({ name }) => wrong(name, 60)), right('web-1', 200)],
    },
    'ann!; ann: One more for you; ann: One more for you; ann: You have it',
  ),
  set(
    'what two agents press at one moment',
    {
      does: ['no-answer', 'take'],
      again: { everyMinutes: 10, times: 1 },
      hands: [{ atSeconds: 38.4, team: 'main', does: 'ack', who: 'ann' }],
    },
    'ann!; bob!; ann: You have it',
  ),
  set(
    'more calls than an hour allows',
    { budgets: { calls: 10, texts: 10 }, maxCalls: 20, alarms: [wrong('web-1', 0), right('web-1', 1_200)] },
    'ann!; bob!; ann!; bob!; ann!; bob!; ann!; bob!; ann!; bob!; ann: CALLS USED UP; bob: CALLS USED UP',
  ),
  set(
    'more SMS than an hour allows',
    { does: ['take'], budgets: { calls: 20, texts: 3 }, alarms: each(6, 61) },
    'ann!; ann: One more for you; ann: One more for you; ann: One more for you; ann: You have it',
  ),
  set(
    'copies of one message, of a part of a second',
    { alarms: [wrong('web-1', 0.05, { againAfterSeconds: [200] })] },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'what began before nobody took it',
    {
      alarms: [
        wrong('web-1', 0),
        ...[100, 105, 110].map((atSeconds) => wrong(`host-${atSeconds}`, atSeconds, { aheadSeconds: -60 })),
      ],
    },
    'ann!; bob!; ann: NOBODY HAS THIS; ann: NOBODY HAS THIS; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; bob: NOBODY HAS THIS; bob: NOBODY HAS THIS',
  ),
  set(
    'another alarm for somebody who has just hung up',
    { agents: ['ann'], regroupMinutes: 0, does: ['take', 'take'], alarms: [wrong('web-1', 0), wrong('web-2', 25)] },
    'ann!; ann: You have it; ann!; ann: You have it',
  ),
];
