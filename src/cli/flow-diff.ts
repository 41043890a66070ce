import { readArguments } from './arguments';
import type { Command } from './command';
import { flowAtHand } from './flow-at-hand';
import { differences, FLOW_FILE } from './flow-live';
import { REAL_OUTSIDE } from './outside';
import type { Outside } from './outside';

const HELP = `Usage: npx oncall flow diff [OPTIONS]

What pushing flows/on-call.json would change in the flow that is live, in words.

  --json   one JSON object

Exit status: 0 when they are the same, 1 when they differ.`;

/** `oncall flow diff`. */
export const flowDiffCommand: Command = flowDiffWith(REAL_OUTSIDE);

/** The command, reaching no further than this. */
export function flowDiffWith(outside: Outside): Command {
  return {
    help: HELP,
    run: async (args) => {
      const { values } = readArguments(args, { json: { type: 'boolean' } });
      const { state } = await flowAtHand(outside);
      const { live, facts } = state;
      const changes = differences(state, 'live to file');
      const isSame = facts.live === facts.file && !facts.isDraft;
      if (values.json === true) {
        console.log(JSON.stringify({ flow: live?.sid ?? null, same: isSame, draft: facts.isDraft, changes }, null, 2));
        return isSame ? 0 : 1;
      }
      if (live === undefined) console.log('The account has no flow yet: "npx oncall flow push" makes it.');
      else if (isSame) console.log(`The live flow is ${FLOW_FILE}.`);
      else {
        if (facts.isDraft) console.log('The latest revision in the account is a draft that was never published.');
        for (const line of changes) console.log(line);
      }
      return isSame ? 0 : 1;
    },
  };
}
