'use strict';
// Builds what may have changed, then runs the command.

try {
  require.resolve('esbuild');
} catch {
  console.error('oncall: the packages are not installed. Run "npm ci" in the project folder, then try again.');
  process.exit(1);
}

require('../build/build.cjs').build();
const { main } = require('../../dist/cli/main.js');

// Should nothing be left to wait for before the command has come to its end, that is a failure and must look like one.
process.exitCode = 1;
void (async () => {
  process.exitCode = await main(process.argv.slice(2));
})();
