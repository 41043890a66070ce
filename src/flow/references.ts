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
  return withReferences(flow, (widget, reference) => translated(widget, reference, deployed, 'file'));
}

/**
 * The flow as its file has it, the inverse of {@link withSids}.
 *
 * @throws UnresolvedReferences for every SID or address that is not of this deployment.
 */
export function withNames(flow: FlowDefinition, deployed: Deployed): FlowDefinition {
  return withReferences(flow, (widget, reference) => translated(widget, reference, deployed, 'account'));
}

/** The properties of Run Function that say which Function. */
const KEYS = ['service_sid', 'environment_sid', 'function_sid', 'url'] as const;

type Reference = Readonly<Record<(typeof KEYS)[number], unknown>>;

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

/** The reference as the other side has it. `from`: the side that it comes from. */
function translated(widget: string, reference: Reference, deployed: Deployed, from: 'file' | 'account'): Resolved {
  const [path = '', sid = ''] =
    Object.entries(deployed.functions).find(([known, knownSid]) =>
      from === 'file' ? known === reference.url : knownSid === reference.function_sid,
    ) ?? [];
  const file = {
    service_sid: SERVICE_NAME,
    environment_sid: ENVIRONMENT_NAME,
    function_sid: functionName(path),
    url: path,
  };
  const account = {
    service_sid: deployed.serviceSid,
    environment_sid: deployed.environmentSid,
    function_sid: sid,
    url: `https://${deployed.domain}${path}`,
  };
  const [here, there] = from === 'file' ? [file, account] : [account, file];
  const compared = path === '' ? KEYS.slice(0, 2) : KEYS;
  const mistakes = compared
    .filter((key) => reference[key] !== here[key])
    .map((key) => {
      const remedy = from === 'file' ? `write "${here[key]}"` : `this deployment has ${here[key]}`;
      return `widget ${widget}: ${key} is ${shown(reference[key])}; ${remedy}.`;
    });
  if (path === '') mistakes.push(`widget ${widget}: ${unknownFunction(reference, deployed, from)}`);
  return mistakes.length > 0 ? { mistakes } : { values: there };
}

function unknownFunction(
  { function_sid: sid, url }: Reference,
  { functions }: Deployed,
  from: 'file' | 'account',
): string {
  if (from === 'account') {
    return `function_sid is ${shown(sid)}, which is not a Function of this deployment; choose one of ${SERVICE_NAME} in the console, or deploy it.`;
  }
  const known = Object.keys(functions).toSorted().join(', ');
  return `there is no Function at ${shown(url)}; ${known === '' ? 'nothing is deployed' : `deployed are ${known}`}.`;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
