import { compileFunction } from 'node:vm';
import { createRequire } from 'node:module';
import type { HttpResponse } from '../http';

/** What a Function's code sees as its globals. */
export interface FunctionGlobals {
  readonly Date: DateConstructor;
  readonly setTimeout: (action: () => void, delayMs?: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
  readonly console: Pick<Console, 'log' | 'info' | 'warn' | 'error' | 'debug'>;
  readonly Runtime: unknown;
  readonly Twilio: unknown;
  /** Node's own modules, such as node:crypto; a replay replaces what is random in them. */
  readonly require: (name: string) => unknown;
  readonly Math: typeof Math;
}

export type Handler = (
  context: unknown,
  event: unknown,
  callback: (error: unknown, response?: unknown) => void,
) => unknown;

const NAMES = ['Date', 'setTimeout', 'clearTimeout', 'console', 'Runtime', 'Twilio', 'require', 'Math'] as const;

type Compiled = (exports: object, module: { exports: unknown }, ...globals: unknown[]) => void;

/**
 * Compiles a built Function once; each start runs its code afresh, as a cold container does, with globals of its own.
 */
export function compileBundle(source: string, file: string): (globals: FunctionGlobals) => Handler {
  const compiled = compileFunction(source, ['exports', 'module', ...NAMES], { filename: file }) as Compiled;
  return (globals) => {
    const module: { exports: unknown } = { exports: {} };
    compiled(module.exports as object, module, ...NAMES.map((name) => globals[name]));
    const exported = module.exports;
    if (typeof exported === 'object' && exported !== null && 'handler' in exported) {
      const { handler } = exported;
      if (typeof handler === 'function') return (...call) => Reflect.apply(handler, undefined, call);
    }
    throw new Error(`${file} exports no handler: build it again (npm run build).`);
  };
}

/** Node's own modules and nothing else: a deployed bundle finds only them and what package.json names. */
export function nodeModules(file: string): (name: string) => unknown {
  const require = createRequire(file);
  return (name) => {
    if (name.startsWith('node:')) return require(name);
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
