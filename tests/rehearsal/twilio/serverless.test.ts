import { describe, expect, it } from '@jest/globals';
import type { HttpResponse } from '../../../src/rehearsal/http';
import { accountSid, authToken, basic, json, twilioAtHand } from './twilio-at-hand';

const services = 'https://serverless.twilio.com/v1/Services';
const uploads = 'https://serverless-upload.twilio.com/v1/Services';

type AtHand = ReturnType<typeof twilioAtHand>;

/** As form-data, the library that the deployment tools use, writes it. */
function multipart(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(([name, value]) => {
    const file = name === 'Content' ? '; filename="claim"\r\nContent-Type: application/javascript' : '';
    return `--edge\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return `${parts.join('')}--edge--\r\n`;
}

function upload(
  { local }: AtHand,
  path: string,
  fields: Readonly<Record<string, string>>,
  body = multipart(fields),
): HttpResponse {
  return local.handle({
    method: 'POST',
    url: `${uploads}/${path}`,
    headers: {
      authorization: basic(accountSid, authToken),
      'content-type': 'multipart/form-data; boundary=edge',
    },
    body,
  });
}

function sidOf(response: HttpResponse): string {
  return String((json(response) as { sid?: unknown }).sid);
}

/** A service with one Function that was uploaded once. */
async function withFunction(atHand: AtHand) {
  const service = await atHand.client.serverless.v1.services.create({ uniqueName: 'oncall', friendlyName: 'On call' });
  const { functions } = atHand.client.serverless.v1.services(service.sid);
  const claim = await functions.create({ friendlyName: '/claim' });
  const path = `${service.sid}/Functions/${claim.sid}/Versions`;
  const uploaded = upload(atHand, path, {
    Path: '/claim',
    Visibility: 'protected',
    Content: 'exports.handler = 1;\r\n',
  });
  return { service, path, version: sidOf(uploaded) };
}

describe('a deployment through the twilio client', () => {
  it('goes from an upload over a build to the domain that serves it', async () => {
    const atHand = twilioAtHand();
    const { service, version } = await withFunction(atHand);
    const own = atHand.client.serverless.v1.services(service.sid);
    expect(service.domainBase).toMatch(/^oncall-\d{4}$/);

    const asset = await own.assets.create({ friendlyName: '/roster.json' });
    const roster = upload(atHand, `${service.sid}/Assets/${asset.sid}/Versions`, {
      Path: 'roster.json',
      Visibility: 'private',
      Content: '{"agents":{"ann":{"name":"Zoë"}}}',
    });
    expect(json(roster)).toMatchObject({ path: '/roster.json', visibility: 'private', asset_sid: asset.sid });

    const environment = await own.environments.create({ uniqueName: 'dev-environment', domainSuffix: 'dev' });
    expect(environment).toMatchObject({ domainName: `${service.domainBase}-dev.twil.io`, buildSid: null });
    const dependencies = [{ name: 'twilio', version: '6.2.0' }];
    const build = await own.builds.create({
      functionVersions: [version],
      assetVersions: [sidOf(roster)],
      dependencies: JSON.stringify(dependencies),
      runtime: 'node22',
    });
    expect(build).toMatchObject({ status: 'building', dependencies, runtime: 'node22' });
    const { deployments, variables } = own.environments(environment.sid);
    await expect(deployments.create({ buildSid: build.sid })).rejects.toMatchObject({ status: 400, code: 20001 });
    atHand.clock.pass(1000);
    expect((await own.builds(build.sid).buildStatus().fetch()).status).toBe('completed');
    await deployments.create({ buildSid: build.sid });
    await variables.create({ key: 'CALLER_ID', value: '+12025550100' });

    expect((await own.environments(environment.sid).fetch()).buildSid).toBe(build.sid);
    const deployed = atHand.resources.serverless.deployedAt(environment.domainName);
    expect(deployed?.variables).toEqual({ CALLER_ID: '+12025550100' });
    expect(deployed?.build.functionVersions.map(({ content: text }) => text)).toEqual(['exports.handler = 1;\r\n']);
    expect(deployed?.build.assetVersions.map(({ content: text }) => text)).toEqual([
      '{"agents":{"ann":{"name":"Zoë"}}}',
    ]);
    expect(atHand.resources.serverless.deployedAt('oncall-9999-dev.twil.io')).toBeUndefined();
  });

  it('takes the dependencies in quotation marks, as the deployment tools send them', async () => {
    const atHand = twilioAtHand();
    const { service, version } = await withFunction(atHand);
    const form = { FunctionVersions: version, Dependencies: '"[{"name":"twilio","version":"6.2.0"}]"' };
    const build = atHand.ask(`POST ${services}/${service.sid}/Builds`, form);
    expect(json(build)).toMatchObject({ dependencies: [{ name: 'twilio', version: '6.2.0' }] });
  });

  it('changes, lists and deletes variables', async () => {
    const atHand = twilioAtHand();
    const { service } = await withFunction(atHand);
    const environments = atHand.client.serverless.v1.services(service.sid).environments;
    const production = await environments.create({ uniqueName: 'production' });
    expect(production.domainName).toBe(`${service.domainBase}.twil.io`);
    const { variables } = environments(production.sid);
    const first = await variables.create({ key: 'FLOW_SID', value: 'one' });
    await variables.create({ key: 'CALLER_ID', value: 'two' });
    const changed = await environments(production.sid).variables(first.sid).update({ value: 'three' });
    expect(changed).toMatchObject({ key: 'FLOW_SID', value: 'three' });
    expect((await variables.list()).map(({ key, value }) => [key, value])).toEqual([
      ['FLOW_SID', 'three'],
      ['CALLER_ID', 'two'],
    ]);
    await environments(production.sid).variables(first.sid).remove();
    expect(await variables.list()).toHaveLength(1);
  });

  it('finds a service by its name', async () => {
    const { client } = twilioAtHand();
    const service = await client.serverless.v1.services.create({ uniqueName: 'oncall', friendlyName: 'On call' });
    expect((await client.serverless.v1.services('oncall').fetch()).sid).toBe(service.sid);
    expect(await client.serverless.v1.services.list()).toHaveLength(1);
  });
});

function sid(prefix: string): string {
  return `${prefix}${'a'.repeat(32)}`;
}

describe('Serverless refuses', () => {
  it.each([
    ['a service whose name is taken', '', { UniqueName: 'oncall', FriendlyName: 'x' }, 409, 20409],
    ['a service with a name that is no domain', '', { UniqueName: 'on_call', FriendlyName: 'x' }, 400, 20001],
    ['a service without a name', '', { FriendlyName: 'x' }, 400, 20001],
    ['a service that is unknown', `/${sid('ZS')}/Functions`, { FriendlyName: 'x' }, 404, 20404],
    [
      'an environment whose suffix is taken',
      '/oncall/Environments',
      { UniqueName: 'x', DomainSuffix: 'dev' },
      409,
      20409,
    ],
    ['an environment whose name is taken', '/oncall/Environments', { UniqueName: 'dev-environment' }, 409, 20409],
    ['a suffix that is no domain', '/oncall/Environments', { UniqueName: 'x', DomainSuffix: 'De_v' }, 400, 20001],
    [
      'a suffix over 16 characters',
      '/oncall/Environments',
      { UniqueName: 'x', DomainSuffix: 'd'.repeat(17) },
      400,
      20001,
    ],
    ['a Function without a name', '/oncall/Functions', { FriendlyName: '' }, 400, 20001],
    ['a build of nothing', '/oncall/Builds', { Runtime: 'node22' }, 400, 20001],
    ['a build of an unknown version', '/oncall/Builds', { FunctionVersions: sid('ZN') }, 400, 20001],
    ['a variable without a value', '/oncall/Environments/{dev}/Variables', { Key: 'A', Value: '' }, 400, 20001],
    [
      'a variable over 450 bytes',
      '/oncall/Environments/{dev}/Variables',
      { Key: 'A', Value: 'é'.repeat(226) },
      400,
      20001,
    ],
    ['a variable whose key is taken', '/oncall/Environments/{dev}/Variables', { Key: 'TAKEN', Value: 'x' }, 409, 20409],
    ['a key that is no name', '/oncall/Environments/{dev}/Variables', { Key: '1A', Value: 'x' }, 400, 20001],
    ['a deployment of an unknown build', '/oncall/Environments/{dev}/Deployments', { BuildSid: sid('ZB') }, 400, 20001],
    ['an unknown environment', `/oncall/Environments/${sid('ZE')}/Variables`, { Key: 'A', Value: 'x' }, 404, 20404],
  ] as const)('%s', (_what, path, form, status, code) => {
    const { ask } = twilioAtHand();
    ask(`POST ${services}`, { UniqueName: 'oncall', FriendlyName: 'x' });
    const dev = ask(`POST ${services}/oncall/Environments`, { UniqueName: 'dev-environment', DomainSuffix: 'dev' });
    const place = path.replace('{dev}', sidOf(dev));
    ask(`POST ${services}/oncall/Environments/${sidOf(dev)}/Variables`, { Key: 'TAKEN', Value: 'x' });
    const refused = ask(`POST ${services}${place}`, form);
    expect(json(refused)).toMatchObject({ status, code });
    expect(refused.status).toBe(status);
  });

  it('a build with two versions of one path', async () => {
    const atHand = twilioAtHand();
    const { service, path, version } = await withFunction(atHand);
    const again = sidOf(upload(atHand, path, { Path: '/claim', Visibility: 'public', Content: 'x' }));
    const { builds } = atHand.client.serverless.v1.services(service.sid);
    const twice = builds.create({ functionVersions: [version, again] });
    await expect(twice).rejects.toMatchObject({ status: 400, code: 20001 });
    const runtime = builds.create({ functionVersions: [version], runtime: 'node12' });
    await expect(runtime).rejects.toMatchObject({ status: 400, code: 20001 });
  });

  it.each([
    ['an upload without content', { Path: '/x', Visibility: 'public' }],
    ['an upload of an unknown visibility', { Path: '/x', Visibility: 'secret', Content: 'x' }],
    ['an upload to a path with a blank', { Path: '/x y', Visibility: 'public', Content: 'x' }],
    ['an upload with a field that there is not', { Path: '/x', Visibility: 'public', Content: 'x', Runtime: 'node22' }],
  ])('%s', async (_what, fields) => {
    const atHand = twilioAtHand();
    const { path } = await withFunction(atHand);
    expect(json(upload(atHand, path, fields))).toMatchObject({ status: 400, code: 20001 });
  });

  it('an upload that is cut off, one that is no text, and one that is no upload', async () => {
    const atHand = twilioAtHand();
    const { path } = await withFunction(atHand);
    const fields = { Path: '/x', Visibility: 'public', Content: 'x' };
    expect(upload(atHand, path, fields, multipart(fields).slice(0, -12)).status).toBe(400);
    expect(upload(atHand, path, { ...fields, Content: '\u{FFFD}' }).status).toBe(501);
    expect(atHand.ask(`POST ${uploads}/${path}`, fields).status).toBe(400);
    const elsewhere = `${services}/${path}`;
    expect(atHand.ask(`POST ${elsewhere}`, fields).status).toBe(405);
  });
});
