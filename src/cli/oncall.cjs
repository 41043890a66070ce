#!/usr/bin/env node
'use strict';
// Written for any Node.js, however old, so that an old one can be told what it lacks: everything newer is in launch.cjs.

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
