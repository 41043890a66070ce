import { reachCatalogueIn } from '../../wording/reach-catalogues';
import type { ReachCatalogue } from '../../wording/reach-catalogues';
import type { CallPlan } from '../plan';

/** All words for this agent. */
export function reachCatalogueOf(plan: CallPlan, id: string): ReachCatalogue {
  return reachCatalogueIn(plan.people.get(id)?.language ?? 'en');
}
