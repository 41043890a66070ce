'use strict';
// The stories run what is deployed, so what is deployed is built first.
module.exports = () => {
  require('../../src/build/build.cjs').build();
};
