import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

/** The packages that a command loads. */
function packagesOf(args: readonly string[]): readonly string[] {
  const script = `
    const { main } = require('./dist/cli/main.js');
    void main(${JSON.stringify(args)}).then(() => console.error(Object.keys(require.cache).join('\\n')));
  `;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const names = stderr.split('\n').flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)];
}

it.each([
  [['help'], []],
  [['who'], []],
  [['roster', 'calendar'], ['ical-generator']],
  [
    ['setup', '--help'],
    ['liquidjs', 'libphonenumber-js'],
  ],
  [['doctor', '--help'], []],
  [['flow', 'diff', '--help'], []],
  [['ack', '--help'], []],
  [['status', '--help'], []],
  [['send', '--help'], []],
])('%j waits for no other command’s libraries', (args, packages) => {
  expect(packagesOf(args)).toEqual(packages);
});
