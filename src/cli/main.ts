import { reasonOf, UserMistake } from '../mistake';
import { ONCALL } from '../oncall';
import { nearestWord } from '../text/nearest-word';
import { printableLine } from '../text/printable';
import type { Command } from './command';
import { print, printError } from './terminal/print';
import { painted } from './terminal/text';

interface Entry {
  readonly summary: string;
  /** Loads the command and what it needs, so that no command waits for the libraries of another. */
  load(): Promise<Command>;
  /** What it works on, where that is not this machine only. */
  readonly reaches?: 'Twilio' | 'AWS';
}

const COMMANDS: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  [
    'rehearse',
    {
      summary: 'run the whole chain on this machine, without any account',
      load: async () => (await import('./rehearse/rehearse')).rehearseCommand,
    },
  ],
  [
    'what-if',
    {
      summary: 'who would be called for an alarm, when, and what each would hear',
      load: async () => (await import('./rehearse/what-if')).whatIfCommand,
    },
  ],
  [
    'who',
    {
      summary: 'who is on call, until when, and who comes next',
      load: async () => (await import('./roster/who')).whoCommand,
    },
  ],
  [
    'roster check',
    {
      summary: 'find every mistake in the roster, and what is probably not meant',
      load: async () => (await import('./roster/check')).rosterCheckCommand,
    },
  ],
  [
    'roster show',
    {
      summary: 'show the next weeks as a calendar',
      load: async () => (await import('./roster/show')).rosterShowCommand,
    },
  ],
  [
    'roster diff',
    {
      summary: 'say in words what an edit of the roster changes',
      load: async () => (await import('./roster/diff')).rosterDiffCommand,
    },
  ],
  [
    'roster calendar',
    {
      summary: 'print the shifts as an iCalendar feed',
      load: async () => (await import('./roster/calendar')).rosterCalendarCommand,
    },
  ],
  [
    'roster add',
    {
      summary: 'add an agent to a rotation; the current turn stays as it is',
      load: async () => (await import('./roster/add')).rosterAddCommand,
    },
  ],
  [
    'roster remove',
    {
      summary: 'take an agent out of the roster; the current turn stays as it is',
      load: async () => (await import('./roster/remove')).rosterRemoveCommand,
    },
  ],
  [
    'roster swap',
    {
      summary: 'let two agents swap their shifts for a time',
      load: async () => (await import('./roster/swap')).rosterSwapCommand,
    },
  ],
  [
    'roster out',
    {
      summary: 'do not call an agent for a time, with or without a stand-in',
      load: async () => (await import('./roster/out')).rosterOutCommand,
    },
  ],
  [
    'roster silence',
    {
      summary: 'call nobody for certain alarms for a time',
      load: async () => (await import('./roster/silence')).rosterSilenceCommand,
    },
  ],
  [
    'flow check',
    {
      summary: 'find every mistake in the Studio flow by walking every path through it',
      load: async () => (await import('./flow/check')).flowCheckCommand,
    },
  ],
  [
    'flow graph',
    {
      summary: 'draw the Studio flow (Mermaid)',
      load: async () => (await import('./flow/graph')).flowGraphCommand,
    },
  ],
  [
    'contacts',
    {
      summary: 'make a contact card of the calling number, for the agents’ phones',
      load: async () => (await import('./roster/contacts')).contactsCommand,
    },
  ],
  [
    'sandbox',
    {
      summary: 'run a made-up Twilio account on this machine, to practise going live',
      load: async () => (await import('./live/sandbox')).sandboxCommand,
    },
  ],
  [
    'setup',
    {
      summary: 'set up the Twilio side: Functions, flow, variables, events',
      reaches: 'Twilio',
      load: async () => (await import('./live/setup')).setupCommand,
    },
  ],
  [
    'deploy',
    {
      summary: 'deploy an edit of the roster, the Functions, the flow or .env',
      reaches: 'Twilio',
      load: async () => (await import('./live/deploy')).deployCommand,
    },
  ],
  [
    'doctor',
    {
      summary: 'check everything that a live set-up needs, and say how to fix it',
      reaches: 'Twilio',
      load: async () => (await import('./live/doctor')).doctorCommand,
    },
  ],
  [
    'status',
    {
      summary: 'show open incidents, who was called and who took them, and earlier ones',
      reaches: 'Twilio',
      load: async () => (await import('./live/status')).statusCommand,
    },
  ],
  [
    'ack',
    {
      summary: 'take an incident without a phone',
      reaches: 'Twilio',
      load: async () => (await import('./live/ack-resolve-pass')).ackCommand,
    },
  ],
  [
    'resolve',
    {
      summary: 'close an incident without a phone',
      reaches: 'Twilio',
      load: async () => (await import('./live/ack-resolve-pass')).resolveCommand,
    },
  ],
  [
    'pass',
    {
      summary: 'have another agent called about an incident',
      reaches: 'Twilio',
      load: async () => (await import('./live/ack-resolve-pass')).passCommand,
    },
  ],
  [
    'history',
    {
      summary: 'show what became of past incidents, also for a spreadsheet',
      reaches: 'Twilio',
      load: async () => (await import('./live/history')).historyCommand,
    },
  ],
  [
    'report',
    {
      summary: 'show who carries the load: pages, nights, times, by team and agent',
      reaches: 'Twilio',
      load: async () => (await import('./live/report')).reportCommand,
    },
  ],
  [
    'forget',
    {
      summary: 'remove an agent from the history',
      reaches: 'Twilio',
      load: async () => (await import('./live/forget')).forgetCommand,
    },
  ],
  [
    'flow push',
    {
      summary: 'publish the flow in the Twilio account',
      reaches: 'Twilio',
      load: async () => (await import('./flow/push')).flowPushCommand,
    },
  ],
  [
    'flow pull',
    {
      summary: 'bring an edit made in the Studio console into the file',
      reaches: 'Twilio',
      load: async () => (await import('./flow/pull')).flowPullCommand,
    },
  ],
  [
    'flow diff',
    {
      summary: 'say in words what a push would change in the live flow',
      reaches: 'Twilio',
      load: async () => (await import('./flow/diff')).flowDiffCommand,
    },
  ],
  [
    'aws deploy',
    {
      summary: 'create or update the AWS side',
      reaches: 'AWS',
      load: async () => (await import('./aws/deploy')).awsDeployCommand,
    },
  ],
  [
    'aws attach',
    {
      summary: 'make existing CloudWatch alarms page, or stop them',
      reaches: 'AWS',
      load: async () => (await import('./aws/attach')).awsAttachCommand,
    },
  ],
  [
    'aws update-code',
    {
      summary: 'replace the code of the deployed Lambda, and nothing else',
      reaches: 'AWS',
      load: async () => (await import('./aws/update-code')).awsUpdateCodeCommand,
    },
  ],
  [
    'aws destroy',
    {
      summary: 'delete the AWS side',
      reaches: 'AWS',
      load: async () => (await import('./aws/destroy')).awsDestroyCommand,
    },
  ],
  [
    'drill',
    {
      summary: 'ring the agent on call, through everything that is deployed',
      reaches: 'AWS',
      load: async () => (await import('./aws/drill')).drillCommand,
    },
  ],
  [
    'send',
    {
      summary: 'send an alarm from any machine',
      reaches: 'Twilio',
      load: async () => (await import('./live/send')).sendCommand,
    },
  ],
  [
    'completion',
    {
      summary: 'let the shell complete commands and options',
      load: async () => (await import('./completion')).completionFor(COMMANDS),
    },
  ],
]);

