import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { command as deployCommand } from '../../../src/cli/live/deploy';
import { command as doctorCommand } from '../../../src/cli/live/doctor';
import { command as setupCommand } from '../../../src/cli/live/setup';
import type { Ended } from '../../../src/cli/machine';
import type { HttpResponse } from '../../../src/rehearsal/http';
import type { Ran } from '../../support/oncall';
import { on, projectCopy, ran, removeProject, writeSettings } from './live';
import { PretendAccount } from './pretend-account';

const deployWith = on(deployCommand);
const doctorWith = on(doctorCommand);
const setupWith = on(setupCommand);

/** The sample numbers of libphonenumber, which are valid ones. They are called by nobody here. */
const REAL_ENOUGH = {
  agents: { ann: { name: 'Ann Lee', phone: '+447400123456' }, bob: { name: 'Bob Roy', phone: '+447400123457' } },
};

const CALLER_ID = '+12025550100';

let folder = '';
let account: PretendAccount;

beforeEach(() => {
  folder = projectCopy();
  writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify(REAL_ENOUGH));
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
const deploy = (...args: readonly string[]): Promise<Ran> => ran(deployWith(account.machine(folder)), ...args);
const doctor = (): Promise<Ran> => ran(doctorWith(account.machine(folder)));

const settings = (): string => readFileSync(join(folder, '.env'), 'utf8');
const setting = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(settings())?.[1] ?? '';

/** How each step ended, such as `changed flow`. */
const stepsOf = ({ out }: Ran): readonly string[] =>
  out.split('\n').flatMap((line) => {
    const [, is, title] = /^ {2}(done|changed|skipped|would) +(\S+)/.exec(line) ?? [];
    return is === undefined || title === undefined ? [] : [`${is} ${title}`];
  });

const counts = (): Readonly<Record<string, number>> => ({
  services: account.resources.serverless.services.all().length,
  flows: account.resources.flows.all().length,
  sinks: account.resources.events.sinks.all().length,
  subscriptions: account.resources.events.subscriptions.all().length,
});

const ONE_OF_EACH = { services: 1, flows: 1, sinks: 1, subscriptions: 1 };

const TOO_MANY: HttpResponse = {
  status: 429,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: 429, code: 20429, message: 'Too Many Requests', more_info: '' }),
};

