import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { command as flowDiffCommand } from '../../../src/cli/flow/diff';
import { command as flowPullCommand } from '../../../src/cli/flow/pull';
import { command as flowPushCommand } from '../../../src/cli/flow/push';
import { command as setupCommand } from '../../../src/cli/live/setup';
import type { Machine } from '../../../src/cli/machine';
import type { Ran } from '../../support/oncall';
import { on, projectCopy, ran, removeProject, writeSettings } from '../live/live';
import { PretendAccount } from '../live/pretend-account';

const flowDiffWith = on(flowDiffCommand);
const flowPullWith = on(flowPullCommand);
const flowPushWith = on(flowPushCommand);
const setupWith = on(setupCommand);

let folder = '';
let account: PretendAccount;

beforeEach(async () => {
  folder = projectCopy();
  account = new PretendAccount();
  writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
  expect(await ran(setupWith(account.machine(folder)), '--allow-samples')).toMatchObject({ status: 0 });
});
afterEach(() => {
  account.stop();
  removeProject(folder);
});

const push = (...args: readonly string[]): Promise<Ran> => ran(flowPushWith(account.machine(folder)), ...args);
const pull = (...args: readonly string[]): Promise<Ran> => ran(flowPullWith(account.machine(folder)), ...args);
const diff = (...args: readonly string[]): Promise<Ran> => ran(flowDiffWith(account.machine(folder)), ...args);

const file = (): string => readFileSync(join(folder, 'flows', 'on-call.json'), 'utf8');
const editFile = (from: string, to: string): void => {
  expect(file()).toContain(from);
  writeFileSync(join(folder, 'flows', 'on-call.json'), file().replaceAll(from, to));
};

const latest = () => {
  const [flow] = account.resources.flows.all();
  if (flow === undefined) throw new Error('There is no flow.');
  return flow.later.at(-1) ?? flow.first;
};

/** Somebody edits the flow in Studio and publishes it, or leaves it as a draft; Studio keeps another order of widgets. */
async function editInConsole(
  from: string,
  to: string,
  status: 'published' | 'draft' = 'published',
  commitMessage = '',
): Promise<void> {
  const [flow] = account.resources.flows.all();
  const text = JSON.stringify(latest().definition);
  expect(text).toContain(from);
  const definition = JSON.parse(text.replaceAll(from, to)) as { states: object[] };
  await account.client.studio.v2
    .flows(flow?.sid ?? '')
    .update({ status, commitMessage, definition: { ...definition, states: definition.states.toReversed() } });
}

const GOODBYE = 'The incident still needs somebody';

