'use strict';
// `npm run bench`: builds what is measured, bundles the measuring code and runs it.

const { build, outside, root } = require('../../src/build/build.cjs');

build();
require('esbuild').buildSync({
  absWorkingDir: root,
  entryPoints: ['tests/bench/main.ts'],
  outfile: 'dist/bench/main.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: outside(),
  sourcemap: 'inline',
  logLevel: 'error',
});
// What a Function loads of the roster's code, with everything inside, as a Function is bundled.
require('esbuild').buildSync({
  absWorkingDir: root,
  entryPoints: ['tests/bench/roster-code.ts'],
  outdir: 'dist/bench',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'error',
});
const { main } = require('../../dist/bench/main.js');

// A process whose work has come to a standstill ends by itself, and must not pass for one that has measured.
let isDone = false;
process.on('exit', () => {
  if (isDone) return;
  console.error('bench: nothing goes on any more, and it is not done: the rehearsal has come to a standstill.');
  process.exitCode = 1;
});
void (async () => {
  process.exitCode = await main(process.argv.slice(2));
  isDone = true;
})();
