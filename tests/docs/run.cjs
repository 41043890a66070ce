'use strict';
// `npm run docs`: writes the pages that are made from the code.

const path = require('node:path');
const { root } = require('../../src/build/build.cjs');

const outfile = path.join(root, 'dist', 'docs', 'main.cjs');
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
require(outfile).main(root);
