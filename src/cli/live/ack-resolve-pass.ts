import type { Account } from '../../account/account';
import { readBoards, syncServiceOf, type OnBoard } from '../../account/boards';
import { ackIncident, passIncident, resolveIncident } from '../../escalation/intervene';
import { Unreachable, type LogLevel } from '../../escalation/ports';
import { Run } from '../../escalation/run';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { examineRoster } from '../../roster/advice/examine';
import { rosterNames, type RosterNames } from '../../roster/names';
import type { Agent, Roster } from '../../roster/roster';
import { deskWith } from '../../twilio/desk';
import { NotConfigured, readEnvironment, type Environment } from '../../twilio/environment';
import { FLAG, TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import type { Machine } from '../machine';
import { ROSTER_FILE, rosterTextIn } from '../roster/file';
import { remarkLines } from '../roster/remark-text';
import { selectAgent } from '../selection';
import { print, printError, printJson } from '../terminal/print';
import { accountOf } from './account';
import { selectIncident, type Named } from './incident-selection';
import { Settings } from './settings';

const WHICH_OPTIONS = { incident: TEXT, team: TEXT, json: FLAG } as const;

const WHICH_HELP = `  --incident ID   which incident, when several are open; the beginning of its id is enough
  --team T        the incident of this team
  --json          one JSON object`;

const ACK_HELP = `Usage: ${ONCALL} ack --as AGENT [OPTIONS]

Takes an open incident without a phone, just as if AGENT had pressed 1: nobody else is called, and
AGENT gets the details by SMS. An agent who is on the phone at that moment hears who has it. If
another agent has the incident already, AGENT takes it over, and both get an SMS.

  --as AGENT      the agent's id in the roster
${WHICH_HELP}`;

const RESOLVE_HELP = `Usage: ${ONCALL} resolve [OPTIONS]

Closes an open incident without a phone: nobody else is called, and the agent who has it gets an
SMS. The same alarm calls again when it next goes from OK to ALARM.

${WHICH_HELP}`;

const PASS_HELP = `Usage: ${ONCALL} pass [OPTIONS]

Calls another agent about an open incident. The agent who has it keeps it until somebody else takes
it. If nobody has it, the calls start again from the beginning.

  --to AGENT      whom to call first (default: the agent after the one who has it)
${WHICH_HELP}`;

export const ack: Command = {
  help: ACK_HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { as: TEXT, ...WHICH_OPTIONS });
    if (values.as === undefined) throw new UserMistake('--as is missing; write the id of the agent who takes it.', 2);
    const hands = await handsOn(machine);
    const { id, name } = selectAgent(hands.roster, values.as, '--as');
    const meant = await chosen(hands, values);
    const { team, what, incident } = meant;
    const told = tellerOf(meant, values.json === true, id);
    const taking = await reached(() => ackIncident(hands.run, team, id, incident.id));
    switch (taking.is) {
      case 'taken': {
        const from = taking.from === undefined ? '' : `, taken over from ${hands.names.agentName(taking.from)}`;
        return told('taken', `${name} has ${what} now${from}. Nobody else is called.${stillOwed(taking)}`);
      }
      case 'already':
        return told('already', `${name} has ${what} already. Nothing was changed.`);
      default:
        return told('over', overWords(what));
    }
  },
};

export const resolve: Command = {
  help: RESOLVE_HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, WHICH_OPTIONS);
    const hands = await handsOn(machine);
    const meant = await chosen(hands, values);
    const { team, what, incident } = meant;
    const told = tellerOf(meant, values.json === true);
    const resolving = await reached(() => resolveIncident(hands.run, team, incident.id));
    switch (resolving.is) {
      case 'resolved':
        return told('resolved', `${what} is closed. Nobody else is called.${stillOwed(resolving)}`);
      case 'closed':
        return told('closed', `${what} was closed already. Nothing was changed.`);
      default:
        return told('over', overWords(what));
    }
  },
};

export const pass: Command = {
  help: PASS_HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { to: TEXT, ...WHICH_OPTIONS });
    const hands = await handsOn(machine);
    const to = values.to === undefined ? undefined : selectAgent(hands.roster, values.to, '--to');
    const meant = await chosen(hands, values);
    const { team, what, incident } = meant;
    const told = tellerOf(meant, values.json === true, to?.id);
    const passing = await reached(() => passIncident(hands.run, team, incident.id, to?.id));
    switch (passing.is) {
      case 'passed':
        return told('passed', `${calledWords(to, meant, hands.names)}${stillOwed(passing)}`);
      case 'calling':
        return told('calling', `Agents are being called about ${what} already. Nothing was changed.`);
      case 'busy':
        return told(
          'busy',
          `Agents of team ${team} are being called about ${passing.incident} at this moment. Nothing was changed; pass ${incident.id} on when somebody has that.`,
        );
      case 'alone': {
        const owner = hands.names.agentName(passing.owner);
        const why = to === undefined ? `team ${team} calls nobody but ${owner}` : `${owner} has ${what} already`;
        throw new UserMistake(`${why}; write --to another agent.`);
      }
      case 'unknown':
        return told(
          'unknown',
          `${to?.name ?? passing.to} is not on team ${team}. Nothing was changed. ${mates(hands, team)}`,
        );
      default:
        return told('over', overWords(what));
    }
  },
};

