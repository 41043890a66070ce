import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../../aws/clients';
import { failureIn, happeningText, type Happening } from '../../aws/events';
import { followStack, StackEvents, type Waiting } from '../../aws/follow';
import { lookCommand } from '../../aws/readiness';
import type { StandingStack } from '../../aws/stack';
import { isoOf } from '../../roster/time-text';
import { Interrupted } from '../terminal/interrupt';
import { eventText } from '../terminal/looks';
import type { JsonLine, Teller } from '../terminal/teller';

/** Something that AWS does to a stack on its own once it has begun. */
interface Operation {
  readonly standing: StandingStack;
  readonly region: string;
  readonly begin: () => Promise<void>;
}

/**
 * Begins it, reports what happens, and returns how it ended. Ctrl-C ends only the reporting: {@link Interrupted} says what to expect
 * and how to look.
 */
export async function tellUntilDone(
  { cloudFormation, profile }: Aws,
  { standing, region, begin }: Operation,
  waiting: Waiting,
  teller: Teller,
): Promise<StackStatus> {
  const events = new StackEvents(cloudFormation, standing.id);
  // What happened before does not belong to this.
  await events.next();
  await begin();
  let sinceMs: number | undefined;
  try {
    return await followStack(
      cloudFormation,
      standing.id,
      events,
      (happening) => {
        sinceMs ??= happening.atMs;
        teller.tell(eventJson(happening, standing.name), eventText(happeningText(happening, sinceMs, standing.name)));
      },
      waiting,
    );
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new Interrupted(
      `Stopped watching. AWS goes on without this, and undoes it by itself if it fails. To look:\n  ${lookCommand({ name: standing.name, region, profile })}`,
      { cause: error },
    );
  }
}

function eventJson(happening: Happening, stack: string): JsonLine {
  const { atMs, resource, type, status } = happening;
  return { kind: 'event', at: isoOf(atMs), resource, type, status, ...failureIn(happening, stack) };
}
