import { readBoards, syncServiceOf } from '../../account/boards';
import type { Boards } from '../../account/boards';
import { forgetIn, FORGOTTEN, namingOf, namingOn } from '../../account/forgetting';
import type { Naming } from '../../account/forgetting';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { parseRoster } from '../../roster/parse';
import { isoOf } from '../../roster/time-text';
import { quoted } from '../../text/masking';
import { nearestWord } from '../../text/nearest-word';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { ROSTER_FILE, rosterTextIn } from '../roster/file';
import { print } from '../terminal/print';
import { ask } from '../terminal/question';
import { accountOf } from './account';
import { Settings } from './settings';

const HELP = `Usage: ${ONCALL} forget AGENT [OPTIONS]

Removes an agent from the history: wherever it names AGENT, as called or as who took it, stands
"${FORGOTTEN}" from then on. It cannot be undone. First it tells how often that is, and what names
the agent still, and asks.

  AGENT           the agent's id, also of one who is no longer in the roster
  --yes           do not ask`;

/** `oncall forget`. */
export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values, positionals } = readArguments(args, { yes: FLAG }, 1);
    const [agent] = positionals;
    if (agent === undefined) throw new UserMistake('AGENT is missing; write the id of the agent to forget.', 2);
    const settings = Settings.in(machine.folder);
    const account = await accountOf(settings, machine);
    const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
    const boards = await account.read('read the boards', (client) => readBoards(client, service));
    const naming = await namingOf(account, service, agent);
    const agents = agentsIn(rosterTextIn(machine.folder));
    const rest = stillNaming(boards, agents, agent);
    if (naming.items.length === 0 && rest.length === 0) throw new UserMistake(unknown(agent, naming, agents));
    print([described(agent, naming), '', 'What names the agent still:', ...rest, ...ELSEWHERE].join('\n'));
    if (naming.items.length === 0) return 0;
    if (values.yes !== true && !(await isConfirmed(agent))) {
      print('Nothing was changed.');
      return 1;
    }
    const left = await forgetIn(account, service, agent, () => machine.now());
    if (left > 0) {
      throw new UserMistake(
        `${left} entries name ${agent} still, because others changed them just now. Run this again.`,
      );
    }
    print(`The history names ${agent} no longer.`);
    return 0;
  },
};

function agentsIn(rosterText: string | undefined): readonly string[] {
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  return parsed?.ok === true ? [...parsed.roster.agents.keys()] : [];
}

function described(agent: string, { items, entries }: Naming): string {
  const [newest, oldest] = [items[0], items.at(-1)];
  if (newest === undefined || oldest === undefined) return `The history does not name ${agent}.`;
  const taken = items.filter(({ entry }) => entry.takenBy === agent).length;
  const called = items.filter(({ entry }) => entry.calls.some((call) => call.agent === agent)).length;
  const [from, to] = [oldest, newest].map(({ writtenAtMs }) => isoOf(writtenAtMs).slice(0, 10));
  return `The history names ${agent} in ${items.length} of ${entries} entries, from ${from ?? ''} to ${to ?? ''}: as called in ${called}, as who took it in ${taken}.
In each of them "${FORGOTTEN}" is to stand instead; this cannot be undone.`;
}

/** What this command leaves alone, as far as it can know. */
function stillNaming(boards: Boards, agents: readonly string[], agent: string): readonly string[] {
  const onBoards = boards.teams.flatMap(({ team, board }) => {
    const { incidents, isElsewhere } = namingOn(board, agent);
    if (incidents.length > 0) {
      return [
        `  - the board of team ${team}, with ${incidents.join(', ')}; when that is over it gets an entry in the\n    history, so run this again then`,
      ];
    }
    return isElsewhere
      ? [`  - the board of team ${team}, for some hours: SMS that are owed or were counted, past calls`]
      : [];
  });
  const inRoster = agents.includes(agent)
    ? [`  - ${ROSTER_FILE}; take the agent out and deploy, or they are called and named again`]
    : [];
  return [...inRoster, ...onBoards];
}

/** What nobody can look for here, because it has the number and not the id. */
const ELSEWHERE = [
  "  - Twilio's own logs of calls, messages and Studio executions, by number: delete them in its console",
] as const;

function unknown(agent: string, { people }: Naming, agents: readonly string[]): string {
  const meant = nearestWord(agent, [...people, ...agents]);
  const hint = meant === undefined ? '' : `; did you mean ${quoted(meant)}?`;
  return `neither the history nor a board nor the roster has an agent ${quoted(agent)}${hint}`;
}

async function isConfirmed(agent: string): Promise<boolean> {
  return (await ask(`Type the agent's id to go on: `, 'Write --yes if you are sure.')) === agent;
}
