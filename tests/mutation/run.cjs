'use strict';
// `npm run mutate`

require('../support/bundled.cjs')('mutate', 'tests/mutation/main.ts');
