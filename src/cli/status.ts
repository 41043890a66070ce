import type { Account } from '../account/account';
import { readBoards, readHistory, syncServiceOf } from '../account/boards';
import type { TeamBoard } from '../account/boards';
import { findDeployment } from '../account/deployment';
import type { HistoryEntry } from '../incident/board';
import { ONCALL } from '../oncall';
import { parseRoster } from '../roster/parse';
import { readArguments } from './arguments';
import type { Command } from './command';
import { UserMistake } from './failure';
import { accountOf, NOTHING_SET_UP } from './live-account';
import { REAL_OUTSIDE } from './outside';
import type { Outside } from './outside';
import { rosterTextIn } from './project-roster';
import { stateText } from './terminal/looks';
import { clearScreen, print, printJson } from './terminal/print';
import { screen } from './terminal/screen';
import { lines } from './terminal/text';
import type { Text } from './terminal/text';
import { Settings } from './settings';
import { statusJson, statusText } from './status-text';
import type { StatusNames } from './status-text';

const HELP = `Usage: ${ONCALL} status [OPTIONS]

What is open, since when, who was called and how that ended, who has it, and which SMS are owed;
then what became of earlier incidents. Names, never numbers.

  --watch     again every five seconds, until Ctrl-C
  --last N    how many earlier incidents (default: 10)
  --json      one JSON object`;

const EVERY_MS = 5_000;

/** `oncall status`. */
export const statusCommand: Command = statusWith(REAL_OUTSIDE);

/** The command, reaching no further than this. */
export function statusWith(outside: Outside): Command {
  return {
    help: HELP,
    run: async (args) => {
      const { values } = readArguments(args, {
        watch: { type: 'boolean' },
        last: { type: 'string' },
        json: { type: 'boolean' },
      });
      const last = lastIn(values.last);
      if (values.watch === true && values.json === true) {
        throw new UserMistake('--watch and --json do not go together; write one of them.', 2);
      }
      const settings = Settings.in(outside.folder);
      const account = await accountOf(settings, outside);
      const look = (): Promise<Seen> => lookOnce(account, settings, last);
      const first = await look();
      if (first.boards.length + first.history.length === 0) await insistOnDeployment(account);
      const tell = (seen: Seen): Text => toldOf(seen, outside);
      if (values.json === true) {
        printJson(statusJson(first.boards, first.history));
        return 0;
      }
      let text = tell(first);
      if (values.watch !== true) {
        print(text);
        return 0;
      }
      for (;;) {
        clearScreen();
        print([text, `\n\n${new Date(outside.now()).toISOString().slice(11, 19)} UTC; Ctrl-C ends.`]);
        await outside.sleep(EVERY_MS);
        text = await lookAgain(async () => tell(await look()));
      }
    },
  };
}

/** Whoever watches through the night wants to go on watching after an outage. */
async function lookAgain(look: () => Promise<Text>): Promise<Text> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof UserMistake) return `At the moment it is not known: ${error.message}`;
    throw error;
  }
}

/** Before the first deployment "nothing is open" would be a lie: no alarm would call anybody. Throws a UserMistake. */
async function insistOnDeployment(account: Account): Promise<void> {
  if ((await findDeployment(account))?.buildSid !== undefined) return;
  throw new UserMistake(NOTHING_SET_UP);
}

interface Seen {
  readonly boards: readonly TeamBoard[];
  readonly history: readonly HistoryEntry[];
}

async function lookOnce(account: Account, settings: Settings, last: number): Promise<Seen> {
  const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
  const boards = await account.read('read the boards', (client) => readBoards(client, service));
  // An incident has up to three entries, some of them twice.
  const found = await account.read('read the history', (client) => readHistory(client, service, last * 4));
  return { boards, history: found.slice(0, last) };
}

function toldOf({ boards, history }: Seen, outside: Outside): Text {
  const names = namesFor(rosterTextIn(outside.folder));
  const text = statusText(boards, history, names, outside.now(), screen().columns);
  return lines(text.split('\n').map(stateText));
}

/** Names from the roster of this machine, if it has one that can be read. */
function namesFor(rosterText: string | undefined): StatusNames {
  const parsed = rosterText === undefined ? undefined : parseRoster(rosterText);
  const roster = parsed?.ok === true ? parsed.roster : undefined;
  return {
    teamName: (id) => roster?.teams.get(id)?.name ?? id,
    agentName: (id) => roster?.agents.get(id)?.name ?? id,
    zoneOf: (team) => roster?.teams.get(team)?.timezone ?? roster?.timezone ?? 'UTC',
  };
}

function lastIn(text: string | undefined): number {
  if (text === undefined) return 10;
  if (!/^\d{1,3}$/.test(text) || Number(text) === 0) {
    throw new UserMistake(`--last ${text}: write a whole number from 1 to 999.`, 2);
  }
  return Number(text);
}