describe('oncall setup', () => {
  it('makes everything, and then nothing', async () => {
    const first = await setup();
    expect(first).toMatchObject({ status: 0, err: '' });
    expect(stepsOf(first)).toEqual([
      'changed .env',
      'done account',
      'done number',
      'done roster',
      'changed Functions',
      'changed flow',
      'changed variables',
      'changed events',
      'changed address',
      'changed inbound',
    ]);
    expect(first.out).toContain('npx --no oncall aws deploy');
    expect(counts()).toEqual(ONE_OF_EACH);
    expect(setting('FLOW_SID')).toMatch(/^FW[0-9a-f]{32}$/);
    expect(setting('FUNCTION_URL')).toMatch(/^https:\/\/oncall-\d+\.twil\.io\/alarm$/);
    const changes = account.changes.length;

    const second = await setup();
    expect(second).toMatchObject({ status: 0, err: '' });
    expect(stepsOf(second).filter((step) => step.startsWith('changed') || step.startsWith('would'))).toEqual([]);
    expect(account.changes).toHaveLength(changes);
    expect(counts()).toEqual(ONE_OF_EACH);
    expect(await doctor()).toMatchObject({ status: 0, out: expect.stringContaining('Healthy: no problems') });
  });

  it('says what it would do, and changes nothing', async () => {
    const before = settings();
    const dry = await setup('--dry-run');
    expect(dry).toMatchObject({ status: 0, err: '', out: expect.stringContaining('Nothing was changed.') });
    expect(stepsOf(dry)).toEqual([
      'would .env',
      'done account',
      'done number',
      'done roster',
      'would Functions',
      'would flow',
      'would variables',
      'would events',
      'would address',
      'would inbound',
    ]);
    expect(settings()).toBe(before);
    expect(account.changes).toEqual([]);
  });

  it('makes .env from the example, for its owner only, and says what to fill in', async () => {
    const { folder: empty } = { folder: projectCopy() };
    try {
      const { status, err, out } = await ran(setupWith(account.machine(empty)));
      expect(status).toBe(1);
      expect(err).toContain('ACCOUNT_SID  AC…, on the first page of the Twilio console');
      expect(err).toContain('CALLER_ID');
      const made = readFileSync(join(empty, '.env'), 'utf8');
      expect(statSync(join(empty, '.env')).mode & 0o777).toBe(0o600);
      expect(made).toMatch(/^ALERT_SECRET=[0-9a-f]{64}$/m);
      expect(made).toMatch(/^EVENTS_PASSWORD=[0-9a-f]{64}$/m);
      expect(made.split('\n').filter((line) => line.startsWith('#'))).toEqual(
        readFileSync('.env.example', 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('#')),
      );
      expect(out).not.toMatch(/[0-9a-f]{64}/);
    } finally {
      removeProject(empty);
    }
  });

  it('makes no .env in a dry run', async () => {
    const empty = projectCopy();
    try {
      expect((await ran(setupWith(account.machine(empty)), '--dry-run')).status).toBe(1);
      expect(existsSync(join(empty, '.env'))).toBe(false);
    } finally {
      removeProject(empty);
    }
  });

  it('keeps what else is in .env', async () => {
    writeFileSync(join(folder, '.env'), `# mine\nOTHER=1 # keep\n${settings()}`);
    await setup();
    expect(settings()).toMatch(/^# mine\nOTHER=1 # keep\nACCOUNT_SID=AC0{32}\n/);
  });

  it('replaces the sink when the password changed', async () => {
    await setup();
    const [before] = account.resources.events.sinks.all();
    writeFileSync(
      join(folder, '.env'),
      settings().replace(/^EVENTS_PASSWORD=.*$/m, `EVENTS_PASSWORD=${'b'.repeat(20)}`),
    );
    const again = await setup();
    expect(stepsOf(again)).toContain('changed events');
    expect(stepsOf(again)).toContain('changed variables');
    const [after] = account.resources.events.sinks.all();
    expect(counts()).toEqual(ONE_OF_EACH);
    expect(after?.sid).not.toBe(before?.sid);
    expect(after?.destination).toContain(`events:${'b'.repeat(20)}@`);
  });

  it('gives the Functions what they need, and neither the token nor what is only for here', async () => {
    await setup();
    const keys = account.resources.serverless.variables.all().map(({ key }) => key);
    expect(keys.toSorted()).toEqual(['ALERT_SECRET', 'CALLER_ID', 'DEPLOYED_FILES', 'EVENTS_PASSWORD', 'FLOW_SID']);
  });

  it('works in the environment without a suffix, whatever others there are', async () => {
    const service = await account.client.serverless.v1.services.create({
      uniqueName: 'oncall',
      friendlyName: 'oncall',
      includeCredentials: true,
    });
    await account.client.serverless.v1
      .services(service.sid)
      .environments.create({ uniqueName: 'dev-environment', domainSuffix: 'dev' });
    expect(await setup()).toMatchObject({ status: 0 });
    expect(setting('FUNCTION_URL')).toMatch(/^https:\/\/oncall-\d+\.twil\.io\/alarm$/);
    expect((await doctor()).status).toBe(0);
  });

  it('leaves the sinks of others alone', async () => {
    await account.client.events.v1.sinks.create({
      description: 'of somebody else',
      sinkType: 'webhook',
      sinkConfiguration: { destination: 'https://elsewhere.example/x', method: 'POST', batch_events: false },
    });
    await setup();
    expect(counts()).toEqual({ ...ONE_OF_EACH, sinks: 2 });
  });
});

describe('a set-up that stops half-way', () => {
  // The commands themselves change something in these places; a first set-up without a fault says how often.
  it('is repaired by a second run, wherever it stopped', async () => {
    await setup();
    const all = account.changes.length;
    expect(all).toBeGreaterThanOrEqual(6);
    for (let stopsAfter = 1; stopsAfter <= all; stopsAfter++) {
      account.stop();
      begin();
      let changes = 0;
      account.fault = ({ method }) => {
        if (changes >= stopsAfter) return 'dead';
        if (method !== 'GET' && ++changes === stopsAfter) return 'reply lost';
        return undefined;
      };
      const stopped = await setup();
      expect(stopped.status).toBe(1);
      expect(stopped.err).toContain('run the same command again: it continues where it stopped');
      account.fault = () => undefined;
      const repaired = await setup();
      expect({ stopsAfter, ...repaired }).toMatchObject({ stopsAfter, status: 0, err: '' });
      expect({ stopsAfter, ...counts() }).toEqual({ stopsAfter, ...ONE_OF_EACH });
      expect((await doctor()).status).toBe(0);
    }
  }, 120_000);

  it('waits when there are too many requests, every time', async () => {
    let requests = 0;
    account.fault = () => (++requests % 2 === 1 ? TOO_MANY : undefined);
    expect(await setup()).toMatchObject({ status: 0, err: '' });
    expect(counts()).toEqual(ONE_OF_EACH);
  });

  it('tells what the deployment tool says, without secrets, and that nothing is live', async () => {
    const machine = account.machine(folder, {
      twilioRun: () =>
        Promise.resolve({
          status: 1,
          output: `\u001B[31m✖\u001B[39m Failed Deployment\nbuild failed for ${setting('ALERT_SECRET')} and +447400123456\n`,
        }),
    });
    const stopped = await ran(setupWith(machine));
    expect(stopped.status).toBe(1);
    expect(stopped.err).toContain('twilio-run says:\n  build failed for ••••• and +44•••••3456');
    expect(stopped.err).toContain('Nothing is live yet.');
  });

  it('has the deployment tool try again when there were too many requests', async () => {
    const machine = account.machine(folder);
    const outputs = ['│ Failed to upload Function /alarm', '│ ERROR Failed API Request 429'];
    const sleptMs: number[] = [];
    const ended = await ran(
      setupWith({
        ...machine,
        sleep: (ms) => Promise.resolve(void sleptMs.push(ms)),
        twilioRun: (args) => {
          const output = outputs.shift();
          return output === undefined ? machine.twilioRun(args) : Promise.resolve({ status: 1, output });
        },
      }),
    );
    expect(ended).toMatchObject({ status: 0, err: '' });
    expect(sleptMs).toEqual([2_000, 15_000]);
  });

  it('does not take a deployment without a Function for one', async () => {
    const machine = account.machine(folder);
    const lacking = (args: readonly string[]): Promise<Ended> => {
      rmSync(join(folder, 'dist', 'functions', 'claim.protected.js'));
      return machine.twilioRun(args);
    };
    const stopped = await ran(setupWith({ ...machine, twilioRun: lacking }));
    expect(stopped).toMatchObject({ status: 1, err: expect.stringContaining('/claim is missing from it.') });
    expect(account.resources.flows.all()).toEqual([]);
  });

  it('does not take an end without a new build for a deployment', async () => {
    await setup();
    writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify({ ...REAL_ENOUGH, timezone: 'UTC' }));
    const machine = account.machine(folder, { twilioRun: () => Promise.resolve({ status: 0, output: 'done' }) });
    const stopped = await ran(deployWith(machine));
    expect(stopped).toMatchObject({ status: 1, err: expect.stringContaining('What was live before is still live.') });
  });
});

