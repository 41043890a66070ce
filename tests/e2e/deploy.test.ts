import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { LocalAccount } from '../../src/rehearsal/account/local-account';
import type { HttpRequest } from '../../src/rehearsal/http';
import type { Fate } from '../../src/rehearsal/network';
import { httpClientOver } from '../../src/twilio/http-client';
import type { Deployed } from '../../src/rehearsal/twilio/serverless/serverless-store';
import { AGENTS, NUMBERS, Story, takenBy } from '../support/story';
import { TOOLS } from './deploy-tools';
import { shownBelow } from '../support/pages';
import { ProjectCopy } from '../support/project-copy';
import { ToolFolder } from '../support/tool-folder';

/** A deployment takes three seconds; a busy machine takes several times as long. */
const LIMIT_MS = 90_000;
const lambdaFile = join(__dirname, '..', '..', 'dist', 'lambda', 'index.js');
const roster = JSON.stringify({ agents: AGENTS });

/** Nothing of it is a secret of anybody's. */
const environment = `# A comment, and a key without a value
ACCOUNT_SID=AC00000000000000000000000000000000
AUTH_TOKEN=rehearsal-auth-token-of-nobody-0
ALERT_SECRET=secret-of-the-deployment
EVENTS_PASSWORD=password-of-the-sink
CALLER_ID=+12025550100
FLOW_SID=
FALLBACK_NUMBERS=${NUMBERS.dee}
`;

const paths = [
  '/alarm public',
  '/brief protected',
  '/call-in protected',
  '/claim protected',
  '/first-release private',
  '/i public',
  '/languages private',
  '/next-agent protected',
  '/studio-events public',
  '/take protected',
  '/text-in protected',
];

let account: LocalAccount;
let tools: ToolFolder;
let copy: ProjectCopy;
let fateOf: ((request: HttpRequest, count: number) => Fate) | undefined;

afterEach(() => {
  fateOf = undefined;
});

/** The one domain that serves something. */
function onlyDeployment(): Deployed {
  const [deployed, ...others] = account.deployed;
  if (deployed === undefined || others.length > 0)
    throw new Error(`${others.length + 1} or no domains serve something.`);
  return deployed;
}

function pathsOf({ build }: Deployed): string[] {
  return build.functionVersions.map(({ path, visibility }) => `${path} ${visibility}`).toSorted();
}

function contentOf({ build }: Deployed, path: string): string {
  return build.functionVersions.find((version) => version.path === path)?.content ?? '';
}

/** The mistake of docs/going-live.md. */
const ROSTER_OF_THE_DOCS = `{
  "timezone": "Europe/London",
  "agents": {
    "ann": { "name": "Ann Lee", "fone": "+447700900001" }
  }
}`;

/** A box that a tool draws has other lines on another terminal. */
function wordsOf(box: string): string {
  return box.replaceAll('│', ' ').trim().split(/\s+/).join(' ');
}

/** The requests that reached the account. */
function requests(): number {
  return account.ledger.entries.filter(({ kind }) => kind === 'request').length;
}

