import { describe, expect, it } from '@jest/globals';
import { unwrap } from '../../lambda/unwrap';
import { awsEvent } from '../fixtures/aws/fixture';

const alarmArn = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1 status check';

function messages(event: unknown) {
  return unwrap(event, 'run-1').arrivals.map(({ message }) => message);
}

function sqs(body: unknown, more: object = {}) {
  return { Records: [{ messageId: 'q-1', body, eventSource: 'aws:sqs', ...more }] };
}

describe('an SNS event', () => {
  it('carries the message verbatim under the SNS message id', () => {
    const [message] = messages(awsEvent('sns-plain-text'));
    expect(message).toEqual({
      id: '0000000c-1d2e-5f30-8a41-9b5c6d7e8f90',
      source: 'sns',
      subject: 'Backup failed',
      body: 'Backup of db-main did not finish.\n\nStarted: 02:00\nLast seen: 02:41\nAsk the storage team.\n',
    });
  });

  it('gives one message per record, in order', () => {
    expect(messages(awsEvent('sns-three-records')).map(({ subject }) => subject)).toEqual([
      'ALARM: "web-1 status check" in EU (Ireland)',
      'ALARM: "db-main CPU high" in EU (Ireland)',
      'ALARM: "web-2 disk full" in EU (Ireland)',
    ]);
  });

  it.each([
    ['sns-status-check', '"AlarmName":"web-1 status check"'],
    ['sns-metric-math', '"Expression":"100 * failed / total"'],
    ['sns-anomaly', '"ThresholdMetricId":"band"'],
    ['sns-composite', '"AlarmRule":"ALARM(\\"checkout error rate\\")'],
    ['sns-null-description', '"AlarmDescription":null'],
    ['sns-awkward-characters', '<Say>{{flow.data.secret}}</Say> & \\"quoted\\" text -> '],
    ['sns-2015', '"StateChangeTime":"2015-06-09T02:31:18.227+0000"'],
    ['sns-budget', 'Budget Name: Monthly total\n'],
    ['sns-recovered', '"NewStateValue":"OK"'],
    ['sns-insufficient-data', '"NewStateValue":"INSUFFICIENT_DATA"'],
  ])('%s is one message of source sns', (name, excerpt) => {
    const all = messages(awsEvent(name));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ source: 'sns', body: expect.stringContaining(excerpt) });
    expect(unwrap(awsEvent(name), 'run-1')).toMatchObject({ fromQueue: false, notes: [] });
  });

  it.each(['sns-empty-subject', 'sns-null-subject'])('%s has no subject', (name) => {
    expect(messages(awsEvent(name))[0]).not.toHaveProperty('subject');
  });

  it.each([
    ['in the subject', '[RESOLVED] InstanceDown', 'Alerts Resolved:\n'],
    ['at the beginning of the text', undefined, ' [FIRING:2] DiskFull\nmore'],
  ])('forwards a text of Alertmanager with its time around it: %s', (_where, Subject, Message) => {
    const Sns = { MessageId: 'm-1', Timestamp: '2026-11-22T03:04:05.123Z', Message, ...(Subject && { Subject }) };
    const all = messages({ Records: [{ EventSource: 'aws:sns', Sns }] });
    expect(all.map(({ subject, body }) => [subject, JSON.parse(body)])).toEqual([
      [Subject, { Type: 'Notification', Timestamp: '2026-11-22T03:04:05.123Z', Message }],
    ]);
    // Without a time it is as it came.
    const bare = messages({ Records: [{ EventSource: 'aws:sns', Sns: { ...Sns, Timestamp: undefined } }] });
    expect(bare[0]?.body).toBe(Message);
  });

  it('keeps a record whose message cannot be found', () => {
    const record = { EventSource: 'aws:sns', Sns: { Message: 7 } };
    expect(messages({ Records: [record] })).toEqual([{ id: 'run-1#0', source: 'sns', body: JSON.stringify(record) }]);
  });

  it('keeps two different messages under one id apart', () => {
    const records = ['a', 'b', 'a'].map((Message) => ({ EventSource: 'aws:sns', Sns: { MessageId: 'same', Message } }));
    const ids = messages({ Records: records }).map(({ id }) => id);
    expect(ids).toEqual(['same', 'same#1', 'same']);
  });
});

