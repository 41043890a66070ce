'use strict';

const fs = require('node:fs');
const path = require('node:path');

/**
 * The licences of all packages of which something is inside the bundles, each with its package's name and version:
 * people who pass the bundles on pass these on with them.
 *
 * @param {string} root the project's folder.
 * @param {Iterable<string>} inputs the files that were bundled, relative to the project.
 * @returns {string}
 * @throws {Error} for a package that says nothing of its licence.
 */
function licencesOf(root, inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const [folder] = /^.*node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(input) ?? [];
    if (folder !== undefined) folders.add(path.resolve(root, folder));
  }
  const texts = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(folder).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
    if (file === undefined) throw new Error(`${name} ${version} (${license}) is bundled and has no licence beside it.`);
    return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  });
  return texts.toSorted().join(`\n${'-'.repeat(80)}\n\n`);
}

module.exports = { licencesOf };
