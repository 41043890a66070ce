import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { keepingRawAnswers } from './raw-answer';

/** Which account and region, as far as the command line says so; the rest is found as every AWS tool finds it. */
export interface Place {
  readonly region?: string;
  readonly profile?: string;
}

/** The services that the commands use, all in one account and region. */
export interface Aws {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  /** The region that they are in. Rejects when none is configured. */
  readonly region: () => Promise<string>;
  /** The profile that was named; undefined when it was found. */
  readonly profile: string | undefined;
}

/**
 * How often a request is made in all: CloudWatch allows three PutMetricAlarm a second, and hundreds of alarms may be waiting.
 * `AWS_MAX_ATTEMPTS` has the last word, as in every AWS tool.
 */
const ATTEMPTS = 8;

/** Clients for one place. Nothing is sent, and no credentials are looked for, until the first request. */
export function awsIn(place: Place): Aws {
  // package.json says which SDK it is; what its later versions will need does not concern the people who use this.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const settings = {
    ...place,
    ...(process.env['AWS_MAX_ATTEMPTS'] === undefined ? { maxAttempts: ATTEMPTS } : {}),
  };
  const cloudFormation = new CloudFormationClient(settings);
  return {
    cloudFormation,
    cloudWatch: keepingRawAnswers(new CloudWatchClient(settings)),
    lambda: new LambdaClient(settings),
    // Its queues are in this region, and AWS_ENDPOINT_URL counts here as for every other service.
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    ssm: new SSMClient(settings),
    region: () => cloudFormation.config.region(),
    profile: place.profile,
  };
}
