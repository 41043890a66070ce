'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** All that a build reads: the sources, what says how to build, and the note that npm leaves of the packages. */
const sources = ['src', 'lambda', 'package.json', 'tsconfig.json', path.join('node_modules', '.package-lock.json')];
/** All that it writes, and where it is noted what that was built from. */
const whatIsDeployed = {
  furtherSources: [],
  results: ['account', 'functions', 'lambda', 'cli', 'page', 'licences.txt', 'version.txt'].map((name) =>
    path.join('dist', name),
  ),
  record: path.join('dist', 'built.txt'),
};

/**
 * Knows whether a build would change anything. It goes by size, inode and both times of each file, of what was read as of what was
 * written: nobody changes a file without changing one of these, since the time of the last change (ctime) cannot be set.
 */
class Freshness {
  #root;
  #sources;
  #results;
  #record;

  /**
   * @param {string} root the project's folder; its sources are looked at now, before they are built.
   * @param {{ furtherSources: readonly string[], results: readonly string[], record: string }} [other] what is built, when that
   *   is not what is deployed or run.
   */
  constructor(root, { furtherSources, results, record } = whatIsDeployed) {
    this.#root = root;
    this.#sources = fingerprint(root, [...sources, ...furtherSources]);
    this.#results = results;
    this.#record = path.join(root, record);
  }

  /** Whether everything is as the last build left it. */
  get isFresh() {
    return fs.existsSync(this.#record) && fs.readFileSync(this.#record, 'utf8') === this.#state();
  }

  /** Notes that what lies there now was built from the sources as they were. */
  note() {
    fs.writeFileSync(this.#record, this.#state());
  }

  #state() {
    return `${this.#sources} ${fingerprint(this.#root, this.#results)}\n`;
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} parts files and folders.
 * @returns {string}
 */
function fingerprint(root, parts) {
  const hash = createHash('sha256');
  const look = (/** @type {string} */ file) => {
    const stat = fs.statSync(file, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(file).toSorted()) look(path.join(file, name));
    } else hash.update(`${file}\0${stat.size}\0${stat.ino}\0${stat.mtimeNs}\0${stat.ctimeNs}\n`);
  };
  for (const part of parts) look(path.join(root, part));
  return hash.digest('hex');
}

module.exports = { Freshness };
