import { setVariables } from '../../account/variables';
import { ONCALL } from '../../oncall';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { print, printJson } from '../terminal/print';
import { readBothFlows } from './both-flows';
import { FLOW_FILE, oneVoice, planPush, push } from './live';

const HELP = `Usage: ${ONCALL} flow push [OPTIONS]

Publishes flows/on-call.json in the Twilio account. It replaces names with the SIDs of what is
deployed there, has Twilio validate the flow first, and notes the git revision in Twilio's revision.
It does not overwrite an edit that was made in the console and that nobody has pulled.

  --force     overwrite it anyway
  --dry-run   say what would be done, and change nothing
  --json      one JSON object

"${ONCALL} deploy" does this too, when the flow changed.`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { force: FLAG, 'dry-run': FLAG, json: FLAG });
    const { account, settings, state } = await readBothFlows(machine);
    const plan = planPush(state, values.force ?? false);
    if (values['dry-run'] === true) {
      if (values.json === true) printJson({ plan, dryRun: true, flow: state.live?.sid ?? null });
      else print(DRY[plan]);
      return 0;
    }
    const pushed = plan === 'nothing' ? state.live : await push(account, state, machine.revision(FLOW_FILE));
    const { sid, fixedVoice } = pushed ?? {};
    if (sid !== undefined) {
      if (settings.get('FLOW_SID') !== sid) settings.set({ FLOW_SID: sid });
      await setVariables(account, state.deployment, { FLOW_SID: sid });
    }
    if (values.json === true) printJson({ plan, dryRun: false, flow: sid ?? null, oneVoice: fixedVoice ?? null });
    else {
      print(plan === 'nothing' ? `Nothing to push: the published flow is ${FLOW_FILE}.` : `Published as ${sid ?? ''}.`);
      if (fixedVoice !== undefined) print(`${oneVoice(fixedVoice)}.`);
    }
    return 0;
  },
};

const DRY = {
  create: `Would publish ${FLOW_FILE} as a new flow.`,
  publish: `Would publish ${FLOW_FILE}; "${ONCALL} flow diff" says what that changes.`,
  nothing: `Nothing to push: the published flow is ${FLOW_FILE}.`,
} as const;
