import { ONCALL } from '../oncall';
import { field } from '../text/json';
import { accountAddress, flowAddress } from './address';
import { causeOf } from './cause';
import type { Environment } from './environment';
import { pageOf } from './page';
import type { Reply, Requests } from './requests';

/** What Twilio says stands in the way of every call or SMS, in sentences: empty where nothing is known to. */
export interface Obstacles {
  readonly flow: readonly string[];
  readonly callerId: readonly string[];
  readonly account: readonly string[];
}

type Asked = Pick<Environment, 'flow' | 'callerId'>;

/**
 * Asks Twilio about the flow, the caller ID and the account, all at once; what is unset is not asked about. Only what Twilio
 * itself says counts: what cannot be read just now does not count. Throws Unreachable when no time is left.
 */
export async function obstaclesFor(requests: Requests, { flow, callerId }: Partial<Asked>): Promise<Obstacles> {
  const [ofFlow, ofCallerId, ofAccount] = await Promise.all([
    flow === undefined ? [] : flowObstacles(requests, flow),
    callerId === undefined ? [] : callerIdObstacles(requests, callerId),
    accountObstacles(requests),
  ]);
  return { flow: ofFlow, callerId: ofCallerId, account: ofAccount };
}

/** `LatestPublished` is not found for a flow that is not there, and for one that is a draft only (docs: flow-revision). */
async function flowObstacles(requests: Requests, flow: string): Promise<string[]> {
  const reply = await requests.send({ uri: flowAddress(flow, 'Revisions', 'LatestPublished') }, (revision) =>
    field(revision, 'sid') === flow ? flow : undefined,
  );
  if (reply.is !== 'refused' || reply.refusal.status !== 404) return [];
  return [
    `FLOW_SID is not a published flow of this account, so nobody can be called. Publish it in Studio, or run ${ONCALL} setup.`,
  ];
}

/** Calls may come from a number that was bought, or was verified; SMS only from one that was bought (error 21601). */
async function callerIdObstacles(requests: Requests, callerId: string): Promise<string[]> {
  const params = { PhoneNumber: callerId };
  const [bought, verified] = await Promise.all([
    requests.send(
      { uri: accountAddress(requests.account, 'IncomingPhoneNumbers'), params },
      pageOf('incoming_phone_numbers'),
    ),
    requests.send(
      { uri: accountAddress(requests.account, 'OutgoingCallerIds'), params },
      pageOf('outgoing_caller_ids'),
    ),
  ]);
  if (bought.is !== 'granted') return [];
  const number = bought.value.find((each) => field(each, 'phone_number') === callerId);
  if (number !== undefined) {
    const cannot = (what: string): boolean => field(field(number, 'capabilities'), what) === false;
    return [
      ...(cannot('voice') ? [`CALLER_ID cannot make calls, so nobody can be called. ${BUY}`] : []),
      ...(cannot('sms') ? [`CALLER_ID cannot send SMS, ${NO_SMS}. ${BUY}`] : []),
    ];
  }
  if (verified.is !== 'granted') return [];
  return verified.value.some((each) => field(each, 'phone_number') === callerId)
    ? [`CALLER_ID is a verified number: it can call, but it cannot send SMS, ${NO_SMS}. ${BUY}`]
    : [`CALLER_ID is not a number of this account, so nobody can be called or texted. ${BUY}`];
}

const NO_SMS = 'so nobody gets the details, nor learns that nobody took an incident';

const BUY = 'Write a number of this account with Voice and SMS into .env and deploy again.';

async function accountObstacles(requests: Requests): Promise<string[]> {
  const reply: Reply<unknown> = await requests.send({ uri: accountAddress(requests.account) }, (account) =>
    field(account, 'sid') === requests.account ? field(account, 'status') : undefined,
  );
  if (reply.is === 'lost') return [];
  if (reply.is === 'refused') {
    return causeOf(reply.refusal) === 'account'
      ? [`Twilio refuses this account (error ${reply.refusal.code}), so nobody can be called or texted. ${LOOK}`]
      : [];
  }
  // Twilio suspends an account whose balance is used up (error 10001); one that is paid by invoice may be below zero.
  return reply.value === 'suspended' || reply.value === 'closed'
    ? [`The Twilio account is ${reply.value}, so nobody can be called or texted. ${PAY}`]
    : [];
}

const LOOK =
  'Look at the first page of the Twilio console: it may be suspended, its balance used up, or its auth token changed.';

const PAY = 'Look at the first page of the Twilio console: its balance may be used up.';
