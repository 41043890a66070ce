import type { Outcome } from '../../rehearsal/index';
import { counted } from '../../text/counted';
import { painted, type Text } from '../terminal/text';
import { fold } from '../terminal/wrap';
import type { NameOf } from './timeline-text';

/** How it ended, as a person reads it, in lines. */
export function outcomeLines(outcome: Outcome, nameOf: NameOf, width: number): readonly Text[] {
  const isGood = outcome.status !== 'exhausted';
  return fold(outcomeText(outcome, nameOf), width).map((line) => painted(isGood ? 'green' : 'red', line));
}

/** How it ended, as a sentence or two. */
export function outcomeText(outcome: Outcome, nameOf: NameOf): string {
  const { status, calls, why } = outcome;
  if (calls > 0) {
    return `${endingText(outcome, nameOf)}${why === undefined ? '' : ` At least one alarm called nobody: ${why}.`}`;
  }
  if (status === 'resolved') {
    return `Nobody was called${why === undefined ? '' : `: ${why}`}.`;
  }
  return `NOBODY IS CALLED: ${why ?? 'no number can be called'}. Everyone on the team gets an SMS.`;
}

function endingText({ status, by, calls }: Outcome, nameOf: NameOf): string {
  const made = counted(calls, 'call');
  switch (status) {
    case 'acknowledged':
      return `Taken by ${by === null ? 'somebody' : nameOf(by)} after ${made}. Nobody else is called.`;
    case 'exhausted':
      return `Nobody took it after ${made}. It has stopped, and everyone on the team gets an SMS.`;
    case 'resolved':
      return `It recovered by itself after ${made}. Nobody else is called.`;
  }
}
