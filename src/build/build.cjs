'use strict';
// Plain JavaScript: it is what turns the TypeScript into something that runs, also when twilio-run loads the configuration.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { compileFunction } = require('node:vm');
const { Freshness } = require('./freshness.cjs');
const { licencesOf } = require('./licences.cjs');
const { filledTemplate } = require('./template.cjs');

const root = path.resolve(__dirname, '..', '..');

/** The text in src/twilio/version.ts that the version takes the place of. */
const versionMark = 'version-of-this-build';

/**
 * What the `twilio` package's own HTTP client is made of. src/twilio/http-client.ts takes its place, and leaving these out
 * makes two thirds of the time that it takes to load the package.
 */
const withoutOwnTransport = Object.fromEntries(
  ['axios', 'https-proxy-agent', 'jsonwebtoken', 'qs'].map((name) => [name, require.resolve('./left-out.cjs')]),
);

/** Beside the bundles: the licences of the packages that are inside them. */
const licences = path.join('dist', 'licences.txt');

/** How many bytes of each Function are ours: a key press waits for them to be loaded. */
const ownBytes = path.join('dist', 'own-bytes.json');

/** The import of which the commands make a file of its own, in the place where they look for it. */
const accountClient = '../account/client';

/** Builds, unless what is in dist/ was built from the sources as they are. */
function buildIfStale() {
  if (!new Freshness(root).isFresh) build();
}

/**
 * Builds everything that is deployed or run: one self-contained file for each Function, the Lambda, the AWS stack with the
 * Lambda in it, the CLI, the page, and the check before a deployment. Files that would be the same are left alone and files without a source are
 * removed, so that what is in dist/ is never stale.
 *
 * @returns {string[]} the files of the built Functions, relative to the project.
 */