describe('an SQS event', () => {
  it('carries enveloped notifications, each with the queue id that a failure names', () => {
    const { fromQueue, arrivals } = unwrap(awsEvent('sqs-enveloped'), 'run-1');
    expect(fromQueue).toBe(true);
    expect(arrivals).toEqual([
      {
        queueId: '00000001-5d1e-4b62-9c7f-0e1d2c3b4a59',
        sentAtMs: 1793589247480,
        message: {
          id: '00000011-1d2e-5f30-8a41-9b5c6d7e8f90',
          source: 'sns',
          subject: 'ALARM: "web-1 status check" in EU (Ireland)',
          body: expect.stringMatching(/^\{"AlarmName":"web-1 status check"/),
        },
      },
      {
        queueId: '00000002-5d1e-4b62-9c7f-0e1d2c3b4a59',
        sentAtMs: 1793589247480,
        message: {
          id: '00000012-1d2e-5f30-8a41-9b5c6d7e8f90',
          source: 'sns',
          subject: 'ALARM: "db-main CPU high" in EU (Ireland)',
          body: expect.stringMatching(/^\{"AlarmName":"db-main CPU high"/),
          redelivered: true,
        },
      },
    ]);
  });

  it('carries raw bodies and knows them by their shape', () => {
    const raw = messages(awsEvent('sqs-raw'));
    expect(raw.map(({ id, source }) => [id, source])).toEqual([
      ['00000011-5d1e-4b62-9c7f-0e1d2c3b4a59', 'sns'],
      ['c4c1c1c9-6542-4b15-8f5e-2a7c3d9e1f60', 'eventbridge'],
      [`${alarmArn}@2026-11-02T03:14:07.412+0000`, 'cloudwatch'],
      ['00000014-5d1e-4b62-9c7f-0e1d2c3b4a59', 'sns'],
      ['00000015-5d1e-4b62-9c7f-0e1d2c3b4a59', 'heartbeat'],
      ['00000016-5d1e-4b62-9c7f-0e1d2c3b4a59', 'sns'],
    ]);
    expect(raw[3]?.body).toBe('Backup of db-main did not finish.\nAsk the storage team.');
    expect(raw[5]?.body).toBe('{"AlarmName": "cut off in the mid');
  });

  it('does not page a subscription confirmation, and says so', () => {
    const { arrivals, notes } = unwrap(awsEvent('sqs-confirmation'), 'run-1');
    expect(arrivals.map(({ queueId }) => queueId)).toEqual([
      '00000021-5d1e-4b62-9c7f-0e1d2c3b4a59',
      '00000022-5d1e-4b62-9c7f-0e1d2c3b4a59',
    ]);
    // Whoever has its token could confirm it.
    expect(JSON.parse(arrivals[0]?.message.body ?? '')).toEqual({
      Type: 'SubscriptionConfirmation',
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call-alarms',
    });
    expect(notes).toEqual([
      {
        id: '00000021-5d1e-4b62-9c7f-0e1d2c3b4a59',
        text: 'SubscriptionConfirmation from arn:aws:sns:eu-west-1:111122223333:on-call-alarms is not an alarm and pages nobody. Confirm or repeat the subscription.',
      },
    ]);
  });

  it.each([
    ['an alarm that only calls itself a confirmation', { Type: 'SubscriptionConfirmation', AlarmName: 'a' }],
    ['a list', [1]],
    ['a number', 7],
    ['null', null],
  ])('forwards %s', (_what, json) => {
    const body = JSON.stringify(json);
    expect(messages(sqs(body))).toEqual([{ id: 'q-1', source: 'sns', body }]);
  });

  it.each(['', '   ', 'plain'])('forwards the text %j', (body) => {
    expect(messages(sqs(body))).toEqual([{ id: 'q-1', source: 'sns', body }]);
  });

  it('forwards a record without a body whole, and one without an id under an empty one', () => {
    const record = { eventSource: 'aws:sqs' };
    expect(unwrap({ Records: [record] }, 'run-1').arrivals).toEqual([
      { queueId: '', message: { id: '', source: 'sns', body: JSON.stringify(record) } },
    ]);
  });

  it.each([
    ['1', undefined],
    ['2', true],
    ['1000', true],
    ['nonsense', undefined],
    [{ toString: 1 }, undefined],
    [null, undefined],
  ])('receive count %j', (count, redelivered) => {
    const [message] = messages(sqs('text', { attributes: { ApproximateReceiveCount: count } }));
    expect(message?.redelivered).toBe(redelivered);
  });

  it('gives the SQS id to an envelope with an unusable id, and shortens an endless subject', () => {
    const body = JSON.stringify({
      Type: 'Notification',
      MessageId: 'x'.repeat(201),
      Subject: 'y'.repeat(5000),
      Message: 'm',
    });
    expect(messages(sqs(body))).toEqual([{ id: 'q-1', source: 'sns', subject: 'y'.repeat(1000), body: 'm' }]);
  });
});

describe('shapes inside an SNS notification', () => {
  it.each([
    ['alarm-action', 'cloudwatch'],
    ['eventbridge', 'eventbridge'],
    ['heartbeat', 'heartbeat'],
  ])('%s is of source %s under the SNS message id', (name, source) => {
    const body = JSON.stringify(awsEvent(name));
    const envelope = {
      Type: 'Notification',
      MessageId: 'n-1',
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t',
      Message: body,
    };
    expect(messages(sqs(JSON.stringify(envelope)))).toEqual([{ id: 'n-1', source, body }]);
  });
});

describe('a direct event', () => {
  it.each([
    ['alarm-action', 'cloudwatch', `${alarmArn}@2026-11-02T03:14:07.412+0000`],
    ['eventbridge', 'eventbridge', 'c4c1c1c9-6542-4b15-8f5e-2a7c3d9e1f60'],
    ['heartbeat', 'heartbeat', 'run-1'],
  ])('%s is forwarded whole', (name, source, id) => {
    const event = awsEvent(name);
    expect(unwrap(event, 'run-1')).toEqual({
      fromQueue: false,
      arrivals: [{ message: { id, source, body: JSON.stringify(event) } }],
      notes: [],
    });
  });

  it.each([
    [{ heartbeat: 'daily' }, 'heartbeat'],
    [{ heartbeat: 'missed', service: 'billing' }, 'sns'],
    [{ source: 'oncall.heartbeat', id: '1' }, 'heartbeat'],
    [{ source: 'aws.health', 'detail-type': 'AWS Health Event', detail: {} }, 'eventbridge'],
    [{ source: 'aws.health', 'detail-type': 'AWS Health Event', detail: 'text' }, 'sns'],
    [{ 'detail-type': 'AWS Health Event', detail: {} }, 'sns'],
    [{ 'detail-type': 'CloudWatch Alarm State Change' }, 'sns'],
    [{ alarmData: 'text' }, 'sns'],
  ])('%j is of source %s', (event, source) => {
    expect(messages(event)[0]?.source).toBe(source);
  });

  it.each([
    ['an empty object', {}, '{}'],
    ['null', null, 'null'],
    ['nothing', undefined, 'null'],
    ['text', 'the building is on fire', 'the building is on fire'],
    ['records of another service', { Records: [{ eventSource: 'aws:s3' }] }, '{"Records":[{"eventSource":"aws:s3"}]}'],
    ['records that are none', { Records: [null] }, '{"Records":[null]}'],
  ])('%s is still an alarm, with a note', (_what, event, body) => {
    const { arrivals, notes } = unwrap(event, 'run-1');
    expect(arrivals).toEqual([{ message: { id: 'run-1', source: 'sns', body } }]);
    expect(notes).toEqual([
      { id: 'run-1', text: 'The event has none of the known shapes; it is forwarded whole as an unknown alert.' },
    ]);
  });

  it('of a rule of another service keeps its own id, and is no surprise', () => {
    const event = { id: 'e-1', source: 'aws.health', 'detail-type': 'AWS Health Event', detail: {} };
    expect(unwrap(event, 'run-1')).toMatchObject({ arrivals: [{ message: { id: 'e-1' } }], notes: [] });
  });

  it('that is a bare alarm message is no surprise', () => {
    expect(unwrap({ AlarmName: 'a', NewStateValue: 'ALARM' }, 'run-1').notes).toEqual([]);
  });

  it('with an empty list of records is nothing', () => {
    expect(unwrap({ Records: [] }, 'run-1')).toEqual({ fromQueue: false, arrivals: [], notes: [] });
  });
});
