'use strict';
// Loads one bundle in this fresh process and prints how many milliseconds that took.
// Usage: node load-timer.cjs FILE [twilio]

const [file, twilio] = process.argv.slice(2);

// What Twilio's runtime gives a Function as globals; only their presence matters to loading.
global.Twilio = { Response: Object };
global.Runtime = { getAssets: () => ({}) };

const startedAt = process.hrtime.bigint();
require(file);
// What context.getTwilioClient() of Twilio's runtime loads.
if (twilio === 'twilio') require('twilio');
process.stdout.write(String(Number(process.hrtime.bigint() - startedAt) / 1e6));
