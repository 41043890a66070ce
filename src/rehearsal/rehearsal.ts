import { seededChance } from './chance';
import { sleep } from './clock';
import type { Clock } from './clock';
import { deliveredOnce, EventStreams } from './event-streams';
import type { EventTimes } from './event-streams';
import { FunctionHost } from './functions/host';
import type { HostOptions } from './functions/host';
import type { HttpRequest, HttpResponse } from './http';
import { Ledger } from './ledger';
import { everythingArrives, Network } from './network';
import type { FateOf } from './network';
import type { Behaviour } from './phones/call';
import { Phones } from './phones/phones';
import type { DeliveryPolicy } from './queue/delivery-policy';
import { inOrder } from './queue/delivery-policy';
import { fetchOver } from './queue/fetch-over';
import { lambdaHost } from './queue/lambda-host';
import type { LambdaWorld } from './queue/lambda-host';
import { LocalQueue } from './queue/local-queue';
import type { LambdaHandler, QueueSettings } from './queue/local-queue';
import { localTopic } from './queue/local-topic';
import type { LocalTopic } from './queue/local-topic';
import { Executions } from './studio/executions';
import type { StudioSwitches } from './studio/executions';
import type { Flow } from './studio/flow';
import { formSignature } from './twilio/signature';
import { LocalTwilio } from './twilio/local-twilio';
import type { TwilioSwitches } from './twilio/world';

/** Every behaviour of Twilio that no page settles; the stories run under each. */
export type Switches = StudioSwitches & TwilioSwitches;

/** What Twilio most probably does. */
export const LIKELY: Switches = {
  hangUpInGather: 'ends',
  activeBy: 'contact',
  endingHangsUp: true,
  undefinedLiquid: 'empty',
  syncNotFoundCode: 54100,
};

/** Whatever answers the requests to the domain of the Functions. */
export interface Functions {
  /** Never rejects: what goes wrong is a response, as it is to whoever sends such a request over the internet. */
  handle(request: HttpRequest): Promise<HttpResponse>;
}

/** The rehearsed world as the Functions find it. */
export interface FunctionsWorld extends HostOptions {
  /** Twilio's REST API, at once and without the faults that `send` meets. */
  readonly twilio: (request: HttpRequest) => HttpResponse;
}

export interface RehearsalOptions {
  readonly clock: Clock;
  readonly behaviour: Behaviour;
  readonly flow: Flow;
  /** The folder with the built Functions, and the built Lambda. */
  readonly functionsFolder: string;
  readonly lambdaFile: string;
  /** Runs the Functions elsewhere than in this process, where `latencyMs`, `fateOf` and `seed` reach. */
  readonly functions?: (world: FunctionsWorld) => Functions;
  /** The deployed roster at this moment; undefined when none was deployed. */
  readonly roster: () => string | undefined;
  readonly fallbackNumbers?: readonly string[];
  readonly switches?: Partial<Switches>;
  readonly seed?: number;
  /** How long each Twilio request of a Function takes, in milliseconds. */
  readonly latencyMs?: number;
  readonly fateOf?: FateOf;
  readonly eventTimes?: EventTimes;
  readonly deliveryPolicy?: DeliveryPolicy;
  /** What the queue and the Lambda are deployed with, where it differs from the usual. */
  readonly queueSettings?: Partial<QueueSettings>;
  readonly lambdaSettings?: Partial<Pick<LambdaWorld, 'env' | 'limitSeconds' | 'modules'>>;
  /** The Twilio error code that texts to a number meet. */
  readonly textPolicy?: (to: string) => number | undefined;
}

// Twilio's runtime accepts an auth token of 32 characters only.
const ACCOUNT = { sid: 'AC00000000000000000000000000000000', authToken: 'rehearsal-auth-token-of-nobody-0' };
const DOMAIN = 'https://oncall-0000.twil.io';
const FLOW_SID = 'FW00000000000000000000000000000000';
const CALLER_ID = '+12025550100';
const SECRET = 'rehearsal-alert-secret';
const EVENTS = { user: 'events', password: 'rehearsal-events-password' };

/** The account and the variables with which every rehearsal's Functions are deployed. */
export function deploymentOf(fallbackNumbers: readonly string[] = []): Pick<HostOptions, 'account' | 'environment'> {
  return {
    account: ACCOUNT,
    environment: {
      ALERT_SECRET: SECRET,
      FLOW_SID,
      CALLER_ID,
      EVENTS_PASSWORD: EVENTS.password,
      FALLBACK_NUMBERS: fallbackNumbers.join(','),
    },
  };
}

/** Between a request that Twilio or AWS sends and the Function that it starts. */
const DISPATCH_MS = 50;

