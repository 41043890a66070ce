import { ONCALL } from '../../oncall';
import { printableLine } from '../../text/printable';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { print, printJson } from '../terminal/print';
import { readBothFlows } from './both-flows';
import { differences, FLOW_FILE } from './live';

const HELP = `Usage: ${ONCALL} flow diff [OPTIONS]

What pushing flows/on-call.json would change in the flow that is live, in words.

  --json   one JSON object

Exit status: 0 when they are the same, 1 when they differ.`;

/** `oncall flow diff`. */
export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { json: FLAG });
    const { state } = await readBothFlows(machine);
    const { live, facts } = state;
    const changes = differences(state, 'live to file');
    const isSame = facts.live === facts.file && !facts.isDraft;
    if (values.json === true) {
      printJson({ flow: live?.sid ?? null, same: isSame, draft: facts.isDraft, changes });
      return isSame ? 0 : 1;
    }
    if (live === undefined) print(`The account has no flow yet: "${ONCALL} flow push" makes it.`);
    else if (isSame) print(`The live flow is ${FLOW_FILE}.`);
    else {
      if (facts.isDraft) print('The latest revision in the account is a draft that was never published.');
      for (const line of changes) print(printableLine(line));
    }
    return isSame ? 0 : 1;
  },
};
