import type { Account } from '../../account/account';
import { findDeployment } from '../../account/deployment';
import { ONCALL } from '../../oncall';
import { UserMistake } from '../../mistake';
import { readFlowState } from './live';
import type { FlowState } from './live';
import { accountOf } from '../live/account';
import type { Outside } from '../machine';
import { Settings } from '../live/settings';

/** What the flow commands begin with. Throws a UserMistake when nothing is deployed that the flow could run. */
export async function flowAtHand(
  outside: Outside,
): Promise<{ readonly account: Account; readonly settings: Settings; readonly state: FlowState }> {
  const settings = Settings.in(outside.folder);
  const account = await accountOf(settings, outside);
  const deployment = await findDeployment(account);
  if (deployment?.buildSid === undefined) {
    throw new UserMistake(
      `the Functions that the flow runs are not deployed yet, so their SIDs are not known. Run "${ONCALL} setup" first.`,
    );
  }
  const state = await readFlowState(account, deployment, outside.folder, settings.get('FLOW_SID'));
  return { account, settings, state };
}
