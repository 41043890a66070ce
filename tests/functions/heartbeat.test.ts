import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AGENTS } from '../support/story';
import { expectNothingPrivate, refused } from './expectations';
import { alarm, ENVIRONMENT, FunctionsAtHand } from './functions-at-hand';
import type { AtHandOptions } from './functions-at-hand';

let at: FunctionsAtHand;

afterEach(() => {
  expectNothingPrivate(at);
});

const BEAT = { id: 'beat', source: 'heartbeat', body: '{"source":"oncall.heartbeat"}' };
const VERSION = readFileSync(join(__dirname, '..', '..', 'dist', 'version.txt'), 'utf8').trim();
const WELL = { version: VERSION, roster: true, onCall: true, flow: true, sync: true, problems: [] };

const onlySyncAnswers: FunctionsAtHand['fate'] = ({ url }) => ({ is: url.includes('sync.') ? 'deliver' : 'drop' });

/** What a heartbeat is answered with. */
async function health(options: AtHandOptions = {}, fate?: FunctionsAtHand['fate']): Promise<unknown> {
  at = new FunctionsAtHand(options);
  if (fate !== undefined) at.fate = fate;
  const reply = await at.alarm(BEAT);
  expect(reply.status).toBe(200);
  const { results } = reply.json as { results: { id: string; status: string; outcome: string; health: unknown }[] };
  expect(results.map(({ id, status, outcome }) => [id, status, outcome])).toEqual([['beat', 'settled', 'heartbeat']]);
  return results[0]?.health;
}