function build() {
  const freshness = new Freshness(root);
  const inputs = new Set();
  const functions = fs
    .readdirSync(path.join(root, 'src', 'functions'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', 'functions', file));
  if (functions.length === 0) throw new Error('src/functions holds no Function: there is nothing to deploy.');

  // Everything must be inside the file, because relative imports between Functions do not survive a deployment; only the languages
  // are loaded through Twilio's runtime. Half of the twilio package is comments and white space. Names stay, and so do short lines,
  // for the stack traces in the log; short names would also make a Function load more slowly, as Node compiles the modules then that
  // are only called later.
  const short = { minifyWhitespace: true, minifySyntax: true, lineLimit: 160 };
  const conditions = ['twilio-function'];
  const own = new Map();
  const unversioned = bundle({ entryPoints: functions, alias: withoutOwnTransport, conditions, ...short }, inputs, own);
  const version = versionOf(unversioned);
  const versioned = [...unversioned].map(([name, text]) => [name, text.replaceAll(versionMark, version)]);
  writeFolder('dist/functions', new Map(versioned));
  write('dist/version.txt', `${version}\n`);
  write(ownBytes, `${JSON.stringify(Object.fromEntries(own), null, 2)}\n`);

  const lambda = lambdaBundle();
  const template = fs.readFileSync(path.join(root, 'lambda', 'template.yaml'), 'utf8');
  writeFolder(
    'dist/lambda',
    new Map([
      ['index.js', lambda],
      ['template.yaml', filledTemplate(template, limits(), lambda)],
    ]),
  );

  const commands = bundle(
    {
      entryPoints: ['src/cli/main.ts', 'src/cli/gate.ts'],
      external: [...outside(), accountClient],
      // A package that is loaded late is loaded by "require", which takes half as long as "import" of the same CommonJS.
      supported: { 'dynamic-import': false },
    },
    inputs,
  );
  writeFolder('dist/cli', commands);
  const entryPoints = [path.join('src', 'account', 'client.ts')];
  writeFolder('dist/account', bundle({ entryPoints, alias: withoutOwnTransport }, inputs));
  writeFolder('dist/page', page(inputs));
  write(licences, licencesOf(root, inputs));
  freshness.note();
  return functions.map((file) => path.join('dist', 'functions', `${path.basename(file, '.ts')}.js`));
}

/**
 * The hash of all Functions, the same on every machine.
 *
 * @param {ReadonlyMap<string, string>} functions
 * @returns {string}
 */
function versionOf(functions) {
  const marked = [...functions.values()].filter((text) => text.includes(versionMark));
  if (marked.length === 0) throw new Error(`No Function holds "${versionMark}": /alarm could not say its version.`);
  const hash = createHash('sha256');
  for (const name of [...functions.keys()].toSorted()) hash.update(`${name}\0${functions.get(name)}\0`);
  return hash.digest('hex').slice(0, 12);
}

/**
 * The Lambda as one file of CommonJS. The SDK is part of Lambda's runtime; esbuild's own way of exporting would take
 * 500 bytes, which are more than the whole of signing.
 *
 * @returns {string}
 */
function lambdaBundle() {
  const contents = `import { handler } from './lambda/handler'; exports.handler = handler;`;
  const files = bundle({ stdin: { contents, resolveDir: root }, external: ['@aws-sdk/client-ssm'], minify: true });
  const [text] = files.values();
  return text;
}

/**
 * What the browser gets: the page, its script with all that it needs, its styles and its icon.
 *
 * @param {Set<string>} inputs takes the files that were bundled, relative to the project.
 * @returns {ReadonlyMap<string, string>} the text of each file by its name.
 */
function page(inputs) {
  const folder = path.join('src', 'page', 'ui');
  const bundled = bundle(
    {
      entryPoints: [path.join(folder, 'main.tsx'), path.join(folder, 'style.css')],
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      minify: true,
      jsx: 'automatic',
      jsxImportSource: 'preact',
    },
    inputs,
  );
  const asTheyAre = ['index.html', 'icon.svg'].map((name) => [
    name,
    fs.readFileSync(path.join(root, folder, name), 'utf8'),
  ]);
  return new Map([...bundled, ...asTheyAre]);
}

/**
 * The packages that what runs on this machine loads from node_modules.
 *
 * @returns {string[]}
 */
function outside() {
  const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).flatMap((name) => [name, `${name}/*`]);
}

/**
 * The numbers on the way from the queue to `/alarm`, by name.
 *
 * @returns {Readonly<Record<string, unknown>>}
 */
function limits() {
  const [text] = bundle({ entryPoints: ['src/signing/limits.ts'] }).values();
  const built = { exports: {} };
  compileFunction(text, ['module'])(built);
  return built.exports;
}

/**
 * @param {import('esbuild').BuildOptions} options
 * @param {Set<string>} inputs takes the files that were bundled, relative to the project.
 * @param {Map<string, number>} own takes the bytes of each file that come from this project and from no package, by its name.
 * @returns {ReadonlyMap<string, string>} the text of each file by its name.
 */
function bundle(options, inputs = new Set(), own = new Map()) {
  const esbuild = require('esbuild');
  const { metafile, outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    metafile: true,
    // The same bytes wherever the packages really lie.
    preserveSymlinks: true,
    logLevel: 'error',
    ...options,
  });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  for (const [file, output] of Object.entries(metafile.outputs)) {
    const ours = Object.entries(output.inputs).filter(([input]) => !input.includes('node_modules/'));
    own.set(
      path.basename(file),
      ours.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0),
    );
  }
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
}

/**
 * @param {string} folder
 * @param {ReadonlyMap<string, string>} files the only ones that it will hold, by their names.
 */
function writeFolder(folder, files) {
  for (const [name, text] of files) write(path.join(folder, name), text);
  for (const stale of fs.readdirSync(path.join(root, folder))) {
    if (!files.has(stale)) fs.rmSync(path.join(root, folder, stale), { recursive: true });
  }
}

/**
 * Through a rename, so that a Function that starts at this moment finds the old file or the new one, never half a file.
 *
 * @param {string} relative
 * @param {string} text
 */
function write(relative, text) {
  const file = path.join(root, relative);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

module.exports = { build, buildIfStale, outside, root };

if (require.main === module) {
  const built = build();
  console.log(`Built ${built.length} Functions, the Lambda, the AWS stack, the CLI and the page into dist/.`);
}
