'use strict';
// `npm run soak`

require('../support/bundled.cjs')('soak', 'tests/soak/main.ts');
