'use strict';
// Builds what is deployed and the soak itself, and runs it. In dist/soak, the project is two folders up, as it is in tests/support.

const path = require('node:path');
const { build, root } = require('../../src/build/build.cjs');

build();
const outfile = path.join(root, 'dist', 'soak', 'main.cjs');
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

// Should the soak come to an end without an answer, that is a failure and must look like one.
process.exitCode = 1;
void (async () => {
  process.exitCode = await require(outfile).main(process.argv.slice(2));
})();
