'use strict';
// `npm run page`

require('../support/bundled.cjs')('browser', 'tests/browser/main.ts');
