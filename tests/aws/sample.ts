/** The ARNs of the sample stack: account 111122223333 in Ireland. */
export const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:oncall-Topic-1A2B3C';
export const STACK_ID =
  'arn:aws:cloudformation:eu-west-1:111122223333:stack/oncall/11111111-2222-4333-8444-555555555555';
export const LAMBDA = 'oncall-Lambda-1A2B3C';
export const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/oncall-Queue-1A2B3C';
export const DEAD_LETTERS_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/oncall-DeadLetters-1A2B3C';

/** A stack as DescribeStacks tells it. */
export function stackReply(status: string, different: object = {}): object {
  return {
    Stacks: [
      {
        StackId: STACK_ID,
        StackName: 'oncall',
        StackStatus: status,
        CreationTime: '2026-11-22T03:00:00.000Z',
        Parameters: [
          { ParameterKey: 'FunctionUrl', ParameterValue: 'https://oncall-1234.twil.io/alarm' },
          { ParameterKey: 'SecretParameter', ParameterValue: '/oncall/alert-secret' },
          { ParameterKey: 'WatcherEmail', ParameterValue: 'ops@example.com' },
        ],
        Outputs: [
          { OutputKey: 'TopicArn', OutputValue: TOPIC },
          { OutputKey: 'QueueUrl', OutputValue: QUEUE_URL },
          { OutputKey: 'DeadLetterQueueUrl', OutputValue: DEAD_LETTERS_URL },
          { OutputKey: 'LambdaName', OutputValue: LAMBDA },
          { OutputKey: 'LogGroupName', OutputValue: 'oncall-LambdaLog-1A2B3C' },
          { OutputKey: 'DashboardUrl', OutputValue: 'https://example.com/dashboard' },
        ],
        ...different,
      },
    ],
  };
}

let events = 0;

/** One event as DescribeStackEvents tells it, `second` seconds after three. */
export function stackEvent(second: number, resource: string, status: string, reason?: string): object {
  const type = resource === 'oncall' ? 'AWS::CloudFormation::Stack' : `AWS::SNS::${resource}`;
  return {
    StackId: STACK_ID,
    StackName: 'oncall',
    EventId: `${resource}-${status}-${String(++events)}`,
    LogicalResourceId: resource,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
    Timestamp: new Date(Date.parse('2026-11-22T03:00:00Z') + second * 1000).toISOString(),
  };
}
