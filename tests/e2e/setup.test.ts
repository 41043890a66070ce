import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalAccount } from '../../src/rehearsal/account/local-account';
import type { HttpRequest } from '../../src/rehearsal/http';
import type { Fate } from '../../src/rehearsal/network';
import { oncallOf } from '../support/oncall';
import type { Ran } from '../support/oncall';
import { ProjectCopy } from '../support/project-copy';
import { ToolFolder } from '../support/tool-folder';

/** Nobody's: one of the numbers that libphonenumber gives as examples. It is called by nobody here. */
const roster = (more: object = {}): string =>
  JSON.stringify({ agents: { ann: { name: 'Ann Lee', phone: '+447400123456' } }, ...more });

const CALLER_ID = '+12025550123';

const LAMBDA = join(__dirname, '..', '..', 'dist', 'lambda', 'index.js');

const TOO_MANY: Fate = {
  is: 'answer',
  response: {
    status: 429,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 429, code: 20429, message: 'Too Many Requests', more_info: '' }),
  },
};

let project: ProjectCopy;
let account: LocalAccount;
let tools: ToolFolder;
let fateOf: (request: HttpRequest) => Fate | undefined = () => undefined;
const printed: string[] = [];

beforeAll(async () => {
  project = new ProjectCopy();
  project.write('.env.example', readFileSync('.env.example', 'utf8'));
  project.write('assets/roster.private.json', roster());
  account = await LocalAccount.start({
    lambdaFile: LAMBDA,
    numbers: [{ number: CALLER_ID }],
    fateOf: (request) => fateOf(request) ?? { is: 'deliver' },
  });
  tools = new ToolFolder(account);
});
afterAll(async () => {
  await account.stop();
  tools.remove();
  project.remove();
});

async function oncall(...args: readonly string[]): Promise<Ran> {
  const ran = await oncallOf(project.folder, args, tools.environment);
  printed.push(ran.out, ran.err);
  return ran;
}

const changedBy = ({ out }: Ran): readonly string[] =>
  [...out.matchAll(/^ {2}changed +(\S+)/gm)].map(([, title = '']) => title);

const serverless = () => account.resources.serverless;

/** Real processes, the installed twilio-run among them, against a local account; one after the other, as a person would. */
describe('from nothing to a deployment', () => {
  it('makes .env and asks for what only a person knows', async () => {
    const { status, err } = await oncall('setup');
    expect(status).toBe(1);
    expect(err).toContain('fill in the following in .env');
    const values = { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID };
    const filled = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`${name}=\n`, `${name}=${value}\n`),
      project.read('.env'),
    );
    project.write('.env', filled);
  }, 60_000);

  it('stops when the deployment does, and says why', async () => {
    fateOf = ({ method, url }) =>
      method === 'POST' && url.endsWith('/Builds')
        ? { is: 'answer', response: { status: 500, headers: {}, body: '{"status":500,"message":"Internal error"}' } }
        : undefined;
    const { status, err } = await oncall('setup');
    expect(status).toBe(1);
    expect(err).toContain('Functions and Assets could not be deployed. twilio-run says:');
    expect(err).toContain('Internal error');
    expect(err).toContain('Nothing is live yet.');
    expect(err).not.toContain('rootDirectory');
    expect(account.deployed).toEqual([]);
    fateOf = () => undefined;
  }, 60_000);

  it('continues where it stopped, and waits when there are too many requests', async () => {
    let requests = 0;
    let uploads = 0;
    // Of the deployment tool's requests too; one upload is enough to make it give up.
    fateOf = ({ url }) => {
      if (url.includes('serverless-upload')) return ++uploads === 1 ? TOO_MANY : undefined;
      return ++requests % 15 === 2 ? TOO_MANY : undefined;
    };
    const ran = await oncall('setup');
    fateOf = () => undefined;
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(changedBy(ran)).toEqual(['Functions', 'flow', 'variables', 'events', 'address', 'inbound']);
    const [deployed, ...others] = account.deployed;
    expect(others).toEqual([]);
    expect(deployed?.environment.domainSuffix ?? '').toBe('');
    expect(deployed?.build.functionVersions.map(({ path }) => path).toSorted()).toEqual([
      '/alarm',
      '/brief',
      '/call-in',
      '/claim',
      '/first-release',
      '/i',
      '/languages',
      '/next-agent',
      '/studio-events',
      '/take',
      '/text-in',
    ]);
    expect(serverless().services.all()).toHaveLength(1);
  }, 120_000);

  it('changes nothing the second time, and is healthy', async () => {
    const ran = await oncall('setup');
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(changedBy(ran)).toEqual([]);
    const doctor = await oncall('doctor');
    expect(doctor.out).toContain('/alarm answers and has this version');
    expect(doctor).toMatchObject({ status: 0, err: '', out: expect.stringContaining('Healthy: no problems') });
  }, 60_000);

  it('deploys an edit of the roster and of the flow together', async () => {
    project.write('assets/roster.private.json', roster({ timezone: 'Europe/London' }));
    project.write(
      'flows/on-call.json',
      project
        .read('flows/on-call.json')
        .replace('take_again.parsed.speech}}"', 'take_again.parsed.speech}} Farewell."'),
    );
    const ran = await oncall('deploy');
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(changedBy(ran)).toEqual(['Functions', 'flow']);
    expect(serverless().assetVersions.all().at(-1)?.content).toContain('Europe/London');
    expect(JSON.stringify(account.resources.flows.all()[0]?.later.at(-1)?.definition)).toContain('Farewell.');
  }, 60_000);

  it('prints no secret and no whole number but the account’s own, and reaches nothing else', () => {
    const settings = project.read('.env');
    const values = [...settings.matchAll(/^(?:AUTH_TOKEN|ALERT_SECRET|EVENTS_PASSWORD)=(.+)$/gm)];
    expect(values).toHaveLength(3);
    const all = printed.join('\n');
    for (const [, value = ''] of [...values, ['', '7400123456']]) expect(all).not.toContain(value);
    expect(tools.refusedConnections).toEqual([]);
  });
});
