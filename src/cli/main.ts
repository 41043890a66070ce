import { reasonOf, UserMistake } from '../mistake';
import { ONCALL } from '../oncall';
import { nearestWord } from '../text/nearest-word';
import { printableLine } from '../text/printable';
import type { Command } from './command';
import { print, printError } from './terminal/print';
import { painted } from './terminal/text';

/** What a command works on, where that is not this machine only. */
type Reach = 'Twilio' | 'AWS' | undefined;

interface Entry {
  readonly summary: string;
  load(): Promise<Command>;
  readonly reaches: Reach;
}

function entry(summary: string, load: () => Promise<{ readonly command: Command }>, reaches?: Reach): Entry {
  return { summary, reaches, load: async () => (await load()).command };
}

/** Every command by its name. None is loaded before it is wanted, so that none waits for the libraries of another. */
const COMMANDS: ReadonlyMap<string, Entry> = new Map(
  Object.entries({
    rehearse: entry('run the whole chain on this machine, without any account', () => import('./rehearse/rehearse')),
    'what-if': entry(
      'say who would be called for an alarm, when, and what each agent would hear',
      () => import('./rehearse/what-if'),
    ),
    text: entry('show the reply to an agent who texts the calling number', () =>
      import('./rehearse/reach-back').then(({ text }) => ({ command: text })),
    ),
    'ring-back': entry('show what an agent hears after ringing the calling number', () =>
      import('./rehearse/reach-back').then(({ ringBack }) => ({ command: ringBack })),
    ),
    who: entry('say who is on call, until when, and who comes next', () => import('./roster/who')),
    'roster check': entry(
      'find every mistake in the roster, and what is probably not meant',
      () => import('./roster/check'),
    ),
    'roster show': entry('show the next weeks as a calendar', () => import('./roster/show')),
    'roster diff': entry('say in words what an edit of the roster changes', () => import('./roster/diff')),
    'roster calendar': entry('print the shifts as an iCalendar feed', () => import('./roster/calendar')),
    'roster add': entry('add an agent to a rotation; the current turn stays as it is', () => import('./roster/add')),
    'roster remove': entry(
      'take an agent out of the roster; the current turn stays as it is',
      () => import('./roster/remove'),
    ),
    'roster swap': entry('let two agents swap their shifts for a time', () => import('./roster/swap')),
    'roster out': entry('do not call an agent for a time, with or without a stand-in', () => import('./roster/out')),
    'roster silence': entry('call nobody for certain alarms for a time', () => import('./roster/silence')),
    'flow check': entry(
      'find every mistake in the Studio flow by walking every path through it',
      () => import('./flow/check'),
    ),
    'flow graph': entry('draw the Studio flow (Mermaid)', () => import('./flow/graph')),
    contacts: entry(
      'make a contact card of the calling number, for the agents’ phones',
      () => import('./roster/contacts'),
    ),
    sandbox: entry(
      'run a made-up Twilio account on this machine, to practise going live',
      () => import('./live/sandbox'),
    ),
    setup: entry('set up the Twilio side: Functions, flow, variables, events', () => import('./live/setup'), 'Twilio'),
    deploy: entry(
      'deploy an edit of the roster, the Functions, the flow or .env',
      () => import('./live/deploy'),
      'Twilio',
    ),
    doctor: entry(
      'check everything that a live set-up needs, and say how to fix it',
      () => import('./live/doctor'),
      'Twilio',
    ),
    status: entry(
      'show open incidents, who was called and who took them, and earlier ones',
      () => import('./live/status'),
      'Twilio',
    ),
    dashboard: entry(
      'serve a page of what is open, who is on call, the flow and the history',
      () => import('./page/dashboard'),
      'Twilio',
    ),
    ack: entry(
      'take an incident without a phone',
      () => import('./live/ack-resolve-pass').then(({ ack }) => ({ command: ack })),
      'Twilio',
    ),
    resolve: entry(
      'close an incident without a phone',
      () => import('./live/ack-resolve-pass').then(({ resolve }) => ({ command: resolve })),
      'Twilio',
    ),
    pass: entry(
      'have another agent called about an incident',
      () => import('./live/ack-resolve-pass').then(({ pass }) => ({ command: pass })),
      'Twilio',
    ),
    history: entry(
      'show what became of past incidents, also for a spreadsheet',
      () => import('./live/history'),
      'Twilio',
    ),
    report: entry(
      'show who carries the load: pages, nights, times, by team and agent',
      () => import('./live/report'),
      'Twilio',
    ),
    forget: entry('remove an agent from the history', () => import('./live/forget'), 'Twilio'),
    'flow push': entry('publish the flow in the Twilio account', () => import('./flow/push'), 'Twilio'),
    'flow pull': entry('bring an edit made in the Studio console into the file', () => import('./flow/pull'), 'Twilio'),
    'flow diff': entry('say in words what a push would change in the live flow', () => import('./flow/diff'), 'Twilio'),
    'aws deploy': entry('create or update the AWS side', () => import('./aws/deploy'), 'AWS'),
    'aws attach': entry('make existing CloudWatch alarms page, or stop them', () => import('./aws/attach'), 'AWS'),
    'aws update-code': entry(
      'replace the code of the deployed Lambda, and nothing else',
      () => import('./aws/update-code'),
      'AWS',
    ),
    'aws destroy': entry('delete the AWS side', () => import('./aws/destroy'), 'AWS'),
    drill: entry('ring the agent on call, through everything that is deployed', () => import('./aws/drill'), 'AWS'),
    send: entry('send an alarm from any machine', () => import('./live/send'), 'Twilio'),
    completion: entry('let the shell complete commands and options', () =>
      import('./completion').then(({ completionFor }) => ({ command: completionFor(COMMANDS) })),
    ),
  }),
);

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
    return await loaded.run(rest, (await import('./machine')).THIS_MACHINE);
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
