import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { ACCOUNT } from '../sandbox/account';
import { seededChance } from './chance';
import { sleep, type Clock } from './clock';
import { deliveredOnce, EventStreams, type EventTimes } from './event-streams';
import type { HttpRequest, HttpResponse } from './http';
import { isSignedByTwilio, NOT_SIGNED } from './functions/signed';
import { Ledger } from './ledger';
import { everythingArrives, Network, type FateOf } from './network';
import type { Behaviour } from './phones/behaviour';
import { Switchboard } from './inbound/switchboard';
import type { FunctionSwitches } from './functions/host';
import type { WebhookFate, WebhookSwitches } from './inbound/webhooks';
import { Phones } from './phones/phones';
import { inOrder, type DeliveryPolicy } from './queue/delivery-policy';
import { fetchOver } from './queue/fetch-over';
import { lambdaHost, type LambdaWorld } from './queue/lambda-host';
import { LocalQueue, type LambdaHandler, type QueueSettings } from './queue/local-queue';
import { localTopic, type LocalTopic } from './queue/local-topic';
import { accountSite, projectSite, revisionOf } from './site';
import type { AccountDeployment, Functions, ProjectDeployment, Site } from './site';
import { Executions, type StudioSwitches } from './studio/executions';
import { FlowRefused } from '../studio/flow';
import { liquidVoices } from './twilio/flows/definition-errors';
import { LocalTwilio } from './twilio/local-twilio';
import type { Standing, StandingOptions } from './twilio/standing';
import type { TwilioSwitches } from './twilio/world';

export { deploymentOf } from './site';
export type { Functions, FunctionsWorld } from './site';

/** Every behaviour of Twilio that no page settles; the stories run under each. */
export type Switches = StudioSwitches & TwilioSwitches & WebhookSwitches & FunctionSwitches;

/** What Twilio most probably does. */
export const LIKELY: Switches = {
  hangUpInGather: 'ends',
  activeBy: 'contact',
  endingHangsUp: true,
  undefinedLiquid: 'empty',
  syncNotFoundCode: 54100,
  syncMismatchCode: 54103,
  suspendedCode: 20003,
  suspendedFrom: 'calls and messages',
  unpublishedFlowCode: 20404,
  foreignCaller: 'refused',
  senderCodes: 'old',
  optOutWords: 'reach the webhook',
  lostReply: 'fails',
  crowdedStatus: 429,
  liquidInVoice: 'taken',
};

/** A rehearsal of this project. */
export type RehearsalOptions = Surroundings & ProjectDeployment;

/** A rehearsal of what was deployed to a local account. */
export type AccountRehearsalOptions = Surroundings & AccountDeployment;

/** The made-up world around what is deployed. */
interface Surroundings {
  readonly clock: Clock;
  readonly behaviour: Behaviour;
  /** The built Lambda. */
  readonly lambdaFile: string;
  /** How Twilio regards the account: active and paid for when left out. */
  readonly standing?: Pick<StandingOptions, 'status' | 'type' | 'balance'>;
  /** The numbers that the account owns; one that can call and text when left out. */
  readonly numbers?: StandingOptions['numbers'];
  readonly messagingServices?: StandingOptions['messagingServices'];
  /** Verified numbers of others. */
  readonly callerIds?: readonly string[];
  readonly switches?: Partial<Switches>;
  readonly seed?: number;
  /** How long each Twilio request of a Function takes, in milliseconds. */
  readonly latencyMs?: number;
  readonly fateOf?: FateOf;
  /** What becomes of each request to the number's own addresses, by path and count from 1; all arrive when left out. */
  readonly webhookFateOf?: (path: string, count: number) => WebhookFate;
  /**
   * How far the clock that each run of a Function sees is ahead, in milliseconds, by the number of the run, from 1: Twilio
   * promises nothing of its containers' clocks. All are right when left out.
   */
  readonly clockOffsetMs?: (run: number) => number;
  /** For how long each run of a Function keeps one of the account's 30 places at least, in milliseconds. */
  readonly leastRunMs?: number;
  readonly eventTimes?: EventTimes;
  readonly deliveryPolicy?: DeliveryPolicy;
  /** What the queue and the Lambda are deployed with, where it differs from the usual. */
  readonly queueSettings?: Partial<QueueSettings>;
  readonly lambdaSettings?: Partial<Pick<LambdaWorld, 'env' | 'limitSeconds' | 'modules'>>;
  /** The Twilio error code that texts to a number meet. */
  readonly textPolicy?: (to: string) => number | undefined;
}

