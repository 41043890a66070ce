import type { Account } from '../account/account';
import { readBoards, syncServiceOf } from '../account/boards';
import { ackIncident, resolveIncident } from '../escalation/by-hand';
import { Unreachable } from '../escalation/ports';
import type { LogLevel } from '../escalation/ports';
import { Run } from '../escalation/run';
import { ONCALL } from '../oncall';
import { parseRoster } from '../roster/parse';
import type { Roster } from '../roster/roster';
import { deskWith } from '../twilio/desk';
import { NotConfigured, readEnvironment } from '../twilio/environment';
import { readArguments } from './arguments';
import { agentChosen, teamsChosen } from './choice';
import type { Command } from './command';
import { UserMistake } from './failure';
import { accountOf } from './live-account';
import { REAL_OUTSIDE } from './outside';
import type { Outside } from './outside';
import { ROSTER_FILE, rosterTextIn } from './project-roster';
import { remarkLines } from './remark-text';
import { Settings } from './settings';
import { isOpen } from './status-text';
import { print, printError } from './terminal/print';

const ACK_HELP = `Usage: ${ONCALL} ack --as AGENT [OPTIONS]

Takes an open incident without a phone, which counts as much as pressing 1: nobody further is
called, and AGENT gets the details by SMS. Whoever is being called at the time hears who has it.

  --as AGENT   the agent's id in the roster
  --team T     which team's incident, when several are open`;

const RESOLVE_HELP = `Usage: ${ONCALL} resolve [OPTIONS]

Closes an open incident without a phone: nobody further is called, and whoever has it is told by
SMS. The same alarm calls again when it next goes from OK to ALARM.

  --team T     which team's incident, when several are open`;

/** `oncall ack`. */
export const ackCommand: Command = ackWith(REAL_OUTSIDE);
/** `oncall resolve`. */
export const resolveCommand: Command = resolveWith(REAL_OUTSIDE);

/** The command, reaching no further than this. */
export function ackWith(outside: Outside): Command {
  return {
    help: ACK_HELP,
    run: async (args) => {
      const { values } = readArguments(args, { as: { type: 'string' }, team: { type: 'string' } });
      if (values.as === undefined) throw new UserMistake('--as is missing; write the id of the agent who takes it.', 2);
      const hands = await handsOn(outside);
      const { id, name, phones } = agentChosen(hands.roster, values.as, '--as');
      const team = await teamMeant(hands, values.team);
      const phone = phones[0];
      if (phone === undefined) throw new UserMistake(`--as: agent ${id} has no number in the roster.`);
      const taking = await reached(() => ackIncident(hands.run, team, { id, name, phone }));
      switch (taking.is) {
        case 'taken':
          print(`${name} has ${taking.incident} of team ${team} now. Nobody further is called.${stillOwed(taking)}`);
          return 0;
        case 'already':
          print(`${taking.by.name} has ${taking.incident} of team ${team} already. Nothing was changed.`);
          return taking.by.id === id ? 0 : 1;
        case 'closed':
          print(`${taking.incident} of team ${team} is over already. Nothing was changed.`);
          return 1;
        case 'nothing':
          print(`Team ${team} has no incident. Nothing was changed.`);
          return 1;
      }
    },
  };
}

/** The command, reaching no further than this. */
export function resolveWith(outside: Outside): Command {
  return {
    help: RESOLVE_HELP,
    run: async (args) => {
      const { values } = readArguments(args, { team: { type: 'string' } });
      const hands = await handsOn(outside);
      const team = await teamMeant(hands, values.team);
      const resolving = await reached(() => resolveIncident(hands.run, team));
      switch (resolving.is) {
        case 'resolved':
          print(`${resolving.incident} of team ${team} is closed. Nobody further is called.${stillOwed(resolving)}`);
          return 0;
        case 'closed':
          print(`${resolving.incident} of team ${team} was closed already. Nothing was changed.`);
          return 0;
        case 'nothing':
          print(`Team ${team} has no incident. Nothing was changed.`);
          return 1;
      }
    },
  };
}

function stillOwed({ unsent }: { readonly unsent: number }): string {
  return unsent === 0 ? '' : ` ${unsent} SMS could not be sent yet; the next alarm or call of the team sends them.`;
}

/** What acting by hand works on. */
interface Hands {
  readonly roster: Roster;
  readonly account: Account;
  readonly syncService: string;
  readonly run: Run;
}

async function handsOn(outside: Outside): Promise<Hands> {
  const settings = Settings.in(outside.folder);
  const account = await accountOf(settings, outside);
  const text = rosterTextIn(outside.folder) ?? '';
  const parsed = parseRoster(text);
  if (!parsed.ok) {
    throw new UserMistake(
      `${ROSTER_FILE} has mistakes, so it does not say who is who:\n${remarkLines(parsed.errors, parsed.more).join('\n')}`,
    );
  }
  try {
    const environment = readEnvironment(settings.forFunctions, []);
    const run = new Run({ ...deskWith(account.client, environment, text), log: trouble });
    return { roster: parsed.roster, account, syncService: environment.syncService, run };
  } catch (error) {
    if (error instanceof NotConfigured) throw new UserMistake(error.message);
    throw error;
  }
}

/** Of what the Functions log, whoever sits here wants to know what went wrong only. */
function trouble(level: LogLevel, message: string): void {
  if (level !== 'info') printError(message);
}

/** The team that was named, or the only one with something open. Throws a UserMistake. */
async function teamMeant({ roster, account, syncService }: Hands, named: string | undefined): Promise<string> {
  const boards = await account.read('read the boards', (client) => readBoards(client, syncServiceOf(syncService)));
  // A team that was taken out of the roster in the middle of an incident still has its board.
  if (named !== undefined && boards.some(({ team }) => team === named)) return named;
  if (named !== undefined) return teamsChosen(roster, named)[0]?.id ?? named;
  const open = boards.filter(({ board }) => isOpen(board.incident)).map(({ team }) => team);
  const [only, ...others] = open;
  if (only === undefined) throw new UserMistake(`nothing is open. "${ONCALL} status" tells what was before.`);
  if (others.length === 0) return only;
  throw new UserMistake(`${open.length} teams have something open; write which: --team ${open.join(', or --team ')}.`);
}

async function reached<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new UserMistake(
      `the board could not be written: Twilio gave no usable answer. Whether it was changed, "${ONCALL} status" tells; then try again.`,
    );
  }
}
