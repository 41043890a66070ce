import { resolve } from 'node:path';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { LocalAccount, PortRefused, RealClock, scripted, Timeline } from '../../rehearsal/index';
import type { LocalAccountOptions } from '../../rehearsal/index';
import { parseRoster } from '../../roster/parse';
import { inspectEnvironment } from '../../twilio/environment';
import { TEXT, readArguments } from '../arguments';
import type { Command } from '../command';
import { portIn } from '../port';
import { projectFile } from '../project';
import { AGENT_WORDS_HELP } from '../rehearse/agent-words';
import { Keyboard } from '../rehearse/keyboard';
import { namesIn, type Names } from '../rehearse/names';
import { obstacleTo, wordsIn, type Terminal } from '../rehearse/rehearse';
import { asideText, clockText } from '../rehearse/timeline-text';
import { print, printError } from '../terminal/print';
import { screen, STDOUT, type Output } from '../terminal/screen';
import { toldToEnd } from '../terminal/told-to-end';
import { lines, type Text } from '../terminal/text';
import { sandboxFile, sandboxVariables } from './sandbox-env';

const USUAL_PORT = 4700;
const CALLER_ID = '+12025550100';

const HELP = `Usage: ${ONCALL} sandbox [OPTIONS]

Runs a whole made-up Twilio account on this machine, to practise going live without a real one. In
a second terminal, setup, doctor, deploy, send, status and every other command of the Twilio side
work on it as they would on Twilio, and so do the deployment tools. Its phones ring here; you answer
them from the keyboard, or --agents does. Nothing reaches the network.

  --env FILE      write the settings that make the commands use the sandbox into this file; they
                  read .env. A file that no sandbox made is left alone
  --port N        where on 127.0.0.1 (default: ${String(USUAL_PORT)}; 0 takes any free port)
  --agents LIST   what happens at each successive call, for example no-answer,decline,take;
                  the last one repeats;
                  ${AGENT_WORDS_HELP}

It runs until q, Ctrl-C or SIGTERM, and then forgets everything.

Exit status: 0 when it was ended, 2 for a wrong command line, 1 otherwise.`;

export const command: Command = {
  help: HELP,
  run: (args) => sandbox(args, { input: process.stdin, output: STDOUT, clock: new RealClock() }),
};

/** Runs a sandbox at this terminal until somebody ends it; returns the exit status. */
async function sandbox(args: readonly string[], { input, output, clock }: Terminal): Promise<number> {
  const { values } = readArguments(args, { env: TEXT, port: TEXT, agents: TEXT });
  const port = portIn(values.port ?? String(USUAL_PORT));
  const words = values.agents === undefined ? undefined : wordsIn(values.agents);
  const obstacle = words === undefined ? obstacleTo({ input, output, clock }, false) : undefined;
  const file = values.env === undefined ? undefined : await sandboxFile(values.env);
  const names: Names = {
    agentOf: (phone) => deployedNames(account).agentOf(phone),
    nameOf: (agent) => deployedNames(account).nameOf(agent),
  };
  const say = (label: string, text: string): void => print(asideText(label, text, screen(output).columns));
  const keyboard = words === undefined && obstacle === undefined ? new Keyboard(input, names, say, clock) : undefined;
  const account = await started({
    clock,
    port,
    behaviour: keyboard?.phones ?? scripted(clock, words ?? ['take']),
    lambdaFile: projectFile('dist', 'lambda', 'index.js'),
    numbers: [{ number: CALLER_ID }],
  });
  const over = Promise.race([toldToEnd(), ...(keyboard === undefined ? [] : [keyboard.left])]);
  try {
    const variables = sandboxVariables(account.url, CALLER_ID);
    file?.write(variables);
    if (obstacle !== undefined) {
      printError(`${obstacle}, so every agent answers and presses 1, as with "--agents take".`);
    }
    print(beginning(account.url, variables, values.env));
    keyboard?.explain();
    print('');
    tell(account, names, output);
    keyboard?.open();
    await over;
    print('\nThe sandbox is gone, with everything that was in it.');
    return 0;
  } finally {
    keyboard?.close();
    await account.stop();
  }
}

/** Throws a UserMistake when nothing can be served on the port. */
async function started(options: LocalAccountOptions): Promise<LocalAccount> {
  try {
    return await LocalAccount.start(options);
  } catch (error) {
    throw error instanceof PortRefused ? new UserMistake(error.message) : error;
  }
}

function beginning(url: string, variables: Readonly<Record<string, string>>, file: string | undefined): Text {
  const done = file === undefined ? 'Write this into .env' : `Written into ${file}`;
  const isRead = file === undefined || resolve(file) === projectFile('.env');
  return lines([
    `A made-up Twilio account at ${url}. Nothing of it is real.`,
    '',
    `${done}${isRead ? ', where' : '; in .env'} the commands in a second terminal read it:`,
    '',
    ...Object.entries(variables).map(([name, value]) => `  ${name}=${value}`),
    '',
    `Next, there: ${ONCALL} setup --allow-samples`,
  ]);
}

/** Prints what its phones do, and what `/alarm` answers, as it happens. */
function tell({ ledger }: LocalAccount, names: Names, output: Output): void {
  const timeline = new Timeline(0, names.agentOf);
  ledger.listen((entry) => {
    const { columns } = screen(output);
    const happened = timeline.read(entry);
    if (happened !== undefined) print(clockText(happened, names.nameOf, columns));
    else if (entry.kind === 'function' && entry.path === '/alarm') {
      print(asideText('/alarm', `answers ${String(entry.status)}`, columns, entry.atMs));
    }
  });
}

/** The names in the roster that is deployed at this moment. */
function deployedNames({ deployed: [deployed] }: LocalAccount): Names {
  const text = deployed?.build.assetVersions.find(({ path }) => path === '/roster.json')?.content ?? '';
  const { environment } = inspectEnvironment(deployed?.variables ?? {});
  const parsed = parseRoster(text);
  return namesIn(parsed.ok ? parsed.roster : { agents: new Map() }, environment.fallbackNumbers);
}
