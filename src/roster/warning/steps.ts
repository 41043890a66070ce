import type { Call } from '../calls';
import type { Remark } from '../remark';
import type { Agent, Step } from '../roster';
import { zonedText } from '../time-text';
import type { Outlook } from './outlook';
import { placeOf } from './team';

/** Steps that no call ever comes to. */
export function stepWarnings({ team, calls }: Outlook): readonly Remark[] {
  const { order, maxCalls } = team.escalation;
  if (order === undefined) return [];
  const found = new Set<Step | undefined>();
  const reached = new Set<Step | undefined>();
  for (const some of new Set(calls)) {
    for (const [index, { step }] of some.entries()) {
      found.add(step);
      if (index < maxCalls) reached.add(step);
    }
  }
  return order
    .filter((step) => step.kind !== 'everyone' && !reached.has(step))
    .map((step) => ({ path: step.path, message: found.has(step) ? tooLate(maxCalls) : FINDS_NOBODY }));
}

const FINDS_NOBODY =
  'this step never finds anybody who has not been called yet; delete it, or add agents to the rotations that it follows';

function tooLate(maxCalls: number): string {
  return `this step is never reached: ${callsText(maxCalls)}; raise \`maxCalls\` or delete the step`;
}

/** How many calls are made, such as `only 3 calls are made`. */
export function callsText(maxCalls: number): string {
  return maxCalls === 1 ? 'only 1 call is made' : `only ${String(maxCalls)} calls are made`;
}

/** Times when fewer than two people would be called, so that one missed call ends it. */
export function loneWarnings({ team, duties, calls }: Outlook): readonly Remark[] {
  const lines = duties.map(({ fromMs }, index) => ({ atMs: fromMs, agents: peopleOf(calls[index] ?? []) }));
  const alone = lines.filter(({ agents }) => agents.length === 1);
  const [first] = alone;
  const [agent, another] = new Set(alone.flatMap(({ agents }) => agents));
  const { order, maxCalls } = team.escalation;
  const path = placeOf(team);
  const found: Remark[] = [];
  if (first !== undefined && agent !== undefined) {
    const isAlways = alone.length === lines.length;
    const since = `from ${zonedText(first.atMs, team.timezone)}, for a time, `;
    const message =
      isAlways && another !== undefined
        ? 'only one agent would be called at a time; name a second one for when that one does not answer'
        : `${isAlways ? '' : since}only ${agent.id} would be called; name a second agent for when ${agent.id} does not answer`;
    found.push({ path, message });
  }
  // With an order, what comes after the only call is reported as a step that is never reached.
  if (maxCalls === 1 && order === undefined && lines.some(({ agents }) => agents.length > 1)) {
    const message = `${callsText(maxCalls)}, so nobody else is called when it is missed; raise \`maxCalls\``;
    found.push({ path: team.path === '$' ? 'escalation.maxCalls' : path, message });
  }
  return found;
}

function peopleOf(calls: readonly Call[]): readonly Agent[] {
  return [...new Set(calls.map((call) => call.agent))];
}