describe.each(TOOLS)('$name', (tool) => {
  beforeAll(async () => {
    account = await LocalAccount.start({ lambdaFile, fateOf: (...of) => fateOf?.(...of) ?? { is: 'deliver' } });
    tools = new ToolFolder(account);
    copy = new ProjectCopy();
    copy.write('assets/roster.private.json', roster);
    copy.write('.env', environment);
  });

  afterAll(async () => {
    await account.stop();
    tools.remove();
    copy.remove();
  });

  it(
    'refuses a roster that does not check, and whatever else would be deployed by mistake, before any request',
    async () => {
      copy.write('assets/roster.private.json', roster.replaceAll('phone', 'fone'));
      copy.write('assets/roster.json', roster);
      const { status, output } = await tool.deploy(tools.environment, copy.folder, '--no-functions');
      expect(status).toBe(1);
      expect(output).toContain('Nothing was deployed.');
      expect(output).toMatch(/roster\.private\.json is not a roster that can be deployed:.*`fone` is not known here/);
      expect(output).toContain('assets/roster.json: move it elsewhere.');
      expect(output).toContain('--no-functions: leave it out.');
      expect(output).not.toContain(NUMBERS.ann);
      expect(requests()).toBe(0);
      copy.remove('assets/roster.json');
      copy.write('assets/roster.private.json', ROSTER_OF_THE_DOCS);
      const { output: shown } = await tool.deploy(tools.environment, copy.folder);
      expect(wordsOf(shown)).toContain(wordsOf(shownBelow('twilio serverless:deploy')));
      copy.write('assets/roster.private.json', roster);
    },
    LIMIT_MS,
  );

  it(
    'refuses a project without Functions, whatever lies in dist/',
    async () => {
      const source = copy.list('src/functions').map((file) => [file, copy.read(`src/functions/${file}`)] as const);
      copy.remove('src/functions');
      copy.write('src/functions/README', 'Empty, but for this.');
      copy.write('dist/functions/alarm.js', 'exports.handler = "stale";');
      const { status, output } = await tool.deploy(tools.environment, copy.folder);
      expect(status).toBe(1);
      expect(output).toContain('src/functions holds no Function');
      expect(requests()).toBe(0);
      for (const [file, text] of source) copy.write(`src/functions/${file}`, text);
      copy.remove('dist');
    },
    LIMIT_MS,
  );

  it(
    'deploys a fresh clone: the Functions as they are built, the roster for nobody to see, exact packages, what .env says',
    async () => {
      const { status, output } = await tool.deploy(tools.environment, copy.folder);
      expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('successfully deployed') });
      const deployed = onlyDeployment();
      expect(deployed.environment.domainName).toMatch(/^oncall-\d{4}\.twil\.io$/);
      expect(pathsOf(deployed)).toEqual(paths);
      expect(contentOf(deployed, '/claim')).toBe(copy.read('dist/functions/claim.protected.js'));
      const { assetVersions, dependencies, runtime } = deployed.build;
      expect(assetVersions.map(({ path, visibility, content }) => [path, visibility, content])).toEqual([
        ['/roster.json', 'private', roster],
      ]);
      const { dependencies: declared } = JSON.parse(copy.read('package.json')) as { dependencies: object };
      expect(Object.fromEntries(dependencies.map(({ name, version }) => [name, version]))).toEqual(declared);
      expect(runtime).toBe('node22');
      expect(deployed.variables).toEqual({
        ALERT_SECRET: 'secret-of-the-deployment',
        EVENTS_PASSWORD: 'password-of-the-sink',
        CALLER_ID: '+12025550100',
        FALLBACK_NUMBERS: NUMBERS.dee,
      });
      expect(output).not.toMatch(/secret-of|password-of|rehearsal-auth-token/);
    },
    LIMIT_MS,
  );

  it(
    'deploys the sources and nothing that is stale, from a subfolder of another clone, though Twilio is too busy at times',
    async () => {
      const before = onlyDeployment();
      copy.remove('.twiliodeployinfo');
      copy.write('dist/functions/alarm.js', 'exports.handler = "stale";');
      copy.write('dist/functions/removed.js', 'exports.handler = "stale";');
      copy.write(
        'src/functions/take.protected.ts',
        `${copy.read('src/functions/take.protected.ts')}
export const source = 'the second one';`,
      );
      // Not during an upload: both tools send that again without its body, and then give up.
      fateOf = ({ url }, count) =>
        count % 6 === 0 && !url.includes('serverless-upload') ? tooBusy : { is: 'deliver' };
      const { status, output } = await tool.deploy(tools.environment, join(copy.folder, 'src'));
      expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('successfully deployed') });
      const deployed = onlyDeployment();
      expect(deployed.build.sid).not.toBe(before.build.sid);
      expect(pathsOf(deployed)).toEqual(paths);
      expect(contentOf(deployed, '/take')).toContain('the second one');
      expect(contentOf(deployed, '/alarm')).toBe(copy.read('dist/functions/alarm.js'));
      expect(contentOf(deployed, '/alarm')).not.toContain('stale"');
      expect(deployed.variables).toEqual(before.variables);
    },
    LIMIT_MS,
  );

  it(
    'leaves what is live alone when it fails on the way',
    async () => {
      const before = onlyDeployment();
      fateOf = ({ url, method }) =>
        method === 'POST' && url.endsWith('/Builds') ? { is: 'lose-reply' } : { is: 'deliver' };
      const { status, output } = await tool.deploy(tools.environment, copy.folder);
      expect(status).toBe(1);
      expect(output).toContain('Failed Deployment');
      expect(onlyDeployment()).toEqual(before);
    },
    LIMIT_MS,
  );

  it('what it deployed rings the phones, with the flow as it is pushed', async () => {
    const { domainName } = onlyDeployment().environment;
    await goLive(domainName);
    const deployed = { resources: account.resources, domain: `https://${domainName}` };

    const first = new Story({ agents: ['take'], deployed });
    first.alarm('web-1-cpu', { description: 'The web server is overloaded.' });
    await first.toTheEnd();
    expect(first.lines()).toEqual(takenBy('ann'));
    expect(first.textsTo('ann')).toEqual([expect.stringContaining('web-1-cpu. The web server is overloaded.')]);

    const third = new Story({ agents: ['no-answer', 'hang-up', 'take'], deployed });
    third.alarm('web-1-cpu');
    await third.toTheEnd();
    expect(third.lines()).toEqual([
      'ann rings',
      'ann no-answer',
      'bob rings',
      'bob answers',
      'bob hangs up',
      ...takenBy('cyd'),
    ]);
    expect(third.rehearsal.queue.depth).toBe(0);
    // The event of a hang-up arrives in half a second; the queue would have brought the alarm back after 72.
    expect(third.ringSeconds()[2]).toBeLessThan(60);
  });

  it('a flow that names a Function which is not deployed gets no answer from it', async () => {
    const { environment: live } = onlyDeployment();
    const [flow] = account.resources.flows.all();
    if (flow === undefined) throw new Error('No flow was pushed.');
    const definition = JSON.stringify(flow.first.definition).replaceAll(live.sid, `ZE${'0'.repeat(32)}`);
    const client = clientOf(account);
    await client.studio.v2
      .flows(flow.sid)
      .update({ status: 'published', definition: JSON.parse(definition) as unknown });
    const story = new Story({
      agents: ['take'],
      deployed: { resources: account.resources, domain: `https://${live.domainName}` },
    });
    story.alarm('web-1-cpu');
    await story.until(60);
    expect(story.rings()).toEqual([]);
    const reached = story.rehearsal.ledger.entries.flatMap((entry) => (entry.kind === 'function' ? [entry.path] : []));
    expect(reached).not.toContain('/claim');
  });

  it('reached nothing but the account', () => {
    expect(tools.refusedConnections).toEqual([]);
  });
});

