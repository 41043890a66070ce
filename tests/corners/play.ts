import type { Switches } from '../../src/rehearsal/rehearsal';
import { nameOf } from '../support/story';
import type { Story } from '../support/story';
import { callsOf, incidentIn, textsOf } from '../support/witness';

/** One thing that may happen, played through on virtual time. */
export interface Play {
  /** What happens, in a few words. */
  readonly name: string;
  /** Resolves when the story is over, or has gone on for as long as it is of interest. */
  readonly run: (switches: Partial<Switches>) => Promise<Story>;
}

/** A corner of the protocol, with what may happen there. */
export interface Corner {
  readonly number: number;
  readonly title: string;
  readonly plays: readonly Play[];
}

/** What came of a play, counted on what the local Twilio and queue wrote down, never on our own words. */
export interface Came {
  /** Who was rung, in order, and how many seconds after the beginning. */
  readonly rings: readonly (readonly [who: string, atSeconds: number])[];
  /** Incidents about which somebody was rung. */
  readonly chains: number;
  /** The SMS that Twilio accepted, in order: their first words. */
  readonly texts: readonly { readonly to: string; readonly says: string; readonly atSeconds: number }[];
  /** The most SMS with the same first words about the same incident that one person got. */
  readonly copies: number;
  /** Messages that are still in the queue, and dead letters. */
  readonly queued: number;
  readonly deadLetters: number;
}

/** Counts what came of a story. */
export function cameOf(story: Story): Came {
  const seconds = story.ringSeconds();
  const texts = textsOf(story).map((text) => ({
    to: nameOf(text.to),
    says: firstWords(text.text),
    about: incidentIn(text) ?? '',
    atSeconds: story.secondsAt(text.atMs),
  }));
  const copies = new Map<string, number>();
  for (const { to, says, about } of texts) {
    const key = `${to} ${says} ${about}`;
    copies.set(key, (copies.get(key) ?? 0) + 1);
  }
  const { queue } = story.rehearsal;
  return {
    rings: story.rings().map((who, index) => [who, seconds[index] ?? NaN] as const),
    chains: new Set(callsOf(story).map(({ incident }) => incident)).size,
    texts: texts.map(({ to, says, atSeconds }) => ({ to, says, atSeconds })),
    copies: Math.max(0, ...copies.values()),
    queued: queue.depth,
    deadLetters: queue.deadLetters.length,
  };
}

function firstWords(text: string): string {
  return text.split(/[(:.]/)[0]?.trim() ?? '';
}
