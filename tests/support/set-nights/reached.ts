import type { ReachAct } from '../reach-acts';
import { right, set, wrong } from '../set-night';
import type { SetNight } from '../set-night';

function reaching(...acts: readonly ReachAct[]) {
  return { reaching: { acts, webhooks: [] } };
}

/** People reach back: by text, by the link, by ringing the number. */
export const REACHED: readonly SetNight[] = [
  set(
    'taken by text while the first phone rings',
    { ...reaching({ atSeconds: 5, by: 'bob', does: '1' }) },
    'ann!; bob: You have it',
  ),
  set(
    'taken by text when nobody has it',
    { ...reaching({ atSeconds: 200, by: 'bob', does: '1' }) },
    'ann!; bob!; ann: Bob Roy has it after all; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; bob: You have it',
  ),
  set(
    'passed on by text, twice',
    {
      agents: ['ann', 'bob', 'cyd'],
      does: ['take', 'take', 'take'],
      ...reaching({ atSeconds: 100, by: 'ann', does: '2' }, { atSeconds: 200, by: 'bob', does: '2' }),
    },
    'ann!; ann: The next agent is being called; ann: You have it; bob!; ann: Bob Roy has it now, you no longer do; bob: The next agent is being called; bob: You have it; cyd!; bob: Cyd Ito has it now, you no longer do; cyd: You have it',
  ),
  set(
    'passed on by text by the last one',
    {
      agents: ['ann', 'bob', 'cyd'],
      does: ['decline', 'decline', 'take', 'take'],
      ...reaching({ atSeconds: 200, by: 'cyd', does: '2' }),
    },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; cyd: NOBODY HAS THIS; cyd: The next agent is being called; ann!; ann: You have it; bob: Ann Lee has it after all; cyd: Ann Lee has it after all',
  ),
  set(
    'closed by text',
    { does: ['take'], ...reaching({ atSeconds: 100, by: 'ann', does: 'done' }) },
    'ann!; ann: Closed by hand; ann: You have it',
  ),
  set(
    'closed by text by somebody who does not have it',
    { does: ['take'], ...reaching({ atSeconds: 100, by: 'bob', does: 'done' }) },
    'ann!; ann: You have it; bob: Which one? Write done and its code',
  ),
  set(
    'taken by link when nobody has it',
    { ...reaching({ atSeconds: 200, by: 'ann', does: 'takes by link' }) },
    'ann!; bob!; ann: NOBODY HAS THIS; ann: You have it; bob: Ann Lee has it after all; bob: NOBODY HAS THIS',
  ),
  set(
    'passed on by link',
    { does: ['take', 'take'], ...reaching({ atSeconds: 100, by: 'ann', does: 'passes by link' }) },
    'ann!; ann: You have it; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it',
  ),
  set(
    'taken by ringing back',
    { ...reaching({ atSeconds: 200, by: 'bob', does: 'rings and takes' }) },
    'ann!; bob!; ann: Bob Roy has it after all; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; bob: You have it; bob: six digits are the code for your call to the on-call line',
  ),
  set(
    'passed on by ringing back',
    { does: ['take', 'take'], ...reaching({ atSeconds: 100, by: 'ann', does: 'rings and passes' }) },
    'ann!; ann: You have it; ann: six digits are the code for your call to the on-call line; bob!; ann: Bob Roy has it now, you no longer do; bob: You have it',
  ),
  set(
    'only looked at',
    { ...reaching({ atSeconds: 100, by: 'ann', does: 'looks' }, { atSeconds: 150, by: 'bob', does: 'open' }) },
    'ann!; bob!; ann: NOBODY HAS THIS; bob: NOBODY HAS THIS; bob: Open now',
  ),
  set(
    'passed on by text while the own phone rings',
    { does: ['no-answer', 'take'], ...reaching({ atSeconds: 10, by: 'ann', does: '2' }) },
    'ann!; ann: Bob Roy is being called; bob!; bob: You have it',
  ),
  set(
    'taken by text twice at the same moment',
    { ...reaching({ atSeconds: 40, by: 'ann', does: '1' }, { atSeconds: 40, by: 'bob', does: '1' }) },
    'ann!; bob!; ann: You have it; bob: Ann Lee has it',
  ),
  set(
    'taken by text when it is over',
    { alarms: [wrong('web-1', 0), right('web-1', 10)], ...reaching({ atSeconds: 100, by: 'bob', does: '1' }) },
    'ann!; bob: Nothing is open for your teams',
  ),
];
