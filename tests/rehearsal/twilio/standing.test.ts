import { describe, expect, it } from '@jest/globals';
import { accountSid, ann, callerId, flowSid, json, twilioAtHand } from './twilio-at-hand';

const executions = `https://studio.twilio.com/v2/Flows/${flowSid}/Executions`;
const account = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;
const messages = `${account}/Messages.json`;
const call = { To: ann, From: callerId };
const text = { ...call, Body: 'x' };

describe('an account that is suspended', () => {
  it.each([
    [20003, 401],
    [20403, 403],
    [20005, 403],
  ] as const)('hears %i with status %i when it asks for a call or a text', (suspendedCode, status) => {
    const { ask, studio, ledger } = twilioAtHand({
      standing: { status: 'suspended' },
      switches: { suspendedCode },
    });
    for (const refused of [ask(`POST ${executions}`, call), ask(`POST ${messages}`, text)]) {
      expect(json(refused)).toMatchObject({ status, code: suspendedCode });
      expect(refused.status).toBe(status);
    }
    expect(studio.list(flowSid)).toEqual([]);
    expect(ledger.entries.filter(({ kind }) => kind !== 'request')).toEqual([]);
    expect(ask(`GET ${executions}`).status).toBe(200);
    expect(json(ask(`GET ${account}.json`))).toMatchObject({ status: 'suspended' });
  });

  it('is refused everything, when switched so', () => {
    const { ask } = twilioAtHand({
      standing: { status: 'suspended' },
      switches: { suspendedFrom: 'everything', suspendedCode: 20403 },
    });
    for (const url of [`${account}.json`, 'https://sync.twilio.com/v1/Services/default/Documents', executions]) {
      expect(json(ask(`GET ${url}`))).toMatchObject({ status: 403, code: 20403 });
    }
  });

  it('is one that is closed, too, or that has no money left', () => {
    const { ask, local } = twilioAtHand({ standing: { balance: 0.01 } });
    expect(json(ask(`GET ${account}/Balance.json`))).toEqual({
      account_sid: accountSid,
      balance: '0.01',
      currency: 'USD',
    });
    expect(ask(`POST ${messages}`, text).status).toBe(201);
    local.standing.balance = 0;
    expect(json(ask(`GET ${account}.json`))).toMatchObject({ status: 'suspended' });
    expect(ask(`POST ${messages}`, text).status).toBe(401);
    local.standing.balance = -12.5;
    expect(json(ask(`GET ${account}/Balance.json`))).toMatchObject({ balance: '-12.50' });
    local.standing.status = 'closed';
    expect(json(ask(`GET ${account}.json`))).toMatchObject({ status: 'closed' });
    expect(ask(`POST ${messages}`, text).status).toBe(401);
    local.standing.balance = 20;
    local.standing.status = 'active';
    expect(ask(`POST ${messages}`, text).status).toBe(201);
  });
});

describe('a flow', () => {
  it.each([
    [20404, 404],
    [84004, 400],
  ] as const)('that was never published cannot be run: %i with status %i', (unpublishedFlowCode, status) => {
    const { ask, resources } = twilioAtHand({ switches: { unpublishedFlowCode } });
    const sid = 'FW00000000000000000000000000000fff';
    const draft = {
      number: 1,
      friendlyName: 'Draft',
      status: 'draft',
      definition: {},
      commitMessage: undefined,
      createdAtMs: 0,
    } as const;
    resources.flows.put({ sid, first: draft, later: [] });
    const unpublished = executions.replace(flowSid, sid);
    expect(json(ask(`POST ${unpublished}`, call))).toMatchObject({ status, code: unpublishedFlowCode });
    expect(json(ask(`GET ${unpublished}`))).toMatchObject({ executions: [] });
    resources.flows.remove(sid);
    expect(json(ask(`POST ${unpublished}`, call))).toMatchObject({ status: 404, code: 20404 });
    expect(json(ask(`GET ${unpublished}`))).toMatchObject({ status: 404, code: 20404 });
  });
});

describe('a number that the account does not have', () => {
  it('starts no execution, unless it was verified', () => {
    const { ask, local } = twilioAtHand({ standing: { numbers: [], callerIds: ['+12025550199'] } });
    expect(json(ask(`POST ${executions}`, call))).toMatchObject({ status: 400, code: 81023 });
    expect(ask(`POST ${executions}`, { To: ann, From: '+12025550199' }).status).toBe(201);
    local.standing.numbers = [{ number: callerId }];
    expect(ask(`POST ${executions}`, call).status).toBe(201);
  });

  it('starts one whose call will fail, when switched so', () => {
    const { ask, local } = twilioAtHand({
      standing: { numbers: [], callerIds: ['+12025550199'] },
      switches: { foreignCaller: 'call fails' },
    });
    expect(ask(`POST ${executions}`, call).status).toBe(201);
    expect([callerId, '+12025550199'].map((number) => local.standing.canCallFrom(number))).toEqual([false, true]);
  });

  it('calls only while the account is active, and if it can make calls', () => {
    const { local } = twilioAtHand({ standing: { numbers: [{ number: callerId, voice: false }] } });
    expect(local.standing.canCallFrom(callerId)).toBe(false);
    local.standing.numbers = [{ number: callerId }];
    expect(local.standing.canCallFrom(callerId)).toBe(true);
    local.standing.status = 'suspended';
    expect(local.standing.canCallFrom(callerId)).toBe(false);
  });

  it.each([
    ['old', [21606, 21606, 21211]],
    ['newer', [21660, 21661, 21266]],
  ] as const)('cannot text: the %s codes', (senderCodes, codes) => {
    const { ask } = twilioAtHand({
      standing: { numbers: [{ number: callerId, sms: false }] },
      switches: { senderCodes },
    });
    const from = (From: string, To = ann) =>
      (json(ask(`POST ${messages}`, { To, From, Body: 'x' })) as { code: number }).code;
    expect([from('+12025550199'), from(callerId), from(callerId, callerId)]).toEqual(codes);
  });
});
