import type { Account } from '../../account/account';
import { findDeployment } from '../../account/deployment';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { accountOf } from '../live/account';
import { Settings } from '../live/settings';
import type { Machine } from '../machine';
import { readFlowState, type FlowState } from './live';

/** What the flow commands begin with. Throws a UserMistake when nothing is deployed that the flow could run. */
export async function readBothFlows(
  machine: Machine,
): Promise<{ readonly account: Account; readonly settings: Settings; readonly state: FlowState }> {
  const settings = Settings.in(machine.folder);
  const account = await accountOf(settings, machine);
  const deployment = await findDeployment(account);
  if (deployment?.buildSid === undefined) {
    throw new UserMistake(
      `the Functions that the flow runs are not deployed yet, so their SIDs are not known. Run "${ONCALL} setup" first.`,
    );
  }
  const state = await readFlowState(account, deployment, machine.folder, settings.get('FLOW_SID'));
  return { account, settings, state };
}
