import { ONCALL } from '../../oncall';
import { printableLine } from '../../text/printable';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { print, printJson } from '../terminal/print';
import { readBothFlows } from './both-flows';
import { differences, FLOW_FILE, planPull, take } from './live';

const HELP = `Usage: ${ONCALL} flow pull [OPTIONS]

Brings an edit that somebody made in the Studio console back into flows/on-call.json, with names in
place of SIDs and in the file's order, so that git shows only the edit. Commit flows/pulled.txt with
it: it tells a push on any machine that the edit is in the file.

  --force     replace the file although it was edited too
  --dry-run   say what would change, and change nothing
  --json      one JSON object`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const options = { force: FLAG, 'dry-run': FLAG, json: FLAG } as const;
    const { values } = readArguments(args, options);
    const { state } = await readBothFlows(machine);
    const plan = planPull(state, values.force ?? false);
    const isDry = values['dry-run'] === true;
    const changes = plan === 'take' ? differences(state, 'file to live') : [];
    if (plan === 'take' && !isDry) take(state);
    if (values.json === true) printJson({ plan, dryRun: isDry, changes });
    else for (const line of pullLines(plan, isDry, changes)) print(printableLine(line));
    return 0;
  },
};

function pullLines(plan: ReturnType<typeof planPull>, isDry: boolean, changes: readonly string[]): readonly string[] {
  switch (plan) {
    case 'same':
      return [`Nothing to pull: the live flow is ${FLOW_FILE}.`];
    case 'ahead':
      return [`Nothing to pull: nobody edited the live flow. ${FLOW_FILE} has changes that are not pushed yet.`];
    case 'take':
      return [
        `${isDry ? 'Would change' : 'Changed'} in ${FLOW_FILE}:`,
        ...changes.map((line) => `  ${line}`),
        ...(isDry ? [] : ['Look at it with git diff, rehearse it with npm start, then commit.']),
      ];
  }
}
