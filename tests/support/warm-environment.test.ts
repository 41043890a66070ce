import { createRequire } from 'node:module';
import { expect, it } from '@jest/globals';

interface Environment {
  readonly global: unknown;
  teardown(): Promise<void>;
}

const WarmEnvironment = createRequire(__filename)('./warm-environment.cjs') as new (
  config: { projectConfig: object; globalConfig: object },
  context: object,
) => Environment;

function begun(globals: object = {}): Environment {
  const projectConfig = { globals, testEnvironmentOptions: {}, fakeTimers: {} };
  return new WarmEnvironment({ projectConfig, globalConfig: {} }, { testPath: __filename });
}

it('what a test file does to what is global is undone behind it', async () => {
  const { fetch, console } = globalThis;
  const exit: unknown = Reflect.get(process, 'exit');
  const { env } = process;
  const path = env['PATH'];
  const environment = begun({ givenByTheConfiguration: true });
  expect(environment.global).toBe(globalThis);
  expect(globalThis).toHaveProperty('givenByTheConfiguration', true);

  const listener = (): void => {};
  const symbol = Symbol('left behind');
  Object.assign(globalThis, { leftBehind: 1, [symbol]: 1, fetch: listener, console: {} });
  Reflect.deleteProperty(globalThis, 'structuredClone');
  Object.assign(process, { exit: listener });
  Object.assign(env, { LEFT_BEHIND: '1', PATH: 'elsewhere' });
  process.on('SIGUSR2', listener);
  await environment.teardown();

  expect(['leftBehind', symbol, 'givenByTheConfiguration'].filter((key) => key in globalThis)).toEqual([]);
  expect([globalThis.fetch === fetch, globalThis.console === console, Reflect.get(process, 'exit') === exit]).toEqual([
    true,
    true,
    true,
  ]);
  expect(typeof structuredClone).toBe('function');
  expect([env['LEFT_BEHIND'], env['PATH']]).toEqual([undefined, path]);
  expect(process.listeners('SIGUSR2')).toEqual([]);
});