describe('oncall flow push', () => {
  it('publishes what is in the file, with SIDs, and says which revision it is', async () => {
    const { definition, commitMessage, status } = latest();
    expect(commitMessage).toMatch(/^oncall 5b808c5 #[0-9a-f]{12}$/);
    expect(status).toBe('published');
    const text = JSON.stringify(definition);
    expect(text).toMatch(
      /"service_sid":"ZS[0-9a-f]{32}","environment_sid":"ZE[0-9a-f]{32}","function_sid":"ZH[0-9a-f]{32}"/,
    );
    expect(text).toMatch(/"url":"https:\/\/oncall-\d+\.twil\.io\/claim"/);
    expect(file()).toContain('"service_sid": "oncall"');
  });

  it('does nothing when nothing changed', async () => {
    const changes = account.changes.length;
    expect(await push()).toMatchObject({
      status: 0,
      out: 'Nothing to push: the published flow is flows/on-call.json.\n',
    });
    expect(account.changes).toHaveLength(changes);
  });

  it('works without git', async () => {
    editFile(GOODBYE, 'Bye.');
    const machine: Machine = account.machine(folder, { revision: () => undefined });
    expect(await ran(flowPushWith(machine))).toMatchObject({ status: 0 });
    expect(latest().commitMessage).toMatch(/^oncall #[0-9a-f]{12}$/);
  });

  it('goes on from what was pushed before, and from another machine', async () => {
    editFile(GOODBYE, 'Bye.');
    expect(await push('--dry-run')).toMatchObject({ status: 0, out: expect.stringContaining('Would publish') });
    expect(JSON.stringify(latest().definition)).not.toContain('Bye.');
    expect(await push()).toMatchObject({ status: 0, err: '' });
    expect(JSON.stringify(latest().definition)).toContain('Bye.');
    expect(await diff()).toMatchObject({ status: 0, out: 'The live flow is flows/on-call.json.\n' });
  });

  it('does not overwrite an edit that nobody pulled', async () => {
    await editInConsole(GOODBYE, 'Farewell.');
    const refused = await push();
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toContain('the flow was edited in the console, and nobody has pulled that edit:');
    expect(refused.err).toContain('Farewell.');
    expect(refused.err).toContain('"npx --no oncall flow pull" brings it into');
    expect(JSON.stringify(latest().definition)).toContain('Farewell.');

    expect(await push('--force')).toMatchObject({ status: 0 });
    expect(JSON.stringify(latest().definition)).not.toContain('Farewell.');
  });

  it('does not overwrite an edit that kept our commit message', async () => {
    const { commitMessage = '' } = latest();
    await editInConsole(GOODBYE, 'Farewell.', 'published', commitMessage);
    expect(await push()).toMatchObject({ status: 1, err: expect.stringContaining('nobody has pulled that') });
  });

  it('takes another order of the widgets for the same flow', async () => {
    await editInConsole(GOODBYE, GOODBYE);
    expect(await diff()).toMatchObject({ status: 0 });
    expect(await push()).toMatchObject({ status: 0, out: expect.stringContaining('Nothing to push') });
  });

  it('shows both sides when both were edited', async () => {
    await editInConsole(GOODBYE, 'Farewell.');
    editFile(GOODBYE, 'Bye.');
    for (const refused of [await push(), await pull()]) {
      expect(refused.status).toBe(1);
      const [, console_ = '', ours = ''] =
        /In the console:\n([^]*)\nIn flows[\\/]on-call\.json:\n([^]*)\nMake/.exec(refused.err) ?? [];
      expect(console_).toContain('Farewell.');
      expect(console_).not.toContain('Bye.');
      expect(ours).toContain('Bye.');
      expect(ours).not.toContain('Farewell.');
      expect(refused.err).toContain('--force');
    }
    expect(file()).toContain('Bye.');
    expect(JSON.stringify(latest().definition)).toContain('Farewell.');
  });

  it('publishes over a draft only by force', async () => {
    await editInConsole(GOODBYE, 'Farewell.', 'draft');
    expect((await push()).status).toBe(1);
    expect((await push('--force')).status).toBe(0);
    expect(latest().status).toBe('published');
  });

  it('publishes nothing that would call nobody', async () => {
    editFile('"next": "may_dial"', '"next": "nowhere"');
    const changes = account.changes.length;
    const refused = await push();
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toContain('must not be published:\n  claim: ');
    expect(refused.err).toContain('nowhere');
    expect(account.changes).toHaveLength(changes);
  });

  it('shows what Twilio finds wrong, by widget, and changes nothing', async () => {
    editFile(GOODBYE, 'Bye.');
    const { states } = JSON.parse(file()) as { states: { name: string }[] };
    const index = states.findIndex(({ name }) => name === 'call_25');
    const errors = [{ message: 'must be an integer', property_path: `#/states/${index}/properties/timeout` }];
    const body = { status: 400, code: 81022, message: 'Flow definition validation failed', details: { errors } };
    account.fault = ({ url }) =>
      url.endsWith('/Flows/Validate')
        ? { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : undefined;
    const changes = account.changes.length;
    const refused = await push();
    expect(refused.status).toBe(1);
    expect(refused.err).toContain(
      'Twilio would not publish this flow:\n  widget "call_25" properties.timeout: must be an integer\nNothing was changed.',
    );
    expect(account.changes).toHaveLength(changes);
  });

  it('names a Function that is not deployed', async () => {
    const [claim] = account.resources.serverless.functions.where(({ friendlyName }) => friendlyName === '/claim');
    account.resources.serverless.functions.remove(claim?.sid ?? '');
    const refused = await push('--force');
    expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('runs Functions that are not deployed') });
    expect(refused.err).toContain('there is no Function at "/claim"');
  });

  it('finds the flow again when .env has lost its SID', async () => {
    const env = readFileSync(join(folder, '.env'), 'utf8');
    writeFileSync(join(folder, '.env'), env.replace(/^FLOW_SID=.*$/m, 'FLOW_SID='));
    editFile(GOODBYE, 'Bye.');
    expect((await push()).status).toBe(0);
    expect(account.resources.flows.all()).toHaveLength(1);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(env);
  });
});

describe('oncall flow pull', () => {
  it('brings an edit of the console into the file, and back without a difference', async () => {
    const before = file();
    await editInConsole(GOODBYE, 'Farewell.');
    const pulled = await pull();
    expect(pulled).toMatchObject({ status: 0, err: '' });
    expect(pulled.out).toContain('Changed in');
    expect(pulled.out).toContain('Farewell.');
    expect(file()).toBe(before.replaceAll(GOODBYE, 'Farewell.'));
    expect(existsSync(join(folder, 'flows', 'pulled.txt'))).toBe(true);

    editFile('Farewell.', 'So long.');
    expect((await push()).status).toBe(0);
    expect(JSON.stringify(latest().definition)).toContain('So long.');
    editFile('So long.', GOODBYE);
    expect((await push()).status).toBe(0);
    expect(file()).toBe(before);
  });

  it('only says what it would do in a dry run', async () => {
    const before = file();
    await editInConsole(GOODBYE, 'Farewell.');
    expect(await pull('--dry-run')).toMatchObject({ status: 0, out: expect.stringContaining('Would change') });
    expect(file()).toBe(before);
  });

  it('leaves a file that is ahead alone', async () => {
    expect(await pull()).toMatchObject({
      status: 0,
      out: expect.stringContaining('Nothing to pull: the live flow is'),
    });
    editFile(GOODBYE, 'Bye.');
    expect(await pull()).toMatchObject({ status: 0, out: expect.stringContaining('changes that are not pushed yet') });
    expect(file()).toContain('Bye.');
    expect((await pull('--force')).status).toBe(0);
    expect(file()).not.toContain('Bye.');
  });

  it('does not take a flow that runs the Functions of somebody else', async () => {
    const sid = /ZH[0-9a-f]{32}/.exec(JSON.stringify(latest().definition))?.[0] ?? '';
    await editInConsole(sid, 'ZH00000000000000000000000000000abc');
    const refused = await pull();
    expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('not of this project') });
    expect(refused.err).toContain('ZH00000000000000000000000000000abc');
  });
});

