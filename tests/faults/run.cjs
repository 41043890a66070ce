'use strict';
// `npm run faults`

require('../support/bundled.cjs')('faults', 'tests/faults/main.ts');
