'use strict';
// Parses the roster on standard input once, in this fresh process, and prints how many milliseconds of processor time that took.
// Usage: node roster-timer.cjs BUNDLE < roster.json

const { readFileSync } = require('node:fs');

const { parseRoster } = require(process.argv[2]);
const text = readFileSync(0, 'utf8');
const before = process.cpuUsage();
const parsed = parseRoster(text);
const { user, system } = process.cpuUsage(before);
if (!parsed.ok) throw new Error(parsed.faults.map(({ path, what }) => `${path}: ${what}`).join('\n'));
process.stdout.write(String((user + system) / 1_000));
