'use strict';
// Installs the official Twilio CLI with its serverless plugin into a temporary folder and runs the tests of deployments with
// both tools. It is 350 MB, too much for everybody who only wants to run the tests.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const packages = ['twilio-cli@6.2.4', '@twilio-labs/plugin-serverless@3.1.3'];
const root = path.resolve(__dirname, '..', '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oncall-official-'));

/** @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnSyncOptions} options */
function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error !== undefined) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
console.log(`Installing ${packages.join(' and ')}, which takes a minute or two…`);
// Without scripts: one of its packages would fetch a tunnel program, which no deployment needs.
const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages];
process.exitCode = run('npm', install, { cwd: folder, shell: process.platform === 'win32' });
if (process.exitCode === 0) {
  const env = { ...process.env, ONCALL_TWILIO_CLI: folder };
  const jest = [
    require.resolve('jest/bin/jest'),
    '--config',
    'tests/support/sweep.config.cjs',
    'tests/e2e/deploy.test.ts',
  ];
  process.exitCode = run(process.execPath, jest, { cwd: root, env });
}
fs.rmSync(folder, { recursive: true, force: true });
