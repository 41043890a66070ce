'use strict';
// Builds what has changed, then runs the command.

const { enableCompileCache } = require('node:module');
const path = require('node:path');

// What is compiled once need not be compiled at the next command (since Node.js 22.1). Not in the temporary folder, where others of this
// machine might put something to be run in its place.
const cache = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'oncall');
if (enableCompileCache !== undefined) enableCompileCache(cache);

try {
  require.resolve('esbuild');
} catch {
  console.error('oncall: the packages are not installed. Run "npm ci" in the project folder, then try again.');
  process.exit(1);
}

require('../build/build.cjs').buildIfStale();
const { main } = require('../../dist/cli/main.js');

// Should nothing be left to wait for before the command has come to its end, that is a failure and must look like one.
process.exitCode = 1;
void (async () => {
  process.exitCode = await main(process.argv.slice(2));
})();
