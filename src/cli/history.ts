import { readArguments } from './arguments';
import type { Command } from './command';
import { UserMistake } from './failure';
import { historyCsv, historyJson, historyText } from './history-text';
import { REAL_OUTSIDE } from './outside';
import type { Outside } from './outside';
import { readPast } from './past';
import { screen } from './screen';
import { SINCE_HELP } from './since';

const HELP = `Usage: npx oncall history [OPTIONS]

What became of every incident of the last 90 days that somebody took, nobody took, or that is over:
when it opened, when the first phone rang, who took it and how, its alarms and calls. Names, never
numbers; times in the zone of this machine.

  --team T        this team only
  --since TIME    incidents that opened since then (default: 7d)
  --csv           one line an incident, for a spreadsheet
  --json          one JSON object

${SINCE_HELP}`;

/** `oncall history`. */
export const historyCommand: Command = historyWith(REAL_OUTSIDE);

/** The command, reaching no further than this. */
export function historyWith(outside: Outside): Command {
  return {
    help: HELP,
    run: async (args) => {
      const { values } = readArguments(args, {
        team: { type: 'string' },
        since: { type: 'string' },
        csv: { type: 'boolean' },
        json: { type: 'boolean' },
      });
      if (values.csv === true && values.json === true) {
        throw new UserMistake('--csv and --json do not go together; write one of them.', 2);
      }
      const past = await readPast(outside, values.since ?? '7d', values.team);
      if (values.csv === true) process.stdout.write(historyCsv(past));
      else if (values.json === true) console.log(JSON.stringify(historyJson(past), null, 2));
      else console.log(historyText(past, screen().columns));
      return 0;
    },
  };
}