/** Between a request that Twilio or AWS sends and the Function that it starts. */
const DISPATCH_MS = 50;

/**
 * The whole chain in one process: topic, queue, the built Lambda, the built Functions, the flow, and phones. Only the cloud
 * is made up, and it is strict: the local Twilio refuses what Twilio refuses.
 *
 * Not reproduced: carriers, voicemail timing as it really is, and most quotas.
 */
export class Rehearsal {
  readonly ledger: Ledger;
  readonly twilio: LocalTwilio;
  readonly executions: Executions;
  /** What people do of their own accord: ring, text, open links. */
  readonly reach: Switchboard;
  readonly host: Functions;
  /** The built Lambda, as SNS or CloudWatch would invoke it directly. */
  readonly lambda: LambdaHandler;
  readonly queue: LocalQueue;
  readonly topic: LocalTopic;
  readonly events: EventStreams;
  readonly callerId: string;
  readonly alarmUrl: string;
  readonly secret: string;
  readonly account = ACCOUNT;
  readonly #clock: Clock;
  readonly #site: Site;
  /** Without a slash at the end. */
  readonly domain: string;

  constructor(options: RehearsalOptions | AccountRehearsalOptions) {
    const { clock } = options;
    const chance = seededChance(options.seed ?? 1);
    const switches: Switches = { ...LIKELY, ...options.switches };
    const { newSid } = chance;
    this.ledger = new Ledger(() => clock.now());
    const { ledger } = this;
    const site = 'resources' in options ? accountSite(options) : projectSite(options, clock.now());
    this.#clock = clock;
    this.#site = site;
    this.domain = site.domain;
    this.alarmUrl = `${site.domain}/alarm`;
    this.callerId = site.callerId;
    this.secret = site.secret;
    const phones = new Phones({ clock, ledger, behaviour: options.behaviour, reach: () => this.reach });
    this.reach = new Switchboard({
      clock,
      ledger,
      phones,
      twilio: () => this.twilio,
      account: ACCOUNT,
      switches,
      newSid,
      post: (request) => this.#internet(request),
      fateOf: options.webhookFateOf ?? (() => 'arrives'),
    });
    this.executions = new Executions({
      clock,
      ledger,
      phones,
      switches,
      newSid,
      accountSid: ACCOUNT.sid,
      runFunction: async ({ url, parameters, deployed }) => {
        await sleep(clock, DISPATCH_MS);
        if (!site.finds(url, deployed)) return { status: 404, contentType: 'text/plain', body: 'Not Found' };
        const request = signedByTwilio(new URL(url, site.domain).href, parameters);
        const { status, headers, body } = await this.host.handle(request);
        return { status, contentType: headers['content-type'] ?? '', body };
      },
      sendMessage: () => false,
      canCallFrom: (from) => this.standing.canCallFrom(from),
      ended: (record) => this.events.executionEnded(record),
    });
    for (const { sid, flow } of site.flows) {
      const voices = switches.liquidInVoice === 'refused' ? liquidVoices(flow.definition) : [];
      if (voices.length > 0) throw new FlowRefused(voices);
      this.executions.addFlow(sid, flow);
    }
    this.twilio = new LocalTwilio({
      clock,
      ledger,
      account: ACCOUNT,
      standing: {
        ...options.standing,
        numbers: options.numbers ?? [{ number: this.callerId }],
        wiring: site.wiring,
        messagingServices: options.messagingServices ?? [],
        callerIds: options.callerIds ?? [],
      },
      resources: site.resources,
      executions: this.executions,
      inbound: this.reach,
      switches,
      newSid,
      ...(options.textPolicy === undefined ? {} : { textPolicy: options.textPolicy }),
    });
    const network = new Network({
      clock,
      latencyMs: options.latencyMs ?? 100,
      fateOf: options.fateOf ?? everythingArrives,
      handle: (request, readsAgeMs) => this.twilio.handle(request, readsAgeMs),
    });
    const functions = site.functions({
      account: ACCOUNT,
      clock,
      ledger,
      send: (invocation, request) => network.send(invocation, request),
      clockOffsetMs: options.clockOffsetMs,
      leastRunMs: options.leastRunMs,
      crowdedStatus: switches.crowdedStatus,
      chance,
      twilio: (request) => this.twilio.handle(request),
    });
    this.host = {
      handle: async (request) => {
        const isShut = switches.suspendedFrom === 'everything' && this.standing.status !== 'active';
        return isShut ? SHUT : functions.handle(request);
      },
    };
    this.lambda = lambdaHost(options.lambdaFile, {
      clock,
      ledger,
      env: { FUNCTION_URL: this.alarmUrl, ALERT_SECRET: this.secret },
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
      sinks: site.sinks,
      times: options.eventTimes ?? deliveredOnce,
      post: (request) => this.host.handle(request),
    });
  }

