import { ONCALL } from '../../oncall';
import type { Remark } from '../remark';
import type { Roster } from '../roster';
import { settingRemarks } from './settings';

/** Wherever the roster asks for calls that no alarm and no earlier call brings about, with its place in the text. */
export function heartbeatRemarks(text: string, roster: Roster): readonly Remark[] {
  return [
    ...settingRemarks(text, roster, 'remindMinutes', ({ escalation }) =>
      escalation.remindMinutes === undefined ? undefined : needed('nobody is reminded'),
    ),
    ...settingRemarks(text, roster, 'again', ({ escalation }) =>
      escalation.again === undefined ? undefined : needed('no further round begins'),
    ),
  ];
}

function needed(otherwise: string): Omit<Remark, 'path'> {
  const message = `${otherwise} without the heartbeat of the AWS stack; make sure that there is one ("${ONCALL} aws deploy" makes it)`;
  return { message, code: 'needs-heartbeat' };
}
