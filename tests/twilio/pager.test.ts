import { describe, expect, it } from '@jest/globals';
import { Unreachable } from '../../src/escalation/ports';
import { studioPager } from '../../src/twilio/pager';
import { ANN, CALL, CALLER_ID, EXECUTION, FLOW, NOT_TWILIOS, refusal, scriptedTwilio } from './scripted-twilio';
import type { Answer } from './scripted-twilio';

const ORDER = { team: 'main', incident: 'inc-1', attempt: 2, token: 'run.1', deadlineMs: 1_795_316_400_000 };
const PARAMETERS = { team: 'main', incident: 'inc-1', attempt: '2', token: 'run.1', deadline: '1795316400000' };

const EXECUTIONS = '/v2/Flows/FW/Executions';
const FETCH = `GET ${EXECUTIONS}/FN`;
const CONTEXT = `GET ${EXECUTIONS}/FN/Context`;
const END = `POST ${EXECUTIONS}/FN Status=ended`;
const HANG_UP = 'POST /2010-04-01/Accounts/AC/Calls/CA.json Status=completed';

const OTHER = 'FNffffffffffffffffffffffffffffffff';
const created: Answer = { status: 201, body: { sid: EXECUTION, flow_sid: FLOW, status: 'active' } };
const ended: Answer = { status: 200, body: { sid: EXECUTION, status: 'ended' } };
const active: Answer = { status: 200, body: { sid: EXECUTION, status: 'active' } };
const dialled = context({ widgets: { claim: { parsed: {} }, call: { CallSid: CALL } } });
const LIST = 'GET /2010-04-01/Accounts/AC/Calls.json';
/** A context that names no call: it waits in Twilio's queue, or rings. */
const unnamed = context({ contact: { channel: { address: ANN } }, widgets: { claim: { parsed: {} } } });
const completed: Answer = { status: 200, body: { sid: CALL, status: 'completed' } };
/** What Twilio says of a call that is over (error 21220). */
const callIsOver = refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');

function context(value: object, execution = EXECUTION): Answer {
  return { status: 200, body: { execution_sid: execution, context: value } };
}

/** Twilio's list of calls to one number, with these states; the first one is the execution's own. */
function calls(...statuses: readonly string[]): Answer {
  const listed = statuses.map((status, index) => ({ sid: `${CALL.slice(0, -1)}${'f012'[index]}`, status }));
  return { status: 200, body: { calls: listed, page: 0, page_size: 20 } };
}

function pager(...answers: readonly Answer[]) {
  const { requests, sent } = scriptedTwilio(...answers);
  return { pager: studioPager(requests, FLOW, CALLER_ID), sent };
}