describe('an account that cannot work', () => {
  it.each([
    ['a number without voice', { numbers: [{ number: CALLER_ID, voice: false }] }, 'cannot make voice calls'],
    ['a number of somebody else', { numbers: [{ number: '+12025550199' }] }, 'It has +12025550199'],
    ['no number', { numbers: [] }, 'The account has no number at all'],
    ['an account that is suspended', { standing: { status: 'suspended' } }, 'the Twilio account is suspended'],
  ] as const)('%s is told before anything is made', async (_name, options, words) => {
    begin(options);
    const stopped = await setup();
    expect(stopped).toMatchObject({ status: 1, err: expect.stringContaining(words) });
    expect(account.changes).toEqual([]);
  });

  it.each([
    ['a verified number', { numbers: [], callerIds: [CALLER_ID] }, 'it cannot text'],
    ['a number without SMS', { numbers: [{ number: CALLER_ID, sms: false }] }, 'it cannot text'],
    ['a trial', { standing: { type: 'Trial' } }, 'a trial account calls and texts verified numbers only'],
  ] as const)('%s goes on with a warning', async (_name, options, words) => {
    begin(options);
    const { status, out } = await setup();
    expect(status).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(words);
  });

  it.each([
    ['a wrong token', { AUTH_TOKEN: 'f'.repeat(32) }, 'Copy ACCOUNT_SID and AUTH_TOKEN'],
    ['a token that is too short', { AUTH_TOKEN: 'abc' }, 'AUTH_TOKEN in .env is not an auth token'],
    ['an API key', { ACCOUNT_SID: `SK${'0'.repeat(32)}` }, 'not an account SID but the SID of an API key'],
    ['a number in national form', { CALLER_ID: '02025550100' }, 'CALLER_ID in .env is not a phone number'],
    ['nothing', { ACCOUNT_SID: '', AUTH_TOKEN: '' }, 'fill in the following in .env'],
  ])('%s in .env is told', async (_name, values, words) => {
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID, ...values });
    const stopped = await setup();
    expect(stopped).toMatchObject({ status: 1, err: expect.stringContaining(words) });
    expect(account.changes).toEqual([]);
  });
});

