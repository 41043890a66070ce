import { metaPage } from '../page';
import type { Arrival, Reply } from '../route';
import type { World } from '../world';
import { requireEnvironment } from './environments';

/** Serverless, Log resource: list. Always empty: what Functions log goes to the ledger. */
export function listLogs(world: World, arrival: Arrival): Reply {
  requireEnvironment(world, arrival);
  return { body: metaPage(arrival, 'logs', [], () => ({})) };
}
