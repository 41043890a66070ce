'use strict';
// Loaded before a command: pipes that look like a terminal. Says on the error output when keys begin and cease to be taken raw.

Object.assign(process.stdout, { isTTY: true, columns: 80 });
Object.assign(process.stdin, {
  isTTY: true,
  setRawMode: (isRaw) => process.stderr.write(isRaw ? '[raw]' : '[cooked]'),
});
