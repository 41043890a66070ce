import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RealClock } from '../../src/rehearsal/clock';
import type { HttpResponse } from '../../src/rehearsal/http';
import { scripted } from '../../src/rehearsal/phones/scripted';
import { Rehearsal } from '../../src/rehearsal/rehearsal';
import { loadFlow } from '../../src/studio/flow';

/** Of the versions that start on Node 20 the latest one. */
const PACKAGE = 'emulate@0.9.0';
const PROJECT = join(__dirname, '..', '..');
const NUMBER = '+12025550100';
const ANN = '+447700900001';
const STRANGER = '+447700900999';
const ROSTER = { agents: { ann: { name: 'Ann Lee', phone: ANN } }, ringBack: 'trust caller id' };

/** What this check uses of the emulator. */
interface Emulator {
  readonly url: string;
  close(): Promise<void>;
}

type Create = (options: { service: 'twilio'; port: number; seed: object }) => Promise<Emulator>;

/** `npm run check:emulate`: 0 when the Functions do as they must under an emulator of somebody else's. */
export async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'oncall-emulate-'));
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
    console.log(`Installing ${PACKAGE}…`);
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', PACKAGE];
    const { status } = spawnSync('npm', install, {
      cwd: folder,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.log(`${PACKAGE} cannot be installed here, so nothing was checked.`);
      return 1;
    }
    const file = join(folder, 'node_modules', 'emulate', 'dist', 'api.js');
    const { createEmulator } = (await import(pathToFileURL(file).href)) as { createEmulator: Create };
    return await judged(createEmulator);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judged(create: Create): Promise<number> {
  const clock = new RealClock();
  const rehearsal = new Rehearsal({
    clock,
    behaviour: scripted(clock, ['no-answer']),
    flow: loadFlow(JSON.parse(readFileSync(join(PROJECT, 'flows', 'on-call.json'), 'utf8'))),
    functionsFolder: join(PROJECT, 'dist', 'functions'),
    lambdaFile: join(PROJECT, 'dist', 'lambda', 'index.js'),
    roster: () => JSON.stringify(ROSTER),
    latencyMs: 0,
  });
  const answers: HttpResponse[] = [];
  const { server, url } = await served(rehearsal, answers);
  const emulator = await create({ service: 'twilio', port: await freePort(), seed: seedOf(rehearsal, url) });
  const forger = await create({
    service: 'twilio',
    port: await freePort(),
    seed: seedOf(rehearsal, url, 'f'.repeat(32)),
  });
  let failures = 0;
  /** Lets the emulator send this, and compares what the Functions answer. */
  const check = async (
    title: string,
    from: Emulator,
    what: Simulated,
    status: number,
    words: string,
  ): Promise<void> => {
    answers.length = 0;
    const token = from === forger ? 'f'.repeat(32) : rehearsal.account.authToken;
    await simulate(from, rehearsal.account.sid, token, what);
    const [answer] = answers;
    const isRight = answers.length === 1 && answer?.status === status && answer.body.includes(words);
    if (!isRight) failures++;
    console.log(`${isRight ? 'ok     ' : 'FAILED '} ${title}`);
    if (!isRight) console.log(`          ${answers.length} answers; ${answer?.status ?? ''} ${answer?.body ?? ''}`);
  };
  try {
    const call = (From: string): Simulated => ({ kind: 'inbound-call', form: { From, To: NUMBER } });
    const text = (From: string, Body: string): Simulated => ({
      kind: 'inbound-message',
      form: { From, To: NUMBER, Body },
    });
    await check('an agent’s text is answered', emulator, text(ANN, 'who'), 200, 'you are on call now');
    await check('a stranger’s text is not', emulator, text(STRANGER, 'who'), 200, '<Response/>');
    await check('a stranger hears one sentence', emulator, call(STRANGER), 200, 'automatic calls only');
    await check('an agent hears that nothing is open', emulator, call(ANN), 200, 'Nothing is open');
    await check('a call that others sign is refused', forger, call(ANN), 403, 'Unauthorized');
    await check('a text that others sign is refused', forger, text(ANN, 'who'), 403, 'Unauthorized');
    await opened(rehearsal);
    await check('an agent hears what is open, and is asked for a key', emulator, call(ANN), 200, '<Gather');
    await check('an agent’s text takes it', emulator, text(ANN, '1'), 200, '<Response');
    await check('and it is taken', emulator, text(ANN, 'open'), 200, 'you have it');
  } finally {
    clock.stop();
    await Promise.all([emulator.close(), forger.close()]);
    server.close();
    server.closeAllConnections();
  }
  console.log(failures === 0 ? `\n${PACKAGE} has no objection.` : `\n${failures} of these failed.`);
  return failures === 0 ? 0 : 1;
}

interface Simulated {
  readonly kind: 'inbound-call' | 'inbound-message';
  readonly form: Readonly<Record<string, string>>;
}

async function simulate({ url }: Emulator, sid: string, token: string, { kind, form }: Simulated): Promise<void> {
  const response = await fetch(`${url}/_twilio/simulate/${kind}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}` },
    body: new URLSearchParams(form),
  });
  if (response.status !== 201) throw new Error(`The emulator answers ${response.status}: ${await response.text()}`);
}

/** The emulator's account and number, which leads to the Functions. */
function seedOf({ account }: Rehearsal, url: string, token = account.authToken): object {
  const number = { phone_number: NUMBER, voice_url: `${url}/call-in`, sms_url: `${url}/text-in` };
  return { twilio: { account: { sid: account.sid, auth_token: token }, phone_numbers: [number] } };
}

/** Serves the Functions over HTTP, and keeps what they answer. */
async function served(rehearsal: Rehearsal, answers: HttpResponse[]): Promise<{ server: Server; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      );
      const { method = 'GET', url: path = '/' } = incoming;
      const body = Buffer.concat(chunks).toString('utf8');
      const answer = await rehearsal.host.handle({ method, url: `${url}${path}`, headers, body });
      answers.push(answer);
      outgoing.writeHead(answer.status, { ...answer.headers }).end(answer.body);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, url };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** An alarm goes off, and a phone rings. */
async function opened(rehearsal: Rehearsal): Promise<void> {
  const message = { AlarmName: 'web-1', NewStateValue: 'ALARM', StateChangeTime: new Date().toISOString() };
  const rung = new Promise<void>((resolve) => {
    rehearsal.ledger.listen(({ kind }) => {
      if (kind === 'ring') resolve();
    });
  });
  rehearsal.topic.publish({ message: JSON.stringify(message) });
  await rung;
}
