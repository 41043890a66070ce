'use strict';
// What Lambda runs a function in, as far as its runtime API tells (Lambda developer guide, "Building a custom runtime"): it
// asks for the next event, calls the handler and posts what came of it, one after another.

const path = require('node:path');

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root, _HANDLER: handlerName } = process.env;
const invocations = `http://${api}/2018-06-01/runtime/invocation`;

async function main() {
  const [file, name] = handlerName.split('.');
  const handler = require(path.join(root, `${file}.js`))[name];
  for (;;) {
    const next = await fetch(`${invocations}/next`);
    if (next.status !== 200) return;
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const endsAtMs = Number(next.headers.get('lambda-runtime-deadline-ms'));
    const context = { awsRequestId: id, getRemainingTimeInMillis: () => endsAtMs - Date.now() };
    try {
      const result = await handler(await next.json(), context);
      await post(`${id}/response`, result ?? null);
    } catch (error) {
      await post(`${id}/error`, { errorType: error.name, errorMessage: error.message });
    }
  }
}

/**
 * @param {string} to
 * @param {unknown} body
 */
function post(to, body) {
  return fetch(`${invocations}/${to}`, { method: 'POST', body: JSON.stringify(body) });
}

void main();
