'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { buildIfStale, outside, root } = require('../../src/build/build.cjs');
const { Freshness } = require('../../src/build/freshness.cjs');

/**
 * Builds what is deployed, and the given command, unless they are as the last build left them, and runs that in this process:
 * three times as fast as inside the test runner. The bundle lies in dist/<name>, two folders below the project as `tests/support` is.
 *
 * @param {string} name
 * @param {string} entryPoint
 */
module.exports = (name, entryPoint) => {
  buildIfStale();
  const folder = path.join('dist', name);
  const outfile = path.join(root, folder, 'main.cjs');
  // Tests run each command several times; to bundle it takes longer than most of what they ask of it.
  const freshness = new Freshness(root, {
    furtherSources: ['tests'],
    results: [path.join(folder, 'main.cjs')],
    record: path.join(folder, 'bundled.txt'),
  });
  if (!freshness.isFresh) {
    // They also run at the same time: none may read what another one has written half of.
    const unfinished = `${outfile}.${process.pid}`;
    require('esbuild').buildSync({
      absWorkingDir: root,
      entryPoints: [entryPoint],
      outfile: unfinished,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: outside(),
      logLevel: 'error',
    });
    fs.renameSync(unfinished, outfile);
    freshness.note();
  }

  // A process whose work has come to a standstill ends by itself, and must not pass for one that has an answer.
  let isDone = false;
  process.on('exit', () => {
    if (isDone) return;
    console.error(`${name}: nothing goes on any more, and it is not done: something waits for what never happens.`);
    process.exitCode = 1;
  });
  void (async () => {
    process.exitCode = await require(outfile).main(process.argv.slice(2));
    isDone = true;
  })();
};
