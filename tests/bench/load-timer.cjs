'use strict';
// Loads one bundle in this fresh process and prints how many milliseconds of processor time that took, which is
// what it takes on a machine that does nothing else.
// Usage: node load-timer.cjs FILE [twilio]

const [file, twilio] = process.argv.slice(2);

// What Twilio's runtime gives a Function as globals; only their presence matters to loading.
global.Twilio = { Response: Object };
global.Runtime = { getAssets: () => ({}) };

const before = process.cpuUsage();
require(file);
// What context.getTwilioClient() of Twilio's runtime loads.
if (twilio === 'twilio') require('twilio');
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1_000));
