'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** All that a build reads: the sources, what says how to build, and the note that npm leaves of the packages. */
const sources = ['src', 'lambda', 'package.json', 'tsconfig.json', path.join('node_modules', '.package-lock.json')];
/** All that it writes. */
const results = [
  path.join('dist', 'account'),
  path.join('dist', 'functions'),
  path.join('dist', 'lambda'),
  path.join('dist', 'cli'),
  path.join('dist', 'page'),
  path.join('dist', 'licences.txt'),
  path.join('dist', 'version.txt'),
];
const record = path.join('dist', 'built.txt');

/**
 * Knows whether a build would change anything. It goes by size, inode and both times of each file, of what was read as of what was
 * written: nobody changes a file without changing one of these, since the time of the last change (ctime) cannot be set.
 */
class Freshness {
  #root;
  #sources;

  /** @param {string} root the project's folder; its sources are looked at now, before they are built. */
  constructor(root) {
    this.#root = root;
    this.#sources = fingerprint(root, sources);
  }

  /** Whether everything is as the last build left it. */
  get isFresh() {
    const file = path.join(this.#root, record);
    return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === this.#state();
  }

  /** Notes that what lies there now was built from the sources as they were. */
  note() {
    fs.writeFileSync(path.join(this.#root, record), this.#state());
  }

  #state() {
    return `${this.#sources} ${fingerprint(this.#root, results)}\n`;
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