/** Who is called, and who has it meanwhile. */
function calledWords(to: Agent | undefined, { what, incident }: Meant, names: RosterNames): string {
  const { taken } = incident;
  if (taken === undefined) return `${to?.name ?? 'The first agent'} is called about ${what}, then the others.`;
  const who = to?.name ?? 'The next agent';
  return `${who} is called about ${what}, then the others. ${names.agentName(taken.by)} has it until somebody takes it.`;
}

function mates({ run }: Hands, team: string): string {
  const { order, everyone } = run.desk.plans.planFor(team, run.now());
  const ids = new Set([...order, ...everyone].map(({ id }) => id));
  return `On it are ${[...ids].join(', ')}.`;
}

/** It was over before, or has become so while this ran. */
function overWords(what: string): string {
  return `${what} is over already. Nothing was changed.`;
}

/** How it ended, with the exit status that goes with it. */
const STATUS_OF = {
  taken: 0,
  already: 0,
  resolved: 0,
  closed: 0,
  passed: 0,
  calling: 1,
  busy: 1,
  unknown: 1,
  over: 1,
} as const;

/** Says how it ended, in words or as JSON, and gives the exit status. The agent is the one who takes it or is called first. */
function tellerOf(
  { team, incident }: Meant,
  isJson: boolean,
  agent: string | null = null,
): (code: keyof typeof STATUS_OF, words: string) => number {
  return (code, words) => {
    if (isJson) printJson({ code, words, team, incident: incident.id, agent });
    else print(words);
    return STATUS_OF[code];
  };
}

function stillOwed({ unsent }: { readonly unsent: number }): string {
  return unsent === 0 ? '' : ` ${unsent} SMS could not be sent yet; the next alarm, call or heartbeat sends them.`;
}

/** What acting by hand works on. */
interface Hands {
  readonly roster: Roster;
  readonly names: RosterNames;
  readonly account: Account;
  readonly syncService: string;
  readonly run: Run;
}

async function handsOn(machine: Machine): Promise<Hands> {
  const settings = Settings.in(machine.folder);
  const account = await accountOf(settings, machine);
  const text = rosterTextIn(machine.folder) ?? '';
  const parsed = examineRoster(text);
  if (!parsed.ok) {
    throw new UserMistake(
      `${ROSTER_FILE} has mistakes, so it does not say who is who:\n${remarkLines(parsed.errors, parsed.more).join('\n')}`,
    );
  }
  const environment = environmentIn(settings);
  return notConfiguredSaid(() => {
    const run = new Run(deskWith(account.client, environment, text, { log: trouble }));
    return { roster: parsed.roster, names: rosterNames(text), account, syncService: environment.syncService, run };
  });
}

/** What the Functions are deployed with, as far as this machine knows. Throws a UserMistake. */
export function environmentIn(settings: Settings): Environment {
  return notConfiguredSaid(() => readEnvironment({ ...settings.forFunctions, DOMAIN_NAME: domainIn(settings) }, []));
}

function notConfiguredSaid<Value>(act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    if (error instanceof NotConfigured) throw new UserMistake(error.message);
    throw error;
  }
}

/** Where the Functions are: SMS have links there. */
function domainIn(settings: Settings): string {
  const url = settings.get('FUNCTION_URL') ?? '';
  return URL.canParse(url) ? new URL(url).host : '';
}

/** Of what the Functions log, only what went wrong matters here. */
function trouble(level: LogLevel, message: string): void {
  if (level !== 'info') printError(message);
}

/** The incident that is meant, and how it is called. */
interface Meant extends OnBoard {
  readonly what: string;
}

/** The incident that is meant, on a board of this release. Throws a UserMistake. */
async function chosen({ roster, names, account, syncService, run }: Hands, named: Named): Promise<Meant> {
  const boards = await account.read('read the boards', (client) => readBoards(client, syncServiceOf(syncService)));
  const meant = selectIncident(boards, roster, named, names);
  const { team, incident, isFirst } = meant;
  if (isFirst === true) await reached(() => run.adopt(team));
  return { ...meant, what: `${incident.id} of team ${team}` };
}

async function reached<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new UserMistake(
      `the board could not be written: Twilio gave no usable answer. "${ONCALL} status" shows whether it was changed; then try again.`,
    );
  }
}