/** Refused without being processed; both tools try again after a second or two. */
const tooBusy: Fate = {
  is: 'answer',
  response: {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '0' },
    body: JSON.stringify({ code: 20429, message: 'Too Many Requests', status: 429 }),
  },
};

function clientOf({ sid, authToken, rehearsal }: LocalAccount): twilio.Twilio {
  const httpClient = httpClientOver((request) => Promise.resolve(rehearsal.twilio.handle(request)));
  return twilio(sid, authToken, { httpClient });
}

/** What is left to do after a deployment: the flow with its SIDs, the variable that names it, and the event stream. */
async function goLive(domainName: string): Promise<void> {
  const client = clientOf(account);
  const { service, environment: live } = onlyDeployment();
  const flow = await client.studio.v2.flows.create({
    friendlyName: 'On-call',
    status: 'published',
    definition: resolved(readFileSync(join(copy.folder, 'flows', 'on-call.json'), 'utf8'), onlyDeployment()),
  });
  const { variables } = client.serverless.v1.services(service.sid).environments(live.sid);
  await variables.create({ key: 'FLOW_SID', value: flow.sid });
  const sink = await client.events.v1.sinks.create({
    description: 'On-call',
    sinkType: 'webhook',
    sinkConfiguration: {
      destination: `https://events:password-of-the-sink@${domainName}/studio-events`,
      method: 'POST',
    },
  });
  await client.events.v1.subscriptions.create({
    description: 'On-call',
    sinkSid: sink.sid,
    types: [{ type: 'com.twilio.studio.flow.execution.ended' }],
  });
}

/** The flow with SIDs and addresses in the place of names, written out here so that it does not depend on the product. */
function resolved(text: string, { service, environment: live, build }: Deployed): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('function_sid' in value) || !('url' in value)) return value;
    const version = build.functionVersions.find(({ path }) => path === value.url);
    return {
      ...value,
      service_sid: service.sid,
      environment_sid: live.sid,
      function_sid: version?.fileSid,
      url: `https://${live.domainName}${String(value.url)}`,
    };
  });
}
