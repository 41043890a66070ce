import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RehearsalOptions } from '../../src/rehearsal/rehearsal';
import { deployedWith, propertiesOf } from '../lambda/template-file';

/** What the stack is deployed with, as its template says. */
export interface DeployedStack {
  readonly queue: NonNullable<RehearsalOptions['queueSettings']> & {
    readonly visibilitySeconds: number;
    readonly maxReceiveCount: number;
    readonly retentionSeconds: number;
    readonly deadLetterSeconds: number;
    readonly batchSize: number;
    readonly concurrency: number;
  };
  readonly lambda: {
    readonly code: string;
    readonly limitSeconds: number;
    readonly env: Readonly<Record<string, string>>;
  };
}

/** The stack with these parameters. Every number comes from the built template. */
export function deployedStack(parameters: {
  readonly FunctionUrl: string;
  readonly SecretParameter: string;
}): DeployedStack {
  const queue = deployedWith(parameters, propertiesOf('Queue')) as {
    VisibilityTimeout: number;
    MessageRetentionPeriod: number;
    RedrivePolicy: { maxReceiveCount: number };
  };
  const mapping = deployedWith(parameters, propertiesOf('Mapping')) as {
    BatchSize: number;
    ScalingConfig: { MaximumConcurrency: number };
  };
  const lambda = deployedWith(parameters, propertiesOf('Lambda')) as {
    Timeout: number;
    Environment: { Variables: Record<string, string> };
    Code: { ZipFile: string };
  };
  return {
    queue: {
      visibilitySeconds: queue.VisibilityTimeout,
      retentionSeconds: queue.MessageRetentionPeriod,
      maxReceiveCount: queue.RedrivePolicy.maxReceiveCount,
      deadLetterSeconds: Number(propertiesOf('DeadLetters')['MessageRetentionPeriod']),
      batchSize: mapping.BatchSize,
      concurrency: mapping.ScalingConfig.MaximumConcurrency,
    },
    lambda: { code: lambda.Code.ZipFile, limitSeconds: lambda.Timeout, env: lambda.Environment.Variables },
  };
}

/** SSM as the Lambda's runtime offers it: one parameter, of which `read` says what it holds; undefined for none. */
export function parameterStore(name: string, read: () => string | undefined): Readonly<Record<string, unknown>> {
  class GetParameterCommand {
    readonly input: { readonly Name: string; readonly WithDecryption?: boolean };

    constructor(input: GetParameterCommand['input']) {
      this.input = input;
    }
  }
  class SSMClient {
    // oxlint-disable-next-line class-methods-use-this -- the shape of the SDK's client
    async send({ input }: GetParameterCommand): Promise<unknown> {
      const value = read();
      if (input.Name !== name || value === undefined) throw new Error('ParameterNotFound');
      // Without decryption SSM gives the cipher text.
      return { Parameter: { Name: name, Value: input.WithDecryption === true ? value : 'AQICAHh…' } };
    }
  }
  return { '@aws-sdk/client-ssm': { GetParameterCommand, SSMClient } };
}

/** What a story needs to run on the deployed stack, with SSM as `read` says; the Lambda's file is put into the folder. */
export function rehearsedStack(
  folder: string,
  read: () => string | undefined,
): Partial<RehearsalOptions> & {
  readonly queueSettings: DeployedStack['queue'];
} {
  // The address of every rehearsal's /alarm.
  const stack = deployedStack({ FunctionUrl: 'https://oncall-0000.twil.io/alarm', SecretParameter: SECRET_PARAMETER });
  const { env, limitSeconds, code } = stack.lambda;
  const lambdaFile = join(folder, 'index.js');
  writeFileSync(lambdaFile, code);
  return {
    queueSettings: stack.queue,
    lambdaFile,
    lambdaSettings: {
      env: { ...env, AWS_LAMBDA_FUNCTION_NAME: 'oncall-Lambda-1' },
      limitSeconds,
      modules: parameterStore(SECRET_PARAMETER, read),
    },
  };
}

const SECRET_PARAMETER = '/oncall/alert-secret';
