import https from 'node:https';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { CONTRACT, EXECUTION_PARAMETERS, reasonFor } from '../../src/flow/contract';
import { FIXED_VOICE_PARAMETER } from '../../src/studio/fixed-voice';
import { studioPager } from '../../src/twilio/pager';
import { alarm, ENVIRONMENT, FLOW_SID, FUNCTIONS_FOLDER, FunctionsAtHand } from '../functions/functions-at-hand';
import type { CallFields } from '../functions/functions-at-hand';
import { AGENTS } from '../support/story';
import { ACCOUNT, ANN, CALLER_ID, EXECUTION, FLOW, scriptedTwilio } from '../twilio/scripted-twilio';

type Call = CallFields & { readonly token: string };

/** What has become of the incident when the flow asks. */
const SITUATIONS: Readonly<Record<string, () => Promise<readonly [FunctionsAtHand, Call]>>> = {
  calling: async () => {
    const at = new FunctionsAtHand({ agents: ['no-answer'] });
    return [at, await at.called()];
  },
  'taken by another': async () => {
    const at = new FunctionsAtHand({ agents: ['decline', 'take'] });
    const call = await at.called();
    await at.pass(60);
    return [at, call];
  },
  recovered: async () => {
    const at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    await at.alarm(alarm('web-1-cpu', { state: 'OK', stateAtSeconds: 3, id: 'ok' }));
    return [at, call];
  },
  superseded: async () => {
    const at = new FunctionsAtHand({ agents: ['decline', 'no-answer'] });
    const call = await at.called();
    await at.pass(20);
    return [at, call];
  },
  exhausted: async () => {
    const at = new FunctionsAtHand({ agents: ['busy'] });
    await at.called();
    await at.pass(10);
    return [at, at.current()];
  },
  closed: async () => {
    const at = new FunctionsAtHand({ agents: ['no-answer'] });
    const call = await at.called();
    at.closeByHand();
    return [at, call];
  },
  unknown: async () => {
    const at = new FunctionsAtHand({ agents: ['no-answer'] });
    return [at, { ...(await at.called()), incident: 'inc-of-last-week' }];
  },
  'in another script': async () => {
    const at = new FunctionsAtHand({ agents: ['no-answer'] });
    await at.alarm(alarm('db', { description: 'データベース接続数が多すぎます' }));
    await at.pass(5);
    return [at, at.current()];
  },
  alone: async () => {
    const at = new FunctionsAtHand({ roster: { agents: { ann: AGENTS.ann } }, agents: ['no-answer'] });
    return [at, await at.called()];
  },
};

/** Keys whose value depends on the roster or on what is wrong; the others are words. */
const FREE: ReadonlySet<string> = new Set([
  'message',
  'speech',
  'again',
  'prompt',
  'agent',
  'number',
  'ringSeconds',
  'voice',
  'language',
  'notConfirmed',
  'notPassedOn',
  'opening',
  'aside',
  'asideVoice',
  'asideLanguage',
]);

function words(answer: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(answer).map(([key, value]) => [key, FREE.has(key) ? value !== 'none' : value]));
}

describe.each([...CONTRACT])('the contract of %s', (path, contract) => {
  it('has the answers that the built Function gives, key by key', async () => {
    const given = new Set<string>();
    for (const situation of Object.values(SITUATIONS)) {
      const [at, call] = await situation();
      const sent = Object.fromEntries(
        Object.keys(contract.takes).map((key) => [key, { ...call, reason: 'busy', flow: FLOW_SID }[key] ?? '']),
      );
      const { status, json } = await at.flow(path, sent);
      expect(status).toBe(200);
      given.add(words(json as Record<string, unknown>));
    }
    expect([...given].toSorted()).toEqual(contract.answers.map(words).toSorted());
  });

  it('has the parameters that the built Function reads', async () => {
    const read = new Set<string>();
    const event = {
      team: 'main',
      incident: 'inc-1',
      attempt: '1',
      execution: `FN${'0'.repeat(32)}`,
      token: 't',
      flow: FLOW_SID,
      reason: 'busy',
    };
    const seen = new Proxy(event, {
      getOwnPropertyDescriptor: (target, key) => {
        read.add(String(key));
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
    const logged = jest.spyOn(console, 'error').mockImplementation(() => {});
    const asked = jest.spyOn(https, 'request').mockImplementation(() => {
      throw new Error('no connection');
    });
    const credentials = { ACCOUNT_SID: ACCOUNT, AUTH_TOKEN: 'token-of-the-sample-account' };
    await handlerOf(path)({ ...ENVIRONMENT, ...credentials }, seen, () => {});

    expect(asked).toHaveBeenCalled();
    asked.mockRestore();
    logged.mockRestore();
    expect([...read].toSorted()).toEqual([...Object.keys(contract.takes), FIXED_VOICE_PARAMETER].toSorted());
  });

  it('says something in the key that is said', () => {
    for (const answer of contract.answers) expect(answer[contract.says]).toBe(`[what ${path} says]`);
  });
});

type Handler = (context: object, event: object, callback: () => void) => Promise<void>;

/** The built Function, with as much of Twilio's globals as it needs before its first request. */
function handlerOf(path: string): Handler {
  Object.assign(globalThis, {
    Twilio: {
      Response: class {
        setStatusCode(): void {}
        appendHeader(): void {}
        setBody(): void {}
      },
    },
    Runtime: { getAssets: () => ({ '/roster.json': { open: () => JSON.stringify({ agents: AGENTS }) } }) },
  });
  return (require(join(FUNCTIONS_FOLDER, `${path.slice(1)}.protected.js`)) as { handler: Handler }).handler;
}

describe('what an execution is started with', () => {
  it('is what the pager sends', async () => {
    const { requests, sent } = scriptedTwilio({ status: 201, body: { sid: EXECUTION, status: 'active' } });
    const order = { team: 'main', incident: 'inc-1', attempt: 2, token: 'run.1', deadlineMs: 1 };
    await studioPager(requests, FLOW, CALLER_ID).create(ANN, order);
    const parameters: unknown = JSON.parse(/Parameters=(\{.*\})/.exec(sent[0] ?? '')?.[1] ?? 'null');

    expect(Object.keys(parameters as object)).toEqual([...EXECUTION_PARAMETERS]);
  });
});

describe('what /next-agent makes of a reason', () => {
  it.each([
    ['declined', 'declined'],
    ['no-key', 'no-key'],
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['canceled', 'failed'],
    ['', 'failed'],
  ])('%p is %s, on the board too', async (reason, outcome) => {
    const at = new FunctionsAtHand({ agents: ['no-answer'] });
    const { token: _token, ...call } = await at.called();
    await at.flow('/next-agent', { ...call, reason });

    expect(at.board()?.incidents[0]?.calls).toMatchObject([{ outcome }]);
    expect(reasonFor(reason)).toBe(outcome);
  });
});
