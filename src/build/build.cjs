'use strict';
// Plain JavaScript: it is what turns the TypeScript into something that runs, also when twilio-run loads the configuration.

const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');

/**
 * Builds everything that is deployed or run: one self-contained file for each Function, the Lambda and the CLI. Files that
 * would be the same are left alone and files without a source are removed, so that what lies in dist/ is never stale.
 *
 * @returns {string[]} the files of the built Functions, relative to the project.
 */
function build() {
  const functions = fs
    .readdirSync(path.join(root, 'src', 'functions'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', 'functions', file));
  if (functions.length === 0) throw new Error('src/functions holds no Function: there is nothing to deploy.');

  // Twilio's runtime brings twilio itself (package.json names the version); everything else must be inside the file, because
  // relative imports between Functions do not survive a deployment.
  bundle(functions, 'dist/functions', { external: ['twilio', 'twilio/*'] });
  bundle(['lambda/handler.ts'], 'dist/lambda', { entryNames: 'index', minify: true });
  bundle(['src/cli/main.ts'], 'dist/cli', { packages: 'external', sourcemap: 'inline' });
  return functions.map((file) => path.join('dist', 'functions', `${path.basename(file, '.ts')}.js`));
}

/**
 * @param {string[]} entryPoints
 * @param {string} outdir
 * @param {import('esbuild').BuildOptions} options
 */
function bundle(entryPoints, outdir, options) {
  const esbuild = require('esbuild');
  const { outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    logLevel: 'error',
    ...options,
  });
  const wanted = new Set();
  for (const file of outputFiles) {
    wanted.add(path.basename(file.path));
    writeIfChanged(file.path, file.contents);
  }
  for (const stale of fs.readdirSync(path.join(root, outdir))) {
    if (!wanted.has(stale)) fs.rmSync(path.join(root, outdir, stale), { recursive: true });
  }
}

/**
 * Through a rename, so that a Function that starts at this moment finds the old file or the new one, never half a file.
 *
 * @param {string} file
 * @param {Uint8Array} contents
 */
function writeIfChanged(file, contents) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, contents);
  fs.renameSync(temporary, file);
}

module.exports = { build, root };

if (require.main === module) {
  const built = build();
  console.log(`Built ${built.length} Functions, the Lambda and the CLI into dist/.`);
}
