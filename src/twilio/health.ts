import { FALLBACK_TEAM, plansFrom } from '../escalation/plans';
import type { Plans } from '../escalation/plans';
import type { Health } from '../signing/request';
import { now, requestsFor, rosterText } from './desk';
import type { FunctionContext } from './desk';
import { inspectEnvironment } from './environment';
import type { Environment } from './environment';
import { maskNumbers } from '../roster/phone-number';
import { pageOf } from './page';
import { obstaclesFor } from './obstacles';
import type { Obstacles } from './obstacles';
import { describe, messageOf } from './requests';
import type { Requests } from './requests';
import { VERSION } from './version';

/**
 * Whether an alarm that came now would reach somebody: the variables, the roster, who is on call, one read of Sync, and what
 * Twilio says of the flow, the caller ID and the account. Nothing here throws, because a heartbeat is there to hear what is
 * wrong.
 */
export async function healthOf(context: FunctionContext): Promise<Health> {
  const { environment, mistakes } = inspectEnvironment(context);
  const unset = [...mistakes.values()].map((mistake) => `${mistake}. Set it in .env and deploy again.`);
  if (environment.unusableFallbackNumbers.length > 0) {
    unset.push(
      'FALLBACK_NUMBERS holds what is no number (a plus sign and digits only). Correct it in .env and deploy again.',
    );
  }
  const plans = deployedPlans(environment.fallbackNumbers);
  const rosterTrouble = plans.trouble === undefined ? [] : [plans.trouble];
  const gaps = plans.trouble === undefined ? gapsIn(plans) : [];
  const { sync, flow, callerId, account } = await askTwilio(context, {
    syncService: environment.syncService,
    ...(mistakes.has('FLOW_SID') ? {} : { flow: environment.flow }),
    ...(mistakes.has('CALLER_ID') ? {} : { callerId: environment.callerId }),
  });
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
function deployedPlans(fallbackNumbers: readonly string[]): Plans {
  let text: string | undefined;
  try {
    text = rosterText();
  } catch {
    text = undefined;
  }
  return plansFrom(text, fallbackNumbers);
}

function gapsIn(plans: Plans): string[] {
  return plans.teams
    .filter((team) => team !== FALLBACK_TEAM)
    .map((team) => plans.planFor(team, now()))
    .filter(({ trouble }) => trouble !== undefined)
    .map(({ teamName, order }) =>
      order.length === 0
        ? `Nobody is on call in team ${teamName}, and FALLBACK_NUMBERS names nobody either.`
        : `Nobody is on call in team ${teamName}: the fallback numbers would be called.`,
    );
}

interface Asked extends Partial<Pick<Environment, 'flow' | 'callerId'>> {
  readonly syncService: string;
}

/** All requests go at once, so that this takes no longer than the slowest of them may. */
async function askTwilio(
  context: FunctionContext,
  { syncService, ...asked }: Asked,
): Promise<Obstacles & { readonly sync: readonly string[] }> {
  try {
    const requests = requestsFor(context);
    const [sync, obstacles] = await Promise.all([
      troubleWithSync(requests, syncService),
      obstaclesFor(requests, asked),
    ]);
    return { sync, ...obstacles };
  } catch (error) {
    return { sync: [`The boards in Sync cannot be read. ${messageOf(error)}`], flow: [], callerId: [], account: [] };
  }
}

/** Lists documents rather than reads a board: a board that is not there yet answers 404, and so does a wrong service. */
async function troubleWithSync(requests: Requests, service: string): Promise<string[]> {
  const reply = await requests.send(
    ({ sync }) => sync.v1.services(service).documents.page({ pageSize: 1 }),
    pageOf('documents'),
  );
  if (reply.is === 'granted') return [];
  return [`The boards in Sync cannot be read. ${reply.is === 'lost' ? reply.why : describe(reply.refusal)}`];
}
