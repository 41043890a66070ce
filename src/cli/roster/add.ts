import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { placeOf, withIds, withItem, withMember } from '../../roster/edit';
import type { Agent, Roster, Team } from '../../roster/roster';
import { withNewcomer } from '../../roster/turn-order';
import { TEXT, TEXTS, readArguments, type Values } from '../arguments';
import type { Command } from '../command';
import { selectTeams } from '../selection';
import { CHANGE_HELP, CHANGE_OPTIONS, changeRoster, type Before, type Change } from './change';
import { rotationChosen, type Chosen } from './rotation';

const HELP = `Usage: ${ONCALL} roster add AGENT [OPTIONS]

Adds an agent to a rotation. The current turn and those that follow stay as they are; AGENT's turn
comes after all of them. The command shows what that changes before it writes.

  AGENT           the agent's id
  --name NAME     the agent's name as it is spoken, for an agent who is not in the roster yet
  --phone NUMBER  the number, with + and country code; several times for several numbers
  --rotation R    which rotation: its path, such as teams.db.rotations[0], or a team with only one
  --team T        the team, also one without rotations: AGENT is called after its other agents
${CHANGE_HELP}`;

const NEWCOMER_OPTIONS = { name: TEXT, phone: TEXTS, rotation: TEXT, team: TEXT } as const;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values, positionals } = readArguments(args, { ...NEWCOMER_OPTIONS, ...CHANGE_OPTIONS }, 1);
    const [id] = positionals;
    if (id === undefined) throw new UserMistake('write the id of the agent to add.', 2);
    return changeRoster(values, machine, (before) => added(before, id, values));
  },
};

type Newcomer = Values<typeof NEWCOMER_OPTIONS>;

function added({ text, roster, nowMs }: Before, id: string, wanted: Newcomer): Change {
  const known = roster.agents.get(id);
  const introduced = known === undefined ? introduce(text, id, wanted) : text;
  if (known !== undefined && (wanted.name !== undefined || wanted.phone !== undefined)) {
    throw new UserMistake(`${id} is in the roster already; leave out --name and --phone, or edit them in the file.`, 2);
  }
  // Of a newcomer only the id matters here.
  const agent = known ?? { id, name: id, phones: [] };
  const chosen = rotationChosen(roster, wanted.rotation, wanted.team);
  if (chosen !== undefined) return { text: inRotation(introduced, chosen, agent, nowMs) };
  const team = teamMeant(roster, wanted.team);
  if (team.path === '$') {
    if (known !== undefined)
      throw new UserMistake(`${id} is called already: this roster has no teams and no rotations.`);
    return { text: introduced };
  }
  if (team.agents.includes(agent)) throw new UserMistake(`${id} is on team ${team.id} already.`);
  return { text: withItem(introduced, placeOf(`${team.path}.agents`), id) };
}

function introduce(text: string, id: string, { name, phone }: Newcomer): string {
  if (name === undefined || phone === undefined) {
    throw new UserMistake(`the roster has no agent ${id}; write --name and --phone as well.`, 2);
  }
  const [first = ''] = phone;
  return withMember(text, ['agents'], id, { name, phone: phone.length === 1 ? first : phone });
}

function inRotation(text: string, { team, rotation }: Chosen, agent: Agent, nowMs: number): string {
  if (rotation.agents.includes(agent)) throw new UserMistake(`${agent.id} has turns in ${rotation.path} already.`);
  if (rotation.start === undefined) {
    throw new UserMistake(
      `${rotation.path} has one agent and no \`start\`, so nothing says when ${agent.id} has a turn; write "start" there, such as "2026-11-23 09:00", then run this again.`,
    );
  }
  const order = withNewcomer(rotation, team, nowMs, agent);
  return withIds(
    text,
    placeOf(`${rotation.path}.agents`),
    order.map(({ id }) => id),
  );
}

function teamMeant(roster: Roster, named: string | undefined): Team {
  const [team, another] = selectTeams(roster, named);
  if (team !== undefined && another === undefined) return team;
  throw new UserMistake(`there are several teams; say which with --team: ${[...roster.teams.keys()].join(', ')}.`, 2);
}
