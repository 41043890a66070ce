'use strict';
// In JavaScript because it must do something: both "twilio-run deploy" and "twilio serverless:deploy" load this file first,
// and both would otherwise deploy whatever lies in dist/functions, be it old or nothing at all, and report success.

const { build } = require('./src/build/build.cjs');

build();

module.exports = {
  functionsFolder: 'dist/functions',
  assetsFolder: 'assets',
  runtime: 'node22',
  serviceName: 'oncall',
};
