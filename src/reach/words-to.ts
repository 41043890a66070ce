import { reachCatalogueIn } from '../wording/reach/catalogues';
import type { ReachCatalogue } from '../wording/reach/en';
import { mannerTo, type CallPlan } from '../incident/plan';

/** All words for this agent. */
export function reachCatalogueOf(plan: CallPlan, id: string): ReachCatalogue {
  return reachCatalogueIn(mannerTo(plan, id).language);
}
