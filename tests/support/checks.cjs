'use strict';
// The part of `npm run check` that reads the code and runs none of it. Side by side: the formatter alone takes half of the time, and
// only one processor.

const { spawn } = require('node:child_process');

const checks = ['check:format', 'check:lint', 'check:types', 'check:unused'];

/** @returns {Promise<boolean>} whether the check found nothing; what it printed comes in one piece, when it is done. */
function passes(/** @type {string} */ name) {
  return new Promise((resolve, reject) => {
    const child = spawn(`npm run ${name}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => {
      console.log(out.trim());
      resolve(status === 0);
    });
  });
}

void (async () => {
  const results = await Promise.all(checks.map(passes));
  const failed = checks.filter((_, index) => !results[index]);
  if (failed.length === 0) return;
  console.error(`\nFailed: ${failed.join(', ')}.`);
  process.exitCode = 1;
})();
