'use strict';

const fs = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * As long as nobody has measured them here, files whose tests are given the most time begin first: a short file that plays a
 * thousand nights would else begin when all the others are done, with one processor idle.
 */
module.exports = class LongestFirst extends Sequencer {
  /** @override @param {Parameters<InstanceType<typeof Sequencer>['sort']>[0]} tests */
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- It is no array that sorts here.
    const usual = super.sort(tests);
    if (usual.every(({ duration }) => duration !== undefined)) return usual;
    const limits = new Map(usual.map((test) => [test, limitOf(test.path)]));
    return usual.toSorted((one, other) => (limits.get(other) ?? 0) - (limits.get(one) ?? 0));
  }
};

/** The longest time that a test of a file is given, in milliseconds; 0 where none says. */
function limitOf(/** @type {string} */ file) {
  const given = fs.readFileSync(file, 'utf8').matchAll(/(?:^ *|\}, |LIMIT_MS = )(\d[\d_]*_000)[,;)]*$/gm);
  return Math.max(0, ...[...given].map(([, digits = '']) => Number(digits.replaceAll('_', ''))));
}
