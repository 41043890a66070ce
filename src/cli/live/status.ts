import type { Account } from '../../account/account';
import { openIncidents, readBoards, readWords, syncServiceOf } from '../../account/boards';
import { findDeployment } from '../../account/deployment';
import { readHistory } from '../../account/history';
import { plansFrom } from '../../escalation/plans';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { rosterNames } from '../../roster/names';
import { parseRoster } from '../../roster/parse';
import { inspectEnvironment } from '../../twilio/environment';
import { FLAG, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import type { Machine } from '../machine';
import { rosterTextIn } from '../roster/file';
import { stateText } from '../terminal/looks';
import { clearScreen, print, printJson } from '../terminal/print';
import { screen } from '../terminal/screen';
import { lines, type Text } from '../terminal/text';
import { accountOf, NOTHING_SET_UP } from './account';
import { Settings } from './settings';
import { statusJson, statusText, type PlanOf, type Standing } from './status-text';

const HELP = `Usage: ${ONCALL} status [OPTIONS]

Shows every open incident: since when, its alarms, who was called and how that ended, who has it,
what happens next if nobody does anything, and which SMS are still to be sent; then what became of
earlier ones. It shows names, never numbers. The names, and what happens next, come from the roster
on this machine.

  --watch     again every five seconds, until Ctrl-C
  --last N    how many earlier incidents (default: 10)
  --json      one JSON object`;

const EVERY_MS = 5_000;

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { watch: FLAG, last: TEXT, json: FLAG });
    const last = lastIn(values.last);
    if (values.watch === true && values.json === true) {
      throw new UserMistake('--watch and --json exclude each other; write one of them.', 2);
    }
    const settings = Settings.in(machine.folder);
    const account = await accountOf(settings, machine);
    const look = (): Promise<Standing> => standingOf(account, settings, machine, last);
    const first = await look();
    await insistOnDeployment(account, first);
    if (values.json === true) {
      printJson(statusJson(first, plansHere(rosterTextIn(machine.folder), settings, first.atMs)));
      return 0;
    }
    const tell = (standing: Standing): Text => toldOf(standing, settings, machine);
    let text = tell(first);
    if (values.watch !== true) {
      print(text);
      return 0;
    }
    for (;;) {
      clearScreen();
      print([text, `\n\n${new Date(machine.now()).toISOString().slice(11, 19)} UTC; Ctrl-C ends.`]);
      await machine.sleep(EVERY_MS);
      text = await lookAgain(async () => tell(await look()));
    }
  },
};

/** A watch through the night goes on after an outage. */
async function lookAgain(look: () => Promise<Text>): Promise<Text> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof UserMistake) return `It is not known at the moment: ${error.message}`;
    throw error;
  }
}

/** Before the first deployment "nothing is open" would be a lie: no alarm would call anybody. Throws a UserMistake. */
async function insistOnDeployment(account: Account, { boards, history }: Standing): Promise<void> {
  if (boards.teams.length + boards.unread.length + history.length > 0) return;
  if ((await findDeployment(account))?.buildSid === undefined) throw new UserMistake(NOTHING_SET_UP);
}

function toldOf(standing: Standing, settings: Settings, machine: Machine): Text {
  const rosterText = rosterTextIn(machine.folder);
  const planOf = plansHere(rosterText, settings, standing.atMs);
  const text = statusText(standing, rosterNames(rosterText), planOf, screen().columns);
  return lines(text.split('\n').map(stateText));
}

async function standingOf(account: Account, settings: Settings, machine: Machine, last: number): Promise<Standing> {
  const service = syncServiceOf(settings.get('SYNC_SERVICE_SID'));
  const [known, history] = await Promise.all([
    boardsWithWords(account, service, machine),
    readHistory(account, service, last),
  ]);
  return { ...known, history, atMs: machine.now() };
}

async function boardsWithWords(
  account: Account,
  service: string,
  machine: Machine,
): Promise<Pick<Standing, 'boards' | 'words'>> {
  const boards = await account.read('read the boards', (client) => readBoards(client, service));
  const words = await readWords(account.client, service, openIncidents(boards), () => machine.now());
  return { boards, words };
}

/** What is deployed may differ from the roster of this machine, which is as near as it gets. */
function plansHere(rosterText: string | undefined, settings: Settings, atMs: number): PlanOf {
  if (rosterText === undefined || !parseRoster(rosterText).ok) return () => undefined;
  const fallback = inspectEnvironment({ FALLBACK_NUMBERS: settings.get('FALLBACK_NUMBERS') ?? '' });
  const plans = plansFrom(rosterText, fallback.environment.fallbackNumbers);
  return (team) => plans.planFor(team, atMs);
}

function lastIn(text: string | undefined): number {
  if (text === undefined) return 10;
  if (!/^\d{1,3}$/.test(text) || Number(text) === 0) {
    throw new UserMistake(`--last ${text}: write a whole number from 1 to 999.`, 2);
  }
  return Number(text);
}