describe('creating an execution', () => {
  it('sends the number, the caller ID and everything the flow must know as text', async () => {
    const { pager: studio, sent } = pager(created);

    expect(await studio.create(ANN, ORDER)).toEqual({ is: 'created', execution: EXECUTION, flow: FLOW });
    expect(sent).toEqual([`POST ${EXECUTIONS} To=${ANN} From=${CALLER_ID} Parameters=${JSON.stringify(PARAMETERS)}`]);
  });

  it.each<readonly [string, Answer]>([
    ...NOT_TWILIOS,
    ['a SID of another kind', { status: 201, body: { sid: CALL, flow_sid: FLOW, status: 'active' } }],
    ['a SID that is cut short', { status: 201, body: { sid: EXECUTION.slice(0, -1), flow_sid: FLOW } }],
    ['an execution of another flow', { status: 201, body: { sid: EXECUTION, flow_sid: `FW${'f'.repeat(32)}` } }],
    ['an execution without a flow', { status: 201, body: { sid: EXECUTION } }],
  ])('does not know what came of it after %s', async (_title, answer) => {
    const { pager: studio, sent } = pager(answer);

    expect(await studio.create(ANN, ORDER)).toEqual({ is: 'unreachable', why: expect.any(String) });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [
      '409 with the execution in its details',
      refusal(409, 20409, 'Execution is already active.', { conflicting_execution_sid: EXECUTION }),
      { is: 'conflict', execution: EXECUTION },
    ],
    ['409 without details', refusal(409, 20409), { is: 'unreachable', why: 'Twilio answered 409, code 20409: No.' }],
    [
      '409 with other details',
      refusal(409, 20409, 'No.', { conflicting_execution_sid: 7 }),
      { is: 'unreachable', why: 'Twilio answered 409, code 20409: No.' },
    ],
    [
      '409 with what is no SID in its details',
      refusal(409, 20409, 'No.', { conflicting_execution_sid: '../FN1' }),
      { is: 'unreachable', why: 'Twilio answered 409, code 20409: No.' },
    ],
    [
      '409 for another reason, whatever its details',
      refusal(409, 20001, 'No.', { conflicting_execution_sid: EXECUTION }),
      { is: 'unreachable', why: 'Twilio answered 409, code 20001: No.' },
    ],
    ['429', refusal(429, 20429), { is: 'limited' }],
    ['400', refusal(400, 81023, 'Bad To.'), { is: 'refused', why: 'Twilio answered 400, code 81023: Bad To.' }],
    ['403', refusal(403, 20006), { is: 'unreachable', why: 'Twilio answered 403, code 20006: No.' }],
    ['500', refusal(500, 20500), { is: 'unreachable', why: 'Twilio answered 500, code 20500: No.' }],
    ['a lost reply', 'lost' as const, { is: 'unreachable', why: 'socket hang up' }],
    [
      'a number that cannot be reached from ours',
      refusal(400, 21612, "'From' cannot reach it."),
      { is: 'refused', why: "Twilio answered 400, code 21612: 'From' cannot reach it." },
    ],
    [
      'a number that is not allowed',
      refusal(400, 21215, 'Geo Permission.'),
      { is: 'refused', why: 'Twilio answered 400, code 21215: Geo Permission.' },
    ],
    [
      'To and From that are too long together',
      refusal(400, 81023, 'To and From parameters exceeded 300 bytes'),
      { is: 'refused', why: 'Twilio answered 400, code 81023: To and From parameters exceeded 300 bytes' },
    ],
  ])('understands %s', async (_title, answer, outcome) => {
    const { pager: studio, sent } = pager(answer);

    expect(await studio.create(ANN, ORDER)).toEqual(outcome);
    expect(sent).toHaveLength(1);
  });
});

describe('a creation that is impossible for everybody', () => {
  it.each([
    ['there is no such flow', 404, 20404, 'flow', 'The requested resource was not found'],
    ['the flow starts no execution', 400, 84004, 'flow', 'Error while creating execution via REST API'],
    ['the From cannot be worked with', 400, 81023, 'caller-id', "The 'From' parameter is not a valid phone number"],
    ['the From is not verified', 400, 21210, 'caller-id', "'From' phone number not verified"],
    ['the From is no number', 400, 21212, 'caller-id', "Invalid 'From' Phone Number"],
    ['the credentials are wrong', 401, 20003, 'account', 'Authenticate'],
    ['the account is not active', 403, 10001, 'account', 'Account is not active'],
    ['the trial cannot do it', 403, 10002, 'account', 'Trial account does not support this feature'],
    ['there is no money left', 403, 20005, 'account', 'Account not active'],
    ['the account is closed', 403, 20403, 'account', 'Forbidden'],
    ['the account is suspended', 400, 90010, 'account', 'Account is not active'],
  ])('because %s (%i/%i) is about the %s', async (_title, status, code, cause, message) => {
    const { pager: studio, sent } = pager(refusal(status, code, message));

    const why = `Twilio answered ${status}, code ${code}: ${message}`;
    expect(await studio.create(ANN, ORDER)).toEqual({ is: 'impossible', cause, why });
    expect(sent).toHaveLength(1);
  });
});

