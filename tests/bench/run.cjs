'use strict';
// `npm run bench`

const { root } = require('../../src/build/build.cjs');

// What a Function loads of the roster's code, with everything inside, as a Function is bundled.
require('esbuild').buildSync({
  absWorkingDir: root,
  entryPoints: ['tests/bench/roster-code.ts'],
  outdir: 'dist/bench',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  logLevel: 'error',
});
require('../support/bundled.cjs')('bench', 'tests/bench/main.ts');
