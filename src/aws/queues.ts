import { DeleteQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isNamed } from './failure';
import type { StandingStack } from './stack';

/** A queue of the stack, which the stack leaves behind when it is deleted. */
export interface KeptQueue {
  readonly url: string;
  readonly what: 'queue' | 'dead-letter queue';
  /** Undefined when there is no such queue any more. */
  readonly messages: number | undefined;
}

const OUTPUTS = [
  ['QueueUrl', 'queue'],
  ['DeadLetterQueueUrl', 'dead-letter queue'],
] as const;

/** The stack's queues and what is in them, as far as SQS knows at this moment. */
export async function queuesOf(client: SQSClient, { outputs }: StandingStack): Promise<readonly KeptQueue[]> {
  const found = OUTPUTS.map(async ([output, what]): Promise<readonly KeptQueue[]> => {
    const url = outputs.get(output);
    return url === undefined ? [] : [{ url, what, messages: await messagesIn(client, url) }];
  });
  return (await Promise.all(found)).flat();
}

async function messagesIn(client: SQSClient, QueueUrl: string): Promise<number | undefined> {
  try {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  } catch (error) {
    if (isNoQueue(error)) return undefined;
    throw error;
  }
}

/** Deletes a queue and whatever is in it. */
export async function deleteQueue(client: SQSClient, { url }: KeptQueue): Promise<void> {
  try {
    await client.send(new DeleteQueueCommand({ QueueUrl: url }));
  } catch (error) {
    if (!isNoQueue(error)) throw error;
  }
}

/** SQS has two names for it, one for each of its protocols. */
function isNoQueue(error: unknown): boolean {
  return isNamed(error, 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue');
}
