import { expect, it } from '@jest/globals';
import * as escalation from '../../src/incident/limits';
import * as wire from '../../src/signing/limits';
import { page } from '../support/pages';

const DAY_SECONDS = 24 * 3_600;

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}

it.each([
  [
    'one Twilio request; one about SMS, where there is time',
    `${seconds(escalation.REQUEST_TIMEOUT_MS)}; ${seconds(escalation.TEXT_TIMEOUT_MS)}`,
  ],
  ["a Function's work, of the 10 s that Twilio gives it", seconds(escalation.FUNCTION_WORK_MS)],
  [
    "the Lambda's request, the Lambda, the visibility timeout",
    `${wire.ALARM_REQUEST_SECONDS} s, ${wire.LAMBDA_SECONDS} s, ${wire.VISIBILITY_SECONDS} s`,
  ],
  ['messages in a batch, Lambdas at once', `${wire.BATCH_SIZE}, ${wire.LAMBDA_CONCURRENCY}`],
  [
    'deliveries, retention, dead letters',
    `${wire.MAX_RECEIVE_COUNT.toLocaleString('en-GB')}, ${wire.RETENTION_SECONDS / DAY_SECONDS} days, ${wire.DEAD_LETTER_SECONDS / DAY_SECONDS} days`,
  ],
  ['an unclaimed execution is given up after', seconds(escalation.CLAIM_AGE_MS)],
  [
    'the deadline of a call',
    `ringing + ${seconds(escalation.LONGEST_CONVERSATION_MS)} of conversation + ${seconds(escalation.DEADLINE_SLACK_MS)}`,
  ],
  ['the same number is rung again after', seconds(escalation.REDIAL_MS)],
  [
    'a POST to `/alarm` (batches are cut; a longer alarm is shortened, never dropped)',
    `${wire.MAX_REQUEST_BYTES / 1_024} kB`,
  ],
])('docs/protocol.md says the number that the code has: %s', (what, number) => {
  const rows = page('docs/protocol.md').matchAll(/^\| (.*?) +\| (.*?) +\|$/gm);
  expect(new Map([...rows].map(([, left, right]) => [left, right])).get(what)).toBe(number);
});