describe('a heartbeat', () => {
  it('is answered with good health and the version of the build, by one request to Sync, and wakes nobody', async () => {
    const hosts: string[] = [];
    // The very first one makes the index of what is due.
    expect(await health()).toEqual(WELL);
    at.fate = ({ url }) => {
      hosts.push(new URL(url).host);
      return { is: 'deliver' };
    };
    expect((await at.alarm(BEAT)).json).toMatchObject({ results: [{ status: 'settled', health: WELL }] });
    expect(VERSION).toMatch(/^[0-9a-f]{12}$/);
    expect(hosts.toSorted()).toEqual([
      'api.twilio.com',
      'api.twilio.com',
      'api.twilio.com',
      'studio.twilio.com',
      'sync.twilio.com',
    ]);
    await at.pass(60);
    expect(at.story.rings()).toEqual([]);
  });

  it.each<[string, AtHandOptions, object]>([
    [
      'a flow that does not exist',
      { environment: { FLOW_SID: 'FWffffffffffffffffffffffffffffffff' } },
      { flow: false, problems: [expect.stringMatching(/^FLOW_SID is not a published flow of this account/)] },
    ],
    [
      'a caller ID of somebody else',
      { environment: { CALLER_ID: '+12025550199' } },
      { problems: [expect.stringMatching(/^CALLER_ID is not a number of this account/)] },
    ],
    [
      'a caller ID that was only verified',
      { environment: { CALLER_ID: '+12025550199' }, callerIds: ['+12025550199'] },
      { problems: [expect.stringMatching(/^CALLER_ID is a verified number: it can call, but it cannot send SMS/)] },
    ],
    [
      'a caller ID that cannot text',
      { numbers: [{ number: '+12025550100', sms: false }] },
      { problems: [expect.stringMatching(/^CALLER_ID cannot send SMS/)] },
    ],
    [
      'an account that is suspended',
      { standing: { status: 'suspended' } },
      { problems: [expect.stringMatching(/^The Twilio account is suspended/)] },
    ],
  ])('tells of %s', async (_title, options, problems) => {
    expect(await health(options)).toEqual({ ...WELL, ...problems });
  });

  it('is answered within one time limit, and holds what Twilio does not say for no problem', async () => {
    expect(await health({}, onlySyncAnswers)).toEqual(WELL);
    expect(at.took('/alarm')).toEqual([2500]);
  });

  it('is answered without any variable but the secret, and names all that are missing', async () => {
    const environment = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, undefined]));
    expect(await health({ environment: { ...environment, ALERT_SECRET: ENVIRONMENT['ALERT_SECRET'] } })).toEqual({
      ...WELL,
      flow: false,
      problems: [
        "FLOW_SID must be the Studio flow's SID (FW…). Set it in .env and deploy again.",
        'CALLER_ID must be a number of this account that can call, as a plus sign and digits only. Set it in .env and deploy again.',
        "EVENTS_PASSWORD must be the password in the Event Streams sink's URL, at least 16 characters. Set it in .env and deploy again.",
      ],
    });
  });

  it('tells of a fallback number that cannot be called, without its digits', async () => {
    expect(await health({ environment: { FALLBACK_NUMBERS: '+447700900002,07700 900001' } })).toEqual({
      ...WELL,
      problems: [
        'FALLBACK_NUMBERS holds something that is not a number (a plus sign and digits only). Correct it in .env and deploy again.',
      ],
    });
  });

  it.each([
    ['a roster that was not deployed', () => undefined, /^There is no roster/],
    ['a roster that cannot be read', () => '{"agents":', /^The roster has mistakes/],
    [
      'a roster that cannot be opened',
      () => {
        throw new Error('ENOENT');
      },
      /^There is no roster/,
    ],
  ])('tells of %s', async (_title, asset, problem) => {
    expect(await health({ asset })).toEqual({
      ...WELL,
      roster: false,
      onCall: false,
      problems: [expect.stringMatching(problem)],
    });
  });

  it.each([
    ['+447700900009', 'Nobody is on call in team Data: the fallback numbers would be called.'],
    ['', 'Nobody is on call in team Data, and FALLBACK_NUMBERS is empty.'],
  ])('tells of a team in which nobody is on call, with FALLBACK_NUMBERS=%s', async (numbers, problem) => {
    const later = { agents: ['ann', 'bob'], start: '2030-01-07 09:00' };
    const teams = { web: { agents: ['ann'] }, data: { name: 'Data', agents: ['bob'], rotations: [later] } };
    const roster = { agents: AGENTS, timezone: 'UTC', teams, defaultTeam: 'web' };
    expect(await health({ roster, environment: { FALLBACK_NUMBERS: numbers } })).toEqual({
      ...WELL,
      onCall: false,
      problems: [problem],
    });
  });

  it('tells of Sync that cannot be reached', async () => {
    const broken = { is: 'answer', response: { status: 500, headers: {}, body: '' } } as const;
    expect(await health({}, () => broken)).toEqual({
      ...WELL,
      sync: false,
      problems: [
        "The boards in Sync cannot be read. The index of what is due cannot be read: HTTP 500 without an error of Twilio's",
      ],
    });
  });

  it('is answered within the time of a Function when Sync does not answer at all', async () => {
    expect(await health({}, () => ({ is: 'drop' }))).toEqual({
      ...WELL,
      sync: false,
      problems: ['The boards in Sync cannot be read. The index of what is due cannot be read: no reply within 2500 ms'],
    });
  });

  it('tells of a Sync service that is not there, which a board that is not there yet would look like', async () => {
    const environment = { SYNC_SERVICE_SID: 'IS99999999999999999999999999999999' };
    expect(await health({ environment })).toEqual({
      ...WELL,
      sync: false,
      problems: [expect.stringMatching(/^The boards in Sync cannot be read\. .*: Twilio answered 404/)],
    });
  });

  it('is answered beside alarms that nobody can be called for: those have no result, and the log says why', async () => {
    at = new FunctionsAtHand({ environment: { FLOW_SID: undefined } });
    const reply = await at.alarm(alarm('web-1-cpu'), BEAT);

    expect(reply).toMatchObject({
      status: 200,
      json: { results: [{ id: 'beat', status: 'settled', health: { flow: false } }] },
    });
    // For the alarm, and for what the heartbeat would look after.
    expect(at.logged('error')).toEqual(['The Functions are not set up.', 'The Functions are not set up.']);
  });

  it('does not hold up the alarms beside it', async () => {
    at = new FunctionsAtHand();
    const reply = await at.alarm(alarm('web-1-cpu'), BEAT);

    expect(reply.json).toMatchObject({ results: [{ outcome: 'opened' }, { id: 'beat', health: WELL }] });
    await at.pass(5);
    expect(at.story.rings()).toEqual(['ann']);
  });

  it('comes back while a chain of calls runs that no alarm’s message holds, and is settled when that is over', async () => {
    const roster = { agents: AGENTS, escalation: { order: ['on-call', 'next'], remindMinutes: 15 } };
    at = new FunctionsAtHand({ roster, agents: ['take', 'no-answer', 'take'] });
    await at.alarm(alarm('web-1-cpu'));
    await at.pass(15 * 60 - 60);
    const comes = async (redelivered: boolean): Promise<unknown> =>
      (await at.alarm({ ...BEAT, ...(redelivered ? { redelivered } : {}) })).json;
    expect(await comes(false)).toMatchObject({ results: [{ status: 'settled' }] });
    await at.pass(300);
    expect(await comes(false)).toMatchObject({ results: [{ status: 'watching', outcome: 'heartbeat', health: WELL }] });
    await at.pass(10);
    expect(at.story.rings()).toEqual(['ann', 'ann']);
    // She does not answer; the next agent takes it.
    await at.pass(62);
    expect(await comes(true)).toMatchObject({ results: [{ status: 'settled' }] });
    expect(at.story.rings()).toEqual(['ann', 'ann', 'bob']);
  });

  it('finds what is due again when what lies beside the boards was lost', async () => {
    at = new FunctionsAtHand({
      agents: ['take', 'take'],
      roster: { agents: AGENTS, escalation: { remindMinutes: 30 } },
    });
    await at.alarm(alarm('web-1-cpu'));
    await at.pass(60);
    at.story.rehearsal.twilio.loseMapsAndLists();
    await at.alarm(BEAT);
    await at.pass(29 * 60);
    await at.alarm(BEAT);
    expect(at.story.rings()).toEqual(['ann']);
    await at.pass(60);
    await at.alarm(BEAT);
    await at.pass(2);
    expect(at.story.rings()).toEqual(['ann', 'ann']);
  });

  it('finds within the hour what the index of what is due has lost of one team', async () => {
    at = new FunctionsAtHand({
      agents: ['take', 'take'],
      roster: { agents: AGENTS, escalation: { remindMinutes: 30 } },
    });
    await at.alarm(alarm('web-1-cpu'));
    await at.pass(60);
    const { sid, authToken } = at.story.rehearsal.account;
    const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
    const url = 'https://sync.twilio.com/v1/Services/default/Maps/oncall-due/Items/main';
    const gone = at.story.rehearsal.twilio.handle({ method: 'DELETE', url, headers: { authorization }, body: '' });
    expect(gone.status).toBe(204);
    // At 03:31 she would be reminded, and at 03:54 nobody has noticed yet.
    await at.pass(53 * 60);
    await at.alarm(BEAT);
    expect(at.story.rings()).toEqual(['ann']);
    // At 03:59 the boards are compared with the index.
    await at.pass(5 * 60);
    await at.alarm(BEAT);
    await at.pass(2);
    expect(at.story.rings()).toEqual(['ann', 'ann']);
  });

  it('looks after what is due although the boards cannot be compared with the index', async () => {
    at = new FunctionsAtHand({
      agents: ['take', 'take'],
      roster: { agents: AGENTS, escalation: { remindMinutes: 30 } },
    });
    await at.alarm(alarm('web-1-cpu'));
    await at.pass(59 * 60);
    at.fate = ({ url }) => (/Documents(\?|$)/.test(url) ? { is: 'drop' } : { is: 'deliver' });
    await at.alarm(BEAT);
    await at.pass(2);
    expect(at.story.rings()).toEqual(['ann', 'ann']);
  });

  it('is settled, with its health, though what is due cannot be looked after', async () => {
    at = new FunctionsAtHand();
    await at.alarm(BEAT);
    await at.alarm(alarm('web-1-cpu'));
    at.fate = ({ url }) => (url.includes('/Documents') ? { is: 'drop' } : { is: 'deliver' });
    expect((await at.alarm(BEAT)).json).toMatchObject({ results: [{ status: 'settled', health: WELL }] });
  });

  it('is refused like anything else without a valid signature', async () => {
    at = new FunctionsAtHand();
    const body = at.signed({ messages: [BEAT] });

    expect(await at.json('/alarm', { ...body, ts: 1 })).toEqual(refused(401, 'unauthorized', /./));
    expect(at.requests()).toBe(0);
  });
});
