import type { ReachDesk } from '../reach/reach-desk';
import { Run } from '../escalation/run';
import { readEnvironment } from './environment';
import { deskFor, requestsFor, type FunctionContext } from './function-context';
import { syncTallies } from './tally-map';

/** Sets up what an answer to somebody who reaches back works with. Throws {@link NotConfigured}. */
export function reachDeskFor(context: FunctionContext): ReachDesk {
  const environment = readEnvironment(context, []);
  return {
    run: new Run(deskFor(context, environment)),
    tallies: syncTallies(requestsFor(context), environment.syncService),
    secrets: environment.alertSecret,
    ownNumber: environment.callerId,
  };
}
