import { createHash } from 'node:crypto';

/** One receipt of one message. */
export interface Receipt {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  readonly receiveCount: number;
  readonly sentAtMs: number;
  readonly firstReceivedAtMs: number;
}

/** The event that Lambda invokes a function with for a batch of messages, as Lambda's event source mapping shapes it. */
export type SqsEvent = ReturnType<typeof sqsEvent>;

export function sqsEvent(receipts: readonly Receipt[], queueArn: string) {
  const [, , , awsRegion = 'eu-west-1'] = queueArn.split(':');
  return {
    Records: receipts.map((receipt) => ({
      messageId: receipt.id,
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
