import type { BoardList } from '../escalation/ports';
import type { Desk } from '../escalation/run';
import { syncBoardList } from './board-list';
import { bareClient, type TwilioClient } from './client';
import { deskWith, now } from './desk';
import { NotConfigured, readEnvironment, type Environment } from './environment';
import { overHttps } from './https';
import { Requests } from './requests';

/** What Twilio hands to a Function, as far as it is used here: the variables, and the account's own credentials among them. */
export type FunctionContext = Readonly<Record<string, unknown>>;

/** Sets up everything that a Function run works with. Throws {@link NotConfigured}. */
export function deskFor(context: FunctionContext, environment: Environment = readEnvironment(context, [])): Desk {
  return deskWith(clientFor(context), environment, rosterText());
}

/** The way to Twilio within the time that a Function may run. */
export function requestsFor(context: FunctionContext): Requests {
  return new Requests(clientFor(context), now);
}

/** What lists the boards. */
export function boardsFor(context: FunctionContext, { syncService }: Environment): BoardList {
  return syncBoardList(requestsFor(context), syncService);
}

/** After so many milliseconds of silence a connection is given up: less than Twilio lets a Function run. */
const SILENCE_MS = 8_000;

/** Not `context.getTwilioClient()`: that loads the whole `twilio` package. */
function clientFor({ ACCOUNT_SID: sid, AUTH_TOKEN: token }: FunctionContext): TwilioClient {
  if (!isGiven(sid) || !isGiven(token)) {
    throw new NotConfigured(
      'The Functions are not given the credentials of their account. In the Twilio console, tick "Add my Twilio Credentials (ACCOUNT_SID) and (AUTH_TOKEN) to ENV" in the settings of the service, and deploy again.',
    );
  }
  return bareClient(sid, token, overHttps(SILENCE_MS));
}

function isGiven(variable: unknown): variable is string {
  return typeof variable === 'string' && variable !== '';
}

/** The deployed roster: a private asset keeps its name without `.private`. */
export function rosterText(): string | undefined {
  return Runtime.getAssets()['/roster.json']?.open();
}
