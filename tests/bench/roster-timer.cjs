'use strict';
// Parses the roster on standard input once, in this fresh process, and prints how many milliseconds that took.
// Usage: node roster-timer.cjs BUNDLE < roster.json

const { readFileSync } = require('node:fs');

const { parseRoster } = require(process.argv[2]);
const text = readFileSync(0, 'utf8');
const startedAt = process.hrtime.bigint();
const parsed = parseRoster(text);
const tookMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
if (!parsed.ok) throw new Error(parsed.faults.map(({ path, what }) => `${path}: ${what}`).join('\n'));
process.stdout.write(String(tookMs));
