import { widgetNamed, type DraftWidget } from '../../studio/draft';
import type { Note } from '../../studio/finding';
import type { Subject } from '../subject';

/** No widget that nothing leads to, and no way back to the trigger. */
export function checkReached(subject: Subject, note: Note): void {
  const { flow, widgets } = subject;
  if (!widgets.has(flow.initial_state)) return;
  const reached = reachedFrom(subject, flow.initial_state);
  for (const widget of widgets.values()) {
    if (reached.has(widget.state.name)) continue;
    const message = 'nothing leads here; delete it, or let a transition go to it.';
    note({
      severity: subject.isEscalation ? 'error' : 'warning',
      place: widget.place,
      widget: widgetNamed(widget),
      message,
    });
  }
}

/** The names of all widgets to which there is a way from a widget, itself among them. */
export function reachedFrom({ widgets }: Subject, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  // A set goes on over what is added while it is gone through.
  for (const name of reached) {
    const widget: DraftWidget | undefined = widgets.get(name);
    for (const { next } of widget?.state.transitions ?? []) {
      if (next !== undefined && widgets.has(next)) reached.add(next);
    }
  }
  return reached;
}
