import { FALLBACK_TEAM, plansFrom, type Plans } from '../escalation/plans';
import type { DueTeam } from '../escalation/ports';
import type { Health } from '../signing/request';
import { maskNumbers } from '../text/phone-number';
import { now } from './desk';
import { requestsFor, rosterText, type FunctionContext } from './function-context';
import { readDueIndex } from './due-map';
import { inspectEnvironment, unusableFallbackNumbers, type Environment } from './environment';
import { obstaclesFor, type Obstacles } from './obstacles';
import { messageOf } from './requests';
import { VERSION } from './version';

/**
 * Whether an alarm that came now would reach somebody: the variables, the roster, who is on call, one read of Sync, and what
 * Twilio says of the flow, the caller ID and the account. Nothing here throws, because a heartbeat is there to hear what is
 * wrong.
 */
export async function healthOf(context: FunctionContext, index: Promise<unknown>): Promise<Health> {
  const { environment, mistakes } = inspectEnvironment(context);
  const unset = [...mistakes.values()].map((mistake) => `${mistake}. Set it in .env and deploy again.`);
  if (unusableFallbackNumbers(context).length > 0) {
    unset.push(
      'FALLBACK_NUMBERS holds something that is not a number (a plus sign and digits only). Correct it in .env and deploy again.',
    );
  }
  const plans = plansFrom(deployedRoster(), environment.fallbackNumbers);
  const rosterTrouble = plans.trouble === undefined ? [] : [plans.trouble];
  const gaps = plans.trouble === undefined ? gapsIn(plans) : [];
  const asked = {
    ...(mistakes.has('FLOW_SID') ? {} : { flow: environment.flow }),
    ...(mistakes.has('CALLER_ID') ? {} : { callerId: environment.callerId }),
  };
  const [sync, { flow, callerId, account }] = await Promise.all([troubleWithSync(index), askTwilio(context, asked)]);
  return {
    version: VERSION,
    roster: plans.trouble === undefined,
    onCall: plans.trouble === undefined && gaps.length === 0,
    flow: !mistakes.has('FLOW_SID') && flow.length === 0,
    sync: sync.length === 0,
    problems: [...unset, ...rosterTrouble, ...gaps, ...account, ...flow, ...callerId, ...sync].map(maskNumbers),
  };
}

/** An asset that cannot be opened is a roster that was not deployed. */
function deployedRoster(): string | undefined {
  try {
    return rosterText();
  } catch {
    return undefined;
  }
}

function gapsIn(plans: Plans): string[] {
  return plans.teams
    .filter((team) => team !== FALLBACK_TEAM)
    .map((team) => plans.planFor(team, now()))
    .filter(({ trouble }) => trouble !== undefined)
    .map(({ teamName, order }) =>
      order.length === 0
        ? `Nobody is on call in team ${teamName}, and FALLBACK_NUMBERS is empty.`
        : `Nobody is on call in team ${teamName}: the fallback numbers would be called.`,
    );
}

/** All requests go at once, so that this takes no longer than the slowest of them may. */
async function askTwilio(
  context: FunctionContext,
  asked: Partial<Pick<Environment, 'flow' | 'callerId'>>,
): Promise<Obstacles> {
  try {
    return await obstaclesFor(requestsFor(context), asked);
  } catch {
    // Without time, or a client, nothing is known, and what is not known does not count as a problem.
    return { flow: [], callerId: [], account: [] };
  }
}

/** The teams of which something is due, read once for the health and for what is done about it. Rejects when it cannot be read. */
export async function readDue(context: FunctionContext): Promise<readonly DueTeam[] | undefined> {
  const { environment } = inspectEnvironment(context);
  return readDueIndex(requestsFor(context), environment.syncService, deployedRoster());
}

async function troubleWithSync(index: Promise<unknown>): Promise<string[]> {
  try {
    await index;
    return [];
  } catch (error) {
    return [`The boards in Sync cannot be read. ${messageOf(error)}`];
  }
}
