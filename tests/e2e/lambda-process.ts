import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { addressOf, bodyOf, listening } from './http-server';

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly answer: (result: { readonly body: string; readonly isError: boolean }) => void;
}

/**
 * A Lambda in a process of its own, with Lambda's runtime API on one side and the Invoke operation for the AWS SDK on the
 * other. The packages of this project stand in for those of Lambda's runtime.
 */
export class LambdaProcess {
  /** What it wrote to its standard output and to its standard error, by lines. */
  readonly output: string[] = [];
  readonly errors: string[] = [];
  readonly #server: Server;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #limitSeconds: number;
  readonly #queue: Invocation[] = [];
  readonly #running = new Map<string, Invocation>();
  #waiting: ((invocation: Invocation) => void) | undefined;
  #count = 0;

  private constructor(server: Server, folder: string, limitSeconds: number, env: Readonly<Record<string, string>>) {
    this.#server = server;
    this.#folder = folder;
    this.#limitSeconds = limitSeconds;
    this.#child = spawn(process.execPath, [join(__dirname, 'lambda-runtime.cjs')], {
      // Nothing of this process's environment, as on Lambda.
      env: {
        ...env,
        AWS_LAMBDA_RUNTIME_API: new URL(addressOf(server)).host,
        AWS_LAMBDA_FUNCTION_NAME: 'oncall-Lambda-1',
        LAMBDA_TASK_ROOT: folder,
        NODE_PATH: join(__dirname, '..', '..', 'node_modules'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    linesOf(this.#child.stdout, this.output);
    linesOf(this.#child.stderr, this.errors);
  }

  /** Starts a function of this code, handler, time limit and environment, as a template says them. */
  static async start(options: {
    readonly code: string;
    readonly handler: string;
    readonly limitSeconds: number;
    readonly env: Readonly<Record<string, string>>;
  }): Promise<LambdaProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
    // CloudFormation makes an index.js of a code that stands in the template.
    writeFileSync(join(folder, 'index.js'), options.code);
    let lambda: LambdaProcess | undefined;
    const server = await listening((request, response) => {
      if (lambda === undefined) throw new Error('The Lambda is not there yet.');
      return lambda.#serve(request, response);
    });
    lambda = new LambdaProcess(server, folder, options.limitSeconds, { ...options.env, _HANDLER: options.handler });
    return lambda;
  }

  /** The endpoint for `LambdaClient`. */
  get endpoint(): string {
    return addressOf(this.#server);
  }

  stop(): void {
    this.#child.kill();
    this.#server.close();
    this.#server.closeAllConnections();
    rmSync(this.#folder, { recursive: true });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const body = await bodyOf(request);
    if (path.endsWith('/invocations')) {
      const { body: result, isError } = await this.#invoke(body);
      if (isError) response.setHeader('x-amz-function-error', 'Unhandled');
      response.end(result);
    } else if (path.endsWith('/invocation/next')) {
      const { id, event } = await this.#next();
      response.setHeader('lambda-runtime-aws-request-id', id);
      response.setHeader('lambda-runtime-deadline-ms', String(Date.now() + this.#limitSeconds * 1000));
      response.end(event);
    } else {
      const [, id = '', outcome] = /\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
      this.#running.get(id)?.answer({ body, isError: outcome === 'error' });
      this.#running.delete(id);
      response.statusCode = 202;
      response.end('{"status":"OK"}');
    }
  }

  #invoke(event: string): Promise<{ readonly body: string; readonly isError: boolean }> {
    return new Promise((answer) => {
      const invocation = { id: `00000000-0000-4000-8000-${String(++this.#count).padStart(12, '0')}`, event, answer };
      if (this.#waiting === undefined) this.#queue.push(invocation);
      else this.#waiting(invocation);
      this.#waiting = undefined;
    });
  }

  async #next(): Promise<Invocation> {
    const invocation = this.#queue.shift() ?? (await new Promise<Invocation>((resolve) => (this.#waiting = resolve)));
    this.#running.set(invocation.id, invocation);
    return invocation;
  }
}

/** Collects what comes out of the stream by lines. */
function linesOf(stream: Readable | null, lines: string[]): void {
  let rest = '';
  stream?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
}
