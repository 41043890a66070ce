import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { selectAgent, selectTeams } from '../selection';
import { TIME_HELP } from '../time';
import { CHANGE_HELP, CHANGE_OPTIONS, changeRoster } from './change';
import { overrideListOf, withException } from './exception';
import { SPAN_OPTIONS, spanOf } from './span';

const HELP = `Usage: ${ONCALL} roster out AGENT [--from TIME] (--to TIME | --for LENGTH) --why WHY [OPTIONS]

Does not call an agent for a time. It writes an override into the roster, and shows what that
changes before it does. Without --in, nobody is on call when it would be AGENT's turn.

  AGENT           the agent's id
  --in OTHER      who is called instead
  --from TIME     when it begins (default: now)
  --to TIME       when it ends
  --for LENGTH    or how long it lasts: 30m, 2h, 3d, 1w
  --why WHY       the reason, for people who read the roster
  --team T        for this team only (default: for every team that calls AGENT)
${CHANGE_HELP}

${TIME_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const options = { in: TEXT, why: TEXT, team: TEXT, ...SPAN_OPTIONS, ...CHANGE_OPTIONS } as const;
    const { values, positionals } = readArguments(args, options, 1);
    const { why } = values;
    const [id] = positionals;
    if (id === undefined) throw new UserMistake('write the id of the agent who is out.', 2);
    if (why === undefined) throw new UserMistake('--why is missing; write the reason, such as --why "on holiday".', 2);
    return changeRoster(values, machine, ({ text, roster, nowMs }) => {
      const out = selectAgent(roster, id, 'AGENT');
      const standIn = values.in === undefined ? undefined : selectAgent(roster, values.in, '--in');
      const [team] = values.team === undefined ? [] : selectTeams(roster, values.team);
      const { fromMs = nowMs, toMs } = spanOf(values, (team ?? roster).timezone, nowMs);
      const exception = { out: out.id, in: standIn?.id, fromMs, toMs, why };
      return { text: withException(text, overrideListOf(roster, team), exception), overMs: toMs };
    });
  },
};
