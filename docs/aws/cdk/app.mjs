// The AWS half inside an app of the CDK: the resources are those of dist/lambda/template.yaml (npm run build), so that what runs is
// what the project tests. The secret is put into the Parameter Store beforehand. See docs/aws.md.
import { fileURLToPath } from 'node:url';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';

const TEMPLATE = fileURLToPath(new URL('../../../dist/lambda/template.yaml', import.meta.url));

class OnCall extends Stack {
  constructor(scope, id, { functionUrl, watcherEmail = '' }) {
    super(scope, id);
    const pager = new CfnInclude(this, 'Pager', {
      templateFile: TEMPLATE,
      // What is named here is fixed; the other parameters stay parameters of the stack.
      parameters: { FunctionUrl: functionUrl, WatcherEmail: watcherEmail },
    });
    this.topic = Topic.fromTopicArn(this, 'Alarms', pager.getResource('Topic').ref);
  }
}

const app = new App();
const onCall = new OnCall(app, 'oncall', {
  functionUrl: app.node.tryGetContext('functionUrl') ?? 'https://oncall-1234.twil.io/alarm',
  watcherEmail: 'ops@example.com',
});
Tags.of(onCall).add('team', 'web');

// An alarm of your own pages like this; without the second action nobody hears that it is over.
const alarm = new Alarm(onCall, 'OrdersDeadLetters', {
  metric: new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensionsMap: { QueueName: 'orders-dead-letters' },
    statistic: 'Maximum',
  }),
  threshold: 1,
  evaluationPeriods: 1,
});
const page = new SnsAction(onCall.topic);
alarm.addAlarmAction(page);
alarm.addOkAction(page);
