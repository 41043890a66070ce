'use strict';

/** A last line that any reader of the output, person or program, understands. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = results;
    // A suite that does not even load has failed, though it counts no test.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const skipped = numPendingTests === 0 ? '' : `, ${numPendingTests} skipped`;
    console.log(`${numPassedTests} passed, ${failed} failed${skipped}`);
  }
};
