'use strict';
// Takes the place of packages that nothing calls: the build puts it there.

module.exports = {};
