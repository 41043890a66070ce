import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { FLAG, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { print, printFile, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { historyCsv, historyJson, historyText } from './history-text';
import { readPastIncidents } from './past-incidents';
import { SINCE_HELP } from './since';

const HELP = `Usage: ${ONCALL} history [OPTIONS]

Shows what became of the incidents of the last 90 days that were taken, that nobody took, or that
are over: when each opened, when the first phone rang, who took it and how, its alarms and calls.
Names, never numbers; times in the zone of this machine.

  --team T        this team only
  --since TIME    incidents that opened since then (default: 7d)
  --csv           one line for each incident, for a spreadsheet
  --json          one JSON object

${SINCE_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { team: TEXT, since: TEXT, csv: FLAG, json: FLAG });
    if (values.csv === true && values.json === true) {
      throw new UserMistake('--csv and --json exclude each other; write one of them.', 2);
    }
    const past = await readPastIncidents(machine, values.since ?? '7d', values.team);
    if (values.csv === true) printFile(historyCsv(past));
    else if (values.json === true) printJson(historyJson(past));
    else print(historyText(past, screen().columns));
    return 0;
  },
};
