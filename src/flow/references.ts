import type { FlowDefinition, State, Values } from '../studio/definition';

/** Where the Functions of a deployment are. */
export interface Deployed {
  /** `ZS…` */
  readonly serviceSid: string;
  /** `ZE…` */
  readonly environmentSid: string;
  /** The host, such as `oncall-1234.twil.io`. */
  readonly domain: string;
  /** Path, such as `/claim`, to the Function's SID, `ZH…`. */
  readonly functions: Readonly<Record<string, string>>;
}

/** What the file says in place of the SIDs of the service and of its environment. */
export const SERVICE_NAME = 'oncall';
export const ENVIRONMENT_NAME = 'production';

/** References that cannot be told apart or found; one sentence for each, with its widget. */
export class UnresolvedReferences extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'UnresolvedReferences';
    this.mistakes = mistakes;
  }
}

/**
 * The flow as an account has it: names of Functions become SIDs, and paths become addresses.
 *
 * @throws UnresolvedReferences for every name that is not deployed.
 */
export function withSids(flow: FlowDefinition, deployed: Deployed): FlowDefinition {
  return withReferences(flow, (widget, reference) => sidsOf(widget, reference, deployed));
}

/**
 * The flow as its file has it, the inverse of {@link withSids}.
 *
 * @throws UnresolvedReferences for every SID or address that is not of this deployment.
 */
export function withNames(flow: FlowDefinition, deployed: Deployed): FlowDefinition {
  return withReferences(flow, (widget, reference) => namesOf(widget, reference, deployed));
}

/** The properties of Run Function that say which Function. */
interface Reference {
  readonly service_sid: unknown;
  readonly environment_sid: unknown;
  readonly function_sid: unknown;
  readonly url: unknown;
}

type Resolved = { readonly values: Values } | { readonly mistakes: readonly string[] };

/** Whether a widget of this type runs a Twilio Function. */
export function runsFunction(type: string): boolean {
  return type === 'run-function' || type === 'run-function-v2';
}

/** The name by which the file refers to the Function at a path: `/claim` is `claim`. */
export function functionName(path: string): string {
  return path.replace(/^\//, '');
}

function withReferences(
  flow: FlowDefinition,
  resolve: (widget: string, reference: Reference) => Resolved,
): FlowDefinition {
  const mistakes: string[] = [];
  const states = flow.states.map((state): State => {
    if (!runsFunction(state.type)) return state;
    const { service_sid, environment_sid, function_sid, url } = state.properties;
    const resolved = resolve(state.name, { service_sid, environment_sid, function_sid, url });
    if ('values' in resolved) return { ...state, properties: { ...state.properties, ...resolved.values } };
    mistakes.push(...resolved.mistakes);
    return state;
  });
  if (mistakes.length > 0) throw new UnresolvedReferences(mistakes);
  return { ...flow, states };
}

function sidsOf(widget: string, reference: Reference, deployed: Deployed): Resolved {
  const { serviceSid, environmentSid, domain, functions } = deployed;
  const { url } = reference;
  const path = typeof url === 'string' ? url : '';
  const sid = Object.hasOwn(functions, path) ? functions[path] : undefined;
  const mistakes = [
    ...namedWrong(widget, 'service_sid', reference.service_sid, SERVICE_NAME),
    ...namedWrong(widget, 'environment_sid', reference.environment_sid, ENVIRONMENT_NAME),
  ];
  if (sid === undefined) {
    const known = Object.keys(functions).toSorted().join(', ');
    const has = known === '' ? 'nothing is deployed' : `deployed are ${known}`;
    mistakes.push(`widget ${widget}: there is no Function at ${shown(url)}; ${has}.`);
    return { mistakes };
  }
  mistakes.push(...namedWrong(widget, 'function_sid', reference.function_sid, functionName(path)));
  if (mistakes.length > 0) return { mistakes };
  return {
    values: {
      service_sid: serviceSid,
      environment_sid: environmentSid,
      function_sid: sid,
      url: `https://${domain}${path}`,
    },
  };
}

function namesOf(widget: string, reference: Reference, deployed: Deployed): Resolved {
  const { serviceSid, environmentSid, domain, functions } = deployed;
  const [path] = Object.entries(functions).find(([, sid]) => sid === reference.function_sid) ?? [];
  const mistakes = [
    ...sidWrong(widget, 'service_sid', reference.service_sid, serviceSid),
    ...sidWrong(widget, 'environment_sid', reference.environment_sid, environmentSid),
  ];
  if (path === undefined) {
    mistakes.push(
      `widget ${widget}: function_sid is ${shown(reference.function_sid)}, which is not a Function of this deployment; choose one of ${SERVICE_NAME} in the console, or deploy it.`,
    );
    return { mistakes };
  }
  mistakes.push(...sidWrong(widget, 'url', reference.url, `https://${domain}${path}`));
  if (mistakes.length > 0) return { mistakes };
  return {
    values: {
      service_sid: SERVICE_NAME,
      environment_sid: ENVIRONMENT_NAME,
      function_sid: functionName(path),
      url: path,
    },
  };
}

function namedWrong(widget: string, key: string, value: unknown, wanted: string): readonly string[] {
  return value === wanted ? [] : [`widget ${widget}: ${key} is ${shown(value)}; write "${wanted}".`];
}

function sidWrong(widget: string, key: string, value: unknown, wanted: string): readonly string[] {
  return value === wanted ? [] : [`widget ${widget}: ${key} is ${shown(value)}; this deployment has ${wanted}.`];
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
