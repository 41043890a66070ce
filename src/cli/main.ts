import { reasonOf, UserMistake } from './failure';
import { rehearse, REHEARSE_HELP } from './rehearse';

interface Command {
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  rehearse: { summary: 'run the whole chain on this machine, without any account', help: REHEARSE_HELP, run: rehearse },
};

/**
 * Runs one command and returns its exit status: 0 when it did what was asked, 2 when the command line is wrong, 1 otherwise.
 * This is the only place that prints errors.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const [about] = rest;
    console.log(about !== undefined && Object.hasOwn(COMMANDS, about) ? COMMANDS[about]?.help : overview());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    console.error(`oncall: there is no command "${name}".\n\n${overview()}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UserMistake) {
      console.error(`oncall ${name}: ${error.message}`);
      if (error.status === 2) console.error(`\nSee "npx oncall ${name} --help".`);
      return error.status;
    }
    console.error(`oncall ${name}: a fault in oncall itself: ${reasonOf(error)}`);
    if (error instanceof Error && error.stack !== undefined) console.error(error.stack);
    return 1;
  }
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  return ['Usage: npx oncall COMMAND [OPTIONS]', '', ...lines, '', 'npx oncall help COMMAND tells more.'].join('\n');
}
