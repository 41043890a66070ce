import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, StackStatus } from '@aws-sdk/client-cloudformation';
import { happeningOf, unseen, type Happening } from './events';
import { isAtRest } from './readiness';
import { findStack } from './stack';

/** How the commands wait. */
export interface Waiting {
  /** Rejects as soon as somebody presses Ctrl-C. */
  readonly pause: (ms: number) => Promise<void>;
}

/** A new stack event can be some seconds old before it is listed; asking more often than this only uses up the quota. */
const POLL_MS = 3_000;

/** What was asked for may not show at once: a stack at rest of which nothing is heard is asked again so often. */
const IDLE_POLLS = 3;

/** The events of a stack: which of them have been reported already. */
export class StackEvents {
  readonly #client: CloudFormationClient;
  readonly #stackId: string;
  readonly #seen = new Set<string>();

  constructor(client: CloudFormationClient, stackId: string) {
    this.#client = client;
    this.#stackId = stackId;
  }

  /** What happened since the last time, oldest first; at the first time everything. Each event comes once. */
  async next(): Promise<readonly Happening[]> {
    const newestFirst: Happening[] = [];
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new DescribeStackEventsCommand({
          StackName: this.#stackId,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      const events = (page.StackEvents ?? []).map(happeningOf);
      newestFirst.push(...events);
      // What is older than an event that was seen has been seen as well.
      token = events.some(({ id }) => this.#seen.has(id)) ? undefined : page.NextToken;
    } while (token !== undefined);
    const fresh = unseen(newestFirst, this.#seen);
    for (const { id } of fresh) this.#seen.add(id);
    return fresh;
  }
}

/** Reports what happens to the stack until AWS is done, and returns how it ended. */
export async function followStack(
  client: CloudFormationClient,
  stackId: string,
  events: StackEvents,
  tell: (happening: Happening) => void,
  { pause }: Waiting,
): Promise<StackStatus> {
  let hasBegun = false;
  for (let polls = 1; ; polls++) {
    // The status first: whatever led to it is then among the events.
    const status = (await findStack(client, stackId))?.status ?? 'DELETE_COMPLETE';
    const fresh = await events.next();
    for (const happening of fresh) tell(happening);
    hasBegun ||= fresh.length > 0;
    if (isAtRest(status) && (hasBegun || polls > IDLE_POLLS)) return status;
    await pause(POLL_MS);
  }
}
