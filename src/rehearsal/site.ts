import { ACCOUNT } from '../sandbox/account';
import { loadFlow, type Flow } from '../studio/flow';
import type { DeployedFunction } from '../studio/widget';
import { EXECUTION_ENDED } from './event-streams';
import { DeployedFunctions, type DeployedHostOptions } from './functions/deployed-functions';
import { FunctionHost, type HostOptions } from './functions/host';
import type { HttpRequest, HttpResponse } from './http';
import { latestPublished, type StoredRevision } from './twilio/flows/flow-store';
import { Resources } from './twilio/resources';
import type { Wiring } from './twilio/standing';

/** Whatever answers the requests to the domain of the Functions. */
export interface Functions {
  /** Never rejects: what goes wrong is a response, as it is for a client that sends such a request over the internet. */
  handle(request: HttpRequest): Promise<HttpResponse>;
}

/** The rehearsed world as the Functions find it. */
export interface FunctionsWorld extends HostOptions {
  /** Twilio's REST API, at once and without the faults that `send` meets. */
  readonly twilio: (request: HttpRequest) => HttpResponse;
}

/** The Functions, the flow and the roster of this project, as if they had been deployed. */
export interface ProjectDeployment {
  readonly flow: Flow;
  /** The folder with the built Functions. */
  readonly functionsFolder: string;
  /** Runs the Functions elsewhere than in this process, where `latencyMs`, `fateOf` and `seed` reach. */
  readonly functions?: (world: FunctionsWorld) => Functions;
  /** The deployed roster at this moment; undefined when none was deployed. */
  readonly roster: () => string | undefined;
  readonly fallbackNumbers?: readonly string[];
  /** Variables that are set otherwise than usual, read at each run: a change of a variable needs no deployment. */
  readonly variables?: () => Readonly<Record<string, string>>;
}

/** What tools have deployed to a local account, and nothing else: uploads, variables, published flows, sinks. */
export interface AccountDeployment {
  readonly resources: Resources;
  /** Where the Functions are deployed, such as `https://oncall-1234-dev.twil.io`. */
  readonly domain: string;
}

/** What is deployed in a rehearsal, and where. */
export interface Site {
  /** Without a slash at the end. */
  readonly domain: string;
  readonly callerId: string;
  readonly secret: string;
  /** Where calls and texts to the number lead. */
  readonly wiring: Wiring;
  readonly resources: Resources;
  readonly flows: readonly { readonly sid: string; readonly flow: Flow }[];
  readonly functions: (world: SiteWorld) => Functions;
  /** Whether a Run Function widget finds the Function that it names. */
  readonly finds: (url: string, named: DeployedFunction) => boolean;
  /** The addresses to which the end of an execution is reported at this moment. */
  readonly sinks: () => readonly string[];
}

type SiteWorld = DeployedHostOptions & Pick<FunctionsWorld, 'twilio'>;

const DOMAIN = 'https://oncall-0000.twil.io';
const FLOW_SID = 'FW00000000000000000000000000000000';
const CALLER_ID = '+12025550100';
const SECRET = 'rehearsal-alert-secret';
const EVENTS = { user: 'events', password: 'rehearsal-events-password' };

/** The account and the variables with which the Functions of this project are deployed in a rehearsal. */
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

/** The project as it lies on this machine. Its flow names Functions by their path. */
export function projectSite(deployment: ProjectDeployment, nowMs: number): Site {
  const { flow, functionsFolder, functions, roster, fallbackNumbers, variables } = deployment;
  const resources = new Resources();
  resources.flows.put({
    sid: FLOW_SID,
    later: [],
    first: revisionOf(flow, 'published', nowMs),
  });
  const { account, environment } = deploymentOf(fallbackNumbers);
  const sink = `${DOMAIN.replace('://', `://${EVENTS.user}:${EVENTS.password}@`)}/studio-events`;
  return {
    domain: DOMAIN,
    callerId: CALLER_ID,
    secret: SECRET,
    wiring: { voiceUrl: `${DOMAIN}/call-in`, smsUrl: `${DOMAIN}/text-in` },
    resources,
    flows: [{ sid: FLOW_SID, flow }],
    functions: (world) => {
      const whole: FunctionsWorld = {
        ...world,
        account,
        get environment() {
          return { ...environment, ...variables?.() };
        },
        folder: functionsFolder,
        domain: DOMAIN,
        asset: (path) => (path === '/roster.json' ? roster() : undefined),
      };
      return functions?.(whole) ?? new FunctionHost(whole);
    },
    finds: () => true,
    sinks: () => [sink],
  };
}

/** The first revision of a flow that is made now. */
export function revisionOf({ definition }: Flow, status: StoredRevision['status'], nowMs: number): StoredRevision {
  return { number: 1, friendlyName: 'On-call', status, definition, commitMessage: undefined, createdAtMs: nowMs };
}

/** What was deployed to an account, read at each use, so that tools may go on deploying. */
export function accountSite({ resources, domain }: AccountDeployment): Site {
  const { serverless, flows, events } = resources;
  const variables = serverless.deployedAt(new URL(domain).host)?.variables ?? {};
  let deployed: DeployedFunctions | undefined;
  return {
    domain,
    callerId: variables['CALLER_ID'] ?? CALLER_ID,
    secret: variables['ALERT_SECRET'] ?? SECRET,
    // As a set-up leaves it.
    wiring: {},
    resources,
    flows: flows.all().flatMap((flow) => {
      const revision = latestPublished(flow);
      return revision === undefined ? [] : [{ sid: flow.sid, flow: loadFlow(revision.definition) }];
    }),
    functions: (world) => {
      deployed = new DeployedFunctions(serverless, world);
      return deployed;
    },
    finds: (url, named) => deployed?.finds(url, named) ?? false,
    sinks: () => events.sinksOf(EXECUTION_ENDED).map(({ destination }) => destination),
  };
}
