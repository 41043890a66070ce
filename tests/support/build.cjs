'use strict';
// The stories run what is deployed, so what is deployed is built first, unless it is as the last build left it.
module.exports = () => {
  require('../../src/build/build.cjs').buildIfStale();
};
