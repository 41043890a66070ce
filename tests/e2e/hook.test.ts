import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '../support/forked/scratch-folder';
import { TwilioRun } from '../support/forked/twilio-run';
import type { HttpRequest } from '../../src/rehearsal/http';
import { serve } from '../../src/rehearsal/twilio/server';
import type { RunningServer } from '../../src/rehearsal/twilio/server';

let twilio: RunningServer;
let scratch: ScratchFolder;

beforeAll(async () => {
  twilio = await serve({ handle: (request) => ({ status: 200, headers: {}, body: described(request) }) });
  scratch = new ScratchFolder({ twilioPort: Number(new URL(twilio.url).port), variables: {} });
});

afterAll(async () => {
  await twilio.close();
  scratch.remove();
});

/** What the server was asked, so that it can be compared where the answer arrives. */
function described({ method, url, headers }: HttpRequest): string {
  return `${method} ${url} ${headers['x-own'] ?? '-'}`;
}

function refusal(target: string): string {
  return `A rehearsal reaches no other machine: the connection to ${target} is refused.`;
}

async function nodeWithHook(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--require', scratch.hookFile, ...args]);
  return stdout;
}

describe('the hook in the processes of twilio-run', () => {
  it('leads every form of request for Twilio to the local Twilio', async () => {
    const outcomes: unknown = JSON.parse(await nodeWithHook(require.resolve('./caller.cjs'), 'redirected'));

    const posted = 'POST https://sync.twilio.com/v1/Services?PageSize=5 kept';
    const got = 'GET https://sync.twilio.com/v1/Services?PageSize=5 -';
    expect(outcomes).toEqual({
      'request(options, callback)': posted,
      'request(options with an agent, callback)': posted,
      'request(text, options, callback)': posted,
      'request(URL, options, callback)': posted,
      'request(text, callback)': got,
      'request(options) and an event': posted,
      'get(text, callback)': got,
      'request of a Function': 'GET https://oncall-1234-dev.twil.io/alarm -',
      'fetch(text, options)': posted,
      'fetch(Request)': got,
      'request imported by its name': posted,
    });
    expect(scratch.refusedConnections).toEqual([]);
  });

  it('refuses every other connection and keeps a list of them', async () => {
    const outcomes: unknown = JSON.parse(await nodeWithHook(require.resolve('./caller.cjs'), 'refused'));

    expect(outcomes).toEqual({
      'https.get of another host': refusal('example.com:443'),
      'https.request of a host that ends like Twilio': refusal('nottwilio.com:443'),
      'https.request of a host that ends like a Function': refusal('nottwil.io:443'),
      'https.request of a host that begins like Twilio': refusal('api.twilio.com.example.org:443'),
      'http.get of another host': refusal('example.com:80'),
      'http.get of Twilio in the clear': refusal('api.twilio.com:80'),
      'http.get of another port here': refusal('127.0.0.1:1'),
      'net.connect(port, host)': refusal('192.0.2.1:443'),
      'net.connect(options)': refusal('192.0.2.1:25'),
      'tls.connect': refusal('192.0.2.1:443'),
      fetch: refusal('example.com:443'),
    });
    expect(scratch.refusedConnections).toHaveLength(11);
    expect(scratch.refusedConnections).toContain('example.com:443');
  });

  it('has the error itself say that nobody is there, by whatever client', async () => {
    const gone = await serve({ handle: () => ({ status: 200, headers: {}, body: '' }) });
    await gone.close();
    const redirect = JSON.stringify(require.resolve('../../src/sandbox/redirect.cjs'));
    const script = `
      const https = require('node:https');
      require(${redirect}).redirectTwilio(${new URL(gone.url).port}, { absent: 'Nobody is there.' });
      const url = 'https://api.twilio.com/2010-04-01/Accounts.json';
      https.get(url).on('error', ({ message }) => {
        fetch(url).catch(({ cause }) => console.log(JSON.stringify([message, cause.message])));
      });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
    expect(JSON.parse(stdout)).toEqual(['Nobody is there.', 'Nobody is there.']);
  });

  it('tells the time of the rehearsal, as it is at each moment', async () => {
    const script = `
      const { writeFileSync } = require('node:fs');
      const seen = [Date.now(), new Date().toISOString(), Date(), new Date(5).getTime(), new Date() instanceof Date];
      writeFileSync(process.argv[1], '1000');
      console.log(JSON.stringify([...seen, Date.now()]));
      process.exit();`;
    scratch.setTime(Date.parse('2031-07-08T12:00:00.250Z'));
    const timeFile = `${dirname(scratch.hookFile)}/now-ms`;
    expect(JSON.parse(await nodeWithHook('-e', script, timeFile))).toEqual([
      Date.parse('2031-07-08T12:00:00.250Z'),
      '2031-07-08T12:00:00.250Z',
      new Date('2031-07-08T12:00:00.250Z').toString(),
      5,
      true,
      1000,
    ]);
  });

  it('ends the server and removes its files when whoever started it is gone', async () => {
    const own = new ScratchFolder({ twilioPort: 1, variables: {} });
    const args = ['--require', own.hookFile, '-e', 'setInterval(() => {}, 1000); console.log("up")'];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.stdin.end();
    const [status]: unknown[] = await once(child, 'exit');
    expect(status).toBe(0);
    expect(existsSync(dirname(own.hookFile))).toBe(false);
  });
});

describe('twilio-run', () => {
  it('that does not start is reported with what it printed', async () => {
    const missing = `${scratch.hookFile}.missing`;
    const starting = TwilioRun.start({
      projectFolder: process.cwd(),
      hookFile: missing,
      environmentFile: scratch.environmentFile,
      assetsFolder: scratch.assetsFolder,
      line: () => {},
    });
    await expect(starting).rejects.toThrow(
      /^twilio-run ended at once with status 1\. It printed:[^]*hook\.cjs\.missing/,
    );
  });

  it('leaves no file behind', () => {
    const other = new ScratchFolder({ twilioPort: 1, variables: { ALERT_SECRET: 'sample' } });
    expect(existsSync(other.environmentFile)).toBe(true);
    other.remove();
    expect(existsSync(dirname(other.hookFile))).toBe(false);
  });
});
