'use strict';
// Run with the hook in a process of its own. Prints, as one JSON object, what came of each call.

const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');

const toTwilio = 'https://sync.twilio.com/v1/Services?PageSize=5';
const options = { method: 'POST', headers: { 'X-Own': 'kept' } };
const whole = { ...options, hostname: 'sync.twilio.com', port: 443, path: '/v1/Services?PageSize=5' };

/** Each begins a call and hands its response to `done`, or throws or emits its error. */
const CALLS = {
  redirected: {
    'request(options, callback)': (done) => https.request(whole, done),
    'request(options with an agent, callback)': (done) =>
      https.request({ ...whole, agent: new https.Agent({ keepAlive: true }) }, done),
    'request(text, options, callback)': (done) => https.request(toTwilio, options, done),
    'request(URL, options, callback)': (done) => https.request(new URL(toTwilio), options, done),
    'request(text, callback)': (done) => https.request(toTwilio, done),
    'request(options) and an event': (done) => https.request(whole).on('response', done),
    'get(text, callback)': (done) => https.get(toTwilio, done),
    'request of a Function': (done) => https.request('https://oncall-1234-dev.twil.io/alarm', done),
  },
  refused: {
    'https.get of another host': (done) => https.get('https://example.com/', done),
    'https.request of a host that ends like Twilio': (done) => https.request('https://nottwilio.com/', done),
    'https.request of a host that ends like a Function': (done) => https.request('https://nottwil.io/', done),
    'https.request of a host that begins like Twilio': (done) =>
      https.request('https://api.twilio.com.example.org/', done),
    'http.get of another host': (done) => http.get('http://example.com/', done),
    'http.get of Twilio in the clear': (done) => http.get('http://api.twilio.com/', done),
    'http.get of another port here': (done) => http.get('http://127.0.0.1:1/', done),
    'net.connect(port, host)': (done) => net.connect(443, '192.0.2.1', done),
    'net.connect(options)': (done) => net.connect({ port: 25, host: '192.0.2.1' }, done),
    'tls.connect': (done) => tls.connect({ port: 443, host: '192.0.2.1' }, done),
  },
};

function outcomeOf(begin) {
  return new Promise((resolve) => {
    const call = begin((response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    call.on('error', (error) => resolve(error.message));
    call.end();
  });
}

async function fetched(...request) {
  try {
    return await (await fetch(...request)).text();
  } catch (error) {
    return error.cause?.message ?? error.message;
  }
}

async function main(what) {
  const outcomes = {};
  for (const [name, begin] of Object.entries(CALLS[what])) outcomes[name] = await outcomeOf(begin);
  if (what === 'refused') outcomes['fetch'] = await fetched('https://example.com/');
  if (what === 'redirected') {
    outcomes['fetch(text, options)'] = await fetched(toTwilio, { ...options, body: 'sent' });
    outcomes['fetch(Request)'] = await fetched(new Request(new URL(toTwilio)));
    outcomes['request imported by its name'] = await outcomeOf(
      (await import('./importer.mjs')).begin(toTwilio, options),
    );
  }
  console.log(JSON.stringify(outcomes));
  process.exit();
}

void main(process.argv[2]);
