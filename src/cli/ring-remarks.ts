import type { Flow } from '../rehearsal/studio/flow';
import type { Remark } from '../roster/remark';
import type { Roster } from '../roster/roster';
import { placeRemarks } from '../roster/place';

/** How long the calls of a flow ring, in seconds: Studio takes no variable there, so it is written in the flow. */
export function ringTimes(flow: Flow): readonly number[] {
  const times = [...flow.widgets.values()].flatMap((widget) =>
    widget.type === 'make-outgoing-call-v2' ? widget.timeoutSeconds : [],
  );
  return [...new Set(times)];
}

/** Wherever the roster asks for a ring that the flow does not have, with its place in the text. */
export function ringRemarks(text: string, roster: Roster, seconds: readonly number[]): readonly Remark[] {
  const found = new Map<string, Remark>();
  for (const team of roster.teams.values()) {
    const { ringSeconds } = team.escalation;
    if (seconds.includes(ringSeconds)) continue;
    const message = `calls ring ${seconds.join(' or ')} s, whatever is written here: Studio takes this time from flows/on-call.json only; change \`timeout\` of its call there and here`;
    // The team's own, or what all teams share; only where it is really written has it a place.
    const paths = [`${team.path}.escalation.ringSeconds`, 'escalation.ringSeconds'];
    const remark = placeRemarks(
      text,
      paths.map((path) => ({ path, message })),
    ).find(({ line }) => line !== undefined);
    if (remark !== undefined) found.set(remark.path, remark);
  }
  return [...found.values()];
}
