'use strict';
// In JavaScript because it must do something: both "twilio-run deploy" and "twilio serverless:deploy" load this file first,
// and both would otherwise deploy whatever lies in dist/functions, be it old or nothing at all, and report success.

const { prepare, root } = require('./src/build/before-deploy.cjs');

prepare(process.argv.slice(2));

module.exports = {
  // From whatever folder of the project a tool is started.
  cwd: root,
  functionsFolder: 'dist/functions',
  assetsFolder: 'assets',
  runtime: 'node22',
  serviceName: 'oncall',
  // The domain without a suffix, as "oncall deploy" has it.
  environment: '',
  // From a fresh clone, too: it is not in the repository which service was deployed to.
  overrideExistingProject: true,
};
