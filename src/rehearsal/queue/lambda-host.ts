import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { LAMBDA_SECONDS } from '../../signing/limits';
import { handlerIn, readBundle } from '../bundle-file';
import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import { dateOf } from '../virtual-date';
import type { LambdaHandler } from './local-queue';

/** The world that a Lambda bundle runs in. */
export interface LambdaWorld {
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** Must honour `signal`; see `fetchOver`. */
  readonly fetch: typeof fetch;
  /** The Lambda's environment variables. */
  readonly env: Readonly<Record<string, string>>;
  /** What Lambda's runtime brings besides Node's own modules, by name: parts of the AWS SDK. None by default. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** How long one run may take; what is deployed by default. */
  readonly limitSeconds?: number;
}

/** One run of the bundle's code, which serves one invocation at a time. */
interface Sandbox {
  readonly handler: (event: unknown, context: unknown) => unknown;
  /** Stops everything that still runs in it. */
  kill(): void;
}

/**
 * Loads a built Lambda bundle (CommonJS, `exports.handler`) to run on the rehearsal's clock, with Lambda's time limit.
 *
 * As in Lambda, a sandbox is used again once it is free, and thrown away when an invocation times out. The bundle may
 * require only Node's own modules and those of the runtime. What it logs or writes to its output goes to the ledger.
 *
 * @throws when the file cannot be read or compiled, or exports no handler.
 */
export function lambdaHost(file: string, world: LambdaWorld): LambdaHandler {
  const source = readBundle(file);
  const free: Sandbox[] = [load(source, file, world)];
  const { limitSeconds = LAMBDA_SECONDS } = world;
  return async (event, { awsRequestId }) => {
    const sandbox = free.pop() ?? load(source, file, world);
    const endsAtMs = world.clock.now() + limitSeconds * 1000;
    const context = {
      awsRequestId,
      functionName: 'on-call-alarms',
      getRemainingTimeInMillis: () => endsAtMs - world.clock.now(),
    };
    try {
      // What crosses Lambda's border is JSON, in both directions.
      const response = await withinLimit(world.clock, limitSeconds, sandbox, async () =>
        sandbox.handler(copyOf(event), context),
      );
      free.push(sandbox);
      return copyOf(response);
    } catch (error) {
      if (!(error instanceof TimedOut)) free.push(sandbox);
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      world.ledger.write({ kind: 'log', from: 'lambda', level: 'error', text: `${awsRequestId} ${text}` });
      throw error;
    }
  };
}

class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

function withinLimit(
  clock: Clock,
  seconds: number,
  sandbox: Sandbox,
  invoke: () => Promise<unknown>,
): Promise<unknown> {
  return new Promise((settle, reject) => {
    const cancel = clock.after(seconds * 1000, () => {
      sandbox.kill();
      reject(new TimedOut(`Task timed out after ${seconds}.00 seconds`));
    });
    invoke().then(settle, reject).finally(cancel);
  });
}

function load(source: string, file: string, { clock, ledger, fetch, env, modules = {} }: LambdaWorld): Sandbox {
  const timers = new Map<number, () => void>();
  let timerCount = 0;
  let isAlive = true;
  const log =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (text: unknown): void => {
      ledger.write({ kind: 'log', from: 'lambda', level, text: String(text) });
    };
  const globals = {
    Date: dateOf(clock),
    setTimeout: (action: () => void, delayMs = 0): number => {
      const id = ++timerCount;
      const cancel = clock.after(delayMs, () => {
        timers.delete(id);
        action();
      });
      timers.set(id, cancel);
      return id;
    },
    clearTimeout: (id: number): void => {
      timers.get(id)?.();
      timers.delete(id);
    },
    // A killed sandbox never hears of its requests again, so nothing in it goes on.
    fetch: (...request: Parameters<typeof fetch>): Promise<Response> =>
      new Promise((settle, reject) => {
        fetch(...request).then(
          (response) => isAlive && settle(response),
          (error: unknown) => isAlive && reject(error),
        );
      }),
    console: { debug: log('debug'), log: log('info'), info: log('info'), warn: log('warn'), error: log('error') },
    process: { env: { ...env }, stdout: { write: (text: unknown) => log('info')(String(text).trimEnd()) } },
  };
  const module: { exports: unknown } = { exports: {} };
  const parameters = { module, exports: module.exports, require: ownModules(file, modules), ...globals };
  compiled(source, file, Object.keys(parameters))(...Object.values(parameters));
  return {
    handler: handlerIn(module.exports, file),
    kill: () => {
      isAlive = false;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

let latest: { readonly source: string; readonly run: (...parameters: unknown[]) => unknown } | undefined;

/** Compiled once for each text: hundreds of stories load the same Lambda. */
function compiled(source: string, file: string, parameters: string[]): (...parameters: unknown[]) => unknown {
  if (latest?.source === source) return latest.run;
  const compiledNow = compileFunction(source, parameters, { filename: file });
  const run = (...values: unknown[]): unknown => Reflect.apply(compiledNow, undefined, values);
  latest = { source, run };
  return run;
}

function ownModules(file: string, modules: Readonly<Record<string, unknown>>): (name: string) => unknown {
  const require = createRequire(resolve(file));
  return (name) => {
    if (Object.hasOwn(modules, name)) return modules[name];
    if (name.startsWith('node:')) return require(name);
    throw new Error(`${file} requires "${name}". A Lambda bundle may require only "node:" modules: bundle the rest.`);
  };
}

function copyOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
