'use strict';
// `npm run fuzz`

require('../support/bundled.cjs')('fuzz', 'tests/fuzz/main.ts');
