import { draftOf, type Draft } from '../studio/draft';
import { CONTRACT, functionPath } from './contract';
import { runsFunction } from './references';

/** A flow that is looked at. */
export interface Subject extends Draft {
  /** It runs Functions of this project, so the rules of an escalation hold. */
  readonly isEscalation: boolean;
}

/** `isOurs`: it must be an escalation, also if it runs none of its Functions any more. */
export function subjectOf(json: unknown, isOurs = false): Subject {
  const draft = draftOf(json);
  const runsOurs = draft.flow.states.some(
    ({ type, properties }) => runsFunction(type) && CONTRACT.has(functionPath(properties['url'])),
  );
  return { ...draft, isEscalation: isOurs || runsOurs };
}
