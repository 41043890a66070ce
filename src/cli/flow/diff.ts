import { ONCALL } from '../../oncall';
import { printableLine } from '../../text/printable';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { print, printJson } from '../terminal/print';
import { readBothFlows } from './both-flows';
import { differences, FLOW_FILE, oneVoice } from './live';

const HELP = `Usage: ${ONCALL} flow diff [OPTIONS]

Says in words what pushing flows/on-call.json would change in the live flow.

  --json   one JSON object

Exit status: 0 when they are the same, 1 when they differ.`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { json: FLAG });
    const { state } = await readBothFlows(machine);
    const { live, facts } = state;
    const changes = differences(state, 'live to file');
    const isSame = facts.live === facts.file && !facts.isDraft;
    if (values.json === true) {
      const { sid = null, fixedVoice = null } = live ?? {};
      printJson({ flow: sid, same: isSame, draft: facts.isDraft, oneVoice: fixedVoice, changes });
      return isSame ? 0 : 1;
    }
    if (live === undefined) print(`The account has no flow yet: "${ONCALL} flow push" creates it.`);
    else if (isSame) print(`The live flow is ${FLOW_FILE}.`);
    else {
      if (facts.isDraft) print('The latest revision in the account is a draft that was never published.');
      for (const line of changes) print(printableLine(line));
    }
    if (live?.fixedVoice !== undefined) print(`${oneVoice(live.fixedVoice)}.`);
    return isSame ? 0 : 1;
  },
};
