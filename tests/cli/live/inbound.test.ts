import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { command as doctorCommand } from '../../../src/cli/live/doctor';
import { command as setupCommand } from '../../../src/cli/live/setup';
import type { Ran } from '../../support/oncall';
import { on, projectCopy, ran, removeProject, writeSettings } from './live';
import { PretendAccount } from './pretend-account';

const CALLER_ID = '+12025550100';
const BIN = `https://handler.twilio.com/twiml/EH${'1'.repeat(32)}`;
/** The sample numbers of libphonenumber, which are valid ones. They are called by nobody here. */
const ANN = '+447400123456';
const BOB = '+447400123457';
const SERVICE = { sid: `MG${'1'.repeat(32)}`, name: 'Shop', numbers: [CALLER_ID] };

const doctorWith = on(doctorCommand);
const setupWith = on(setupCommand);

let folder = '';
let account: PretendAccount;

beforeEach(() => {
  folder = projectCopy();
  const agents = { ann: { name: 'Ann Lee', phone: ANN }, bob: { name: 'Bob Roy', phone: BOB } };
  writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify({ agents }));
  begin();
});
afterEach(() => {
  account.stop();
  removeProject(folder);
});

function begin(options: ConstructorParameters<typeof PretendAccount>[0] = {}): void {
  account = new PretendAccount(options);
  writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID });
}

const setup = (...args: readonly string[]): Promise<Ran> => ran(setupWith(account.machine(folder)), ...args);

interface Step {
  readonly step: string;
  readonly is: string;
  readonly words: string;
  readonly warnings?: readonly string[];
}

/** The step `inbound`, with its warnings, as one line. */
async function inbound(...args: readonly string[]): Promise<string> {
  const { out } = await setup(...args, '--json');
  const steps = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Step]));
  const { is, words, warnings } = steps.find(({ step }) => step === 'inbound') ?? {};
  return [is, words, ...(warnings ?? [])].join(' | ');
}

/** Where the number leads: calls, their fallback, texts, their fallback; the domain is left out. */
async function leads(): Promise<readonly string[]> {
  const [number] = await account.client.incomingPhoneNumbers.list();
  const urls = [number?.voiceUrl, number?.voiceFallbackUrl, number?.smsUrl, number?.smsFallbackUrl];
  return urls.map((url) => (url ?? 'nowhere').replace(/^https:\/\/oncall-\d+\.twil\.io/, ''));
}

/** What doctor finds of where the number leads, by code. */
async function found(): Promise<Readonly<Record<string, { words: string; remedy?: string; subjects?: string[] }>>> {
  const { out } = await ran(doctorWith(account.machine(folder)), '--json');
  const { findings } = JSON.parse(out) as { findings: { check: string; code: string; words: string }[] };
  return Object.fromEntries(findings.filter(({ check }) => check === 'inbound').map((each) => [each.code, each]));
}

