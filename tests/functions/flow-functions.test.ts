import { afterEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { AGENTS, NUMBERS } from '../support/story';
import { expectNothingPrivate, refused } from './expectations';
import { alarm, FLOW_SID, FUNCTIONS_FOLDER, FunctionsAtHand } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const PATHS = ['/claim', '/brief', '/take', '/next-agent'] as const;
const CALL = { team: 'main', incident: 'inc-1', attempt: '1', execution: 'FN00000000000000000000000000000001' };

describe.each(PATHS)('%s is protected', (path) => {
  /** Twilio's signature of a request to this path of the deployment. */
  const signature = (to = path as string, fields: Readonly<Record<string, string>> = CALL) => {
    const { account, domain } = at.story.rehearsal;
    return getExpectedTwilioSignature(account.authToken, `${domain}${to}`, fields);
  };

  it.each<[string, () => string | undefined]>([
    ['no signature', () => undefined],
    ['an empty signature', () => ''],
    ['a made-up signature', () => 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    [
      'the signature of another account',
      () => getExpectedTwilioSignature('another-token', `${at.story.rehearsal.domain}${path}`, CALL),
    ],
    ['the signature of another Function', () => signature('/other')],
    [
      'the signature of another domain',
      () => getExpectedTwilioSignature(at.story.rehearsal.account.authToken, `https://evil.example.com${path}`, CALL),
    ],
    ['the signature with a query that is not there', () => signature(`${path}?x=1`)],
    ['the signature of other parameters', () => signature(path, { ...CALL, attempt: '2' })],
    ['the signature of fewer parameters', () => signature(path, { team: 'main' })],
  ])('against %s', async (_title, given) => {
    at = new FunctionsAtHand();

    expect((await at.form(path, CALL, given())).status).toBe(403);
    expect(at.requests()).toBe(0);
  });

  it('against a query that was added to a signed request', async () => {
    at = new FunctionsAtHand();

    expect((await at.form(`${path}?team=other`, CALL, signature())).status).toBe(403);
  });

  it('against a GET', async () => {
    at = new FunctionsAtHand();

    expect((await at.send({ path, method: 'GET', headers: { 'x-twilio-signature': signature() } })).status).toBe(403);
  });

  it('and open to Twilio', async () => {
    at = new FunctionsAtHand();

    expect((await at.form(path, CALL, signature())).status).toBe(200);
  });
});

describe.each(PATHS)('%s names what is wrong with its parameters', (path) => {
  it.each<[Record<string, string | undefined>, string]>([
    [{ team: undefined }, 'team'],
    [{ team: ' ' }, 'team'],
    [{ incident: undefined }, 'incident'],
    [{ attempt: undefined }, 'attempt'],
    [{ attempt: '0' }, 'attempt'],
    [{ attempt: '-1' }, 'attempt'],
    [{ attempt: '1.5' }, 'attempt'],
    [{ attempt: '1e3' }, 'attempt'],
    [{ attempt: '9999999' }, 'attempt'],
    [{ execution: undefined }, 'execution'],
    [{ execution: '{{flow.sid}}' }, 'execution'],
    [{ execution: 'FW00000000000000000000000000000001' }, 'execution'],
    [
      { team: undefined, incident: undefined, attempt: undefined, execution: undefined },
      'team, incident, attempt, execution',
    ],
  ])('%j: %s', async (change, names) => {
    at = new FunctionsAtHand();
    const fields = Object.entries({ ...CALL, ...change }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    );

    expect(await at.flow(path, Object.fromEntries(fields))).toEqual(
      refused(
        400,
        'bad-parameters',
        `Missing or malformed: ${names}. The flow must pass team, incident and attempt from its Parameters and {{flow.sid}} as execution.`,
      ),
    );
    expect(at.requests()).toBe(0);
  });

  it('answers 500 when the Functions are not set up', async () => {
    at = new FunctionsAtHand({ environment: { CALLER_ID: 'none' } });

    expect(await at.flow(path, CALL)).toEqual(refused(500, 'not-configured', /their log says what is missing/));
  });

  it('answers 503 when the board cannot be read', async () => {
    at = new FunctionsAtHand();
    at.fate = () => ({ is: 'answer', response: { status: 500, headers: {}, body: '' } });

    expect(await at.flow(path, CALL)).toEqual(refused(503, 'unreachable', 'Twilio could not be reached. Try again.'));
  });

  it('answers 500 without a stack when the fault is in the Functions', async () => {
    at = new FunctionsAtHand({
      asset: () => {
        throw new TypeError('cannot read the asset');
      },
    });

    expect(await at.flow(path, CALL)).toEqual(
      refused(500, 'fault', 'An internal error in the Functions; see their log.'),
    );
    expect(at.logs().at(-1)?.text).toMatch(/TypeError: .*\\n +at /);
  });
});

/** What has become of the incident when the flow asks. */
const SITUATIONS = {
  /** The phone is ringing. */
  calling: async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    return at.called();
  },
  /** The same agent took it. */
  taken: async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    await at.flow('/take', call);
    return call;
  },
  /** Another agent took it. */
  'taken by another': async () => {
    at = new FunctionsAtHand({ agents: ['decline', 'take'] });
    const call = await at.called();
    await at.pass(60);
    return call;
  },
  /** All alarms are OK again. */
  recovered: async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    await at.alarm(alarm('web-1-cpu', { state: 'OK', stateAtSeconds: 3, id: 'ok' }));
    return call;
  },
  /** The next agent is being called. */
  superseded: async () => {
    at = new FunctionsAtHand({ agents: ['decline', 'no-answer'] });
    const call = await at.called();
    await at.pass(20);
    return call;
  },
  /** Nobody is left. */
  exhausted: async () => {
    at = new FunctionsAtHand({ agents: ['busy'] });
    await at.called();
    await at.pass(10);
    return at.current();
  },
  /** Somebody said without a phone that it is over. */
  closed: async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    at.closeByHand();
    return call;
  },
  /** An incident that the board does not have. */
  lost: async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    return { ...(await at.called()), incident: 'inc-of-last-week' };
  },
  /** A team that has no board. */
  unheard: async () => {
    at = new FunctionsAtHand();
    return { ...CALL, team: 'nowhere', token: 'none' };
  },
} as const;

