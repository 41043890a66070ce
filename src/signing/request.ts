/** What the Lambda and `/alarm` say to each other. */

/** How the message is shaped: an SNS message (also unknown text), an alarm action, an EventBridge event, a heartbeat. */
export type MessageSource = 'sns' | 'cloudwatch' | 'eventbridge' | 'heartbeat';

/** `settled`: the queue may delete it. `watching`: its incident is not finished, the queue must bring it back. */
export type MessageStatus = 'settled' | 'watching';

/**
 * The JSON body of `POST /alarm`: exactly these keys.
 *
 * A Function does not see the method of a request, and finds the query and the body in one object. The number is what shows
 * that there was a body of JSON: whatever stands in a query or a form arrives as text.
 */
export interface AlarmRequest {
  /** When it was signed: milliseconds since the epoch, as a JSON number. */
  readonly ts: number;
  /** A `Delivery` as JSON text: what is signed is this text. */
  readonly payload: string;
  /** See `sign`. */
  readonly sig: string;
}

/** One alarm message as it came off the wire. */
export interface AlarmMessage {
  /** The same for every delivery of the same message. */
  readonly id: string;
  readonly source: MessageSource;
  readonly subject?: string;
  /** Verbatim, unless it was too long to send. */
  readonly body: string;
  /** It was delivered before, so some board may know it already. */
  readonly redelivered?: true;
}

/** The signed payload. */
export interface Delivery {
  readonly messages: readonly AlarmMessage[];
}

/** What became of one message. */
export interface AlarmResult {
  readonly id: string;
  readonly status: MessageStatus;
  readonly incident?: string;
  readonly outcome?: string;
  /** The agent being called. */
  readonly agent?: { readonly id: string; readonly name: string; readonly number: string };
  /** The Studio execution's SID. */
  readonly execution?: string;
  readonly attempt?: number;
  /** The answer to a heartbeat. */
  readonly health?: Health;
}

/** Whether an alarm that came now would reach somebody, as far as `/alarm` can tell without ringing anybody. */
export interface Health {
  /** Names the deployed build: the Functions with the same content have the same one, wherever they were built. */
  readonly version: string;
  /** The roster can be read. */
  readonly roster: boolean;
  /** Every team has somebody on call by the roster. */
  readonly onCall: boolean;
  /** `FLOW_SID` names a flow that is published, as far as Twilio could be asked. */
  readonly flow: boolean;
  /** The boards could be asked for. */
  readonly sync: boolean;
  /** Everything that is wrong and what to do, in sentences without numbers or secrets; empty when all is well. */
  readonly problems: readonly string[];
}

/** The 200 reply of `/alarm`: one result for each message that could be dealt with. One without a result was not accepted. */
export interface AlarmReply {
  readonly results: readonly AlarmResult[];
}

/** Every other reply of `/alarm`. */
export interface ErrorReply {
  readonly error: { readonly code: string; readonly message: string };
}
