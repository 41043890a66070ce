import { readBoards, syncServiceOf, type Boards } from '../../account/boards';
import { forgetIn, FORGOTTEN, namingOf, namingOn, type Naming } from '../../account/forgetting';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { parseRoster } from '../../roster/parse';
import { isoOf } from '../../roster/time-text';
import { quoted } from '../../text/masking';
import { nearestWord } from '../../text/nearest-word';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { ROSTER_FILE, rosterTextIn } from '../roster/file';
import { print, printJson } from '../terminal/print';
import { ask } from '../terminal/question';
import { accountOf } from './account';
import { Settings } from './settings';

const HELP = `Usage: ${ONCALL} forget AGENT [OPTIONS]

Removes an agent from the history: wherever it names AGENT, it says "${FORGOTTEN}" from then on.
This cannot be undone. First it shows how often that happens and what else still names the agent,
and asks.

  AGENT           the agent's id, also of one who is no longer in the roster
  --yes           do not ask
  --json          one JSON object; removes only with --yes`;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values, positionals } = readArguments(args, { yes: FLAG, json: FLAG }, 1);
    const [agent] = positionals;
    if (agent === undefined) throw new UserMistake('AGENT is missing; write the id of the agent to forget.', 2);
    const settings = Settings.in(machine.folder);
    const account = await accountOf(settings, machine);
    const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
    const boards = await account.read('read the boards', (client) => readBoards(client, service));
    const naming = await namingOf(account, service, agent);
    const agents = agentsIn(rosterTextIn(machine.folder));
    const still = stillNaming(boards, agents, agent);
    if (naming.items.length === 0 && !still.isInRoster && still.boards.length === 0) {
      throw new UserMistake(unknown(agent, naming, agents));
    }
    const remove = async (): Promise<void> => {
      const left = await forgetIn(account, service, agent, () => machine.now());
      if (left === 0) return;
      throw new UserMistake(
        `${left} entries still name ${agent}, because somebody changed them just now. Run this again.`,
      );
    };
    if (values.json === true) {
      const isWanted = values.yes === true && naming.items.length > 0;
      if (isWanted) await remove();
      printJson({ agent, removed: isWanted, ...countsIn(naming, agent), still });
      return 0;
    }
    print([described(agent, naming), '', 'What still names the agent:', ...stillLines(still), ...ELSEWHERE].join('\n'));
    if (naming.items.length === 0) return 0;
    if (values.yes !== true && !(await isConfirmed(agent))) {
      print('Nothing was changed.');
      return 1;
    }
    await remove();
    print(`The history no longer names ${agent}.`);
    return 0;
  },
};

function agentsIn(rosterText: string | undefined): readonly string[] {
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  return parsed?.ok === true ? [...parsed.roster.agents.keys()] : [];
}

/** How often the history names an agent, and in which time; the entries come newest first. */
interface Counts {
  readonly entries: number;
  readonly named: number;
  readonly called: number;
  readonly taken: number;
  readonly closed: number;
  readonly passed: number;
  readonly from: string | null;
  readonly to: string | null;
}

function countsIn({ items, entries }: Naming, agent: string): Counts {
  const [from, to] = [items.at(-1), items[0]].map((item) => (item === undefined ? null : isoOf(item.writtenAtMs)));
  return {
    entries,
    named: items.length,
    called: items.filter(({ entry }) => entry.calls.some((call) => call.agent === agent)).length,
    taken: items.filter(({ entry }) => entry.takenBy === agent).length,
    closed: items.filter(({ entry }) => entry.closedBy === agent).length,
    passed: items.filter(({ entry: { passedOn } }) => [passedOn?.by, passedOn?.to].includes(agent)).length,
    from: from ?? null,
    to: to ?? null,
  };
}

function described(agent: string, naming: Naming): string {
  const { entries, named, called, taken, closed, passed, from, to } = countsIn(naming, agent);
  if (from === null || to === null) return `The history does not name ${agent}.`;
  return `The history names ${agent} in ${named} of ${entries} entries, from ${from.slice(0, 10)} to ${to.slice(0, 10)}: as called in ${called}, as the one who took it in ${taken}, as the one who closed it in ${closed}, as the one who passed it on or to whom in ${passed}.
Each of them will say "${FORGOTTEN}" instead; this cannot be undone.`;
}

/** What names an agent and is not the history, as far as this command can know; it leaves that alone. */
interface Still {
  readonly isInRoster: boolean;
  readonly boards: readonly {
    readonly team: string;
    /** Those that will get an entry in the history; without them the board names the agent for some hours only. */
    readonly incidents: readonly string[];
  }[];
}

function stillNaming({ teams }: Boards, agents: readonly string[], agent: string): Still {
  return {
    isInRoster: agents.includes(agent),
    boards: teams.flatMap(({ team, board }) => {
      const { incidents, isElsewhere } = namingOn(board, agent);
      return incidents.length > 0 || isElsewhere ? [{ team, incidents }] : [];
    }),
  };
}

function stillLines({ isInRoster, boards }: Still): readonly string[] {
  const inRoster = isInRoster
    ? [`  - ${ROSTER_FILE}; take the agent out and deploy, or they are called and named again`]
    : [];
  const onBoards = boards.map(({ team, incidents }) =>
    incidents.length > 0
      ? `  - the board of team ${team}, with ${incidents.join(', ')}; when that is over it gets an entry in the\n    history, so run this again then`
      : `  - the board of team ${team}, for some hours: SMS that are owed or were counted, past calls`,
  );
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
  return (await ask(`Type the agent's id to continue: `, 'Write --yes if you are sure.')) === agent;
}