const NEXT_BOB = { agent: 'Bob Roy', number: NUMBERS.bob };
/** What is said in English where no Function answers, and by whom. */
const SPOKEN = {
  voice: 'Polly.Joanna-Neural',
  language: 'en-US',
  notConfirmed:
    'I could not confirm that you have it. A message will tell you. If none comes, the next agent is called. Goodbye.',
  notPassedOn: 'The next agent could not be called just now. It is tried again shortly. Goodbye.',
};
const NO_ASIDE = { opening: 'none', aside: 'none', asideVoice: 'Polly.Joanna-Neural', asideLanguage: 'en-US' };
const NOBODY = { agent: 'none', number: 'none' };

describe('every key is answered, and none is empty', () => {
  it.each<[keyof typeof SITUATIONS, (typeof PATHS)[number], Record<string, string>]>([
    ['calling', '/claim', { ring: 'yes', why: 'claimed', ringSeconds: '25' }],
    ['calling', '/brief', { proceed: 'yes' }],
    ['calling', '/take', { result: 'taken' }],
    ['calling', '/next-agent', { result: 'calling', ...NEXT_BOB }],
    ['taken', '/claim', { ring: 'no', why: 'taken', ringSeconds: 'none' }],
    ['taken', '/brief', { proceed: 'no' }],
    ['taken', '/take', { result: 'taken' }],
    ['taken', '/next-agent', { result: 'taken', ...NOBODY }],
    ['taken by another', '/claim', { ring: 'no', why: 'taken', ringSeconds: 'none' }],
    ['taken by another', '/brief', { proceed: 'no' }],
    ['taken by another', '/take', { result: 'already' }],
    ['taken by another', '/next-agent', { result: 'taken', ...NOBODY }],
    ['recovered', '/claim', { ring: 'no', why: 'recovered', ringSeconds: 'none' }],
    ['recovered', '/brief', { proceed: 'no' }],
    ['recovered', '/take', { result: 'recovered' }],
    ['recovered', '/next-agent', { result: 'stale', ...NOBODY }],
    ['superseded', '/claim', { ring: 'no', why: 'superseded', ringSeconds: 'none' }],
    ['superseded', '/brief', { proceed: 'no' }],
    ['superseded', '/take', { result: 'taken' }],
    ['superseded', '/next-agent', { result: 'calling', ...NEXT_BOB }],
    ['exhausted', '/claim', { ring: 'no', why: 'superseded', ringSeconds: 'none' }],
    ['exhausted', '/brief', { proceed: 'yes' }],
    ['exhausted', '/take', { result: 'taken' }],
    ['exhausted', '/next-agent', { result: 'exhausted', ...NOBODY }],
    ['closed', '/claim', { ring: 'no', why: 'closed', ringSeconds: 'none' }],
    ['closed', '/brief', { proceed: 'no' }],
    ['closed', '/take', { result: 'closed' }],
    ['closed', '/next-agent', { result: 'stale', ...NOBODY }],
    ['lost', '/claim', { ring: 'no', why: 'unknown', ringSeconds: 'none' }],
    ['lost', '/brief', { proceed: 'no' }],
    ['lost', '/take', { result: 'closed' }],
    ['lost', '/next-agent', { result: 'stale', ...NOBODY }],
    ['unheard', '/claim', { ring: 'no', why: 'unknown', ringSeconds: 'none' }],
    ['unheard', '/brief', { proceed: 'no' }],
    ['unheard', '/take', { result: 'closed' }],
    ['unheard', '/next-agent', { result: 'stale', ...NOBODY }],
  ])('%s: %s says %j', async (situation, path, answer) => {
    const { token, ...call } = await SITUATIONS[situation]();
    const reply = await at.flow(path, {
      ...call,
      ...(path === '/claim' ? { token } : {}),
      ...(path === '/next-agent' ? { reason: 'busy' } : {}),
    });

    const words = path === '/claim' ? 'message' : 'speech';
    const isAsked = 'ring' in answer ? answer.ring === 'yes' : 'proceed' in answer && answer.proceed === 'yes';
    const more = isAsked
      ? { again: expect.stringMatching(/, 3 to repeat\.$/), prompt: 'Press 1 to take it, 2 to pass it on.' }
      : { again: 'none', prompt: 'none' };
    expect(reply).toEqual({
      status: 200,
      type: 'application/json',
      text: expect.any(String),
      json: {
        ...(path === '/claim' ? { ...more, ...SPOKEN } : path === '/brief' ? { ...more, ...NO_ASIDE } : {}),
        ...answer,
        [words]: expect.stringMatching(/^\S.{10,298}\S$/),
      },
    });
  });

  it('also when the alarm is written in a script that the voice cannot read', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    await at.alarm(alarm('db', { description: 'データベース接続数が多すぎます' }));
    await at.pass(5);
    const { token: _token, ...call } = at.current();

    expect((await at.flow('/brief', call)).json).toEqual({
      proceed: 'yes',
      speech: 'That was the text of the alarm. Press 1 at any time to take it, 2 to pass, 3 to repeat.',
      again: expect.stringMatching(/^db\. データベース接続数が多すぎます/),
      prompt: 'Press 1 to take it, 2 to pass it on.',
      opening: 'On-call alert for Main:',
      aside: expect.stringMatching(/^db\. データベース接続数が多すぎます/),
      asideVoice: 'Polly.Kazuha-Neural',
      asideLanguage: 'ja-JP',
    });
    expect((await at.flow('/brief', { ...call, voice: 'Polly.Amy-Neural' })).json).toEqual({
      ...NO_ASIDE,
      asideVoice: 'Polly.Amy-Neural',
      asideLanguage: 'en-GB',
      again: expect.stringMatching(/^On-call alert for Main: db\. データベース/),
      prompt: 'Press 1 to take it, 2 to pass it on.',
      proceed: 'yes',
      speech: expect.stringMatching(/^On-call alert for Main: db\. データベース/),
    });
  });

  it('also when the next agent can only be called later', async () => {
    at = new FunctionsAtHand({ roster: { agents: { ann: AGENTS.ann } }, agents: ['no-answer'] });
    const { token: _token, ...call } = await at.called();
    const reply = await at.flow('/next-agent', { ...call, reason: 'no-key' });

    expect(reply.json).toEqual({
      result: 'waiting',
      agent: 'Ann Lee',
      number: NUMBERS.ann,
      speech: 'Ann Lee will be called shortly. Goodbye.',
    });
  });
});

