import type { Remark } from '../remark';
import type { Agent, Rotation, Team } from '../roster';
import { firstTurn, turns, zoneOf } from '../rotation';
import { zonedText } from '../time-text';
import { OUTLOOK_DAYS, type Outlook } from './outlook';
import { callsText } from './steps';
import { nameOf } from './team';

/** Agents whose turns do not bring them on call: the turns are too far off, or something else always decides. */
export function turnWarnings(outlook: Outlook): readonly Remark[] {
  const { team, duties, fromMs, toMs } = outlook;
  const heads = new Set(duties.map((duty) => duty.line[0]));
  const called = calledIn(outlook);
  const remarks: Remark[] = [];
  for (const rotation of team.rotations) {
    const { path, agents } = rotation;
    const idle = [...new Set(agents)].filter((agent) => !heads.has(agent) && !isAway(agent, outlook));
    const due = new Set(turns(rotation, zoneOf(rotation, team), fromMs, toMs).map((turn) => agents[turn.index]));
    const hidden = idle.filter((agent) => due.has(agent));
    const late = idle.filter((agent) => !due.has(agent));
    if (hidden.length > 0) remarks.push({ path, message: hiddenText(hidden), ...neverCalled(hidden, called) });
    if (late.length > 0) remarks.push({ path, message: lateText(late, rotation, outlook) });
  }
  return remarks;
}

/** Who is never on call may still be called after somebody else. */
function neverCalled(agents: readonly Agent[], called: ReadonlySet<Agent>): Pick<Remark, 'code' | 'agents'> {
  const ids = agents.filter((agent) => !called.has(agent)).map(({ id }) => id);
  return ids.length === 0 ? {} : { code: 'never-called', agents: ids };
}

function hiddenText(agents: readonly Agent[]): string {
  return `${idsOf(agents)}: never on call in the next ${String(OUTLOOK_DAYS)} days; check \`every\`, \`only\` and the rotations after this one`;
}

function lateText(agents: readonly Agent[], rotation: Rotation, { team, toMs }: Outlook): string {
  const timezone = zoneOf(rotation, team);
  const first = firstTurn(rotation, timezone, agents, toMs);
  const whose = agents.length > 1 && first !== undefined ? `, of ${first.agent.id},` : '';
  const next = first === undefined ? '' : `; the next one${whose} begins ${zonedText(first.fromMs, timezone)}`;
  return `${idsOf(agents)}: no turn in the next ${String(OUTLOOK_DAYS)} days${next}; shorten \`every\` or correct \`start\` if that is too late`;
}

/**
 * Agents whom their team never calls, and not for lack of a turn: nothing leads to them, or others come first until no call
 * is left. Who is only a later step, or only stands in, is called.
 */
export function uncalledWarnings(outlook: Outlook): readonly Remark[] {
  const { team, calls } = outlook;
  const { order, maxCalls } = team.escalation;
  if (calls.every((some) => some.length === 0)) return [];
  const found = new Set([...new Set(calls)].flatMap((some) => some.map(({ agent }) => agent)));
  const called = calledIn(outlook);
  const idle = team.agents.filter((agent) => !called.has(agent) && !isNamed(agent, outlook) && !isAway(agent, outlook));
  const unknown = idle.filter((agent) => !found.has(agent));
  // That nobody is called after the only call, or that a step is never reached, is reported already.
  const last = maxCalls === 1 || order !== undefined ? [] : idle.filter((agent) => found.has(agent));
  return [...remarkOn(unknown, team, unknownText), ...remarkOn(last, team, lastText)];
}

function unknownText(agents: string, team: Team): string {
  const where = team.path === '$' ? '' : ` of ${nameOf(team)}`;
  return `${agents}: in no rotation and no step${where}, so never called and only sent an SMS when nobody took an incident; name ${agents} in one, or delete ${agents} here`;
}

function lastText(agents: string, { escalation }: Team): string {
  return `${agents}: never called, as ${callsText(escalation.maxCalls)} and others come first; raise \`maxCalls\`, or let all take turns in a rotation`;
}

/** Whether a rotation, of which {@link turnWarnings} tells, or an override that is not over brings the agent on call. */
function isNamed(agent: Agent, { team, fromMs }: Outlook): boolean {
  return (
    team.rotations.some((rotation) => rotation.agents.includes(agent)) ||
    team.overrides.some((override) => override.in === agent && override.toMs > fromMs)
  );
}

/** Whether the agent is out all that time. */
export function isAway(agent: Agent, { team, fromMs, toMs }: Outlook): boolean {
  return team.overrides.some(
    (override) => override.out === agent && override.fromMs <= fromMs && override.toMs >= toMs,
  );
}

/** One remark on all of them, where the first is written. */
function remarkOn(
  agents: readonly Agent[],
  team: Team,
  textOf: (agents: string, team: Team) => string,
): readonly Remark[] {
  const [first] = agents;
  if (first === undefined) return [];
  const path = team.path === '$' ? `agents.${first.id}` : `${team.path}.agents[${String(team.agents.indexOf(first))}]`;
  const ids = agents.map(({ id }) => id);
  return [{ path, message: textOf(idsOf(agents), team), code: 'never-called', agents: ids }];
}

/** Everybody whom a call reaches. */
function calledIn({ team, calls }: Outlook): ReadonlySet<Agent> {
  const { maxCalls } = team.escalation;
  return new Set([...new Set(calls)].flatMap((some) => some.slice(0, maxCalls).map(({ agent }) => agent)));
}

function idsOf(agents: readonly Agent[]): string {
  return agents.map((agent) => agent.id).join(', ');
}
