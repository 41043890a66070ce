'use strict';
// `npm run corners`

require('../support/bundled.cjs')('corners', 'tests/corners/main.ts');
