import { identifiers } from './identifier';
import type { LocalQueue } from './local-queue';

/** What somebody publishes to an SNS topic. */
export interface Notification {
  readonly message: string;
  /** SNS leaves the key out when there is none; some publishers send null or nothing. */
  readonly subject?: string | null;
}

const ARN = 'arn:aws:sns:eu-west-1:111122223333:on-call-alarms';
const ENDPOINT = 'https://sns.eu-west-1.amazonaws.com';

export type LocalTopic = ReturnType<typeof localTopic>;

/** An SNS topic to which the queue is subscribed without raw delivery: each message arrives in SNS's JSON envelope. */
export function localTopic(queue: LocalQueue) {
  const nextId = identifiers(0x55);
  return {
    /** Sends the notification to the topic's subscriber and returns its SNS message id. */
    publish: ({ message, subject }: Notification): string => {
      const id = nextId();
      const envelope = {
        Type: 'Notification',
        MessageId: id,
        TopicArn: ARN,
        ...(subject === undefined ? {} : { Subject: subject }),
        Message: message,
        Timestamp: new Date(queue.clock.now()).toISOString(),
        SignatureVersion: '1',
        Signature: 'RVhBTVBMRSBTSUdOQVRVUkU=',
        SigningCertURL: `${ENDPOINT}/SimpleNotificationService-00000000000000000000000000000000.pem`,
        UnsubscribeURL: `${ENDPOINT}/?Action=Unsubscribe&SubscriptionArn=${ARN}:00000000-0000-4000-8000-000000000000`,
      };
      queue.publish(JSON.stringify(envelope));
      return id;
    },
  };
}
