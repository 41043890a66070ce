import { inForce, lineAt } from './duty';
import type { Agent, Step, Team } from './roster';

/**
 * Who is called for an alarm at an instant, in this order. Empty when nobody is on call and the roster names nobody else.
 *
 * Without `escalation.order` it is the agent on call and then the others of that rotation (without rotations: the agents as
 * written). A step that comes to an agent who was named already is skipped, unless the same step is written more than once.
 */
export function callOrder(team: Team, atMs: number): readonly Agent[] {
  return callsOf(team, lineAt(team, atMs), atMs).map((call) => call.agent);
}

/** An agent who is called, and the step that says so; none when the roster leaves the order to the rotations. */
export interface Call {
  readonly agent: Agent;
  readonly step?: Step;
}

/** The calls at an instant at which this line is on duty. */
export function callsOf(team: Team, line: readonly Agent[], atMs: number): readonly Call[] {
  const { order } = team.escalation;
  if (order === undefined) return line.map((agent) => ({ agent }));
  const present = presenceAt(team, atMs);
  const calls: Call[] = [];
  const written = new Set<string>();
  let following = 0;
  for (const step of order) {
    if (step.kind === 'next') following += 1;
    const agent = agentOf(step, line, following, present);
    const words = step.kind === 'agent' ? step.agent.id : step.kind;
    const again = written.has(words) && step.kind !== 'next';
    if (agent !== undefined && (again || calls.every((call) => call.agent !== agent))) calls.push({ agent, step });
    written.add(words);
  }
  return calls;
}

function agentOf(
  step: Step,
  line: readonly Agent[],
  following: number,
  present: (agent: Agent) => Agent | undefined,
): Agent | undefined {
  if (step.kind === 'agent') return present(step.agent);
  if (step.kind === 'next') return line[following];
  return step.kind === 'on-call' ? line[0] : undefined;
}

/** Says who is called in the place of an agent: the agent, the stand-in, or nobody. */
function presenceAt(team: Team, atMs: number): (agent: Agent) => Agent | undefined {
  const now = inForce(team.overrides, atMs);
  return (agent) =>
    now.reduce<Agent | undefined>(
      (current, { out, in: standIn }) => (out !== undefined && out === current ? standIn : current),
      agent,
    );
}

/**
 * Everyone who gets an SMS when nobody took an incident: the team, and its stand-ins at that instant. An override that
 * stands beside the teams says nothing to one that does not have its `out`.
 */
export function everyoneAt(team: Team, atMs: number): readonly Agent[] {
  return [...new Set([...team.agents, ...lineAt({ ...team, rotations: [] }, atMs)])];
}
