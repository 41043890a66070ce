import { callOrder } from '../calls';
import type { Remark } from '../remark';
import type { Agent, Rotation, Step, Team } from '../roster';
import { turns } from '../rotation';
import { wallMsAt, wallText } from '../zone';
import { OUTLOOK_DAYS } from './outlook';
import type { Outlook } from './outlook';

/** Steps that no call ever comes to. */
export function stepWarnings({ team, duties }: Outlook): readonly Remark[] {
  const { order, maxCalls } = team.escalation;
  if (order === undefined) return [];
  const longest = Math.max(0, ...duties.map((duty) => duty.line.length));
  const calling = order.filter((step) => step.kind !== 'everyone');
  return calling.flatMap((step, index) => {
    const message = unreachable(step, index, calling, maxCalls, longest);
    return message === undefined ? [] : [{ path: step.path, message }];
  });
}

function unreachable(
  step: Step,
  index: number,
  order: readonly Step[],
  maxCalls: number,
  longest: number,
): string | undefined {
  if (index >= maxCalls) {
    return `this step is never reached: only ${String(maxCalls)} calls are made; raise \`maxCalls\` to ${String(order.length)} or delete the step`;
  }
  const nexts = order.slice(0, index + 1).filter((other) => other.kind === 'next').length;
  if (step.kind === 'next' && nexts >= longest) {
    return 'this step never finds anybody: no rotation has that many agents; delete it or add agents';
  }
  return undefined;
}

/** Times when fewer than two people would be called, so that one missed call ends it. */
export function loneWarnings({ roster, team, duties, fromMs, toMs }: Outlook): readonly Remark[] {
  let first: { readonly atMs: number; readonly agent: Agent } | undefined;
  let always = true;
  for (const duty of duties) {
    const people = new Set(callOrder(roster, team, duty.fromMs));
    const [agent] = people;
    if (people.size === 1 && agent !== undefined) first ??= { atMs: duty.fromMs, agent };
    else always = false;
  }
  if (first === undefined || toMs <= fromMs) return [];
  const since = always
    ? 'only'
    : `from ${wallText(wallMsAt(first.atMs, team.timezone))} (${team.timezone}), for a time, only`;
  const message = `${since} ${first.agent.id} would be called; name a second agent who is called when ${first.agent.id} does not answer`;
  return [{ path: team.path, message }];
}

/** Agents whose turns never bring them on call, and rotations that never decide. */
export function turnWarnings({ team, duties, fromMs, toMs }: Outlook): readonly Remark[] {
  const heads = new Set(duties.map((duty) => duty.line[0]));
  return team.rotations.flatMap((rotation) => {
    const idle = idleIn(rotation, team, heads, fromMs, toMs);
    if (idle.length === 0) return [];
    const who = idle.map((agent) => agent.id).join(', ');
    const message = `${who}: never on call in the next ${String(OUTLOOK_DAYS)} days; check \`every\`, \`only\` and the rotations after this one`;
    return [{ path: rotation.path, message }];
  });
}

/** Agents who have a turn in that time, but are never on call for the team. */
function idleIn(
  rotation: Rotation,
  team: Team,
  heads: ReadonlySet<Agent | undefined>,
  fromMs: number,
  toMs: number,
): readonly Agent[] {
  const due = turns(rotation, team.timezone, fromMs, toMs).map((turn) => rotation.agents[turn.index]);
  return [...new Set(due)].flatMap((agent) => (agent === undefined || heads.has(agent) ? [] : agent));
}
