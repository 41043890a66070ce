import { describe, expect, it } from '@jest/globals';
import { obstaclesFor } from '../../src/twilio/obstacles';
import { ACCOUNT, ANN, CALLER_ID, FLOW, NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

/** What Twilio answers about each of the four; left out, all is well with it. */
interface Answers {
  readonly flow?: Answer;
  readonly bought?: Answer;
  readonly verified?: Answer;
  readonly account?: Answer;
}

const PUBLISHED: Answer = { status: 200, body: { sid: FLOW, revision: 3, status: 'published' } };
const ACTIVE: Answer = { status: 200, body: { sid: ACCOUNT, status: 'active' } };
const NONE = { flow: [], callerId: [], account: [] };

function bought(capabilities: object, number = CALLER_ID): Answer {
  return { status: 200, body: { incoming_phone_numbers: [{ phone_number: number, capabilities }], page: 0 } };
}

function verified(...numbers: readonly string[]): Answer {
  return { status: 200, body: { outgoing_caller_ids: numbers.map((number) => ({ phone_number: number })), page: 0 } };
}

const NONE_BOUGHT: Answer = { status: 200, body: { incoming_phone_numbers: [], page: 0 } };

function ask({ flow = PUBLISHED, bought: numbers, verified: ids, account = ACTIVE }: Answers = {}) {
  const answers = [flow, numbers ?? bought({ voice: true, sms: true }), ids ?? verified(), account];
  const { requests, sent } = scriptedTwilio(...answers);
  return { asked: obstaclesFor(requests, { flow: FLOW, callerId: CALLER_ID }), sent };
}

it('asks about the flow, the number and the account, and finds nothing wrong with good ones', async () => {
  const { asked, sent } = ask();

  expect(await asked).toEqual(NONE);
  expect(sent).toEqual([
    'GET /v2/Flows/FW/Revisions/LatestPublished',
    'GET /2010-04-01/Accounts/AC/IncomingPhoneNumbers.json',
    'GET /2010-04-01/Accounts/AC/OutgoingCallerIds.json',
    'GET /2010-04-01/Accounts/AC.json',
  ]);
});

it('asks only about the account when nothing is set', async () => {
  const { requests, sent } = scriptedTwilio(ACTIVE);

  expect(await obstaclesFor(requests, {})).toEqual(NONE);
  expect(sent).toEqual(['GET /2010-04-01/Accounts/AC.json']);
});

it('tells of a flow that is not there or was never published', async () => {
  expect(await ask({ flow: refusal(404, 20404) }).asked).toEqual({
    ...NONE,
    flow: [
      'FLOW_SID is not a published flow of this account, so nobody can be called. Publish it in Studio, or run npx --no oncall setup.',
    ],
  });
});

describe('the caller ID', () => {
  const MEND = 'Write a number of this account with Voice and SMS into .env and deploy again.';
  const NO_SMS = 'cannot send SMS, so nobody gets the details, nor learns that nobody took an incident.';

  it.each<[string, Answers, readonly string[]]>([
    [
      'that is nobody here',
      { bought: NONE_BOUGHT },
      [`CALLER_ID is not a number of this account, so nobody can be called or texted. ${MEND}`],
    ],
    [
      'of which the account has one that is longer, and has verified another',
      { bought: bought({ voice: true, sms: true }, `${CALLER_ID}0`), verified: verified(ANN) },
      [`CALLER_ID is not a number of this account, so nobody can be called or texted. ${MEND}`],
    ],
    [
      'that was verified: it is good for calls',
      { bought: NONE_BOUGHT, verified: verified(ANN, CALLER_ID) },
      [`CALLER_ID is a verified number: it can call, but it ${NO_SMS} ${MEND}`],
    ],
    ['without SMS', { bought: bought({ voice: true, sms: false }) }, [`CALLER_ID ${NO_SMS} ${MEND}`]],
    [
      'without voice',
      { bought: bought({ voice: false, sms: true }) },
      [`CALLER_ID cannot make calls, so nobody can be called. ${MEND}`],
    ],
    [
      'with neither',
      { bought: bought({ voice: false, sms: false }) },
      [`CALLER_ID cannot make calls, so nobody can be called. ${MEND}`, `CALLER_ID ${NO_SMS} ${MEND}`],
    ],
    ['of which Twilio does not say what it can do', { bought: bought({}) }, []],
    ['that was bought and verified', { verified: verified(CALLER_ID) }, []],
  ])('%s', async (_title, answers, problems) => {
    expect(await ask(answers).asked).toEqual({ ...NONE, callerId: problems });
  });

  it.each<readonly [string, Answer]>([['no reply', 'lost'], ['a rate limit', refusal(429, 20429)], ...NOT_TWILIOS])(
    'is not judged after %s',
    async (_title, answer) => {
      expect(await ask({ bought: answer, verified: verified() }).asked).toEqual(NONE);
      expect(await ask({ bought: NONE_BOUGHT, verified: answer }).asked).toEqual(NONE);
    },
  );
});

describe('the account', () => {
  it.each(['suspended', 'closed'])('that is %s is an obstacle', async (status) => {
    expect(await ask({ account: { status: 200, body: { sid: ACCOUNT, status } } }).asked).toEqual({
      ...NONE,
      account: [
        `The Twilio account is ${status}, so nobody can be called or texted. Look at the first page of the Twilio console: its balance may be used up.`,
      ],
    });
  });

  it.each([
    [401, 20003],
    [403, 10001],
    [403, 20005],
    [403, 20403],
    [400, 90010],
  ])('that is refused with %i/%i is an obstacle', async (status, code) => {
    expect(await ask({ account: refusal(status, code) }).asked).toEqual({
      ...NONE,
      account: [
        `Twilio refuses this account (error ${code}), so nobody can be called or texted. Look at the first page of the Twilio console: it may be suspended, its balance used up, or its auth token changed.`,
      ],
    });
  });

  it.each<readonly [string, Answer]>([
    ['no reply', 'lost'],
    ['a rate limit', refusal(429, 20429)],
    ['a fault of Twilio', refusal(500, 20500)],
    ['another account', { status: 200, body: { sid: `AC${'f'.repeat(32)}`, status: 'suspended' } }],
    ...NOT_TWILIOS,
  ])('is not judged after %s', async (_title, answer) => {
    expect(await ask({ account: answer }).asked).toEqual(NONE);
  });
});

it.each<readonly [string, Answer]>([
  ['no reply', 'lost'],
  ['wrong credentials', refusal(401, 20003)],
  ['a fault of Twilio', refusal(500, 20500)],
  ...NOT_TWILIOS,
])('does not judge the flow after %s', async (_title, answer) => {
  expect(await ask({ flow: answer }).asked).toEqual(NONE);
});
