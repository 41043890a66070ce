import { STRAY_REPLIES } from '../../src/rehearsal/odd-reply';
import { answered } from './schedule';
import type { Misfortune, Target } from './schedule';
import { right, set, wrong } from './set-night';
import type { SetNight } from './set-night';

/** What may become of one request. */
const FATES: readonly Misfortune[] = [
  { is: 'lose-reply' },
  { is: 'drop' },
  { is: 'crash-before' },
  { is: 'crash-after' },
  { is: 'reset' },
  answered(503, 20503),
  answered(429, 20429),
  answered(409, 20409),
  { is: 'spoilt', how: 'breaks off' },
  { is: 'spoilt', how: 'of another SID' },
  { is: 'spoilt', how: 'without revision' },
  { is: 'stale', ageMs: 30_000 },
  ...STRAY_REPLIES.map((reply): Misfortune => ({ is: 'stray', reply, isApplied: true })),
];

const REQUESTS: readonly Target[] = [
  'read board',
  'write board',
  'read map',
  'write map',
  'start call',
  'look at call',
  'read call',
  'end call',
  'hang up',
  'send SMS',
  '/alarm',
  '/claim',
  '/brief',
  '/take',
  '/next-agent',
  '/studio-events',
];

/**
 * The first agent hangs up, the second one takes it, it recovers; and one request of each kind goes wrong in each way. Whatever it is,
 * people notice nothing of it but, perhaps, a delay.
 */
export const SINGLE_FAULTS: readonly SetNight[] = REQUESTS.flatMap((on) =>
  FATES.map((fate, index) => {
    const nth = 1 + (index % 3);
    return set(
      `${on} ${nth}: ${JSON.stringify(fate)}`,
      { does: ['hang-up', 'take'], alarms: [wrong('web-1', 0), right('web-1', 100)], faults: [{ on, nth, fate }] },
      'ann!; bob!; bob: You have it; bob: Recovered',
    );
  }),
);

/** The same where the first agent's execution gets stuck while the phone rings, so that its call has to be ended from outside. */
export const SINGLE_FAULTS_OF_ENDING: readonly SetNight[] = (
  ['look at call', 'read call', 'end call', 'hang up', 'write board'] as const
).flatMap((on) =>
  FATES.slice(0, 12).map((fate) =>
    set(
      `stuck, ${on}: ${JSON.stringify(fate)}`,
      { does: ['no-answer', 'take'], stuck: [{ execution: 1, when: 'ringing' }], faults: [{ on, nth: 1, fate }] },
      'ann!; bob!; bob: You have it',
    ),
  ),
);