describe('oncall flow diff', () => {
  it('tells what a push would change, and differs in its exit status', async () => {
    editFile(GOODBYE, 'Bye.');
    const { status, out } = await diff();
    expect(status).toBe(1);
    expect(out).toContain('Bye.');
    const json = await diff('--json');
    expect(json.status).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ same: false, draft: false, changes: expect.any(Array) });
  });

  it('says that there is no flow, or nothing deployed', async () => {
    const [flow] = account.resources.flows.all();
    account.resources.flows.remove(flow?.sid ?? '');
    expect(await diff()).toMatchObject({ status: 1, out: expect.stringContaining('has no flow yet') });
    expect(await pull()).toMatchObject({ status: 1, err: expect.stringContaining('has no flow yet') });
    const [service] = account.resources.serverless.services.all();
    account.resources.serverless.services.remove(service?.sid ?? '');
    expect(await diff()).toMatchObject({ status: 1, err: expect.stringContaining('not deployed yet') });
  });
});

describe('where Twilio takes no variable in the place of a voice', () => {
  const speak = (roster: object): void => {
    const text = readFileSync(join(folder, 'assets', 'roster.private.json'), 'utf8');
    writeFileSync(
      join(folder, 'assets', 'roster.private.json'),
      JSON.stringify({ ...(JSON.parse(text) as object), ...roster }),
    );
  };
  const widgets = () =>
    latest().definition['states'] as readonly { readonly type: string; readonly properties: object }[];
  const voices = () => [
    ...new Set(
      widgets().flatMap(({ type, properties }) =>
        type === 'say-play' || type === 'gather-input-on-call'
          ? [`${String(Object(properties).voice)} ${String(Object(properties).language)}`]
          : [],
      ),
    ),
  ];

  beforeEach(async () => {
    account.stop();
    removeProject(folder);
    folder = projectCopy();
    account = new PretendAccount({ switches: { liquidInVoice: 'refused' } });
    writeSettings(folder, { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, CALLER_ID: '+12025550100' });
    speak({ language: 'de', voice: 'Polly.Daniel-Neural' });
    const made = await ran(setupWith(account.machine(folder)), '--allow-samples');
    expect(made).toMatchObject({ status: 0 });
    expect(made.out.replace(/\s+/g, ' ')).toContain('Polly.Daniel-Neural (de-DE) speaks to everybody');
  });

  it('the flow is published with the voice of the roster, which every Function is told', () => {
    expect(voices()).toEqual(['Polly.Daniel-Neural de-DE']);
    const told = widgets().filter(({ type }) => type === 'run-function');
    expect(told).toHaveLength(11);
    for (const { properties } of told) {
      expect(Object(properties).parameters.at(-1)).toEqual({ key: 'voice', value: 'Polly.Daniel-Neural' });
    }
  });

  it('it is the flow of the file all the same, and says which voice it has', async () => {
    expect(await diff()).toMatchObject({
      status: 0,
      out: "The live flow is flows/on-call.json.\nTwilio takes no variables in the place of voices, so Polly.Daniel-Neural (de-DE) speaks to everybody, in the roster's own language.\n",
    });
    expect(JSON.parse((await diff('--json')).out)).toMatchObject({
      same: true,
      oneVoice: 'Polly.Daniel-Neural',
      changes: [],
    });
    expect(await push()).toMatchObject({ status: 0, out: expect.stringContaining('Nothing to push') });
    const before = file();
    expect(await pull()).toMatchObject({ status: 0, out: expect.stringContaining('Nothing to pull') });
    expect(file()).toBe(before);
  });

  it('an edit of the console is brought into the file as the file has its voices', async () => {
    const before = file();
    await editInConsole(GOODBYE, 'Farewell.');
    expect(await diff()).toMatchObject({ status: 1 });
    expect(await push()).toMatchObject({ status: 1, err: expect.stringContaining('nobody has pulled that') });
    expect(await pull()).toMatchObject({ status: 0 });
    expect(file()).toBe(before.replaceAll(GOODBYE, 'Farewell.'));
  });

  it('another voice of the roster is published by the next push', async () => {
    speak({ language: 'fr', voice: undefined });
    expect(await push()).toMatchObject({
      status: 0,
      out: expect.stringContaining('Polly.Lea-Neural (fr-FR) speaks to everybody'),
    });
    expect(voices()).toEqual(['Polly.Lea-Neural fr-FR']);
    expect(JSON.parse((await push('--json')).out)).toMatchObject({ plan: 'nothing', oneVoice: 'Polly.Lea-Neural' });
  });

  it('an edit of the file is pushed so too', async () => {
    editFile(GOODBYE, 'Bye.');
    expect(await push()).toMatchObject({ status: 0 });
    expect(JSON.stringify(latest().definition)).toContain('Bye.');
    expect(voices()).toEqual(['Polly.Daniel-Neural de-DE']);
  });

  it('another mistake is a mistake still', async () => {
    const { states } = JSON.parse(file()) as { states: { name: string }[] };
    const index = states.findIndex(({ name }) => name === 'call_25');
    const errors = [
      {
        message: 'enumeration',
        property_path: `#/states/${states.findIndex(({ name }) => name === 'ask_key')}/properties/voice`,
      },
      { message: 'must be an integer', property_path: `#/states/${index}/properties/timeout` },
    ];
    editFile(GOODBYE, 'Bye.');
    account.fault = ({ url }) =>
      url.endsWith('/Flows/Validate')
        ? {
            status: 400,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ status: 400, code: 81022, message: 'no', details: { errors } }),
          }
        : undefined;
    expect(await push()).toMatchObject({
      status: 1,
      err: expect.stringContaining('properties.timeout: must be an integer'),
    });
  });
});