describe('the roster, before it is deployed', () => {
  it('must not have sample numbers, unless that is meant', async () => {
    writeFileSync(join(folder, 'assets', 'roster.private.json'), readFileSync('assets/roster.private.json'));
    expect(await setup()).toMatchObject({
      status: 1,
      err: expect.stringContaining('sample numbers, which ring nobody (ann'),
    });
    expect(account.changes).toEqual([]);
    expect(await setup('--allow-samples')).toMatchObject({ status: 0 });
    expect(await deploy()).toMatchObject({ status: 1, err: expect.stringContaining('--allow-samples') });
    const { status, out } = await doctor();
    expect(status).toBe(1);
    expect(out).toContain('It has sample numbers, which ring nobody (ann, bob, cyd).');
  });

  it('must not have mistakes', async () => {
    writeFileSync(join(folder, 'assets', 'roster.private.json'), '{ "agents": { "ann": { "name": "Ann" } } }');
    const stopped = await setup();
    expect(stopped).toMatchObject({ status: 1, err: expect.stringContaining('must not be deployed') });
    expect(stopped.err).toContain('phone');
    expect(account.changes).toEqual([]);
  });
});

describe('oncall deploy', () => {
  it('comes after the set-up', async () => {
    expect(await deploy()).toMatchObject({
      status: 1,
      err: expect.stringContaining('Run "npx --no oncall setup" first'),
    });
    expect(account.changes).toEqual([]);
  });

  it('deploys an edit of the roster, and nothing else', async () => {
    await setup();
    writeFileSync(join(folder, 'assets', 'roster.private.json'), JSON.stringify({ ...REAL_ENOUGH, timezone: 'UTC' }));
    expect((await doctor()).out).toContain('The deployed files differ from those here');
    const edited = await deploy();
    expect(stepsOf(edited)).toEqual([
      'done roster',
      'changed Functions',
      'skipped flow',
      'skipped variables',
      'skipped address',
    ]);
    const asset = account.resources.serverless.assetVersions.all().at(-1);
    expect(asset).toMatchObject({ path: '/roster.json', visibility: 'private' });
    expect(asset?.content).toContain('"timezone":"UTC"');
    expect(stepsOf(await deploy())[1]).toBe('skipped Functions');
  });

  it('deploys again when somebody else deployed something in between', async () => {
    await setup();
    await account
      .machine(folder)
      .twilioRun([
        'deploy',
        '--service-sid',
        account.resources.serverless.services.all()[0]?.sid ?? '',
        '--production',
      ]);
    expect(stepsOf(await deploy())[1]).toBe('changed Functions');
  });

  it.each(['', '0770', 'nobody, +44 7400 123458'])(
    'warns when FALLBACK_NUMBERS is "%s": it names no number',
    async (list) => {
      writeFileSync(join(folder, '.env'), `${settings()}FALLBACK_NUMBERS=${list}\n`);
      for (const run of [await setup('--dry-run'), await setup(), await deploy(), await deploy('--dry-run')]) {
        expect(run.out.replace(/\s+/g, ' ')).toMatch(
          / variables [^:]+ warning: FALLBACK_NUMBERS names no number: when nobody is on call, or the roster cannot be read, nobody is called /,
        );
      }
      writeFileSync(
        join(folder, '.env'),
        settings().replace(/^FALLBACK_NUMBERS=.*$/m, 'FALLBACK_NUMBERS=0770, +447400123458'),
      );
      for (const run of [await deploy('--dry-run'), await deploy(), await setup()])
        expect(run.out).not.toContain('warning');
    },
  );

  it('sets a variable that was edited', async () => {
    await setup();
    writeFileSync(join(folder, '.env'), `${settings()}FALLBACK_NUMBERS=+447400123458\n`);
    expect(await doctor()).toMatchObject({
      status: 1,
      out: expect.stringContaining('The Functions lack FALLBACK_NUMBERS'),
    });
    const { out } = await deploy();
    expect(out).toContain('FALLBACK_NUMBERS set');
    expect(out).not.toContain('+447400123458');
    expect((await doctor()).status).toBe(0);
  });
});

it('prints no secret and no whole number but the account’s own, whatever happens', async () => {
  const runs = [await setup(), await setup('--dry-run'), await doctor(), await deploy()];
  const secrets = [account.authToken, setting('ALERT_SECRET'), setting('EVENTS_PASSWORD'), '7400123456'];
  const others = { FLOW_SID: setting('FLOW_SID'), ALERT_SECRET: 'x'.repeat(20), EVENTS_PASSWORD: 'y'.repeat(20) };
  writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID, ...others });
  account.fault = ({ url }) => (url.includes('Sinks') ? { ...TOO_MANY, status: 400, body: quoting(url) } : undefined);
  runs.push(await doctor(), await setup());
  const shown = runs.map(({ out, err }) => out + err).join('\n');
  expect(shown).toContain('You sent');
  for (const secret of [...secrets, ...Object.values(others).slice(1)]) expect(shown).not.toContain(secret);
});

/** A refusal that says again what it was sent, as some do. */
function quoting(url: string): string {
  const message = `You sent ${url} https://events:${'y'.repeat(20)}@x.example from ${CALLER_ID}`;
  return JSON.stringify({ status: 400, code: 20001, message, more_info: '' });
}
