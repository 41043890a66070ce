'use strict';
// Builds and runs `npm run mutate`.

const path = require('node:path');
const { root } = require('../../src/build/build.cjs');

const outfile = path.join(root, 'dist', 'mutate', 'main.cjs');
require('esbuild').buildSync({
  absWorkingDir: root,
  entryPoints: [path.join(__dirname, 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
});

process.exitCode = require(outfile).main(process.argv.slice(2), root);
