'use strict';
// Loaded by `node --require` into an unmodified twilio-run, and so into the process that it forks for each Function; and into
// the tools that talk to a local account. It is copied beside its settings, since no environment variable reaches those
// forked processes. Nothing deployed contains it.

const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const path = require('node:path');
const { urlToHttpOptions } = require('node:url');

/**
 * `time`: `file` for the rehearsal's time, `real` for the machine's. `isServer`: whether what is not forked ends with its input.
 *
 * @type {{ twilioPort: number, time: 'file' | 'real', isServer: boolean }}
 */
const { twilioPort, time, isServer } = JSON.parse(fs.readFileSync(path.join(__dirname, 'settings.json'), 'utf8'));
const timeFile = path.join(__dirname, 'now-ms');
const refusalsFile = path.join(__dirname, 'refused-connections');

/** The rehearsal's time, which stands still while anything here runs. */
const now = () => Number(fs.readFileSync(timeFile, 'utf8'));

if (time === 'file') {
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => Reflect.construct(target, [now()]).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
}

/** Twilio's API, and the domains of its Functions. */
const isTwilio = (host) => /\.(?:twilio\.com|twil\.io)$/i.test(host);

const realRequest = https.request;

https.request = (...given) => {
  const callback = typeof given.at(-1) === 'function' ? given.pop() : undefined;
  const options = optionsIn(given);
  const host = options.hostname ?? options.host ?? 'localhost';
  // Whatever is not for Twilio goes on to its connection, and is refused there.
  if (!isTwilio(host)) return realRequest.call(https, options, callback);
  const { agent: _forTls, ...rest } = options;
  const local = { protocol: 'http:', host: '127.0.0.1', hostname: '127.0.0.1', port: twilioPort };
  const request = http.request({ ...rest, ...local }, callback);
  request.setHeader('x-original-host', host);
  return request;
};

https.get = (...given) => {
  const request = https.request(...given);
  request.end();
  return request;
};

// Modules that import these two by name have them from now on, too.
syncBuiltinESMExports();

const realFetch = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const { protocol, hostname, pathname, search } = new URL(request.url);
  if (protocol !== 'https:' || !isTwilio(hostname)) return realFetch(request);
  const redirected = new Request(`http://127.0.0.1:${twilioPort}${pathname}${search}`, request);
  redirected.headers.set('x-original-host', hostname);
  return realFetch(redirected);
};

/** All call forms of `https.request`: (url, options), (url), (options), where a url is text or a URL. */
function optionsIn([first, second]) {
  if (typeof first !== 'string' && !(first instanceof URL)) return { ...first };
  return { ...urlToHttpOptions(new URL(first)), ...second };
}

// oxlint-disable-next-line typescript/unbound-method -- bound by apply below
const realConnect = net.Socket.prototype.connect;

// Every connection of Node's goes through here: http, https, tls and fetch.
net.Socket.prototype.connect = function connect(...given) {
  const { host, port, isOnDisk } = targetOf(given);
  if (isOnDisk || (host === '127.0.0.1' && port === twilioPort)) return realConnect.apply(this, given);
  fs.appendFileSync(refusalsFile, `${host}:${port}\n`);
  this.connecting = true;
  setImmediate(() => {
    this.destroy(new Error(`A rehearsal reaches no other machine: the connection to ${host}:${port} is refused.`));
  });
  return this;
};

/** All call forms of `connect`: (options), (port, host), (path), and Node's own, a list that begins with the options. */
function targetOf([first, second]) {
  const target = Array.isArray(first) ? first[0] : first;
  if (typeof target === 'object' && target !== null) {
    const { host = 'localhost', port, path: socketFile } = target;
    return { host, port: Number(port), isOnDisk: typeof socketFile === 'string' };
  }
  const isPort = Number.isInteger(Number(target));
  return { host: typeof second === 'string' ? second : 'localhost', port: Number(target), isOnDisk: !isPort };
}

// The server itself, which nobody forked, does not outlive whoever started it: its input closes then, however that one ended.
if (isServer && process.send === undefined) {
  process.stdin.on('end', () => {
    fs.rmSync(__dirname, { recursive: true, force: true });
    process.exit();
  });
  process.stdin.resume();
}
