'use strict';
// `npm run storm`

require('../support/bundled.cjs')('storm', 'tests/storm/main.ts');
