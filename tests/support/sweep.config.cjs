'use strict';
// `npm run sweep`: the tests that have a short form, in full.

const { jest } = require('../../package.json');

module.exports = { ...jest, rootDir: '../..', globals: { sweepInFull: true } };
