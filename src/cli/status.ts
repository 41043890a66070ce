import type { Account } from '../account/account';
import { readBoards, readHistory, syncServiceOf } from '../account/boards';
import { parseRoster } from '../roster/parse';
import { readArguments } from './arguments';
import type { Command } from './command';
import { UserMistake } from './failure';
import { accountOf } from './live-account';
import { REAL_OUTSIDE } from './outside';
import type { Outside } from './outside';
import { rosterTextIn } from './project-roster';
import { screen } from './screen';
import { Settings } from './settings';
import { statusJson, statusText } from './status-text';
import type { StatusNames } from './status-text';

const HELP = `Usage: npx oncall status [OPTIONS]

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
      const look = (): Promise<string> => lookOnce(account, settings, outside, last, values.json ?? false);
      if (values.watch !== true) {
        console.log(await look());
        return 0;
      }
      let text = await look();
      for (;;) {
        // Clears the screen where there is one, as "watch" and "top" do.
        if (process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
        console.log(`${text}\n\n${new Date(outside.now()).toISOString().slice(11, 19)} UTC; Ctrl-C ends.`);
        await outside.sleep(EVERY_MS);
        text = await lookAgain(look);
      }
    },
  };
}

/** Whoever watches through the night wants to go on watching after an outage. */
async function lookAgain(look: () => Promise<string>): Promise<string> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof UserMistake) return `At the moment it is not known: ${error.message}`;
    throw error;
  }
}

async function lookOnce(
  account: Account,
  settings: Settings,
  outside: Outside,
  last: number,
  isJson: boolean,
): Promise<string> {
  const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
  const boards = await account.read('read the boards', (client) => readBoards(client, service));
  // An incident has up to three entries, some of them twice.
  const found = await account.read('read the history', (client) => readHistory(client, service, last * 4));
  const history = found.slice(0, last);
  if (isJson) return JSON.stringify(statusJson(boards, history), null, 2);
  return statusText(boards, history, namesFor(rosterTextIn(outside.folder)), outside.now(), screen().columns);
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
