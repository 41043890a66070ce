'use strict';
// `npm run sweep`: the tests that have a short form (tier.ts), in full, and those that start other programs (a browser, the deploy tools).

const fs = require('node:fs');
const path = require('node:path');
const { jest } = require('../../package.json');

const root = path.resolve(__dirname, '..', '..');

const { testPathIgnorePatterns, ...common } = jest;

/** Whether the short form has none of a test, or makes fewer of something in it. */
function isInFullOnly(/** @type {string} */ name) {
  const isIgnored = testPathIgnorePatterns.some((/** @type {string} */ pattern) =>
    new RegExp(pattern.replace('<rootDir>/', '^')).test(name.replaceAll('\\', '/')),
  );
  return isIgnored || /inTier|inSweep|VARIANTS/.test(fs.readFileSync(path.join(root, name), 'utf8'));
}

/** @returns {string[]} the tests of the sweep below a folder, relative to the project. */
function sweepsIn(/** @type {string} */ folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return sweepsIn(name);
    if (!name.endsWith('.test.ts')) return [];
    return isInFullOnly(name) ? [name] : [];
  });
}

module.exports = {
  ...common,
  rootDir: root,
  globals: { sweepInFull: true },
  testMatch: sweepsIn('tests').map((name) => `<rootDir>/${name.replaceAll('\\', '/')}`),
};
