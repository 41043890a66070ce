import type { Remark } from '../roster/remark';
import type { Roster } from '../roster/roster';
import { settingRemarks } from '../roster/warning/settings';
import type { Flow } from '../studio/flow';
import { USUAL_RING_SECONDS } from './contract';

/** How long the calls of a flow ring, in seconds: Studio takes no variable there, so the flow has a call for each. */
export function ringTimes(flow: Flow): readonly number[] {
  const times = [...flow.widgets.values()].flatMap((widget) =>
    widget.type === 'make-outgoing-call-v2' ? widget.timeoutSeconds : [],
  );
  return [...new Set(times)].toSorted((a, b) => a - b);
}

/** Wherever the roster asks for a ring that the flow does not have, with its place in the text. */
export function ringRemarks(text: string, roster: Roster, seconds: readonly number[]): readonly Remark[] {
  const message = `the phone rings for ${USUAL_RING_SECONDS} s instead: flows/on-call.json has calls of ${seconds.join(', ')} s, and Studio takes no variable there; choose one of these or add a call to the flow`;
  return settingRemarks(text, roster, 'ringSeconds', ({ escalation }) =>
    seconds.includes(escalation.ringSeconds) ? undefined : { message },
  );
}