  /** Whether nothing is left to happen: no message in the queue, no execution active, no event on its way, nobody reaching back. */
  isAtRest(): boolean {
    return this.queue.depth === 0 && this.isQuiet();
  }

  /** Whether no phone will ring before the queue brings a message back: no execution active, no event on its way. */
  isQuiet(): boolean {
    return !this.executions.isAnyActive() && this.events.pending === 0 && this.reach.isQuiet;
  }

  /** What answers at an address: the Functions, or a TwiML Bin, which asks for Twilio's signature, as they do. */
  async #internet(request: HttpRequest): Promise<HttpResponse | undefined> {
    const { hostname, pathname } = new URL(request.url);
    if (hostname.endsWith('.twil.io')) return this.host.handle(request);
    const twiml = hostname === 'handler.twilio.com' ? this.#site.resources.twimlBins.get(pathname.slice(7)) : undefined;
    if (twiml === undefined) return undefined;
    if (!isSignedByTwilio(ACCOUNT.authToken, request)) return NOT_SIGNED;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: twiml };
  }

  /** How the account stands with Twilio from now on is for a story to change. */
  get standing(): Standing {
    return this.twilio.standing;
  }

  /**
   * Lets the flow that is deployed stand so in the account from now on: published, as a draft that nobody ever published, or not
   * at all. Under another SID, which `sid` may be, it is another flow. Executions that run go on.
   */
  setFlow(state: 'published' | 'draft' | 'missing', sid = this.#site.flows[0]?.sid): void {
    const [deployed] = this.#site.flows;
    if (deployed === undefined || sid === undefined) throw new Error('Nothing is deployed, so there is no flow.');
    const { flow } = deployed;
    const { flows } = this.#site.resources;
    if (state === 'missing') flows.remove(sid);
    else flows.put({ sid, first: revisionOf(flow, state, this.#clock.now()), later: [] });
    if (state === 'published') this.executions.addFlow(sid, flow);
    else this.executions.removeFlow(sid);
  }

  /** What a person does in the console: a TwiML Bin, which answers at `https://handler.twilio.com/twiml/SID`. */
  setTwimlBin(sid: string, twiml: string): void {
    this.#site.resources.twimlBins.set(sid, twiml);
  }

  /** Reads something from the local Twilio as its owner may, for example a board. */
  read(url: string): unknown {
    const authorization = `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64')}`;
    const { status, body } = this.twilio.handle({ method: 'GET', url, headers: { authorization }, body: '' });
    return status === 200 ? JSON.parse(body) : undefined;
  }
}

/** What the domain of a suspended account answers, where its Functions do not run. No page says; 403 is what errors/403 names for it. */
const SHUT: HttpResponse = { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden' };

/** Twilio posts the parameters of a Function as a form and signs it. */
function signedByTwilio(url: string, parameters: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(ACCOUNT.authToken, url, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}
