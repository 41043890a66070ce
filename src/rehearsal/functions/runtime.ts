import { builtinModules, createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import { compileFunction } from 'node:vm';
import { handlerIn } from '../bundle-file';
import type { HttpResponse } from '../http';
import { dateOf } from '../virtual-date';

/** What a Function's code sees as its globals during one run. */
export interface FunctionGlobals {
  /** The time, epoch milliseconds: behind `Date`. */
  readonly now: () => number;
  readonly setTimeout: (action: () => void, delayMs?: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
  readonly console: Pick<Console, 'log' | 'info' | 'warn' | 'error' | 'debug'>;
  readonly Runtime: object;
  /** Behind `Math.random`. */
  readonly random: () => number;
  /** Behind `node:crypto`; a replay replaces what is random in it. */
  readonly crypto: object;
  /** Behind `node:https`: where all that a Function sends goes. */
  readonly https: object;
  /** What a file exports that `Runtime` names, by its path. */
  readonly shared: ReadonlyMap<string, () => unknown>;
}

export type Handler = (
  context: unknown,
  event: unknown,
  callback: (error: unknown, response?: unknown) => void,
) => unknown;

const NAMES = ['Date', 'setTimeout', 'clearTimeout', 'console', 'Runtime', 'Twilio', 'require', 'Math'] as const;

type Compiled = (exports: object, module: { exports: unknown }, ...globals: unknown[]) => void;

/**
 * One warm container: a built Function whose code has run once and which serves one run at a time. What it sees as its
 * globals are those of the run that it serves.
 */
export class Container {
  readonly #handler: Handler;
  #globals: FunctionGlobals | undefined;

  constructor(compiled: Compiled, file: string) {
    const globals = (): FunctionGlobals => {
      if (this.#globals === undefined) throw new Error(`${file} does something before any run of it has begun.`);
      return this.#globals;
    };
    const offered: Readonly<Record<(typeof NAMES)[number], unknown>> = {
      Date: dateOf({ now: () => globals().now() }),
      setTimeout: (action: () => void, delayMs?: number) => globals().setTimeout(action, delayMs),
      clearTimeout: (timer: unknown) => globals().clearTimeout(timer),
      console: standIn(() => globals().console),
      Runtime: standIn(() => globals().Runtime),
      Twilio: { Response: TwilioResponse },
      Math: Object.create(Math, { random: { value: () => globals().random() } }),
      require: nodeModules(
        file,
        {
          crypto: standIn(() => globals().crypto),
          https: standIn(() => globals().https),
        },
        (name) => globals().shared.get(name),
      ),
    };
    const module: { exports: unknown } = { exports: {} };
    compiled(module.exports as object, module, ...NAMES.map((name) => offered[name]));
    this.#handler = handlerIn(module.exports, file);
  }

  /** Serves one run. */
  run(globals: FunctionGlobals, ...call: Parameters<Handler>): unknown {
    this.#globals = globals;
    return this.#handler(...call);
  }
}

/** Compiles a built Function once; each call starts a container of it. */
export function compileBundle(source: string, file: string): () => Container {
  const compiled = compileFunction(source, ['exports', 'module', ...NAMES], { filename: file }) as Compiled;
  return () => new Container(compiled, file);
}

/** What a file exports of which Functions load the code: it is run once and has no globals of any run. */
export function exportsOf(source: string, file: string): () => unknown {
  const module: { exports: object } = { exports: {} };
  let isLoaded = false;
  return () => {
    if (!isLoaded) compileFunction(source, ['exports', 'module'], { filename: file })(module.exports, module);
    isLoaded = true;
    return module.exports;
  };
}

/** An object that has the properties of another one, whichever that is when they are asked for. */
function standIn(target: () => object): object {
  // Compiled code asks Node's modules for this mark when it loads them, before any run.
  return new Proxy({}, { get: (_, key) => (key === '__esModule' ? undefined : Reflect.get(target(), key)) });
}

/** Node's own modules, what `Runtime` names and nothing else, so that nothing is forgotten that had to be bundled. */
function nodeModules(
  file: string,
  instead: Readonly<Record<string, object>>,
  shared: (name: string) => (() => unknown) | undefined,
): (name: string) => unknown {
  const require = createRequire(file);
  return (name) => {
    if (isAbsolute(name)) {
      const load = shared(name);
      if (load !== undefined) return load();
    }
    const own = name.replace(/^node:/, '');
    if (own in instead) return instead[own];
    if (builtinModules.includes(own)) return require(name);
    throw new Error(`${file} requires "${name}", which would have to be bundled.`);
  };
}

/** Twilio's response object, as far as Functions may use it (docs: runtime/functions/invocation). */
export class TwilioResponse {
  #status = 200;
  #body: unknown = null;
  readonly #headers: Record<string, string> = {};

  setStatusCode(status: number): this {
    this.#status = status;
    return this;
  }

  setBody(body: unknown): this {
    this.#body = body;
    return this;
  }

  appendHeader(name: string, value: string): this {
    this.#headers[name.toLowerCase()] = value;
    return this;
  }

  toHttp(): HttpResponse {
    const body = typeof this.#body === 'string' ? this.#body : JSON.stringify(this.#body ?? '');
    return { status: this.#status, headers: { 'content-type': 'text/plain', ...this.#headers }, body };
  }
}