describe('looking at an execution', () => {
  it.each([
    ['active', active, { is: 'active' }],
    ['ended', ended, { is: 'ended' }],
    ['too old for Studio', refusal(404, 20404), { is: 'ended' }],
    [
      'hidden by the rate limit',
      refusal(429, 20429),
      { is: 'unreachable', why: 'Twilio answered 429, code 20429: No.' },
    ],
    ['forbidden', refusal(401, 20003), { is: 'unreachable', why: 'Twilio answered 401, code 20003: No.' }],
    ['hidden by a fault', refusal(503, 20503), { is: 'unreachable', why: 'Twilio answered 503, code 20503: No.' }],
    ['lost', 'lost' as const, { is: 'unreachable', why: 'socket hang up' }],
  ])('sees one that is %s', async (_title, answer, seen) => {
    const { pager: studio, sent } = pager(answer);

    expect(await studio.look(EXECUTION, FLOW)).toEqual(seen);
    expect(sent).toEqual([FETCH]);
  });
});

/** Executions that are not what was asked for. */
const OTHERS: readonly (readonly [string, Answer])[] = [
  ['another execution', { status: 200, body: { sid: OTHER, status: 'ended' } }],
  ['an execution without a SID', { status: 200, body: { status: 'ended' } }],
  ['an execution without a status', { status: 200, body: { sid: EXECUTION } }],
  ['an execution in a state that Studio does not have', { status: 200, body: { sid: EXECUTION, status: 'over' } }],
];

it.each([...NOT_TWILIOS, ...OTHERS])('takes no execution for ended after %s', async (_title, answer) => {
  const { pager: studio, sent } = pager(answer);

  expect(await studio.look(EXECUTION, FLOW)).toEqual({ is: 'unreachable', why: expect.any(String) });
  expect(sent).toEqual([FETCH]);
});

describe('an execution of an earlier flow', () => {
  const EARLIER = 'FWffffffffffffffffffffffffffffffff';

  it('is asked for and ended under that flow', async () => {
    const { pager: studio, sent } = pager(ended, context({}), ended, dialled, calls('ringing'), completed);
    expect(studio.flow).toBe(FLOW);
    await studio.look(EXECUTION, EARLIER);
    await studio.callOf(EXECUTION, EARLIER);
    await studio.end(EXECUTION, EARLIER, ANN);

    const earlier = `/v2/Flows/${EARLIER}/Executions/FN`;
    expect(sent).toEqual([
      `GET ${earlier}`,
      `GET ${earlier}/Context`,
      `POST ${earlier} Status=ended`,
      `GET ${earlier}/Context`,
      LIST,
      HANG_UP,
    ]);
  });
});

describe('the flow of an execution that today’s does not have', () => {
  const OLD_FLOW = `FW${'0'.repeat(31)}1`;
  const LISTED: Answer = { status: 200, body: { flows: [{ sid: FLOW }, { sid: OLD_FLOW }] } };

  it('is the one among the flows of the account that has it', async () => {
    const { pager: studio, sent } = pager(LISTED, refusal(404, 20404), ended);
    expect(await studio.flowOf(EXECUTION)).toBe(OLD_FLOW);
    expect(sent).toEqual([
      'GET /v2/Flows',
      'GET /v2/Flows/FW/Executions/FN',
      `GET /v2/Flows/${OLD_FLOW}/Executions/FN`,
    ]);
  });

  it.each<readonly [string, readonly Answer[]]>([
    ['no flow has it', [LISTED, refusal(404, 20404), refusal(404, 20404)]],
    ['Studio does not say', [LISTED, 'lost', refusal(500, 20500)]],
    ['the flows cannot be listed', [refusal(429, 20429)]],
  ])('is unknown when %s', async (_title, answers) => {
    expect(await pager(...answers).pager.flowOf(EXECUTION)).toBeUndefined();
  });

  it.each(NOT_TWILIOS)('is unknown after %s', async (_title, answer) => {
    expect(await pager(answer, ended).pager.flowOf(EXECUTION)).toBeUndefined();
  });
});

