import { createHash } from 'node:crypto';

/** One received message as Lambda hands it to a function. */
export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, never>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** The event that Lambda invokes a function with for a batch of messages. */
export interface SqsEvent {
  readonly Records: readonly SqsRecord[];
}

/** One receipt of one message. */
export interface Receipt {
  readonly messageId: string;
  readonly handle: string;
  readonly body: string;
  readonly receiveCount: number;
  readonly sentAtMs: number;
  readonly firstReceivedAtMs: number;
}

/** Shapes receipts as Lambda's event source mapping does. */
export function sqsEvent(receipts: readonly Receipt[], queueArn: string): SqsEvent {
  const [, , , awsRegion = 'eu-west-1'] = queueArn.split(':');
  return {
    Records: receipts.map((receipt) => ({
      messageId: receipt.messageId,
      receiptHandle: receipt.handle,
      body: receipt.body,
      attributes: {
        ApproximateReceiveCount: String(receipt.receiveCount),
        SentTimestamp: String(receipt.sentAtMs),
        SenderId: 'AIDAEXAMPLESENDER0001',
        ApproximateFirstReceiveTimestamp: String(receipt.firstReceivedAtMs),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(receipt.body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion,
    })),
  };
}
