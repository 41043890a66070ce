import { describe, expect, it } from '@jest/globals';
import { Story, takenBy } from '../support/story';

const ACCOUNT = '111122223333';

/** An event that a rule of the user's sends to the topic. */
function event(source: string, type: string, detail: object, resources: readonly string[] = []): string {
  return JSON.stringify({
    version: '0',
    id: '0f0f0f0f-1111-4222-8333-444455556666',
    'detail-type': type,
    source,
    account: ACCOUNT,
    time: '2026-11-22T03:00:00Z',
    region: 'eu-west-1',
    resources,
    detail,
  });
}

const ARN = `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:shop`;
const IN_ALARM = { value: 'ALARM', timestamp: '2026-11-22T03:00:00.000+0000', reason: 'web is down' };

describe('what comes from outside is understood', () => {
  it.each([
    [
      'comparisons',
      'healthy hosts <2 or 5xx >10',
      'healthy hosts < 2 or 5xx > 10.',
      'healthy hosts under 2 or 5xx over 10.',
    ],
    ['entities and quotes', '&quot;R&amp;D&quot; isn’t reachable', "R&D isn't reachable.", "R and D isn't reachable."],
    ['currencies', 'costs $1,000 a day', 'costs $1,000 a day.', 'costs 1,000 dollars a day.'],
    ['Chinese', '磁盘已满，请检查。', '磁盘已满,请检查。', '磁盘已满,请检查.'],
    ['Arabic', 'القرص ممتلئ، افحص الآن', 'القرص ممتلئ، افحص الآن.', 'القرص ممتلئ, افحص الآن.'],
  ])('74: %s', async (_what, description, sent, said) => {
    const story = new Story({ agents: ['take'] });
    story.alarm('web-1', { description, reason: '' });
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    // Chinese and Arabic are read apart, by a voice of their own.
    expect(story.heardBy('ann').join(' ').replace('That was the text of the alarm. ', '')).toContain(
      `web 1. ${said} Press 1`,
    );
    expect(story.textsTo('ann')[0]).toContain(`web-1. ${sent}`);
  });

  it('74: a name of pictures alone still pages, and is seen', async () => {
    const story = new Story({ agents: ['take'] });
    story.alarm('🔥🔥', { description: 'Disk full', reason: '' });
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.heardBy('ann')[0]).toContain('an alarm without a word in its name. Disk full. Press 1');
    expect(story.textsTo('ann')[0]).toContain('an alarm without a word in its name (🔥🔥). Disk full.');
  });
});

