import type { Note } from '../../studio/finding';
import { widgetNamed } from '../../studio/draft';
import type { Subject } from '../subject';

/** Events that are a failure or a silence, and those after which the same widget goes on as it was meant to. */
const UNHAPPY: ReadonlySet<string> = new Set([
  'fail',
  'failed',
  'timeout',
  'noMatch',
  'busy',
  'noAnswer',
  'deliveryFailure',
  'failedToEnqueue',
  'callFailure',
  'noAudio',
]);

/**
 * Events after which a flow ends without a word, although it goes on when all is well. An escalation needs no such guess: its
 * paths are walked, and each must end as one may.
 */
export function checkUnhandled({ widgets }: Subject, note: Note): void {
  for (const widget of widgets.values()) {
    const { transitions } = widget.state;
    if (!transitions.some(({ event, next }) => !UNHAPPY.has(event) && next !== undefined)) continue;
    for (const [index, { event, next }] of transitions.entries()) {
      if (!UNHAPPY.has(event) || next !== undefined) continue;
      note({
        severity: 'warning',
        place: `${widget.place}/transitions/${index}`,
        widget: widgetNamed(widget),
        message: `after "${event}" the flow ends without a word; lead it to a widget that says or does something.`,
      });
    }
  }
}