const HELP_WORDS: ReadonlySet<string | undefined> = new Set(['help', '--help', '-h']);
const VERSION_WORDS: ReadonlySet<string | undefined> = new Set(['version', '--version', '-v', '-V']);

/**
 * Runs one command and returns its exit status: 0 when it did what was asked, 2 when the command line is wrong, 1 otherwise.
 * This is the only place that prints errors.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [first, ...others] = args;
  if (first === undefined || HELP_WORDS.has(first)) return help(others);
  if (VERSION_WORDS.has(first)) {
    print((await import('./version')).versionHere());
    return 0;
  }
  const { name, command, rest } = commandIn(args);
  if (command === undefined) return HELP_WORDS.has(others[0]) ? help([first]) : refuse(args);
  try {
    const loaded = await command.load();
    if (rest.some((word) => word === '--help' || word === '-h')) {
      print(loaded.help);
      return 0;
    }
    if (command.reaches !== undefined) await sayIfSandbox(command.reaches);
    return await loaded.run(rest);
  } catch (error) {
    if (error instanceof UserMistake) {
      printError([painted('red', `oncall ${name}:`), ` ${error.message}`]);
      if (error.status === 2) printError(`\nSee "${ONCALL} ${name} --help".`);
      return error.status;
    }
    printError([painted('red', `oncall ${name}: internal error:`), ` ${reasonOf(error)}`]);
    if (error instanceof Error && error.stack !== undefined) printError(error.stack);
    return 1;
  }
}

/** A command that works on a sandbox never does so in silence. Throws a UserMistake when it cannot. */
async function sayIfSandbox(reaches: 'Twilio' | 'AWS'): Promise<void> {
  const { enterSandbox } = await import('./live/sandbox-way');
  const notice = await enterSandbox(reaches);
  if (notice !== undefined) printError(painted('yellow', notice));
}

