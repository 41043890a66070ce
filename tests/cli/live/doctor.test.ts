import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { command as doctorCommand } from '../../../src/cli/live/doctor';
import { command as setupCommand } from '../../../src/cli/live/setup';
import type { Machine } from '../../../src/cli/machine';
import { Requests } from '../../../src/twilio/requests';
import { syncWords } from '../../../src/twilio/words-map';
import { on, projectCopy, ran, removeProject, writeSettings } from './live';
import { PretendAccount } from './pretend-account';

const doctorWith = on(doctorCommand);
const setupWith = on(setupCommand);

let folder = '';
let account: PretendAccount;

beforeEach(async () => {
  folder = projectCopy();
  const roster = { agents: { ann: { name: 'Ann Lee', phone: '+447400123456' } } };
  writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(roster));
  account = new PretendAccount();
  writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
  expect(await ran(setupWith(account.machine(folder)))).toMatchObject({ status: 0 });
});
afterEach(() => {
  account.stop();
  removeProject(folder);
});

/** What doctor says that is a problem, on one line each. */
async function problems(more: Partial<Machine> = {}): Promise<readonly string[]> {
  const { status, out } = await ran(doctorWith(account.machine(folder, more)), '--json');
  const report = JSON.parse(out) as {
    healthy: boolean;
    findings: { check: string; verdict: string; words: string; remedy?: string }[];
  };
  const found = report.findings.filter(({ verdict }) => verdict === 'problem');
  expect(status).toBe(found.length === 0 ? 0 : 1);
  expect(report.healthy).toBe(found.length === 0);
  return found.map(({ check, words, remedy }) => `${check}: ${words} → ${remedy ?? 'nothing'}`);
}

function set(name: string, value: string): void {
  const file = join(folder, '.env');
  const text = readFileSync(file, 'utf8').replace(new RegExp(`^${name}=.*\n`, 'm'), '');
  writeFileSync(file, `${text}${name}=${value}\n`);
}

it('finds nothing in a set-up that was just made', async () => {
  expect(await problems()).toEqual([]);
});

it('notices a wrong secret at once, whichever side has it', async () => {
  set('ALERT_SECRET', 'another-secret-of-nobody');
  expect(await problems()).toEqual([
    expect.stringContaining('Functions: /alarm does not accept what is signed with ALERT_SECRET in .env (401)'),
    expect.stringContaining('variables: The Functions lack ALERT_SECRET, or have values that differ from .env.'),
  ]);
});

it('notices a wrong token, and then looks no further', async () => {
  set('AUTH_TOKEN', 'f'.repeat(32));
  expect(await problems()).toEqual([expect.stringContaining('account: could not reach the Twilio account')]);
});

it('notices that the flow was edited, that it is gone, and that it is a draft', async () => {
  const [flow] = account.resources.flows.all();
  const sid = flow?.sid ?? '';
  const definition = JSON.parse(
    JSON.stringify(flow?.first.definition).replaceAll('The incident still needs somebody', 'Bye.'),
  ) as object;
  await account.client.studio.v2.flows(sid).update({ status: 'published', definition });
  expect(await problems()).toEqual([
    expect.stringMatching(/^flow: The live flow is not flows\/on-call\.json: .*Bye\./),
  ]);
  account.resources.flows.remove(sid);
  expect(await problems()).toEqual([
    expect.stringContaining('Functions: /alarm says: FLOW_SID is not a published flow of this account'),
    expect.stringContaining('flow: The account has no flow, so nobody can be called.'),
  ]);
});

it('notices events that lead nowhere', async () => {
  const { events } = account.resources;
  const [subscription] = events.subscriptions.all();
  const [sink] = events.sinks.all();
  if (subscription === undefined || sink === undefined) throw new Error('There is no sink.');
  events.sinks.put({ ...sink, status: 'failed' });
  expect(await problems()).toEqual([expect.stringContaining('events: The sink for /studio-events has failed')]);
  events.sinks.put(sink);
  events.subscriptions.remove(subscription.sid);
  expect(await problems()).toEqual([expect.stringContaining('events: The sink is not subscribed')]);
  events.sinks.remove(sink.sid);
  expect(await problems()).toEqual([expect.stringContaining('events: There is no sink for /studio-events.')]);
});

/** A machine whose /alarm answers this. */
function answering(status: number, body: string): Partial<Machine> {
  return { fetch: () => Promise.resolve(new Response(body, { status })) };
}

it('notices Functions that answer nothing, or something else', async () => {
  expect(
    await problems({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ENOTFOUND') })) }),
  ).toEqual([expect.stringContaining('Functions: /alarm cannot be reached (ENOTFOUND).')]);
  expect(await problems(answering(404, 'not found'))).toEqual([
    expect.stringContaining('/alarm answers 404: not found'),
  ]);
  expect(await problems(answering(500, '{"error":{"code":"x","message":"FLOW_SID must be set"}}'))).toEqual([
    expect.stringContaining('/alarm answers 500: FLOW_SID must be set'),
  ]);
  expect(await problems(answering(200, '{"results":[{"id":"x","status":"settled"}]}'))).toEqual([
    expect.stringContaining('It is an older version'),
  ]);
});

it('compares the version', async () => {
  writeFileSync(join(folder, 'dist', 'version.txt'), 'another\n');
  expect(await problems()).toEqual([
    expect.stringMatching(/Functions: \/alarm has version \w+; the one built here is another\./),
  ]);
});

it('notices that alarms from here go elsewhere', async () => {
  set('FUNCTION_URL', 'https://elsewhere.example/alarm');
  expect(await problems()).toEqual([expect.stringContaining('FUNCTION_URL in .env is not https://oncall-')]);
});

it('notices that nobody is on call', async () => {
  const roster = {
    timezone: 'UTC',
    agents: { ann: { name: 'Ann Lee', phone: '+447400123456' } },
    rotations: [{ agents: ['ann'], start: '2099-01-01 09:00' }],
  };
  writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(roster));
  expect(await problems()).toEqual([expect.stringContaining('roster: Nobody is on call for Main now')]);
});

it('says that an empty .env is no set-up', async () => {
  writeSettings(folder, {});
  const found = await problems();
  expect(found[0]).toContain('.env: ALERT_SECRET must be the secret shared with the Lambda');
  expect(found.at(-1)).toContain('account: ACCOUNT_SID in .env is empty');
});

it('names topics that asked to be confirmed, with when they last did', async () => {
  const machine = account.machine(folder);
  const client = await machine.connect(account.sid, account.authToken);
  const words = syncWords(new Requests(client, machine.now.bind(machine)), 'default', () => 0);
  const topic = 'arn:aws:sns:eu-west-1:111122223333:shop';
  for (const time of ['2026-11-22T03:00:00Z', '2026-11-22T04:00:00Z']) {
    await words.put('confirm', [{ hash: 'abcdef', summary: topic, sinceMs: Date.parse(time) }]);
  }
  const { status, out } = await ran(doctorWith(account.machine(folder)), '--json');
  expect(status).toBe(0);
  const { findings } = JSON.parse(out) as { findings: { code: string }[] };
  expect(findings.filter(({ code }) => code === 'topic-unconfirmed')).toEqual([
    {
      check: 'topics',
      code: 'topic-unconfirmed',
      verdict: 'warning',
      words: `${topic} asked on Sun 2026-11-22 04:00 UTC to confirm its subscription; until that is done nothing of it arrives.`,
      remedy: 'Subscribe once more from the account of the queue. If that is done: this goes away within seven days.',
      subjects: [topic],
    },
  ]);
});
