'use strict';
// What stands between a project and its deployment, for every tool that loads the configuration. Plain JavaScript, like the
// configuration itself: there is nothing that could be stale.

const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { buildIfStale, root } = require('./build.cjs');

const rosterFile = path.join('assets', 'roster.private.json');

/** Commands that deploy nothing and need no Functions: they must work however broken the sources are. */
const onlyLook = new Set(['list', 'list-templates', 'logs', 'activate', 'promote', 'env', 'new', 'init']);
/** Commands that run the Functions on this machine. */
const onlyRun = new Set(['start', 'dev', 'run']);

/**
 * Makes sure, for a command of twilio-run or of the Twilio CLI's serverless plugin, that the Functions are built from the sources as
 * they are and, unless the command deploys nothing, that what it will deploy is whole.
 *
 * @param {readonly string[]} args the command line without the program, such as `['serverless:deploy', '--production']`.
 * @throws {Error} with a message for people, which both tools print before they exit with status 1.
 */
function prepare(args) {
  const command = commandIn(args);
  if (command === 'look') return;
  buildIfStale();
  if (command === 'run') return;
  const mistakes = [...argumentMistakes(args), ...assetMistakes(), ...rosterMistakes(), ...environmentMistakes(args)];
  if (mistakes.length > 0) throw new Error(gate().printable(`Nothing was deployed.\n\n${mistakes.join('\n')}`));
  enterSandbox(args);
}

/**
 * Whatever is not known to be something else is taken for a deployment. `serverless:env:list` may be written
 * `serverless env list`, too.
 *
 * @param {readonly string[]} args
 * @returns {'look' | 'run' | 'deploy'}
 */
function commandIn(args) {
  const words = args.filter((arg) => !arg.startsWith('-')).flatMap((arg) => arg.split(':'));
  if (words.includes('deploy')) return 'deploy';
  if (words.some((word) => onlyLook.has(word))) return 'look';
  return words.some((word) => onlyRun.has(word)) ? 'run' : 'deploy';
}

/**
 * Another folder, or leaving something out, deploys without the Functions and reports success.
 *
 * @param {readonly string[]} args
 * @returns {string[]}
 */
function argumentMistakes(args) {
  const mistakes = args
    .filter((arg) => /^--(?:no-)?(?:functions|assets)/i.test(arg))
    .map(
      (arg) =>
        `${arg}: leave it out. The Functions and the roster are always deployed, from dist/functions and assets/.`,
    );
  const { cwd } = parseArgs({ args: [...args], options: { cwd: { type: 'string' } }, strict: false }).values;
  if (typeof cwd === 'string' && !(fs.existsSync(cwd) && fs.realpathSync(cwd) === fs.realpathSync(root))) {
    mistakes.push(`--cwd ${cwd}: leave it out. The project is in ${root}.`);
  }
  return mistakes;
}

/**
 * Whatever has not `.private` at the right place of its name is served to anybody.
 *
 * @returns {string[]}
 */
function assetMistakes() {
  const folder = path.join(root, 'assets');
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => file !== path.basename(rosterFile) && file !== '.DS_Store')
    .map(
      (file) =>
        `${path.join('assets', file)}: move it elsewhere. Only the roster may lie there; Twilio would serve it.`,
    );
}

/** @returns {string[]} */
function rosterMistakes() {
  const file = path.join(root, rosterFile);
  if (!fs.existsSync(file)) return [`${rosterFile} is missing: there would be nobody to call.`];
  const { checkRoster, remarkLines } = gate();
  const { errors, more } = checkRoster(fs.readFileSync(file, 'utf8'), [], () => Date.now());
  if (errors.length === 0) return [];
  return [`${rosterFile} is not a roster that can be deployed:`, ...remarkLines(errors, more)];
}

/**
 * The tools read the variables in their own way: what they would read otherwise than the commands do is not deployed.
 *
 * @param {readonly string[]} args
 * @returns {string[]}
 */
function environmentMistakes(args) {
  const { named, text } = environmentIn(args);
  const mistakes = gate().envMistakes(text);
  return mistakes.length === 0
    ? []
    : [`${named} can be read in more than one way:`, ...mistakes.map((each) => `  ${each}`)];
}

/**
 * Leads the tool to the sandbox that the variables name, if they do, and says so.
 *
 * @param {readonly string[]} args
 * @throws {Error} with a message for people.
 */
function enterSandbox(args) {
  const { leadTo, sandboxNamedIn, variableIn } = gate();
  const { text } = environmentIn(args);
  const place = sandboxNamedIn((/** @type {string} */ name) => variableIn(text, name));
  if (place !== undefined) console.error(leadTo(place));
}

/**
 * The variables that a tool is to read: `.env`, or the file that was named.
 *
 * @param {readonly string[]} args
 * @returns {{ named: string, text: string }}
 */
function environmentIn(args) {
  const { env } = parseArgs({ args: [...args], options: { env: { type: 'string' } }, strict: false }).values;
  const named = typeof env === 'string' ? env : '.env';
  const file = path.resolve(root, named);
  return { named, text: fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '' };
}

/** What the commands know, from the sources as they are: it has just been built. */
function gate() {
  return require('../../dist/cli/gate.js');
}

module.exports = { prepare, root };
