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
    'text',
    {
      summary: 'what an agent gets who texts the number that calls',
      load: async () => (await import('./rehearse/reach-back')).textCommand,
    },
  ],
  [
    'ring-back',
    {
      summary: 'what an agent hears who rings the number that calls',
      load: async () => (await import('./rehearse/reach-back')).ringBackCommand,
    },
  ],
  [
    'who',
    {
      summary: 'who is on call now or then, until when, and who comes after',
      load: async () => (await import('./roster/who')).whoCommand,
    },
  ],
  [
    'roster check',
    {
      summary: 'every mistake in the roster, and what is probably not meant',
      load: async () => (await import('./roster/check')).rosterCheckCommand,
    },
  ],
  [
    'roster show',
    {
      summary: 'the next weeks as a calendar',
      load: async () => (await import('./roster/show')).rosterShowCommand,
    },
  ],
  [
    'roster diff',
    {
      summary: 'what an edit of the roster changes, in words',
      load: async () => (await import('./roster/diff')).rosterDiffCommand,
    },
  ],
  [
    'roster calendar',
    {
      summary: 'the shifts as an iCalendar feed',
      load: async () => (await import('./roster/calendar')).rosterCalendarCommand,
    },
  ],
  [
    'roster add',
    {
      summary: 'put an agent into a rotation, and leave the turn that is on',
      load: async () => (await import('./roster/add')).rosterAddCommand,
    },
  ],
  [
    'roster remove',
    {
      summary: 'take an agent out of the roster, and leave the turn that is on',
      load: async () => (await import('./roster/remove')).rosterRemoveCommand,
    },
  ],
  [
    'roster swap',
    {
      summary: 'two agents have each other’s shifts for a time',
      load: async () => (await import('./roster/swap')).rosterSwapCommand,
    },
  ],
  [
    'roster out',
    {
      summary: 'an agent is not called for a time, with or without somebody instead',
      load: async () => (await import('./roster/out')).rosterOutCommand,
    },
  ],
  [
    'roster silence',
    {
      summary: 'nobody is called for some alarms for a time',
      load: async () => (await import('./roster/silence')).rosterSilenceCommand,
    },
  ],
  [
    'flow check',
    {
      summary: 'everything that is wrong with the Studio flow, by walking every path through it',
      load: async () => (await import('./flow/check')).flowCheckCommand,
    },
  ],
  [
    'flow graph',
    {
      summary: 'the Studio flow as a picture (Mermaid)',
      load: async () => (await import('./flow/graph')).flowGraphCommand,
    },
  ],
  [
    'contacts',
    {
      summary: 'a contact card with the number that calls, for the phones of agents',
      load: async () => (await import('./roster/contacts')).contactsCommand,
    },
  ],
  [
    'sandbox',
    {
      summary: 'a made-up Twilio account on this machine, to practise going live',
      load: async () => (await import('./live/sandbox')).sandboxCommand,
    },
  ],
  [
    'setup',
    {
      summary: 'set the Twilio side up: Functions, flow, variables, events',
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
      summary: 'check everything that a live set-up needs, with remedies',
      reaches: 'Twilio',
      load: async () => (await import('./live/doctor')).doctorCommand,
    },
  ],
  [
    'status',
    {
      summary: 'what is open, who was called, who took it, and what was before',
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
      summary: 'what became of past incidents, also for a spreadsheet',
      reaches: 'Twilio',
      load: async () => (await import('./live/history')).historyCommand,
    },
  ],
  [
    'report',
    {
      summary: 'who carries the load: pages, nights, times, by team and agent',
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
      summary: 'what a push would change in the live flow, in words',
      reaches: 'Twilio',
      load: async () => (await import('./flow/diff')).flowDiffCommand,
    },
  ],
  [
    'aws deploy',
    {
      summary: 'make the AWS half, or bring it up to date',
      reaches: 'AWS',
      load: async () => (await import('./aws/deploy')).awsDeployCommand,
    },
  ],
  [
    'aws attach',
    {
      summary: 'have existing CloudWatch alarms page, or no longer',
      reaches: 'AWS',
      load: async () => (await import('./aws/attach')).awsAttachCommand,
    },
  ],
  [
    'aws update-code',
    {
      summary: 'put the built Lambda in place, and nothing else',
      reaches: 'AWS',
      load: async () => (await import('./aws/update-code')).awsUpdateCodeCommand,
    },
  ],
  [
    'aws destroy',
    {
      summary: 'delete the AWS half',
      reaches: 'AWS',
      load: async () => (await import('./aws/destroy')).awsDestroyCommand,
    },
  ],
  [
    'drill',
    {
      summary: 'ring whoever is on call, through everything that is deployed',
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
function refuse([first = '', second]: readonly string[]): number {
  const group = groupOf(first);
  if (group.length > 0 && second === undefined) {
    const subcommands = group.map((name) => name.slice(first.length + 1)).join(', ');
    printError([painted('red', 'oncall:'), ` "${first}" needs a subcommand: ${subcommands}.`]);
    return 2;
  }
  const typed = group.length > 0 ? `${first} ${second ?? ''}` : first;
  const meant = nearestWord(typed, COMMANDS.keys());
  const hint = meant === undefined ? `"${ONCALL} help" lists all.` : `Did you mean "${meant}"?`;
  printError([painted('red', 'oncall:'), ` there is no command "${printableLine(typed)}". ${hint}`]);
  return 2;
}

/** The commands that begin with this word and have another. */
function groupOf(word: string): readonly string[] {
  return [...COMMANDS.keys()].filter((name) => name.startsWith(`${word} `));
}

function overview(names: readonly string[] = [...COMMANDS.keys()]): string {
  const lines = names.map((name) => `  ${name.padEnd(17)}${COMMANDS.get(name)?.summary ?? ''}`);
  return [`Usage: ${ONCALL} COMMAND [OPTIONS]`, '', ...lines, '', `${ONCALL} help COMMAND tells more.`].join('\n');
}