describe('the reason that the flow gives', () => {
  it.each([
    ['declined', 'declined'],
    ['no-key', 'no-key'],
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['', 'failed'],
    ['taken', 'failed'],
    ['constructor', 'failed'],
  ])('%p is written down as %s', async (reason, outcome) => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const { token: _token, ...call } = await at.called();
    await at.flow('/next-agent', { ...call, reason });

    expect(at.board()?.incidents).toMatchObject([{ calls: [{ agent: 'ann', outcome }], attempt: { number: 2 } }]);
  });
});

describe('another language than English', () => {
  const roster = { language: 'de', agents: AGENTS };

  it('is spoken in the words of a private Function', async () => {
    at = new FunctionsAtHand({ roster });

    const { json } = await at.flow('/claim', CALL);
    expect(json).toMatchObject({ language: 'de-DE', notConfirmed: expect.stringMatching(/^Ob Sie es haben, /) });
    expect((await at.send({ path: '/languages' })).status).toBe(404);
  });

  it('is English where that Function is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'functions-'));
    copyFileSync(join(FUNCTIONS_FOLDER, 'claim.protected.js'), join(folder, 'claim.protected.js'));
    at = new FunctionsAtHand({ roster, folder });
    rmSync(folder, { recursive: true });

    const { status, json } = await at.flow('/claim', CALL);
    expect(status).toBe(200);
    expect(json).toMatchObject({ notConfirmed: expect.stringMatching(/^I could not confirm /) });
  });
});

describe('the claim', () => {
  it('is refused without the token: a late execution carries an old one', async () => {
    at = new FunctionsAtHand({ agents: ['no-answer'] });
    const { token: _token, ...call } = await at.called();

    expect((await at.flow('/claim', call)).json).toEqual(expect.objectContaining({ ring: 'no', why: 'superseded' }));
    expect((await at.flow('/claim', { ...call, token: 'guessed' })).json).toEqual(
      expect.objectContaining({ ring: 'no', why: 'superseded' }),
    );
  });
});

describe('an incident that nobody knows', () => {
  const UNSURE =
    'I cannot find out whether this alert is still open. Please treat it as open and look at it now. Goodbye.';

  it.each(PATHS)('is never said to be over: %s', async (path) => {
    const { token, ...call } = await SITUATIONS.lost();
    const fields = path === '/claim' ? { ...call, token, flow: FLOW_SID } : call;
    expect((await at.flow(path, fields)).text).toContain(UNSURE);
  });
});
