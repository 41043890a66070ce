'use strict';
// `npm run speak`

require('../support/bundled.cjs')('speak', 'tests/speak/main.ts');
