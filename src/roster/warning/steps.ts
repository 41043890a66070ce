import { callsOf } from '../calls';
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
  const found = new Set<Step | undefined>();
  const reached = new Set<Step | undefined>();
  for (const duty of duties) {
    for (const [index, { step }] of callsOf(team, duty.line, duty.fromMs).entries()) {
      found.add(step);
      if (index < maxCalls) reached.add(step);
    }
  }
  return order
    .filter((step) => step.kind !== 'everyone' && !reached.has(step))
    .map((step) => ({ path: step.path, message: found.has(step) ? tooLate(maxCalls) : FINDS_NOBODY }));
}

const FINDS_NOBODY =
  'this step never finds anybody who was not called before; delete it, or add agents to the rotations that it follows';

function tooLate(maxCalls: number): string {
  return `this step is never reached: only ${String(maxCalls)} calls are made; raise \`maxCalls\` or delete the step`;
}

/** Times when fewer than two people would be called, so that one missed call ends it. */
export function loneWarnings({ team, duties }: Outlook): readonly Remark[] {
  let first: { readonly atMs: number; readonly agent: Agent } | undefined;
  let always = true;
  for (const duty of duties) {
    const people = new Set(callsOf(team, duty.line, duty.fromMs).map((call) => call.agent));
    const [agent] = people;
    if (people.size === 1 && agent !== undefined) first ??= { atMs: duty.fromMs, agent };
    else always = false;
  }
  if (first === undefined) return [];
  const { id } = first.agent;
  const since = always
    ? 'only'
    : `from ${wallText(wallMsAt(first.atMs, team.timezone))} (${team.timezone}), for a time, only`;
  return [
    { path: team.path, message: `${since} ${id} would be called; name a second agent for when ${id} does not answer` },
  ];
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
