import { describe, expect, it } from '@jest/globals';
import { Account, Refused } from '../../src/account/account';
import { redactor } from '../../src/account/redaction';
import { UserMistake } from '../../src/mistake';
import { refusal, scriptedTwilio } from '../twilio/scripted-twilio';
import type { Answer } from '../twilio/scripted-twilio';

const SECRET = 'token-of-the-sample-account';
const FOUND: Answer = { status: 200, body: { sid: 'ZS00000000000000000000000000000000' } };

function accountAnswering(...answers: readonly Answer[]) {
  const { client, sent } = scriptedTwilio(...answers);
  const waitedMs: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waitedMs.push(ms);
    return Promise.resolve();
  };
  return { account: new Account({ client, sleep, redact: redactor([SECRET]) }), sent, waitedMs };
}

const service = (account: Account): Promise<{ readonly sid: string } | undefined> =>
  account.find('look for it', (client) => client.serverless.v1.services('oncall').fetch());

const making = (account: Account): Promise<unknown> =>
  account.change('make it', (client) =>
    client.serverless.v1.services.create({ uniqueName: 'oncall', friendlyName: 'oncall' }),
  );

async function messageOf(pending: Promise<unknown>): Promise<string> {
  try {
    await pending;
  } catch (error) {
    if (error instanceof UserMistake) return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('a request to the account', () => {
  it('waits longer each time when there are too many', async () => {
    const { account, waitedMs, sent } = accountAnswering(refusal(429, 20429), refusal(429, 20429), FOUND);
    expect(await service(account)).toMatchObject({ sid: 'ZS00000000000000000000000000000000' });
    expect(waitedMs).toEqual([1_000, 2_000]);
    expect(sent).toHaveLength(3);
  });

  it('waits in the middle of a change too, which was not processed', async () => {
    const { account, sent } = accountAnswering(refusal(429, 20429), { ...FOUND, status: 201 });
    await making(account);
    expect(sent).toHaveLength(2);
  });

  it('gives up after half a minute, and says that it goes on later', async () => {
    const { account, waitedMs } = accountAnswering(
      ...Array.from({ length: 9 }, () => refusal(429, 20429, 'Too Many Requests')),
    );
    const message = await messageOf(making(account));
    expect(message).toContain('could not make it. Twilio says: Too Many Requests.');
    expect(message).toContain('Wait a minute and run the same command again');
    expect(waitedMs).toEqual([1_000, 2_000, 4_000, 8_000, 15_000]);
  });

  it('repeats a look that got no answer, and no change', async () => {
    const looking = accountAnswering('lost', { status: 503 }, FOUND);
    expect(await service(looking.account)).toBeDefined();
    const changing = accountAnswering('lost', FOUND);
    expect(await messageOf(making(changing.account))).toContain('Twilio gave no usable answer (socket hang up)');
    expect(changing.sent).toHaveLength(1);
  });

  it('finds nothing where there is nothing', async () => {
    const { account } = accountAnswering(refusal(404, 20404));
    expect(await service(account)).toBeUndefined();
  });

  it('says what to do about wrong credentials', async () => {
    const message = await messageOf(service(accountAnswering(refusal(401, 20003, 'Authenticate')).account));
    expect(message).toContain('Copy ACCOUNT_SID and AUTH_TOKEN from the first page of the Twilio console into .env');
  });

  it('shows the details that Twilio gives, without secrets and numbers', async () => {
    const refused = refusal(400, 20001, `The token ${SECRET} for +447700900001 is odd`, {
      field: 'https://events:swordfish@x.example',
      errors: ['a +447700900002'],
    });
    const message = await messageOf(service(accountAnswering(refused).account));
    expect(message).toContain(
      'The token ••••• for +44•••••0001 is odd. (20001, https://www.twilio.com/docs/errors/20001)',
    );
    expect(message).toContain('field: https://•••••@x.example');
    expect(message).toContain('errors: ["a +44•••••0002"]');
    expect(message).not.toMatch(/swordfish|900001|900002/);
    expect(message).not.toContain(SECRET);
  });

  it('keeps the refusal for whoever knows more about it', async () => {
    await expect(service(accountAnswering(refusal(403, 20006)).account)).rejects.toMatchObject({
      refusal: { status: 403, code: 20006 },
    });
    await expect(service(accountAnswering(refusal(403, 20006)).account)).rejects.toBeInstanceOf(Refused);
  });
});