describe('asking which call an execution makes', () => {
  const contact = { channel: { address: ANN } };
  const call = { ...ORDER, phone: ANN };

  it.each([
    ['its trigger', { trigger: { request: { parameters: PARAMETERS } }, contact }, call],
    ['its flow data', { flow: { data: PARAMETERS }, contact }, call],
    ['a context without a contact', { flow: { data: PARAMETERS } }, { ...call, phone: '' }],
  ])('reads it from %s', async (_title, value, expected) => {
    const { pager: studio, sent } = pager(context(value));

    expect(await studio.callOf(EXECUTION, FLOW)).toEqual(expected);
    expect(sent).toEqual([CONTEXT]);
  });

  it.each([
    ['an empty context', {}],
    ['no parameters', { trigger: { request: {} }, contact }],
    ['a parameter missing', { flow: { data: { ...PARAMETERS, token: undefined } }, contact }],
    ['an attempt that is no number', { flow: { data: { ...PARAMETERS, attempt: 'first' } }, contact }],
    ['a deadline that is no number', { flow: { data: { ...PARAMETERS, deadline: '' + Number.MAX_VALUE } }, contact }],
    ['a team that is no text', { flow: { data: { ...PARAMETERS, team: ['main'] } }, contact }],
  ])('finds none of ours in %s', async (_title, value) => {
    expect(await pager(context(value)).pager.callOf(EXECUTION, FLOW)).toBeUndefined();
  });

  it('finds none of ours in an execution that is gone', async () => {
    expect(await pager(refusal(404, 20404)).pager.callOf(EXECUTION, FLOW)).toBeUndefined();
  });

  it.each<readonly [string, Answer]>([
    ['a rate limit', refusal(429, 20429)],
    ['wrong credentials', refusal(401, 20003)],
    ['a fault', refusal(500, 20500)],
    ['no reply', 'lost'],
    ['the context of another execution', context({ flow: { data: PARAMETERS }, contact }, OTHER)],
    ...NOT_TWILIOS,
  ])('does not guess after %s', async (_title, answer) => {
    await expect(pager(answer).pager.callOf(EXECUTION, FLOW)).rejects.toThrow(Unreachable);
  });
});

