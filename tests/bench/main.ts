import { parseArgs } from 'node:util';
import { reasonOf, UserMistake } from '../../src/mistake';
import { measure } from './measure';
import { missedIn } from './report';
import { reportText } from './report-text';

const HELP = `Usage: npm run bench -- [OPTIONS]

Measures how many Twilio requests stand between an alarm and a ringing phone, how large and how fast to
load the built bundles are, and how fast a large roster is read and asked. Takes about 25 s.

  --quick   fewer repetitions, about 5 s
  --json    one JSON object instead of the tables

Exit status: 0 when every count and size is within its target, 1 when one is not, 2 for a wrong
command line. Times are shown beside their targets and never change the exit status.`;

/** Runs the bench and returns its exit status. This is the only place here that prints. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    const report = await measure(options.quick, process.stderr.isTTY ? showProgress : () => {});
    const missed = missedIn(report);
    console.log(options.json ? JSON.stringify({ ...report, missed }, null, 2) : reportText(report));
    return missed.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof UserMistake) {
      console.error(`bench: ${error.message}\n\nSee "npm run bench -- --help".`);
      return error.status;
    }
    console.error(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
}

function readOptions(args: readonly string[]): {
  readonly help: boolean;
  readonly json: boolean;
  readonly quick: boolean;
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, quick: { type: 'boolean' } },
    });
    return { help: values.help ?? false, json: values.json ?? false, quick: values.quick ?? false };
  } catch (error) {
    throw new UserMistake(reasonOf(error), 2);
  }
}

function showProgress(what: string): void {
  process.stderr.write(`bench: ${what} …\n`);
}
