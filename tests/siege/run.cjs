'use strict';
// `npm run siege`

require('../support/bundled.cjs')('siege', 'tests/siege/main.ts');
