'use strict';

const { TestEnvironment } = require('jest-environment-node');

/**
 * Lets test files see the worker's own global object, each in turn, instead of a copy for each file: what Node has compiled and
 * made quick for one file then serves the next (see warm-runtime.cjs). Whatever a file does to the global object, the environment
 * variables or the listeners of the process is undone when the file is done, so that no file finds what another one left.
 */
module.exports = class WarmEnvironment extends TestEnvironment {
  #undo;

  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    super(...args);
    this.#undo = remembered();
    const { projectConfig } = args[0];
    Object.assign(globalThis, projectConfig.globals);
    this.global = globalThis;
    // Made anew, for this global object, as the base class made them for its copy.
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: projectConfig, global: globalThis });
  }

  /** None of its own: see warm-runtime.cjs. */
  getVmContext() {
    return null;
  }

  async teardown() {
    // Also gives the timers of Node back, if a file still has others in their place.
    await super.teardown();
    this.#undo();
  }
};

/** @returns {() => void} makes everything global what it is now. */
function remembered() {
  const properties = Object.getOwnPropertyDescriptors(globalThis);
  const exit = Reflect.get(process, 'exit');
  const environment = { ...process.env };
  const listeners = new Map(process.eventNames().map((name) => [name, process.listeners(name)]));
  return () => {
    for (const key of Reflect.ownKeys(globalThis))
      if (!Object.hasOwn(properties, key)) Reflect.deleteProperty(globalThis, key);
    for (const key of Reflect.ownKeys(properties)) {
      const descriptor = properties[key];
      if (descriptor.configurable) Object.defineProperty(globalThis, key, descriptor);
    }
    process.exit = exit;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    for (const name of process.eventNames()) {
      const before = listeners.get(name) ?? [];
      for (const each of process.listeners(name)) if (!before.includes(each)) process.off(name, each);
    }
  };
}
