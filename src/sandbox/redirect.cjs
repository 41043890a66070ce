'use strict';
// Plain JavaScript, so that "node --require" and the configuration of the deployment tools can load it as it is.

const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const { urlToHttpOptions } = require('node:url');

/** Twilio's API, and the domains of its Functions. */
const isTwilio = (/** @type {string} */ host) => /\.(?:twilio\.com|twil\.io)$/i.test(host);

/**
 * Leads every request of this process for Twilio to a local Twilio on a port of 127.0.0.1, by whatever HTTP client. Every other
 * connection is refused: nothing that is only practised or tested gets out of this machine.
 *
 * @param {number} port
 * @param {{ refused?: (target: string) => void, absent?: string }} [options] `refused` is told of each refused connection, as
 *   `host:port`; `absent` is the error of a request when nothing listens on the port.
 */
function redirectTwilio(port, { refused, absent } = {}) {
  const realRequest = https.request;

  https.request = (/** @type {any[]} */ ...given) => {
    const callback = typeof given.at(-1) === 'function' ? given.pop() : undefined;
    const options = optionsIn(given);
    const host = options.hostname ?? options.host ?? 'localhost';
    // Whatever is not for Twilio goes on to its connection, and is refused there.
    if (!isTwilio(host)) return realRequest.call(https, options, callback);
    const { agent: _forTls, ...rest } = options;
    const local = { protocol: 'http:', host: '127.0.0.1', hostname: '127.0.0.1', port };
    const request = http.request({ ...rest, ...local }, callback);
    request.setHeader('x-original-host', host);
    return request;
  };

  https.get = (/** @type {any[]} */ ...given) => {
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
    const redirected = new Request(`http://127.0.0.1:${port}${pathname}${search}`, request);
    redirected.headers.set('x-original-host', hostname);
    return realFetch(redirected);
  };

  // oxlint-disable-next-line typescript/unbound-method -- bound by apply below
  const realConnect = net.Socket.prototype.connect;

  // Every connection of Node's goes through here: http, https, tls and fetch.
  net.Socket.prototype.connect = function connect(...given) {
    const { host, port: wanted, isOnDisk } = targetOf(given);
    if (isOnDisk || (host === '127.0.0.1' && wanted === port)) {
      if (absent !== undefined) this.prependOnceListener('error', (error) => sayAbsent(error, absent));
      return realConnect.apply(this, given);
    }
    refused?.(`${host}:${wanted}`);
    this.connecting = true;
    setImmediate(() => {
      this.destroy(new Error(`A rehearsal reaches no other machine: the connection to ${host}:${wanted} is refused.`));
    });
    return this;
  };
}

/** In the error itself: every HTTP client passes it on, most with its message only. */
function sayAbsent(error, absent) {
  if (error.code === 'ECONNREFUSED') error.message = absent;
}

/** All call forms of `https.request`: (url, options), (url), (options), where a url is text or a URL. */
function optionsIn([first, second]) {
  if (typeof first !== 'string' && !(first instanceof URL)) return { ...first };
  return { ...urlToHttpOptions(new URL(first)), ...second };
}

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

module.exports = { redirectTwilio };