/**
 * The whole chain in one process: topic, queue, the built Lambda, the built Functions, the flow, and phones. Only the cloud
 * is made up, and it is strict: the local Twilio refuses what Twilio refuses.
 *
 * Not reproduced: carriers, voicemail timing as it really is, quotas, and reads of Sync that lag behind its writes.
 */
export class Rehearsal {
  readonly ledger: Ledger;
  readonly twilio: LocalTwilio;
  readonly executions: Executions;
  readonly host: Functions;
  /** The built Lambda, as SNS or CloudWatch would invoke it directly. */
  readonly lambda: LambdaHandler;
  readonly queue: LocalQueue;
  readonly topic: LocalTopic;
  readonly events: EventStreams;
  readonly callerId = CALLER_ID;
  readonly alarmUrl = `${DOMAIN}/alarm`;
  readonly secret = SECRET;
  readonly account = ACCOUNT;
  readonly domain = DOMAIN;

  constructor(options: RehearsalOptions) {
    const { clock } = options;
    const chance = seededChance(options.seed ?? 1);
    const switches: Switches = { ...LIKELY, ...options.switches };
    const { newSid } = chance;
    this.ledger = new Ledger(() => clock.now());
    const { ledger } = this;
    const phones = new Phones({ clock, ledger, behaviour: options.behaviour });
    this.executions = new Executions({
      clock,
      ledger,
      phones,
      switches,
      newSid,
      accountSid: ACCOUNT.sid,
      runFunction: async ({ url, parameters }) => {
        await sleep(clock, DISPATCH_MS);
        const { status, headers, body } = await this.host.handle(signedByTwilio(url, parameters));
        return { status, contentType: headers['content-type'] ?? '', body };
      },
      sendMessage: () => false,
      ended: (record) => this.events.executionEnded(record),
    });
    this.executions.addFlow(FLOW_SID, options.flow);
    this.twilio = new LocalTwilio({
      clock,
      ledger,
      account: ACCOUNT,
      numbers: [CALLER_ID],
      executions: this.executions,
      switches,
      newSid,
      ...(options.textPolicy === undefined ? {} : { textPolicy: options.textPolicy }),
    });
    const network = new Network({
      clock,
      latencyMs: options.latencyMs ?? 100,
      fateOf: options.fateOf ?? everythingArrives,
      handle: (request) => this.twilio.handle(request),
    });
    const world: FunctionsWorld = {
      ...deploymentOf(options.fallbackNumbers),
      clock,
      ledger,
      folder: options.functionsFolder,
      domain: DOMAIN,
      asset: (path) => (path === '/roster.json' ? options.roster() : undefined),
      send: (invocation, request) => network.send(invocation, request),
      chance,
      twilio: (request) => this.twilio.handle(request),
    };
    this.host = options.functions?.(world) ?? new FunctionHost(world);
    this.lambda = lambdaHost(options.lambdaFile, {
      clock,
      ledger,
      env: { FUNCTION_URL: this.alarmUrl, ALERT_SECRET: SECRET },
      fetch: fetchOver(async (request) => {
        await sleep(clock, DISPATCH_MS);
        return this.host.handle(request);
      }),
      ...options.lambdaSettings,
    });
    this.queue = new LocalQueue(clock, ledger, this.lambda, {
      ...options.queueSettings,
      policy: options.deliveryPolicy ?? inOrder,
    });
    this.topic = localTopic(this.queue);
    this.events = new EventStreams({
      clock,
      sink: { url: `${DOMAIN}/studio-events`, ...EVENTS },
      times: options.eventTimes ?? deliveredOnce,
      post: (request) => this.host.handle(request),
    });
  }

  /** Whether nothing is left to happen: no message in the queue, no execution active, no event on its way. */
  isAtRest(): boolean {
    return this.queue.depth === 0 && this.isQuiet();
  }

  /** Whether no phone will ring before the queue brings a message back: no execution active, no event on its way. */
  isQuiet(): boolean {
    return !this.#isExecutionActive() && this.events.pending === 0;
  }

  /** An execution that is stuck does nothing any more, though it blocks its contact. */
  #isExecutionActive(): boolean {
    return this.executions
      .list(FLOW_SID)
      .some(({ sid, status }) => status === 'active' && !this.executions.isStuck(sid));
  }

  /** Reads something from the local Twilio as its owner may, for example a board. */
  read(url: string): unknown {
    const authorization = `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64')}`;
    const { status, body } = this.twilio.handle({ method: 'GET', url, headers: { authorization }, body: '' });
    return status === 200 ? JSON.parse(body) : undefined;
  }
}

/** The flow names Functions by their path; Twilio posts their parameters as a form and signs it. */
function signedByTwilio(path: string, parameters: Readonly<Record<string, string>>) {
  const url = new URL(path, DOMAIN).href;
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': formSignature(ACCOUNT.authToken, url, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}