const env = (line: string): void => {
  const file = join(folder, '.env');
  writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`);
};

describe('a number that leads nowhere', () => {
  it('is led to the Functions, once', async () => {
    expect(await inbound()).toBe('changed | calls lead to /call-in; texts lead to /text-in');
    expect(await leads()).toEqual(['/call-in', 'nowhere', '/text-in', 'nowhere']);
    expect(await inbound()).toBe('skipped | calls and texts to the number lead to /call-in and /text-in');
    expect(Object.keys(await found())).toEqual(['inbound-ready', 'inbound-no-fallback']);
  });

  it('is answered by what was deployed from then on', async () => {
    await setup();
    expect(await account.answerTo(BOB, CALLER_ID, 'who')).toBe('Main: Ann Lee is on call.');
  });

  it('gets the fallback addresses of .env, and keeps them when .env names none any more', async () => {
    env(`VOICE_FALLBACK_URL=${BIN}`);
    expect(await inbound()).toBe(`changed | calls lead to /call-in; texts lead to /text-in; calls fall back to ${BIN}`);
    expect(await leads()).toEqual(['/call-in', BIN, '/text-in', 'nowhere']);
    expect(Object.keys(await found())).toEqual(['inbound-ready']);
    writeFileSync(join(folder, '.env'), readFileSync(join(folder, '.env'), 'utf8').replace(/^VOICE_FALL.*\n/m, ''));
    expect(await inbound()).toContain('skipped | ');
    expect((await leads())[1]).toBe(BIN);
  });

  it('is not set to what is no address', async () => {
    env('SMS_FALLBACK_URL=handler');
    const { status, err } = await setup();
    expect(status).toBe(1);
    expect(err).toContain('SMS_FALLBACK_URL in .env is no address');
  });

  it('is only said to be led here by a dry run', async () => {
    expect(await inbound('--dry-run')).toBe('would | lead calls and texts to /call-in and /text-in');
    expect(await leads()).toEqual(['nowhere', 'nowhere', 'nowhere', 'nowhere']);
    await setup();
    const [number] = await account.client.incomingPhoneNumbers.list();
    const smsUrl = 'https://demo.twilio.com/welcome/sms/reply';
    await account.client.incomingPhoneNumbers(number?.sid ?? '').update({ smsUrl });
    expect(await inbound('--dry-run')).toBe(
      'would | texts lead to /text-in (before: https://demo.twilio.com/welcome/sms/reply)',
    );
    expect((await found())['inbound-elsewhere']).toMatchObject({ remedy: 'npx --no oncall setup' });
  });
});

describe('a number that leads to somebody else', () => {
  const wiring = {
    voiceUrl: 'https://shop.example.com/voice?x=1',
    smsUrl: 'https://user:hidden@shop.example.com/sms',
  };

  it('stays so, and doctor says it, until it is taken on purpose; then it is said what was there', async () => {
    begin({ numbers: [{ number: CALLER_ID, wiring }] });
    const kept = await inbound();
    expect(kept).toContain('skipped | left as it is | the number leads to https://shop.example.com/voice?x=1 and ');
    expect(kept).toContain('--take-number');
    expect(kept).not.toContain('hidden');
    expect(await leads()).toEqual([wiring.voiceUrl, 'nowhere', wiring.smsUrl, 'nowhere']);
    const { 'inbound-elsewhere': elsewhere } = await found();
    expect(elsewhere).toMatchObject({
      words: expect.stringContaining('https://shop.example.com/voice?x=1'),
      remedy: 'npx --no oncall setup --take-number',
    });
    expect(JSON.stringify(elsewhere)).not.toContain('hidden');

    expect(await inbound('--take-number')).toBe(
      'changed | calls lead to /call-in (before: https://shop.example.com/voice?x=1); ' +
        'texts lead to /text-in (before: https://…@shop.example.com/sms)',
    );
    expect(await leads()).toEqual(['/call-in', 'nowhere', '/text-in', 'nowhere']);
  });

  it('is named when it is a flow of Studio, with what comes of that', async () => {
    const flow = `FW${'0'.repeat(31)}1`;
    const voiceUrl = `https://webhooks.twilio.com/v1/Accounts/AC${'0'.repeat(32)}/Flows/${flow}`;
    begin({ numbers: [{ number: CALLER_ID, wiring: { voiceUrl } }] });
    const words = `the Studio flow ${flow} (there a call from an agent would block the next page to them)`;
    expect(await inbound()).toContain(`the number leads to ${words}, which stays so`);
    expect((await found())['inbound-elsewhere']).toMatchObject({ words: expect.stringContaining(words) });
  });

  it('is nobody’s when it leads to an earlier deployment of this project', async () => {
    begin({ numbers: [{ number: CALLER_ID, wiring: { voiceUrl: 'https://oncall-9999.twil.io/call-in' } }] });
    expect(await inbound()).toBe(
      'changed | calls lead to /call-in (before: https://oncall-9999.twil.io/call-in); texts lead to /text-in',
    );
  });
});

describe('a number that its own addresses are not asked for', () => {
  it.each([
    [
      { trunkSid: `TK${'1'.repeat(32)}` },
      `the SIP trunk TK${'1'.repeat(32)} has the number, so its calls do not reach`,
    ],
    [{ voiceApplicationSid: `AP${'1'.repeat(32)}` }, 'so its calls do not reach the pager'],
    [{ smsApplicationSid: `AP${'1'.repeat(32)}` }, 'so its texts do not reach the pager'],
  ])('is told by setup and doctor: %j', async (wiring, words) => {
    begin({ numbers: [{ number: CALLER_ID, wiring }] });
    expect(await inbound()).toContain(words);
    expect((await found())['inbound-bound']?.words).toContain(words);
    expect(await found()).not.toHaveProperty('inbound-ready');
  });

  it('as is one in a Messaging Service, unless that leaves texts to its numbers', async () => {
    begin({ messagingServices: [{ ...SERVICE, leavesItToNumbers: false }] });
    expect(await inbound()).toContain(`the Messaging Service ${SERVICE.sid} has the number, so its texts do not reach`);
    account.stop();
    begin({ messagingServices: [{ ...SERVICE, leavesItToNumbers: true }] });
    expect(await inbound()).toBe('changed | calls lead to /call-in; texts lead to /text-in');
  });

  it('as is one that is only verified', async () => {
    begin({ numbers: [{ number: '+12025550199' }], callerIds: [CALLER_ID] });
    expect(await inbound()).toContain('skipped | nothing to set | CALLER_ID is not the account’s own number');
    expect(Object.keys(await found())).toEqual(['inbound-impossible']);
  });
});

it('doctor names the agents who texted STOP, until they text START', async () => {
  await setup();
  account.receive(BOB, CALLER_ID, 'Hello');
  account.receive(BOB, CALLER_ID, ' stop ');
  account.receive(BOB, CALLER_ID, 'who');
  expect((await found())['opted-out']).toMatchObject({
    words: 'Bob Roy texted STOP to the number, so that Twilio refuses every SMS to them (error 21610).',
    subjects: ['bob'],
  });
  account.receive(BOB, CALLER_ID, 'Start');
  expect(await found()).not.toHaveProperty('opted-out');
});
