import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import type { Agent, Team } from '../../roster/roster';
import { standInsFor } from '../../roster/swap';
import { TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { selectAgent, selectTeams } from '../selection';
import { TIME_HELP } from '../time';
import { CHANGE_HELP, CHANGE_OPTIONS, changeRoster, type Before, type Change } from './change';
import { overrideListOf, withException } from './exception';
import { minuteOf, SPAN_OPTIONS, spanOf, type Span } from './span';

const HELP = `Usage: ${ONCALL} roster swap ONE OTHER --from TIME (--to TIME | --for LENGTH) [OPTIONS]

Swaps the shifts of two agents for a time: whenever one of them would be on call, the other stands
in. It writes overrides into the roster, and shows what they change before it does.

  ONE, OTHER      the agents' ids
  --from TIME     when it begins (default: now)
  --to TIME       when it ends
  --for LENGTH    or how long it lasts: 30m, 2h, 3d, 1w
  --why WHY       the reason, for people who read the roster
  --team T        in this team only (default: in every team)
${CHANGE_HELP}

${TIME_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const options = { why: TEXT, team: TEXT, ...SPAN_OPTIONS, ...CHANGE_OPTIONS } as const;
    const { values, positionals } = readArguments(args, options, 2);
    const [one, other] = positionals;
    if (one === undefined || other === undefined) throw new UserMistake('write the ids of two agents.', 2);
    if (one === other) throw new UserMistake('these are the same agent; write two.', 2);
    return changeRoster(values, machine, (before) => {
      const { roster, nowMs } = before;
      const pair = [selectAgent(roster, one, 'ONE'), selectAgent(roster, other, 'OTHER')] as const;
      const teams = selectTeams(roster, values.team);
      const [only] = values.team === undefined ? [] : teams;
      const span = spanOf(values, (only ?? roster).timezone, nowMs);
      return swapped(before, { pair, teams, ...span, why: values.why });
    });
  },
};

interface Swap extends Span {
  readonly pair: readonly [Agent, Agent];
  readonly teams: readonly Team[];
  readonly why: string | undefined;
}

function swapped({ text, roster, nowMs }: Before, { pair, teams, fromMs = nowMs, toMs, ...rest }: Swap): Change {
  const [one, other] = pair;
  const { why = `swap of ${one.id} and ${other.id}` } = rest;
  const found = teams.flatMap((team) =>
    standInsFor(team, pair, minuteOf(fromMs), toMs).map((standIn) => ({ team, standIn })),
  );
  if (found.length === 0) {
    throw new UserMistake(`neither ${one.id} nor ${other.id} is on call in that time, so there is nothing to swap.`);
  }
  const edited = found.reduce((before, { team, standIn }) => {
    const exception = { ...standIn, out: standIn.out.id, in: standIn.in.id, why };
    return withException(before, overrideListOf(roster, team), exception);
  }, text);
  return { text: edited, overMs: toMs };
}
