import { ackIncident, passIncident, resolveIncident } from '../../src/escalation/intervene';
import type { Run } from '../../src/escalation/run';
import { Unreachable } from '../../src/escalation/ports';
import type { Hand } from './schedule';
import type { Story } from './story';
import type { ByHand } from './witness';

/** Somebody acts by hand, as the commands do. Returns what came of it; undefined when there was nothing to be done. */
export async function act(sitDown: () => Run, story: Story, { does, team, who }: Hand): Promise<ByHand | undefined> {
  const atMs = story.clock.now();
  const { outcome, incident } = await done((named) => {
    const run = sitDown();
    switch (does) {
      case 'ack':
        return ackIncident(run, team, who ?? 'ann', named);
      case 'resolve':
        return resolveIncident(run, team, named);
      case 'pass':
        return passIncident(run, team, named, who ?? undefined);
    }
  });
  switch (outcome) {
    case 'taken':
      return { atMs, team, incident, what: 'take', who: who ?? 'ann' };
    case 'resolved':
      return { atMs, team, incident, what: 'resolve' };
    case 'passed':
      return { atMs, team, incident, what: 'pass', ...(who === null ? {} : { who }) };
    default:
      return undefined;
  }
}

interface Outcome {
  readonly is: string;
  readonly incident?: string;
  readonly ids?: readonly string[];
}

/** Of several that are open the first is meant. */
async function done(
  work: (incident: string | undefined) => Promise<Outcome>,
): Promise<{ readonly outcome: string; readonly incident: string }> {
  try {
    const { is, ids, incident } = await work(undefined);
    const [first] = ids ?? [];
    const outcome = first === undefined ? { is, incident } : await work(first);
    return { outcome: outcome.is, incident: outcome.incident ?? '' };
  } catch (error) {
    // Whoever acts on the board of a later release is told so.
    if (!(error instanceof Unreachable)) throw error;
    return { outcome: 'unreachable', incident: '' };
  }
}
