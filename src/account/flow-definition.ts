import { withoutFixedVoice } from '../studio/fixed-voice';
import { canonicalFlow } from '../flow/canonical';
import { flowDefinition, NoFlow, type FlowDefinition } from '../studio/definition';
import { UnresolvedReferences, withNames, type Deployed } from '../flow/references';
import { definitionHash } from './flow-plan';

/** The hash of a flow, whatever order its widgets are in: Studio need not keep the file's. */
export function hashOf(flow: FlowDefinition): string {
  return definitionHash(canonicalFlow(flow, { ...flow, states: [] }));
}

/** A definition out of an account, with names in the place of SIDs where it runs Functions of this deployment. */
export interface Restored {
  readonly flow: FlowDefinition;
  /** References to Functions that are not in this deployment: they keep their SIDs. One sentence for each. */
  readonly foreign: readonly string[];
  /** The one voice of a flow that was published without Liquid in its voices; `flow` has them as the file does. */
  readonly fixedVoice?: string;
}

/** `file`: how the project's file has it. Undefined for what has not the shape of a flow. */
export function restored(definition: unknown, deployed: Deployed, file: FlowDefinition): Restored | undefined {
  let read: FlowDefinition;
  try {
    read = flowDefinition(definition);
  } catch (error) {
    if (error instanceof NoFlow) return undefined;
    throw error;
  }
  const { flow, voice } = withoutFixedVoice(read, file);
  const fixed = voice === undefined ? {} : { fixedVoice: voice };
  try {
    return { flow: withNames(flow, deployed), foreign: [], ...fixed };
  } catch (error) {
    if (error instanceof UnresolvedReferences) return { flow, foreign: error.mistakes, ...fixed };
    throw error;
  }
}
