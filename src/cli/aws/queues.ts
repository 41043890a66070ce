import type { Aws } from '../../aws/clients';
import { deleteQueue, queuesOf, type KeptQueue } from '../../aws/queues';
import { whereOptions } from '../../aws/readiness';
import type { StandingStack } from '../../aws/stack';
import { counted } from '../../text/counted';
import { lines } from '../terminal/text';
import type { Teller } from '../terminal/teller';

/** What waits in the stack's queues, for the person who is about to delete it; empty when nothing does. */
export function waitingText(queues: readonly KeptQueue[]): string {
  const waiting = queues.flatMap(({ what, messages = 0 }) =>
    messages === 0 ? [] : [`about ${counted(messages, 'message')} in the ${what}`],
  );
  return waiting.join(' and ');
}

/**
 * CloudFormation leaves the queues of a stack that it deletes. This deletes those that are as empty as they were before, and
 * reports the others: no alarm that nobody has heard is thrown away.
 */
export async function endQueues(
  aws: Aws,
  stack: StandingStack,
  before: readonly KeptQueue[],
  teller: Teller,
): Promise<void> {
  const region = await aws.region();
  for (const queue of await queuesOf(aws.sqs, stack)) {
    // SQS counts approximately, so one reading is not enough.
    const wasEmpty = before.some(({ url, messages }) => url === queue.url && messages === 0);
    const { url, what, messages } = queue;
    const line = { kind: 'queue', queue: what === 'queue' ? 'queue' : 'dead-letters', url } as const;
    if (messages === 0 && wasEmpty) {
      await deleteQueue(aws.sqs, queue);
      teller.tell({ ...line, is: 'deleted' });
    } else if (messages !== undefined) {
      const where = whereOptions({ region, profile: aws.profile });
      teller.tell({ ...line, is: 'kept', messages }, lines(keptLines(queue, messages, where)));
    }
  }
}

function keptLines({ what, url }: KeptQueue, messages: number, where: string): readonly string[] {
  return [
    `The ${what} stays, since it held or holds messages (now about ${counted(messages, 'message')}): nobody is called for them any more.`,
    `  to read them   aws sqs receive-message --max-number-of-messages 10 --queue-url ${url}${where}`,
    `  to delete it   aws sqs delete-queue --queue-url ${url}${where}`,
  ];
}
