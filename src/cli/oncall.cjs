#!/usr/bin/env node
'use strict';
// Written for any Node.js, however old, so that an old one can be told what it lacks: everything newer is in launch.cjs.

// The reader of the output may have seen enough ("| head"): then nothing more is said or done. One who does not want to hear of
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

require('./launch.cjs');
