import { describe, expect, it } from '@jest/globals';
import { accountSid, ann, bob, callerId, flowSid, json, secondFlowSid, startMs, twilioAtHand } from './twilio-at-hand';

const executions = `https://studio.twilio.com/v2/Flows/${flowSid}/Executions`;

describe('Studio executions through the twilio client', () => {
  it('are created, fetched with their context, ended and listed newest first', async () => {
    const { client, clock } = twilioAtHand();
    const flow = client.studio.v2.flows(flowSid);
    const created = await flow.executions.create({ to: ann, from: callerId, parameters: { team: 'ops' } });
    expect(created).toMatchObject({
      accountSid,
      flowSid,
      contactChannelAddress: ann,
      status: 'active',
      dateCreated: new Date(startMs),
      context: { flow: { sid: created.sid, data: { team: 'ops' } } },
    });
    expect(created.sid).toMatch(/^FN[0-9a-f]{32}$/);
    expect(await flow.executions(created.sid).executionContext().fetch()).toMatchObject({
      executionSid: created.sid,
      context: { flow: { data: { team: 'ops' } } },
    });

    clock.pass(5000);
    const ended = await flow.executions(created.sid).update({ status: 'ended' });
    expect(ended).toMatchObject({ status: 'ended', dateUpdated: new Date(startMs + 5000) });
    expect((await flow.executions(created.sid).update({ status: 'ended' })).status).toBe('ended');
    expect((await flow.executions(created.sid).fetch()).status).toBe('ended');
  });

  it('have their steps listed, newest first, each from one widget to the next', async () => {
    const { client } = twilioAtHand();
    const { executions: created } = client.studio.v2.flows(flowSid);
    const { sid } = await created.create({ to: ann, from: callerId });
    const steps = await created(sid).steps.list();
    expect(
      steps.map(({ transitionedFrom, transitionedTo, dateCreated }) => [transitionedFrom, transitionedTo, dateCreated]),
    ).toEqual([
      ['claim', 'call', new Date(startMs + 2000)],
      ['Trigger', 'claim', new Date(startMs + 1000)],
    ]);
    expect(new Set(steps.map((step) => step.sid)).size).toBe(2);
    await expect(created(`FN${'0'.repeat(32)}`).steps.list()).rejects.toMatchObject({ status: 404 });
  });

  it('refuse a second one for the contact and name the first', async () => {
    const { client } = twilioAtHand();
    const flow = client.studio.v2.flows(flowSid);
    const { sid } = await flow.executions.create({ to: ann, from: callerId });
    await expect(flow.executions.create({ to: ann, from: callerId })).rejects.toMatchObject({
      status: 409,
      code: 20409,
      message: `Execution ${sid} is already active for this contact. End the active Execution before creating a new one`,
      details: { conflicting_execution_sid: sid },
    });
    await flow.executions(sid).update({ status: 'ended' });
    expect((await flow.executions.create({ to: ann, from: callerId })).status).toBe('active');
  });

  it('refuse the 21st creation within a second without starting it', () => {
    const { ask, clock, studio } = twilioAtHand();
    const create = (index: number) => ask(`POST ${executions}`, { To: `+4477009001${String(index)}`, From: callerId });
    for (let index = 10; index < 30; index += 1) expect(create(index).status).toBe(201);
    expect(json(create(30))).toMatchObject({ status: 429, code: 20429 });
    expect(studio.list(flowSid)).toHaveLength(20);
    clock.pass(1000);
    expect(create(30).status).toBe(201);
  });

  it('tell how large their Parameters have been', () => {
    const { ask, local } = twilioAtHand();
    ask(`POST ${executions}`, { To: ann, From: callerId, Parameters: '{"team":"ops"}' });
    ask(`POST ${executions}`, { To: bob, From: callerId, Parameters: '{}' });
    expect(local.largestParametersBytes).toBe(14);
  });
});

describe('Studio refuses', () => {
  const otherFlow = 'https://studio.twilio.com/v2/Flows/FW00000000000000000000000000000fff/Executions';
  const nobody = `${executions}/FN00000000000000000000000000000fff`;
  const over16kB = JSON.stringify({ text: 'x'.repeat(16 * 1024) });

  it.each([
    ['no To', `POST ${executions}`, { From: callerId }, 400, 20001],
    ['no From', `POST ${executions}`, { To: ann }, 400, 20001],
    ['a To that is no E.164 number', `POST ${executions}`, { To: '07700900001', From: callerId }, 400, 81023],
    ['a From that is no E.164 number', `POST ${executions}`, { To: ann, From: 'ops' }, 400, 81023],
    ['a From of somebody else', `POST ${executions}`, { To: ann, From: '+12025550199' }, 400, 81023],
    ['a contact over 300 bytes', `POST ${executions}`, { To: `+${'1'.repeat(300)}`, From: callerId }, 400, 81023],
    ['Parameters that are no JSON', `POST ${executions}`, { To: ann, From: callerId, Parameters: 'x' }, 400, 20001],
    ['Parameters that are text', `POST ${executions}`, { To: ann, From: callerId, Parameters: '"x"' }, 400, 20001],
    ['Parameters over 16 kB', `POST ${executions}`, { To: ann, From: callerId, Parameters: over16kB }, 400, 20001],
    ['a misspelt parameter', `POST ${executions}`, { To: ann, From: callerId, Parameter: '{}' }, 400, 20001],
    ['an unknown flow', `POST ${otherFlow}`, { To: ann, From: callerId }, 404, 20404],
    ['to list an unknown flow', `GET ${otherFlow}`, {}, 404, 20404],
    ['a date that is none', `GET ${executions}?DateCreatedFrom=yesterday`, {}, 400, 20001],
    ['an unknown execution', `GET ${nobody}`, {}, 404, 20404],
    ['the context of an unknown execution', `GET ${nobody}/Context`, {}, 404, 20404],
    ['to end an unknown execution', `POST ${nobody}`, { Status: 'ended' }, 404, 20404],
    ['a name where a SID belongs', `GET ${executions}/latest`, {}, 404, 20404],
    ['a page of 1,001', `GET ${executions}?PageSize=1001`, {}, 400, 20001],
  ] as const)('%s', (_what, line, form, status, code) => {
    const { ask, studio } = twilioAtHand();
    expect(json(ask(line, form))).toMatchObject({ status, code });
    expect(studio.list(flowSid)).toEqual([]);
  });

  it.each([
    ['to activate an execution', { Status: 'active' }],
    ['a status that does not exist', { Status: 'done' }],
    ['an update of nothing', {}],
  ])('%s', async (_what, form) => {
    const { ask, client } = twilioAtHand();
    const { sid } = await client.studio.v2.flows(flowSid).executions.create({ to: ann, from: callerId });
    expect(json(ask(`POST ${executions}/${sid}`, form))).toMatchObject({ status: 400, code: 20001 });
  });

  it('an execution under another flow', async () => {
    const { ask, client } = twilioAtHand();
    const { sid } = await client.studio.v2.flows(flowSid).executions.create({ to: ann, from: callerId });
    expect(ask(`GET ${executions}/${sid}`).status).toBe(200);
    expect(ask(`GET ${executions.replace(flowSid, secondFlowSid)}/${sid}`).status).toBe(404);
  });

  it('names what is missing as Twilio does', () => {
    expect(json(twilioAtHand().ask(`POST ${executions}`, { From: callerId }))).toMatchObject({
      message: 'Missing required parameter To in the post body',
    });
  });
});
