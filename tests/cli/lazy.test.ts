import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

/** What reads rosters and flows, which nearly every command does; it loads in a few milliseconds. */
const READER = 'jsonc-parser';

/** The packages that a command loads, apart from the reader. */
function packagesOf(args: readonly string[]): readonly string[] {
  const script = `
    const { main } = require('./dist/cli/main.js');
    void main(${JSON.stringify(args)}).then(() => console.error(Object.keys(require.cache).join('\\n')));
  `;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const names = stderr.split('\n').flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].filter((name) => name !== READER);
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
