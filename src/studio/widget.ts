/** Where a widget goes next, by event. An event without an entry ends the branch. */
export type Exits = ReadonlyMap<string, string>;

/** A key and a value, the value still with its Liquid. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The conditions of Split Based On that the rehearsal decides as Studio does. */
export const CONDITION_TYPES = [
  'equal_to',
  'not_equal_to',
  'matches_any_of',
  'does_not_match_any_of',
  'is_blank',
  'is_not_blank',
  'regex',
  'contains',
  'does_not_contain',
  'starts_with',
  'does_not_start_with',
  'less_than',
  'greater_than',
] as const;

/** Those that it does not: the page of Split Based On names them beside the others. */
export const DATE_CONDITIONS: readonly string[] = [
  'is_before_date',
  'is_after_date',
  'is_before_time',
  'is_after_time',
];

export type ConditionType = (typeof CONDITION_TYPES)[number];

export interface Branch {
  readonly type: ConditionType;
  readonly value: string;
  readonly next: string | undefined;
}

/** The Function that a widget runs: SIDs in an account, names in `flows/`, or nothing. */
export interface DeployedFunction {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly functionSid: string;
}

interface Named<Type extends string> {
  readonly type: Type;
  readonly name: string;
  readonly exits: Exits;
}

export type Trigger = Named<'trigger'>;

export interface MakeOutgoingCall extends Named<'make-outgoing-call-v2'> {
  readonly timeoutSeconds: number;
}

export interface Gather extends Named<'gather-input-on-call'> {
  readonly say: string;
  readonly voice: string;
  readonly language: string;
  readonly loop: number;
  readonly timeoutSeconds: number;
  /** `undefined`: as many as are pressed. */
  readonly numberOfDigits: number | undefined;
  /** Empty: no key finishes. */
  readonly finishOnKey: string;
}

export interface SayPlay extends Named<'say-play'> {
  readonly say: string;
  readonly voice: string;
  readonly language: string;
  readonly loop: number;
}

export interface RunFunction extends Named<'run-function'>, DeployedFunction {
  readonly url: string;
  readonly parameters: readonly Pair[];
}

export interface MakeHttpRequest extends Named<'make-http-request'> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly parameters: readonly Pair[];
}

export interface SendMessage extends Named<'send-message'> {
  readonly to: string;
  readonly from: string;
  readonly body: string;
}

export interface SetVariables extends Named<'set-variables'> {
  readonly variables: readonly Pair[];
}

export interface SplitBasedOn extends Named<'split-based-on'> {
  readonly input: string;
  readonly branches: readonly Branch[];
}

/** One widget of a loaded flow: what the interpreter needs of it and nothing else. */
export type Widget =
  | Trigger
  | MakeOutgoingCall
  | Gather
  | SayPlay
  | RunFunction
  | MakeHttpRequest
  | SendMessage
  | SetVariables
  | SplitBasedOn;
