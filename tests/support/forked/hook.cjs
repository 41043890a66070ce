'use strict';
// Loaded by `node --require` into an unmodified twilio-run, and so into the process that it forks for each Function. It is copied
// beside its settings, since no environment variable reaches those forked processes. Nothing deployed contains it.

const fs = require('node:fs');
const path = require('node:path');

/** @type {{ twilioPort: number, redirectFile: string }} */
const { twilioPort, redirectFile } = JSON.parse(fs.readFileSync(path.join(__dirname, 'settings.json'), 'utf8'));
const timeFile = path.join(__dirname, 'now-ms');
const refusalsFile = path.join(__dirname, 'refused-connections');

/** The rehearsal's time, which stands still while anything here runs. */
const now = () => Number(fs.readFileSync(timeFile, 'utf8'));

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: (target) => Reflect.construct(target, [now()]).toString(),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});

require(redirectFile).redirectTwilio(twilioPort, {
  refused: (target) => fs.appendFileSync(refusalsFile, `${target}\n`),
});

// The server itself, which nobody forked, does not outlive whoever started it: its input closes then, however that one ended.
if (process.send === undefined) {
  process.stdin.on('end', () => {
    fs.rmSync(__dirname, { recursive: true, force: true });
    process.exit();
  });
  process.stdin.resume();
}
