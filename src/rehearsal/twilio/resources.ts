import { EventStore } from './events/event-store';
import { FlowStore } from './flows/flow-store';
import { ServerlessStore } from './serverless/serverless-store';

/** What has been set up in an account: it stays when calls, texts and boards of one rehearsal are forgotten. */
export class Resources {
  readonly serverless = new ServerlessStore();
  readonly flows = new FlowStore();
  readonly events = new EventStore();
  /** The TwiML Bins by SID, which only a person can make, in the console. */
  readonly twimlBins = new Map<string, string>();
}
