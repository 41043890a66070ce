import { identifiers } from './identifier';
import type { LocalQueue } from './local-queue';

/** What somebody publishes to an SNS topic. */
export interface Notification {
  readonly message: string;
  /** SNS leaves the key out when there is none; some publishers send null or nothing. */
  readonly subject?: string | null;
}

/** An SNS topic. */
export interface LocalTopic {
  /** Sends the notification to the topic's subscriber and returns its SNS message id. */
  publish(notification: Notification): string;
}

/** An SNS topic to which the queue is subscribed without raw delivery: each message arrives in SNS's JSON envelope. */
export function localTopic(queue: LocalQueue, arn = 'arn:aws:sns:eu-west-1:111122223333:on-call-alarms'): LocalTopic {
  const nextId = identifiers(0x55);
  const [, , , region = 'eu-west-1'] = arn.split(':');
  const endpoint = `https://sns.${region}.amazonaws.com`;
  return {
    publish: ({ message, subject }) => {
      const id = nextId();
      const envelope = {
        Type: 'Notification',
        MessageId: id,
        TopicArn: arn,
        ...(subject === undefined ? {} : { Subject: subject }),
        Message: message,
        Timestamp: new Date(queue.clock.now()).toISOString(),
        SignatureVersion: '1',
        Signature: 'RVhBTVBMRSBTSUdOQVRVUkU=',
        SigningCertURL: `${endpoint}/SimpleNotificationService-00000000000000000000000000000000.pem`,
        UnsubscribeURL: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${arn}:00000000-0000-4000-8000-000000000000`,
      };
      queue.publish(JSON.stringify(envelope));
      return id;
    },
  };
}
