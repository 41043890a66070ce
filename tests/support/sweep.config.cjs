'use strict';
// `npm run sweep`: the tests that have a short form (tier.ts), in full, and no others.

const fs = require('node:fs');
const path = require('node:path');
const { jest } = require('../../package.json');

const root = path.resolve(__dirname, '..', '..');

/** @returns {string[]} the tests below a folder, relative to the project, that make fewer of something in the short form. */
function sweepsIn(/** @type {string} */ folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return sweepsIn(name);
    if (!name.endsWith('.test.ts')) return [];
    return /inTier|inSweep|VARIANTS/.test(fs.readFileSync(path.join(root, name), 'utf8')) ? [name] : [];
  });
}

module.exports = {
  ...jest,
  rootDir: root,
  globals: { sweepInFull: true },
  testMatch: sweepsIn('tests').map((name) => `<rootDir>/${name.replaceAll('\\', '/')}`),
};
