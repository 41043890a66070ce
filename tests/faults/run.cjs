'use strict';
require('../support/bundled.cjs')('faults', 'tests/faults/main.ts');
