import { incidentNamed, type Board } from '../board/board';
import type { ReachCatalogue } from '../wording/reach/en';
import type { Passing, ResolvingByHand, TakingByHand } from '../incident/intervention';
import { nameOf, type CallPlan } from '../incident/plan';

/** What became of an order, by whatever way it came. */
export type Outcome =
  | { readonly is: 'taken' | 'already' | 'over' | 'closed' | 'calling' | 'busy' | 'alone' | 'unknown' }
  | { readonly is: 'theirs'; readonly by: string }
  /** `to`: the agent who is being called. */
  | { readonly is: 'passed'; readonly to?: string };

/** What became of taking an incident. */
export function ofTaking(taking: TakingByHand): Outcome {
  switch (taking.is) {
    case 'taken':
    case 'already':
      return { is: taking.is };
    case 'theirs':
      return { is: 'theirs', by: taking.by };
    case 'closed':
    case 'several':
    case 'nothing':
      return { is: 'over' };
  }
}

/** What became of closing it. */
export function ofResolving({ is }: ResolvingByHand): Outcome {
  return { is: is === 'resolved' ? 'closed' : 'over' };
}

/** What became of passing on a call to this agent that rang, or was spoken on. */
export function ofDeclining(
  board: Board,
  { incident: id, by }: { readonly incident: string; readonly by: string },
): Outcome {
  const incident = incidentNamed(board, id);
  const { attempt, taken, status } = incident ?? {};
  if (status === 'escalating') return { is: 'passed', ...(attempt === undefined ? {} : { to: attempt.agent.id }) };
  if (taken !== undefined && taken.by !== by) return { is: 'theirs', by: taken.by };
  return { is: incident === undefined ? 'over' : 'alone' };
}

/** What became of passing it on. `called`: the agent who is called now. */
export function ofPassing(passing: Passing, called: string | undefined): Outcome {
  switch (passing.is) {
    case 'passed':
      return { is: 'passed', ...(called === undefined ? {} : { to: called }) };
    case 'calling':
    case 'busy':
    case 'alone':
    case 'unknown':
      return { is: passing.is };
    case 'theirs':
      return { is: 'theirs', by: passing.by };
    case 'closed':
    case 'several':
    case 'nothing':
      return { is: 'over' };
  }
}

/** The outcome as a sentence without its end. `named`: how a name is written or said. */
export function outcomeWords(
  catalogue: ReachCatalogue,
  outcome: Outcome,
  plan: CallPlan,
  named: (name: string) => string = (name) => name,
): string {
  const { outcomes } = catalogue.reach;
  switch (outcome.is) {
    case 'theirs':
      return outcomes.theirs(named(nameOf(catalogue, plan, outcome.by)));
    case 'passed':
      return outcome.to === undefined
        ? outcomes.passedOn
        : outcomes.isCalled(named(nameOf(catalogue, plan, outcome.to)));
    default:
      return outcomes[outcome.is];
  }
}