/** What was asked for help about: nothing, a group such as `roster`, or a command. */
async function help(words: readonly string[]): Promise<number> {
  const [first] = words;
  const { command } = commandIn(words);
  if (command !== undefined) print((await command.load()).help);
  else if (first === undefined) print(overview());
  else if (words.length === 1 && groupOf(first).length > 0) print(overview(groupOf(first)));
  else return refuse(words);
  return 0;
}

/** The command that the first words name, two words before one, and what follows them. */
function commandIn(args: readonly string[]): {
  readonly name: string;
  readonly command: Entry | undefined;
  readonly rest: readonly string[];
} {
  const both = args.slice(0, 2).join(' ');
  const words = COMMANDS.has(both) ? 2 : 1;
  const name = args.slice(0, words).join(' ');
  return { name, command: COMMANDS.get(name), rest: args.slice(words) };
}

/** `roster` alone names several commands; anything else is a slip. */
function refuse(words: readonly string[]): number {
  printError([painted('red', 'oncall:'), ` ${refusalOf(words)}`]);
  return 2;
}

function refusalOf([first = '', second = '']: readonly string[]): string {
  const subcommands = groupOf(first).map((name) => name.slice(first.length + 1));
  if (subcommands.length > 0) {
    const list = `${subcommands.join(', ')}.`;
    if (second === '') return `"${first}" needs a subcommand: ${list}`;
    // What they have in common makes no two of them alike.
    const meant = nearestWord(second, subcommands);
    const hint = meant === undefined ? `"${first}" has ${list}` : `Did you mean "${first} ${meant}"?`;
    return `there is no command "${printableLine(`${first} ${second}`)}". ${hint}`;
  }
  const meant = nearestWord(`${first} ${second}`, COMMANDS.keys()) ?? nearestWord(first, COMMANDS.keys());
  const hint = meant === undefined ? `"${ONCALL} help" lists all.` : `Did you mean "${meant}"?`;
  return `there is no command "${printableLine(first)}". ${hint}`;
}

/** The commands that begin with this word and have another. */
function groupOf(word: string): readonly string[] {
  return [...COMMANDS.keys()].filter((name) => name.startsWith(`${word} `));
}

function overview(names: readonly string[] = [...COMMANDS.keys()]): string {
  const lines = names.map((name) => `  ${name.padEnd(17)}${COMMANDS.get(name)?.summary ?? ''}`);
  return [`Usage: ${ONCALL} COMMAND [OPTIONS]`, '', ...lines, '', `${ONCALL} help COMMAND explains one command.`].join(
    '\n',
  );
}
