import { figuresOf } from '../../account/report-figures';
import { ONCALL } from '../../oncall';
import { FLAG, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { print, printJson } from '../terminal/print';
import { readPastIncidents } from './past-incidents';
import { reportJson, reportText } from './report-text';
import { SINCE_HELP } from './since';

const HELP = `Usage: ${ONCALL} report [OPTIONS]

Shows who carries the load: for each team and agent how many pages there were and how many of them
at night, each agent's share, what they took, declined and missed, and how long it took until the
first ring and until somebody had it. Names, never numbers.

  --team T        this team only
  --since TIME    incidents that opened since then (default: 90d, as far as the history goes back)
  --json          one JSON object

${SINCE_HELP}
What the first release wrote into the history does not say when each call was made: the report
spreads those calls evenly between the first ring and the end of the last one.`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { team: TEXT, since: TEXT, json: FLAG });
    const past = await readPastIncidents(machine, values.since ?? '90d', values.team);
    const figures = figuresOf(past.incidents, past.names);
    if (values.json === true) printJson(reportJson(past, figures));
    else print(reportText(past, figures));
    return 0;
  },
};