describe('75: an event of a service is read with its title first', () => {
  it.each([
    [
      'AWS Health',
      event('aws.health', 'AWS Health Event', {
        eventArn: 'arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/X1',
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
        statusCode: 'open',
        eventDescription: [{ language: 'en_US', latestDescription: 'Increased error rates.' }],
      }),
      'AWS Health: EC2 operational issue. Increased error rates. Press 1',
    ],
    [
      'ECS',
      event('aws.ecs', 'ECS Task State Change', {
        clusterArn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/shop`,
        group: 'service:web',
        lastStatus: 'STOPPED',
        stoppedReason: 'Essential container in task exited',
      }),
      'ECS task stopped: web in shop. Essential container in task exited. Press 1',
    ],
    [
      'RDS',
      event('aws.rds', 'RDS DB Instance Event', {
        SourceIdentifier: 'db-main',
        EventID: 'RDS-EVENT-0007',
        Message: 'Allocated storage has been exhausted',
      }),
      'RDS db main. Allocated storage has been exhausted. Press 1',
    ],
  ])('%s', async (_what, message, speech) => {
    const story = new Story({ agents: ['take'] });
    story.publish(message);
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
    expect(story.heardBy('ann')[0]).toContain(`On-call alert for Main: ${speech}`);
  });

  it('and its recovery reaches whoever has it', async () => {
    const state = (each: string): string =>
      event('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': 'i-0aaa', state: each });
    const story = new Story({ agents: ['take'] });
    story.publish(state('stopped'));
    story.at(300, () => story.publish(state('running')));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.textsTo('ann')).toEqual([
      expect.stringMatching(/^You have it .*EC2 instance stopped: i-0aaa\./),
      expect.stringMatching(/^Recovered .*EC2 instance stopped: i-0aaa\./),
    ]);
  });
});

describe('75: a group of Alertmanager', () => {
  it('that grows is the same one, and is over when its text says so', async () => {
    const story = new Story({ agents: ['take'] });
    const source = 'Source: http://prometheus.example.com/graph\n';
    story.publish(`Alerts Firing:\n${source}`, '[FIRING:1] InstanceDown (web-1 critical)');
    story.at(300, () => story.publish(`Alerts Firing:\n${source}`, '[FIRING:2] InstanceDown (critical)'));
    story.at(600, () => story.publish(`Alerts Resolved:\n${source}`, '[RESOLVED] InstanceDown (critical)'));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.textsTo('ann')).toEqual([
      expect.stringMatching(/^You have it .*InstanceDown \(web-1 critical\)\./),
      expect.stringMatching(/^One more for you .*InstanceDown \(critical\)\./),
      expect.stringMatching(/^Recovered .*InstanceDown/),
    ]);
  });
});

describe('76: an alarm is edited or deleted', () => {
  const changed = (operation: string): string =>
    event(
      'aws.cloudwatch',
      'CloudWatch Alarm Configuration Change',
      { alarmName: 'shop', operation, state: IN_ALARM, configuration: {} },
      [ARN],
    ).replace('03:00:00Z', '03:05:00Z');

  it.each(['create', 'update', 'delete'])('%s: nobody is called, and the log says why', async (operation) => {
    const story = new Story({ agents: ['take'] });
    story.publish(changed(operation));
    await story.toTheEnd();

    expect(story.lines()).toEqual([]);
    const why = operation === 'delete' ? 'the alarm was deleted in CloudWatch' : 'the alarm was created or edited';
    expect(story.logs().filter((line) => line.includes('"Routing."') && line.includes(why))).toHaveLength(1);
  });

  it('deleted while somebody has it: it is theirs, and they are told', async () => {
    const story = new Story({ agents: ['take'] });
    story.alarm('shop');
    story.at(300, () => story.publish(changed('delete')));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann']);
    expect(story.textsTo('ann')).toEqual([
      expect.stringMatching(/^You have it/),
      expect.stringMatching(/^Left to you .*shop\. The alarm was deleted in CloudWatch/),
    ]);
  });

  it('deleted while a phone rings: the calls go on, and whoever takes it is told', async () => {
    const story = new Story({ agents: ['no-answer', 'take'] });
    story.alarm('shop');
    story.at(10, () => story.publish(changed('delete').replace('03:05:00Z', '03:00:10Z')));
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob']);
    expect(story.heardBy('bob')[0]).toContain('shop. The alarm was deleted in Cloud Watch');
    expect(story.textsTo('bob').at(-1)).toMatch(/^Left to you/);
  });
});

describe('77: a suppressed composite', () => {
  const state = (rest: object): string =>
    event('aws.cloudwatch', 'CloudWatch Alarm State Change', { alarmName: 'shop', state: { ...IN_ALARM, ...rest } }, [
      ARN,
    ]);

  it('calls nobody, and the log says why', async () => {
    const story = new Story({ agents: ['take'] });
    story.publish(state({ actionsSuppressedBy: 'Alarm', actionsSuppressedReason: 'works is in ALARM' }));
    await story.toTheEnd();

    expect(story.lines()).toEqual([]);
    expect(story.logs().join('\n')).toContain('CloudWatch suppresses its actions (Alarm) works is in ALARM');
  });

  it('calls when it is no longer suppressed', async () => {
    const story = new Story({ agents: ['take'] });
    story.publish(state({ actionsSuppressedBy: 'WaitPeriod' }));
    story.at(120, () => story.publish(state({})));
    await story.toTheEnd();

    expect(story.lines()).toEqual(takenBy('ann'));
  });

  it('that is over while it is suppressed is over', async () => {
    const story = new Story({ agents: ['take'] });
    story.alarm('shop');
    story.at(300, () =>
      story.publish(state({ value: 'OK', actionsSuppressedBy: 'Alarm', timestamp: '2026-11-22T03:05:00.000+0000' })),
    );
    await story.toTheEnd();

    expect(story.textsTo('ann').at(-1)).toMatch(/^Recovered/);
  });
});

describe('a subscription that asks to be confirmed', () => {
  it('pages nobody, inside another notification too, and is logged without its token', async () => {
    const story = new Story({ agents: ['take'] });
    story.publish(
      JSON.stringify({
        Type: 'SubscriptionConfirmation',
        TopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:shop`,
        Token: 'do-not-say-me',
        SubscribeURL: 'https://sns.example.com/?Token=do-not-say-me',
        Message: 'You have chosen to subscribe',
      }),
    );
    await story.toTheEnd();

    expect(story.lines()).toEqual([]);
    const logged = story.logs().join('\n');
    expect(logged).toContain(`SubscriptionConfirmation from arn:aws:sns:eu-west-1:${ACCOUNT}:shop is not an alarm`);
    expect(logged).not.toContain('do-not-say-me');
  });
});
