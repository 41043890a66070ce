'use strict';
// `npm run docs`

require('../support/bundled.cjs')('docs', 'tests/docs/main.ts');
