import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { reasonOf } from '../mistake';
import { overwrite, readAgain } from './alarms';
import { hasChanged, type Plan } from './attachment';
import { isNamed } from './failure';

/** What became of one change: `done`, or the alarm is as it was and why. */
export type Applied =
  | { readonly is: 'done' }
  | { readonly is: 'left'; readonly code: 'changed-meanwhile' | 'refused'; readonly why: string };

/** What AWS has against one alarm and not against the next one. */
const ABOUT_ONE_ALARM = [
  'ValidationError',
  'ValidationException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'InvalidParameterCombination',
  'InvalidParameterCombinationException',
  'MissingParameter',
  'MissingRequiredParameterException',
  'LimitExceeded',
  'LimitExceededFault',
  'ResourceNotFound',
];

/** Makes one planned change, unless somebody was quicker. Rejects when the next alarm would fail as well. */
export async function applyChange(
  client: CloudWatchClient,
  { before, after }: Extract<Plan, { is: 'change' }>,
): Promise<Applied> {
  if (hasChanged(before, await readAgain(client, before))) {
    return {
      is: 'left',
      code: 'changed-meanwhile',
      why: 'somebody changed it a moment ago; run this again to see it as it is now',
    };
  }
  try {
    await overwrite(client, after);
    return { is: 'done' };
  } catch (error) {
    if (isNamed(error, ...ABOUT_ONE_ALARM)) {
      return { is: 'left', code: 'refused', why: `AWS refused: ${reasonOf(error)}` };
    }
    throw error;
  }
}
