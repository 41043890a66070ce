import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { withItem } from '../../roster/edit';
import { TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { TIME_HELP } from '../time';
import { CHANGE_HELP, CHANGE_OPTIONS, changeRoster } from './change';
import { rosterTime, SPAN_OPTIONS, spanOf } from './span';

const HELP = `Usage: ${ONCALL} roster silence PATTERN… (--to TIME | --for LENGTH) --why WHY [OPTIONS]

Calls nobody for certain alarms for a time. It writes a silence into the roster, and shows what that
changes before it does. The silence takes effect once it is deployed.

  PATTERN         the alarm's name; * stands for any characters, ? for one: put it in quotes
  --from TIME     when it begins (default: now)
  --to TIME       when it ends
  --for LENGTH    or how long it lasts: 30m, 2h, 3d, 1w
  --why WHY       the reason, for people who read the roster
${CHANGE_HELP}

${TIME_HELP}`;

const MOST_PATTERNS = 50;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const options = { why: TEXT, ...SPAN_OPTIONS, ...CHANGE_OPTIONS } as const;
    const { values, positionals } = readArguments(args, options, MOST_PATTERNS);
    const { why } = values;
    const [pattern, ...more] = positionals;
    if (pattern === undefined) throw new UserMistake("write which alarms, such as 'web-*' in quotes.", 2);
    if (why === undefined)
      throw new UserMistake('--why is missing; write the reason, such as --why "moving house".', 2);
    return changeRoster(values, machine, ({ text, roster: { timezone }, nowMs }) => {
      const { fromMs, toMs } = spanOf(values, timezone, nowMs);
      const silence = {
        alarm: more.length === 0 ? pattern : [pattern, ...more],
        ...(fromMs === undefined ? {} : { from: rosterTime(fromMs, timezone) }),
        to: rosterTime(toMs, timezone),
        why,
      };
      return { text: withItem(text, ['silences'], silence), overMs: toMs };
    });
  },
};
