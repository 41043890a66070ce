import type { Server } from 'node:http';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verify } from '../../src/signing/signature';
import { awsEvent } from '../fixtures/aws/fixture';
import { deployedWith, propertiesOf } from '../lambda/template-file';
import { addressOf, bodyOf, listening } from './http-server';
import { LambdaProcess } from './lambda-process';

const HEALTH = { version: 'abc', roster: true, onCall: true, flow: true, sync: true };

/** What `/alarm` got, the secret that it takes, and what it is to answer about every message. */
let requests: { payload: string; isSigned: boolean }[] = [];
let accepted = 'the first secret';
let status: 'settled' | 'watching' = 'settled';
let problems: string[] = [];

/** What SSM was asked, and what it holds; undefined for no such parameter. */
let questions: unknown[] = [];
let kept: string | undefined = 'the first secret';

let alarm: Server;
let ssm: Server;
let lambda: LambdaProcess;
let client: LambdaClient;

beforeAll(async () => {
  alarm = await listening(async (request, response) => {
    const sent = JSON.parse(await bodyOf(request)) as { ts: number; payload: string; sig: string };
    const isSigned = verify(sent, accepted, Date.now()) === 'valid';
    requests.push({ payload: sent.payload, isSigned });
    const { messages } = JSON.parse(sent.payload) as { messages: { id: string; source: string }[] };
    const health = { ...HEALTH, problems };
    const results = messages.map(({ id, source }) =>
      source === 'heartbeat' ? { id, status, health } : { id, status },
    );
    response.statusCode = isSigned ? 200 : 401;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isSigned ? { results } : { error: { code: 'unauthorized', message: 'wrong' } }));
  });
  // SSM's own answers: AWS JSON 1.1 (SSM API reference, "GetParameter").
  ssm = await listening(async (request, response) => {
    questions.push([request.headers['x-amz-target'], JSON.parse(await bodyOf(request))]);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.statusCode = kept === undefined ? 400 : 200;
    const parameter = { Name: '/oncall/alert-secret', Type: 'SecureString', Value: kept, Version: 1, DataType: 'text' };
    response.end(JSON.stringify(kept === undefined ? { __type: 'ParameterNotFound' } : { Parameter: parameter }));
  });
  const parameters = { FunctionUrl: `${addressOf(alarm)}/alarm`, SecretParameter: '/oncall/alert-secret' };
  const deployed = deployedWith(parameters, propertiesOf('Lambda')) as {
    Code: { ZipFile: string };
    Handler: string;
    Timeout: number;
    Environment: { Variables: Record<string, string> };
  };
  lambda = await LambdaProcess.start({
    code: deployed.Code.ZipFile,
    handler: deployed.Handler,
    limitSeconds: deployed.Timeout,
    env: {
      ...deployed.Environment.Variables,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL_SSM: addressOf(ssm),
    },
  });
  client = new LambdaClient({
    endpoint: lambda.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
});

beforeEach(() => {
  requests = [];
  questions = [];
  status = 'settled';
  problems = [];
});

afterAll(() => {
  client.destroy();
  lambda.stop();
  for (const server of [alarm, ssm]) {
    server.close();
    server.closeAllConnections();
  }
});

describe("the code in the stack's template, invoked through the AWS SDK", () => {
  it('asks SSM for the secret when it first needs it, and forwards an alarm, signed, over real HTTP', async () => {
    const { error } = await invoke('sns-status-check');

    expect(error).toBeUndefined();
    expect(questions).toEqual([['AmazonSSM.GetParameter', { Name: '/oncall/alert-secret', WithDecryption: true }]]);
    expect(requests.map(({ isSigned }) => isSigned)).toEqual([true]);
    expect(requests[0]?.payload).toContain('web-1 status check');
  });

  it('does not ask a second time', async () => {
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: [] });
    expect(questions).toEqual([]);
  });

  it('gives back to the queue exactly what is still watched', async () => {
    status = 'watching';
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: allOf('sqs-enveloped') });
  });

  it('takes the new secret within the same run when the old one is refused', async () => {
    accepted = 'the second secret';
    kept = 'the second secret,the first secret';

    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: [] });
    expect(questions).toHaveLength(1);
    expect(requests.map(({ isSigned }) => isSigned)).toEqual([false, true]);
  });

  it('gives everything back while the secret is wrong, asking once each time, until somebody corrects it', async () => {
    accepted = 'the third secret';
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: allOf('sqs-enveloped') });
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: allOf('sqs-enveloped') });
    expect(questions).toHaveLength(2);
    expect(requests.map(({ isSigned }) => isSigned)).toEqual([false, false]);
    expect(lambda.errors.at(-1)).toContain('/alarm answered 401 (unauthorized: wrong): ALERT_SECRET differs');

    kept = 'the third secret';
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: [] });
  });

  it('gives everything back when SSM has no secret, and keeps trying', async () => {
    accepted = 'the fourth secret';
    kept = undefined;
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: allOf('sqs-enveloped') });
    expect((await invoke('sns-status-check')).error).toBe('Unhandled');
    expect(lambda.errors.at(-1)).toContain('The Parameter Store does not give /oncall/alert-secret (ParameterNotFound');
    expect(lambda.errors.at(-1)).not.toContain('/alarm');
    expect(lambda.errors.join('\n')).not.toMatch(/the \w+ secret/);

    kept = 'the fourth secret';
    expect((await invoke('sqs-enveloped')).result).toEqual({ batchItemFailures: [] });
  });

  it.each([
    ['well', [], 1],
    ['not well', ['Nobody is on call in team Web.'], 0],
  ])('reports as a metric that /alarm is %s', async (_title, said, value) => {
    problems = said;
    lambda.output.length = 0;
    await invoke('heartbeat');

    const metrics = lambda.output
      .filter((line) => line.startsWith('{"_aws"'))
      .map((line) => JSON.parse(line) as unknown);
    // CloudWatch user guide, "Specification: Embedded metric format".
    expect(metrics).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [{ Namespace: 'oncall', Dimensions: [['Lambda']], Metrics: [{ Name: 'Healthy' }] }],
        },
        Lambda: 'oncall-Lambda-1',
        Healthy: value,
        health: { ...HEALTH, problems: said },
      },
    ]);
  });
});

/** A response that names every message of the batch. */
function allOf(fixture: string): readonly { readonly itemIdentifier: string }[] {
  const { Records } = awsEvent(fixture) as { Records: { messageId: string }[] };
  expect(Records.length).toBeGreaterThan(0);
  return Records.map(({ messageId }) => ({ itemIdentifier: messageId }));
}

async function invoke(fixture: string): Promise<{ result: unknown; error: string | undefined }> {
  const reply = await client.send(
    new InvokeCommand({ FunctionName: 'oncall-Lambda-1', Payload: JSON.stringify(awsEvent(fixture)) }),
  );
  return { result: JSON.parse(Buffer.from(reply.Payload ?? []).toString()), error: reply.FunctionError };
}
