import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { placeOf, placesIn, withIds, without, withoutItems } from '../../roster/edit';
import type { Agent, Override, Roster, Team } from '../../roster/roster';
import { withoutLeaver } from '../../roster/turn-order';
import { spanWords } from '../../roster/words';
import { TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { selectAgent } from '../selection';
import { CHANGE_HELP, CHANGE_OPTIONS, changeRoster, type Before, type Change } from './change';
import { rotationChosen, rotationsOf, type Chosen } from './rotation';

const HELP = `Usage: ${ONCALL} roster remove AGENT [OPTIONS]

Takes an agent out of the roster: out of every rotation, team and step, and out of \`agents\`. In each
rotation the current turn and those of the others stay as they are. The command shows what that
changes before it writes.

  AGENT           the agent's id
  --rotation R    out of this rotation only: its path, such as teams.db.rotations[0], or a team with
                  only one
${CHANGE_HELP}`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values, positionals } = readArguments(args, { rotation: TEXT, ...CHANGE_OPTIONS }, 1);
    const [id] = positionals;
    if (id === undefined) throw new UserMistake('write the id of the agent to remove.', 2);
    return changeRoster(values, machine, (before) => removed(before, id, values.rotation));
  },
};

function removed({ text, roster, nowMs }: Before, id: string, named: string | undefined): Change {
  const agent = selectAgent(roster, id, 'AGENT');
  if (named !== undefined) {
    const chosen = rotationChosen(roster, named, undefined);
    if (chosen?.rotation.agents.includes(agent) !== true) {
      throw new UserMistake(`${id} has no turns in ${chosen?.rotation.path ?? named}.`);
    }
    return { text: outOfRotation(text, chosen, agent, nowMs) };
  }
  const ofAgent = rotationsOf([...roster.teams.values()]).filter(({ rotation }) => rotation.agents.includes(agent));
  const turned = ofAgent.reduce((edited, chosen) => outOfRotation(edited, chosen, agent, nowMs), text);
  const rest = [...listedPlaces(roster, text, agent), ...overridePlaces(roster, agent, nowMs)];
  return { text: without(withoutItems(turned, rest), ['agents', id]) };
}

function outOfRotation(text: string, { team, rotation }: Chosen, agent: Agent, nowMs: number): string {
  const order = withoutLeaver(rotation, team, nowMs, agent);
  if (order.length === 0) {
    throw new UserMistake(
      `nobody else has turns in ${rotation.path}; add somebody there first ("${ONCALL} roster add"), or delete it in the file.`,
    );
  }
  return withIds(
    text,
    placeOf(`${rotation.path}.agents`),
    order.map(({ id }) => id),
  );
}

/** Where the agent is written in a list of a team and as a step. */
function listedPlaces(roster: Roster, text: string, agent: Agent): readonly string[] {
  const teams = [...roster.teams.values()];
  const lists = teams.flatMap(({ path }) => (path === '$' ? [] : placesIn(text, `${path}.agents`, agent.id)));
  const steps = teams.flatMap(({ escalation }) => escalation.order ?? []);
  return [...lists, ...steps.flatMap((step) => (step.kind === 'agent' && step.agent === agent ? step.path : []))];
}

/** Overrides that say nothing without the agent. One that counts on the agent needs somebody else first. */
function overridePlaces(roster: Roster, agent: Agent, nowMs: number): readonly string[] {
  return [...roster.teams.values()].flatMap((team) =>
    team.overrides
      .filter((override) => override.out === agent || override.in === agent)
      .map((override) => {
        if (override.in === agent && override.toMs > nowMs) throw new UserMistake(stillNeeded(override, agent, team));
        return override.path;
      }),
  );
}

function stillNeeded({ path, fromMs, toMs, out }: Override, { id }: Agent, { timezone }: Team): string {
  const whom = out === undefined ? 'is put on call' : `stands in for ${out.id}`;
  return `${id} ${whom} by ${path} (${spanWords(fromMs, toMs, timezone)}, ${timezone}); write somebody else there first, or delete it.`;
}
