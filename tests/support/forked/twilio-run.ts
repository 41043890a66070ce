import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createServer } from 'node:net';
import { relative } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Loading the command, building the Functions and listening take a second or two; a busy machine takes longer. */
const STARTS_WITHIN_MS = 60_000;
/** How long it may take to end when it is asked to. */
const ENDS_WITHIN_MS = 5_000;

export interface TwilioRunOptions {
  /** The project. Its .twilioserverlessrc.js is loaded, which builds. */
  readonly projectFolder: string;
  /** Loaded into the server and into every process that it forks. */
  readonly hookFile: string;
  readonly environmentFile: string;
  readonly assetsFolder: string;
  /** Told each line that the server or a Function writes to its output. */
  readonly line: (text: string) => void;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** `twilio-run start`, as it is installed, in a process of its own that forks another for each request. */
export class TwilioRun {
  /** Without a slash at the end. */
  readonly url: string;
  readonly #child: Child;

  private constructor(url: string, child: Child) {
    this.url = url;
    this.#child = child;
  }

  /** Resolves once it serves. Throws with what it printed when it does not, and then leaves no process behind. */
  static async start(options: TwilioRunOptions): Promise<TwilioRun> {
    const port = await freePort();
    const child = spawnServer(options, port);
    const server = new TwilioRun(`http://127.0.0.1:${port}`, child);
    try {
      await listening(child, `http://localhost:${port}/`, options.line);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Ends the process that `start` began, and no other. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    const insistence = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
    child.kill();
    await ended;
    clearTimeout(insistence);
  }
}

function spawnServer(options: TwilioRunOptions, port: number): Child {
  const { projectFolder, hookFile, environmentFile, assetsFolder } = options;
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const flags = {
    '--port': String(port),
    '--env': environmentFile,
    // It takes folders relative to the project only.
    '--assets-folder': relative(projectFolder, assetsFolder),
  };
  return spawn(
    process.execPath,
    ['--require', hookFile, command, 'start', ...Object.entries(flags).flat(), '--no-logs'],
    // Nothing of this machine's environment but the way to programs: no proxy, no account.
    { cwd: projectFolder, env: { PATH: process.env['PATH'] ?? '' }, stdio: ['pipe', 'pipe', 'pipe'] },
  );
}

/** twilio-run asks a person for another port when the one it was given is taken, so it is given one that is free. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Resolves when a line contains `address`: twilio-run prints its addresses once it listens. Tells `line` of every line, for good. */
async function listening(child: Child, address: string, line: (text: string) => void): Promise<void> {
  const printed: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const trouble = await new Promise<string | undefined>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      eachLine(stream, (text) => {
        printed.push(text);
        if (text.includes(address)) resolve(undefined);
        line(text);
      });
    }
    timer = setTimeout(() => resolve(`did not start within ${STARTS_WITHIN_MS / 1000} s`), STARTS_WITHIN_MS);
    child.once('error', (error) => resolve(`could not be run (${error.message})`));
    child.once('exit', (code) => resolve(`ended at once with status ${code ?? 'none'}`));
  });
  clearTimeout(timer);
  if (trouble !== undefined) throw new Error(`twilio-run ${trouble}. It printed:\n${printed.join('\n')}`);
}

function eachLine(stream: Readable, line: (text: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) line(each);
  });
}
