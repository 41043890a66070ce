import { readFileSync } from 'node:fs';
import { flowDefinition } from '../../src/studio/definition';
import type { FlowDefinition } from '../../src/studio/definition';

/** The text of the project's flow. */
export const FLOW_TEXT = readFileSync('flows/on-call.json', 'utf8');

/** The project's flow, new for each test. */
export function onCall(): FlowDefinition {
  return flowDefinition(JSON.parse(FLOW_TEXT));
}

/** A flow as JSON that a test changes as it likes. */
export interface FlowJson {
  description?: string;
  states: StateJson[];
  initial_state: string;
  flags: Record<string, unknown>;
}

export interface StateJson {
  name: string;
  type: string;
  transitions: TransitionJson[];
  properties: Record<string, unknown>;
}

export interface TransitionJson {
  event: string;
  next?: string;
  conditions?: ConditionJson[];
}

export interface ConditionJson {
  friendly_name: string;
  arguments: string[];
  type: string;
  value: string;
}

/** What a test does to the project's flow; `widget` finds a widget by its name. */
export type Edit = (widget: (name: string) => StateJson, flow: FlowJson) => void;

/** The project's flow with an edit. */
export function edited(edit: Edit): FlowJson {
  const flow = JSON.parse(FLOW_TEXT) as FlowJson;
  edit((name) => {
    const state = flow.states.find((each) => each.name === name);
    if (state === undefined) throw new Error(`the flow has no widget ${name}`);
    return state;
  }, flow);
  return flow;
}

/** The edit as a flow. */
export function editedFlow(edit: Edit): FlowDefinition {
  return flowDefinition(edited(edit));
}

/** Where a widget goes on an event; of a split, the branch with this label. */
export function transition(state: StateJson, event: string): TransitionJson {
  const found = state.transitions.find((each) => each.event === event);
  if (found === undefined) throw new Error(`${state.name} has no transition ${event}`);
  return found;
}

/** The branch of a split that has this label, with its condition. */
export function branch(state: StateJson, label: string): { transition: TransitionJson; condition: ConditionJson } {
  for (const each of state.transitions) {
    const condition = each.conditions?.find(({ friendly_name: name }) => name === label);
    if (condition !== undefined) return { transition: each, condition };
  }
  throw new Error(`${state.name} has no branch ${label}`);
}

/** The parameters of a Run Function. */
export function parameters(state: StateJson): { key: string; value: string }[] {
  return state.properties['parameters'] as { key: string; value: string }[];
}

/** The place on the canvas. */
export function offset(state: StateJson): { x: number; y: number } {
  return state.properties['offset'] as { x: number; y: number };
}

/** A widget that only says something. */
export function sayPlay(name: string, say: string, next?: string): StateJson {
  return {
    name,
    type: 'say-play',
    transitions: [{ ...(next === undefined ? {} : { next }), event: 'audioComplete' }],
    properties: { say, voice: 'Polly.Joanna-Neural', language: 'en-US', loop: 1, offset: { x: 0, y: 0 } },
  };
}
