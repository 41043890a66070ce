import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a tool said, and how it ended. */
export interface Ran {
  readonly status: number | null;
  /** Both outputs, without colours and with words that were broken over two lines put together. */
  readonly output: string;
}

type Environment = Readonly<Record<string, string>>;

/** A program that deploys Functions, as it is installed. */
export interface DeployTool {
  readonly name: string;
  /** Deploys the project in `folder` to the account that this environment leads to. */
  deploy(environment: Environment, folder: string, ...args: readonly string[]): Promise<Ran>;
}

/** Where `npm run check:official` has put the official Twilio CLI with its serverless plugin; undefined in `npm test`. */
const officialFolder = process.env['ONCALL_TWILIO_CLI'];

const twilioRun: DeployTool = {
  name: 'twilio-run deploy',
  deploy: (environment, folder, ...args) =>
    run([require.resolve('twilio-run/bin/twilio-run.js'), 'deploy', ...args], folder, environment),
};

/** Both tools where both are at hand. */
export const TOOLS: readonly DeployTool[] =
  officialFolder === undefined ? [twilioRun] : [twilioRun, officialTool(officialFolder)];

function officialTool(cliFolder: string): DeployTool {
  return {
    name: 'twilio serverless:deploy',
    deploy: (environment, folder, ...args) => {
      linkPlugin(cliFolder, environment['HOME'] ?? '');
      const command = join(cliFolder, 'node_modules', 'twilio-cli', 'bin', 'run');
      // It would ask for a newer version of itself.
      const env = { ...environment, TWILIO_SKIP_NEW_VERSION_CHECK: 'true' };
      return run([command, 'serverless:deploy', ...args], folder, env);
    },
  };
}

/** As "twilio plugins:link" does, without asking the registry. */
function linkPlugin(cliFolder: string, home: string): void {
  const name = '@twilio-labs/plugin-serverless';
  const plugins = [{ type: 'link', name, root: join(cliFolder, 'node_modules', name) }];
  const settings = join(home, '.twilio-cli');
  mkdirSync(settings, { recursive: true });
  writeFileSync(
    join(settings, 'package.json'),
    JSON.stringify({ private: true, oclif: { schema: 1, plugins }, dependencies: {} }),
  );
}

function run(args: readonly string[], cwd: string, env: Environment): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => printed.push(text));
    }
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output: joined(printed.join('')) }));
  });
}

/** The tools break lines of 80 characters anywhere and put a bar before each. */
function joined(text: string): string {
  return text.replaceAll('\n│ ', ' ').replaceAll(/ +/g, ' ');
}
