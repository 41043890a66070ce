import { findDeployment } from '../../account/deployment';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { Steps } from '../terminal/steps';
import { accountOf, NOTHING_SET_UP } from './account';
import { goLive, rosterStep, type Work } from './deployment-steps';
import { Settings } from './settings';

const HELP = `Usage: ${ONCALL} deploy [OPTIONS]

Run this after every edit of the roster, the Functions, the flow or .env. It checks the roster,
builds, deploys what changed, and publishes the flow if it changed. Calls in progress go on.

  --dry-run         say what would be done, and change nothing
  --allow-samples   deploy a roster with sample numbers, which ring nobody, for a trial
  --json            one JSON object per line: each step, then the end

"${ONCALL} setup" comes first, once.`;

const OPTIONS = { 'dry-run': FLAG, 'allow-samples': FLAG, json: FLAG } as const;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, OPTIONS);
    const isDry = values['dry-run'] ?? false;
    const steps = new Steps(values.json ?? false);
    const settings = Settings.in(machine.folder);
    await steps.run('roster', () => rosterStep(machine.folder, machine.now(), values['allow-samples'] ?? false));
    const account = await accountOf(settings, machine);
    const work: Work = { account, settings, machine, isDry };
    if ((await findDeployment(account)) === undefined) {
      throw new UserMistake(NOTHING_SET_UP);
    }
    await goLive(steps, work, false);
    steps.end(isDry ? 'Nothing was changed.' : 'Deployed.');
    return 0;
  },
};
