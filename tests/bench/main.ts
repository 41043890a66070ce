import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { reasonOf, UserMistake } from '../../src/mistake';
import { countBytes, countRequests, missed } from './counts';
import { LATENCY_MS } from './story';
import { timesTable } from './times';

const HELP = `Usage: npm run bench -- [OPTIONS]

Counts the Twilio requests between an alarm and a ringing phone and the bytes of the Lambda and of a key
press, and measures how fast the built bundles load and how fast a roster of 1,000 agents is read and asked. Takes about 25 s.

  --quick   fewer repetitions, about 5 s

Exit status: 0 when every count is within its limit, 1 when one is not, 2 for a wrong command line. Times
are shown beside their targets and never change the exit status.`;

/** Runs the bench and returns its exit status. This is the only place here that prints. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    const steps = await countRequests();
    console.log(
      `Twilio requests up to a ringing phone, ${LATENCY_MS} ms each, on virtual time; "value" are those in a row:`,
    );
    console.table(steps);
    const bytes = countBytes();
    console.table(bytes);
    console.log(
      `Medians in milliseconds, or ratios, Node.js ${process.versions.node} on ${availableParallelism()} cores; of what is loaded, processor time:`,
    );
    console.table(await timesTable(options.quick));
    const tooMany = missed([...steps, ...bytes]);
    console.log(tooMany.length === 0 ? 'Every count is within its limit.' : `Missed:\n  ${tooMany.join('\n  ')}`);
    return tooMany.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof UserMistake) {
      console.error(`bench: ${error.message}\n\nSee "npm run bench -- --help".`);
      return error.status;
    }
    console.error(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
}

function readOptions(args: readonly string[]): { readonly help: boolean; readonly quick: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' }, quick: { type: 'boolean' } },
    });
    return { help: values.help ?? false, quick: values.quick ?? false };
  } catch (error) {
    throw new UserMistake(reasonOf(error), 2);
  }
}
