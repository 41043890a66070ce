import type { Exceptions, Parameters } from './parameters';
import type { World } from './world';

/** A request that has passed the description, as a handler gets it. */
export interface Arrival {
  readonly nowMs: number;
  /** How far a read of a document or map lags behind the writes; 0 unless a fault makes it so. */
  readonly readsAgeMs: number;
  readonly url: URL;
  readonly path: Readonly<Record<string, string>>;
  /** The form of a POST, the query of anything else. */
  readonly parameters: Parameters;
  /** Header names are lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a handler answers; the status is the described one. */
export interface Reply {
  /** Undefined where the description has no body. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How the local Twilio reproduces one operation; method, path, parameters and response come from Twilio's description. */
export interface Route extends Exceptions {
  /** Answers or throws a Refusal. Its effects are complete when it returns. */
  handle(world: World, arrival: Arrival): Reply;
  /** The parameters that the handler honours; any other described one is refused as not reproduced. */
  readonly parameters?: readonly string[];
}

/** Operations by the `operationId` of their description. */
export type Routes = Readonly<Record<string, Route>>;

/** The parameters of every list. */
export const PAGE = ['PageSize', 'Page'];
