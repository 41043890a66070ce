import { describe, expect, it } from '@jest/globals';
import { json, startMs, twilioAtHand } from './twilio-at-hand';

const flows = 'https://studio.twilio.com/v2/Flows';

const trigger = {
  name: 'Trigger',
  type: 'trigger',
  transitions: [{ event: 'incomingRequest', next: 'ask' }],
  properties: { offset: { x: 0, y: 0 } },
};

function runFunction(properties: Readonly<Record<string, unknown>> = {}) {
  return {
    name: 'ask',
    type: 'run-function',
    transitions: [{ event: 'success' }, { event: 'fail' }],
    properties: {
      service_sid: `ZS${'0'.repeat(32)}`,
      environment_sid: `ZE${'0'.repeat(32)}`,
      function_sid: `ZH${'0'.repeat(32)}`,
      url: 'https://oncall-1234.twil.io/claim',
      ...properties,
    },
  };
}

function definition(...states: readonly unknown[]) {
  return { description: 'Sample', states: [trigger, ...states], initial_state: 'Trigger', flags: {} };
}

describe('Studio flows through the twilio client', () => {
  it('are created, and each update is a new revision', async () => {
    const { client, clock } = twilioAtHand();
    const created = await client.studio.v2.flows.create({
      friendlyName: 'On-call',
      status: 'draft',
      definition: definition(runFunction()),
    });
    expect(created).toMatchObject({ revision: 1, status: 'draft', valid: true, dateCreated: new Date(startMs) });
    clock.pass(5000);
    const changed = { ...definition(runFunction()), description: 'Changed' };
    const updated = await client.studio.v2
      .flows(created.sid)
      .update({ status: 'published', definition: changed, commitMessage: 'abc1234' });
    expect(updated).toMatchObject({
      revision: 2,
      commitMessage: 'abc1234',
      definition: changed,
      friendlyName: 'On-call',
    });
    expect(updated.webhookUrl).toMatch(/^https:\/\/webhooks\.twilio\.com\/v1\/Accounts\/AC\w{32}\/Flows\/FW\w{32}$/);

    const third = await client.studio.v2.flows(created.sid).update({ status: 'draft', friendlyName: 'Renamed' });
    expect(third).toMatchObject({ revision: 3, definition: changed, friendlyName: 'Renamed', status: 'draft' });
    const revision = (name: string) => client.studio.v2.flows(created.sid).revisions(name).fetch();
    expect(await revision('1')).toMatchObject({ revision: 1, definition: definition(runFunction()) });
    expect(await revision('LatestPublished')).toMatchObject({ revision: 2, commitMessage: 'abc1234' });
    expect(await revision('LatestRevision')).toMatchObject({ revision: 3 });
    await expect(revision('4')).rejects.toMatchObject({ status: 404, code: 20404 });
    expect((await client.studio.v2.flows.list()).map(({ sid }) => sid)).toEqual([created.sid]);
  });

  it('can be started once they are published, and not before', async () => {
    const { client } = twilioAtHand();
    const parts = { friendlyName: 'On-call', definition: definition(runFunction()) };
    const { sid } = await client.studio.v2.flows.create({ ...parts, status: 'draft' });
    const start = () => client.studio.v2.flows(sid).executions.create({ to: '+447700900001', from: '+12025550100' });
    await expect(start()).rejects.toMatchObject({ status: 404, code: 20404 });
    await client.studio.v2.flows(sid).update({ status: 'published' });
    expect(await start()).toMatchObject({ flowSid: sid, status: 'active' });
  });
});

describe('the validation of flows', () => {
  it('accepts what can run', async () => {
    const { client } = twilioAtHand();
    const flow = { friendlyName: 'x', status: 'published', definition: definition(runFunction()) } as const;
    expect((await client.studio.v2.flowValidate.update(flow)).valid).toBe(true);
    expect(await client.studio.v2.flows.list()).toEqual([]);
  });

  it.each([
    [
      'a text where a number belongs',
      definition({
        ...runFunction(),
        name: 'ask',
        type: 'make-outgoing-call-v2',
        transitions: [],
        properties: { to: '{{contact.channel.address}}', from: '{{flow.channel.address}}', timeout: '25' },
      }),
      '#/states/1/properties/timeout',
    ],
    [
      'a way on to no widget',
      definition({ ...runFunction(), transitions: [{ event: 'success', next: 'nobody' }] }),
      '#/states/1/transitions/0/next',
    ],
    [
      'a name in place of a SID',
      definition(runFunction({ function_sid: 'claim' })),
      '#/states/1/properties/function_sid',
    ],
    ['a path in place of an address', definition(runFunction({ url: '/claim' })), '#/states/1/properties/url'],
    ['another trigger', { ...definition(runFunction()), initial_state: 'ask' }, '#/initial_state'],
    ['a widget without a name', definition(runFunction(), { type: 'say-play' }), '#/states/2/name'],
  ])('refuses %s, and says where', (_what, wrong, place) => {
    const { ask } = twilioAtHand();
    const form = { FriendlyName: 'x', Status: 'published', Definition: JSON.stringify(wrong) };
    for (const path of [`${flows}/Validate`, flows]) {
      const refused = json(ask(`POST ${path}`, form));
      expect(refused).toMatchObject({ status: 400, code: 81022, message: 'Flow definition validation failed' });
      const { details } = refused as { details: { errors: { property_path: string; message: string }[] } };
      expect(details.errors.map(({ property_path }) => property_path)).toContain(place);
    }
    expect(json(ask(`GET ${flows}`))).toMatchObject({ flows: [] });
  });

  it('refuses an update with the definition that was there, and keeps it', async () => {
    const { ask, client } = twilioAtHand();
    const flow = { friendlyName: 'x', status: 'published', definition: definition(runFunction()) } as const;
    const { sid } = await client.studio.v2.flows.create(flow);
    const wrong = { Status: 'published', Definition: JSON.stringify(definition(runFunction({ url: 5 }))) };
    expect(ask(`POST ${flows}/${sid}`, wrong).status).toBe(400);
    expect(ask(`POST ${flows}/${sid}`, { Status: 'live' }).status).toBe(400);
    expect(ask(`POST ${flows}/${sid}`, {}).status).toBe(400);
    expect(await client.studio.v2.flows(sid).fetch()).toMatchObject({ revision: 1, definition: flow.definition });
  });
});
