import { SPOILINGS, STRAY_REPLIES } from '../../src/rehearsal/odd-reply';
import { answered, REQUESTS } from './schedule';
import type { Misfortune } from './schedule';
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
  ...SPOILINGS.map((how): Misfortune => ({ is: 'spoilt', how })),
  { is: 'stale', ageMs: 30_000 },
  ...STRAY_REPLIES.map((reply): Misfortune => ({ is: 'stray', reply, isApplied: true })),
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
  FATES.slice(0, 15).map((fate) =>
    set(
      `stuck, ${on}: ${JSON.stringify(fate)}`,
      { does: ['no-answer', 'take'], stuck: [{ execution: 1, when: 'ringing' }], faults: [{ on, nth: 1, fate }] },
      'ann!; bob!; bob: You have it',
    ),
  ),
);
