import { defined } from '../../text/defined';
import type { Again, Agent, Escalation, Step } from '../roster';
import type { Fault } from './fault';
import type { ESCALATION, Read } from './keys';
import { itemPath, keyPath } from './path';

/** What a roster without an `escalation` has. 25 s ends before most voicemails answer. */
export const DEFAULT_ESCALATION = {
  maxCalls: 3,
  ringSeconds: 25,
  regroupMinutes: 5,
  maxCallsPerHour: 60,
  maxTextsPerHour: 10,
} as const satisfies Escalation;

/** An escalation as written; what it leaves out is as in `otherwise`. */
export function escalationOf(
  written: Read<typeof ESCALATION> | undefined,
  agents: ReadonlyMap<string, Agent>,
  otherwise: Escalation,
  faults: Fault[],
): Escalation {
  if (written === undefined) return otherwise;
  const { path, order, again, ...numbers } = written;
  const steps = order && stepsOf(order, keyPath(path, 'order'), agents, faults);
  return { ...otherwise, ...defined({ ...numbers, again: againOf(again), order: steps }) };
}

function againOf(written: Read<typeof ESCALATION>['again']): Again | undefined {
  const { every, times } = written ?? {};
  return every === undefined || times === undefined ? undefined : { everyMinutes: every, times };
}

function stepsOf(
  written: readonly (string | undefined)[],
  path: string,
  agents: ReadonlyMap<string, Agent>,
  faults: Fault[],
): readonly Step[] {
  const steps = written.map((text, index) => stepOf(text, itemPath(path, index), agents, faults));
  const known = steps.filter((step) => step !== undefined);
  if (known.length < steps.length) return known;
  const early = known.slice(0, -1).filter((step) => step.kind === 'everyone');
  faults.push(...early.map((step): Fault => ({ path: step.path, what: 'everyone-early' })));
  if (known.every((step) => step.kind === 'everyone')) faults.push({ path, what: 'calls-nobody' });
  return known;
}

function stepOf(
  text: string | undefined,
  path: string,
  agents: ReadonlyMap<string, Agent>,
  faults: Fault[],
): Step | undefined {
  if (text === undefined) return undefined;
  if (text === 'on-call' || text === 'next' || text === 'everyone') return { kind: text, path };
  const agent = agents.get(text);
  if (agent !== undefined) return { kind: 'agent', path, agent };
  faults.push({ path, what: 'no-step', value: text });
  return undefined;
}
