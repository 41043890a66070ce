#!/usr/bin/env node
'use strict';
// Written for any Node.js, however old, so that an old one can be told what it lacks.

// Whoever reads the output may have seen enough ("| head"): then nothing more is said or done. Who does not want to hear of
// mistakes need not.
process.stderr.on('error', function () {});
process.stdout.on('error', function (error) {
  if (error.code !== 'EPIPE') console.error('oncall: the output cannot be written: ' + error.message);
  process.exit(1);
});

const wanted = 20;
const found = Number(process.versions.node.split('.')[0]);
if (found < wanted) {
  console.error(
    'oncall: Node.js ' +
      process.versions.node +
      ' is too old. Install Node.js ' +
      wanted +
      ' or newer (nodejs.org), then try again.',
  );
  process.exit(1);
}

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