describe('ending an execution', () => {
  /** What is asked at once: the end, what the execution knows of its call, and the calls to its number. */
  const AT_ONCE = [END, CONTEXT, LIST];

  it('also hangs up its call: no page says that ending does', async () => {
    const { pager: studio, sent } = pager(ended, dialled, calls('in-progress'), completed);

    expect(await studio.end(EXECUTION, FLOW, ANN)).toBe(true);
    expect(sent).toEqual([...AT_ONCE, HANG_UP]);
  });

  it.each<[string, readonly Answer[], readonly string[]]>([
    ['it never dialled', [ended, context({ widgets: { claim: {} } }), calls(), calls()], [LIST]],
    ['it has no widgets', [ended, context({}), calls(), calls()], [LIST]],
    [
      'nobody is being called',
      [ended, unnamed, calls('completed', 'no-answer'), calls('completed', 'no-answer')],
      [LIST],
    ],
    ['it dialled just before it ended', [ended, unnamed, calls(), calls('queued'), completed], [LIST, HANG_UP]],
    ['its call is over by the list', [ended, dialled, calls('completed')], []],
    ['a call waits in the queue', [ended, unnamed, calls('queued'), completed], [HANG_UP]],
    [
      'a phone rings, after other calls to it',
      [ended, unnamed, calls('ringing', 'busy', 'completed'), callIsOver],
      [HANG_UP],
    ],
    ['its call is too old for the list', [ended, dialled, calls(), callIsOver], [HANG_UP]],
    ['the calls cannot be listed, but its own is named', [ended, dialled, 'lost', completed], [HANG_UP]],
    ['its call is over', [ended, dialled, calls('ringing'), callIsOver], [HANG_UP]],
    ['its call is over, by another code', [ended, dialled, calls('ringing'), refusal(400, 20001)], [HANG_UP]],
    ['its call is gone', [ended, dialled, calls('ringing'), refusal(404, 20404)], [HANG_UP]],
    ['its context is gone', [ended, refusal(404, 20404), calls()], []],
    [
      'it was refused because it has ended',
      [refusal(400, 20001), dialled, calls('ringing'), ended, completed],
      [FETCH, HANG_UP],
    ],
    [
      'it was refused because it is gone',
      [refusal(404, 20404), refusal(404, 20404), calls(), refusal(404, 20404)],
      [FETCH],
    ],
    [
      'Studio grants it and shows it active, then ended',
      [active, dialled, calls('ringing'), ended, completed],
      [FETCH, HANG_UP],
    ],
  ])('is sure when %s', async (_title, answers, requests) => {
    const { pager: studio, sent } = pager(...answers);

    expect(await studio.end(EXECUTION, FLOW, ANN)).toBe(true);
    expect(sent).toEqual([...AT_ONCE, ...requests]);
  });

  it.each<[string, readonly Answer[], readonly string[]]>([
    ['no reply comes', ['lost', dialled, calls('ringing')], []],
    ['Studio fails', [refusal(500, 20500), dialled, calls('ringing')], []],
    ['it was refused and is active still', [refusal(400, 20001), dialled, calls('ringing'), active], [FETCH]],
    ['it was refused and cannot be looked at', [refusal(429, 20429), dialled, calls('ringing'), 'lost'], [FETCH]],
    ['the rate limit hides it', [refusal(429, 20429), dialled, calls('ringing'), refusal(429, 20429)], [FETCH]],
    ['its context is lost', [ended, 'lost', calls('ringing')], []],
    ['its context is refused by the rate limit', [ended, refusal(429, 20429), calls('ringing')], []],
    ['its context is refused for other reasons', [ended, refusal(401, 20003), calls('ringing')], []],
    ['the calls cannot be listed', [ended, unnamed, 'lost'], []],
    ['the calls cannot be listed after its end', [ended, unnamed, calls(), 'lost'], [LIST]],
    ['the list is refused by the rate limit', [ended, unnamed, refusal(429, 20429)], []],
    ['the hanging up of a queued call is lost', [ended, unnamed, calls('queued'), 'lost'], [HANG_UP]],
    ['the hanging up is lost', [ended, dialled, calls('ringing'), 'lost'], [HANG_UP]],
    ['the hanging up is refused by the rate limit', [ended, dialled, calls('ringing'), refusal(429, 20429)], [HANG_UP]],
    ['the hanging up is forbidden', [ended, dialled, calls('ringing'), refusal(401, 20003)], [HANG_UP]],
  ])('is not sure when %s', async (_title, answers, requests) => {
    const { pager: studio, sent } = pager(...answers);

    expect(await studio.end(EXECUTION, FLOW, ANN)).toBe(false);
    expect(sent).toEqual([...AT_ONCE, ...requests]);
  });

  it.each([...NOT_TWILIOS, ...OTHERS])('is not sure when its end is answered with %s', async (_title, answer) => {
    expect(await pager(answer, dialled, calls('ringing')).pager.end(EXECUTION, FLOW, ANN)).toBe(false);
  });

  it.each([...NOT_TWILIOS, ...OTHERS])('is not sure when it is refused, then answered with %s', async (_t, answer) => {
    const answers = [refusal(400, 20001), dialled, calls('ringing'), answer];
    expect(await pager(...answers).pager.end(EXECUTION, FLOW, ANN)).toBe(false);
  });

  it.each([...NOT_TWILIOS, ['the context of another execution', context({}, OTHER)] as const])(
    'is not sure when its context is answered with %s',
    async (_title, answer) => {
      expect(await pager(ended, answer, calls()).pager.end(EXECUTION, FLOW, ANN)).toBe(false);
    },
  );

  it.each<readonly [string, Answer]>([
    ...NOT_TWILIOS,
    ['another call', { status: 200, body: { sid: `CA${'f'.repeat(32)}`, status: 'completed' } }],
  ])('is not sure when hanging up is answered with %s', async (_title, answer) => {
    expect(await pager(ended, dialled, calls('ringing'), answer).pager.end(EXECUTION, FLOW, ANN)).toBe(false);
  });

  it.each<readonly [string, Answer]>([
    ...NOT_TWILIOS,
    ['calls without a SID', { status: 200, body: { calls: [{ status: 'completed' }], page: 0 } }],
  ])('is not sure when the list of calls is %s', async (_title, answer) => {
    // A list that is not believed must not be taken for one without a live call, after which only another list is asked for.
    expect(await pager(ended, unnamed, answer, calls()).pager.end(EXECUTION, FLOW, ANN)).toBe(false);
  });
});
