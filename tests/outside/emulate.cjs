'use strict';
// `npm run check:emulate`: an emulator of Twilio that nobody here wrote drives the built Functions. It is fetched when it is asked for.

require('../support/bundled.cjs')('emulate', 'tests/outside/emulate.ts');
