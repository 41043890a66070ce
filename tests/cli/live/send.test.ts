import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFlow } from '../../../src/cli/flow/file';
import { command as sendCommand } from '../../../src/cli/live/send';
import { RealClock, sleep } from '../../../src/rehearsal/clock';
import { scripted } from '../../../src/rehearsal/phones/scripted';
import { Rehearsal } from '../../../src/rehearsal/rehearsal';
import { serve } from '../../../src/rehearsal/twilio/server';
import { sign } from '../../../src/signing/signature';
import { shownBelow } from '../../support/pages';
import { AGENTS, NUMBERS, Story } from '../../support/story';
import type { StoryOptions } from '../../support/story';
import { machineOver, on, ran, writeSettings } from './live';

const sendWith = on(sendCommand);

const PROJECT = join(__dirname, '..', '..', '..');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oncall-send-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Night {
  readonly story: Story;
  readonly send: ReturnType<typeof sendWith>;
  /** What `/alarm` answers instead of what it would: a status for each of the next requests. */
  readonly failures: (number | Error)[];
  /** The bodies that were posted. */
  readonly posted: string[];
}

/** A night to which somebody sends alarms; time passes while a request is under way or somebody waits. */
function night(options: StoryOptions): Night {
  const story = new Story(options);
  const { rehearsal, clock } = story;
  const failures: (number | Error)[] = [];
  const posted: string[] = [];
  writeSettings(folder, { FUNCTION_URL: rehearsal.alarmUrl, ALERT_SECRET: `${rehearsal.secret},the former secret` });
  const machine = machineOver(folder, () => Promise.reject(new Error('Nothing is asked of Twilio.')), {
    now: () => clock.now(),
    sleep: async (ms) => {
      let isOver = false;
      clock.after(ms, () => (isOver = true));
      await clock.run(() => isOver, Infinity);
    },
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const sent = await request.text();
      posted.push(sent);
      const failure = failures.shift();
      if (failure instanceof Error) throw failure;
      if (failure !== undefined) return new Response('', { status: failure });
      let reply: Response | undefined;
      const handling = rehearsal.host
        .handle({
          method: request.method,
          url: request.url,
          headers: { 'content-type': 'application/json' },
          body: sent,
        })
        .then(({ status, body }) => (reply = new Response(body, { status })));
      await clock.run(() => reply !== undefined, Infinity);
      return await handling;
    },
  });
  return { story, send: sendWith(machine), failures, posted };
}

describe('oncall send', () => {
  it('prints what the docs show', async () => {
    const { send } = night({ agents: ['take'] });
    const args = ['--name', 'nightly backup', '--state', 'ALARM', '--reason', 'the disk is full'];
    expect((await ran(send, ...args)).out).toBe(
      shownBelow('npx --no oncall send --name "nightly backup" --state ALARM --reason "the disk is full"'),
    );
  });

  it('rings whoever is on call, and says who that is', async () => {
    const { story, send } = night({ agents: ['take'] });

    const args = [
      '--name',
      'backup',
      '--state',
      'ALARM',
      '--reason',
      'the disk is full',
      '--description',
      'Runbook: delete logs',
    ];
    const { status, out, err } = await ran(send, ...args);
    await story.toTheEnd();

    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(
      /^It opened incident inc-[0-9a-z]{8}\. Ann Lee \(\+44•••••0001, call 1\) is being called\.\nNot settled yet: .*--until-settled does\.\n$/,
    );
    expect(out).not.toContain(NUMBERS.ann.slice(3));
    expect(story.heardBy('ann')[0]).toContain('backup. Runbook: delete logs. the disk is full.');
  });

  it('with OK of the same name it has recovered', async () => {
    const { story, send } = night({ agents: ['no-answer'] });
    await ran(send, '--name', 'backup', '--state', 'ALARM');
    await story.until(10);

    const { out } = await ran(send, '--name', 'backup', '--state', 'OK');
    await story.toTheEnd();

    expect(out).toMatch(/^It has recovered \(incident inc-[0-9a-z]{8}\)\.\nSettled:/);
    expect(story.rings()).toEqual(['ann']);
  });

  it('the same name, state and time again is no news', async () => {
    const { story, send } = night({ agents: ['take'] });
    const args = ['--name', 'backup', '--state', 'ALARM', '--at', '2026-11-22T02:59:30+00:00'];
    await ran(send, ...args);
    await story.toTheEnd();

    const { out } = await ran(send, ...args);
    await story.toTheEnd();

    expect(out).toMatch(/^It is nothing new \(incident inc-[0-9a-z]{8}\): nobody is called for it\.\nSettled:/);
    expect(story.rings()).toEqual(['ann']);
  });

  it.each([
    [
      'joined',
      ['--name', 'disk', '--state', 'ALARM'],
      /^It joined incident inc-\w+, which is in progress\. Ann Lee .* is being called/,
    ],
    ['missing data', ['--name', 'disk', '--state', 'INSUFFICIENT_DATA'], /^It joined incident/],
  ])('%s', async (_name, args, expected) => {
    const { story, send } = night({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(5);

    expect((await ran(send, ...args)).out).toMatch(expected);
  });

  it('tells programs as JSON, without the number', async () => {
    const { send } = night({ agents: ['take'] });

    const { out } = await ran(send, '--name', 'backup', '--state', 'ALARM', '--json');

    expect(JSON.parse(out)).toMatchObject({
      status: 'watching',
      outcome: 'opened',
      agent: { id: 'ann', name: 'Ann Lee', number: '+44•••••0001' },
    });
  });

  describe('--until-settled', () => {
    it('repeats the same message every 72 seconds, as the queue would, until somebody has it', async () => {
      const { story, send, posted } = night({ agents: ['hang-up', 'take'], eventTimes: () => [] });

      const { status, out } = await ran(send, '--name', 'backup', '--state', 'ALARM', '--until-settled');
      await story.toTheEnd();

      expect(status).toBe(0);
      // Without its repetition the hang-up, of which no event tells, would have been the end.
      expect(story.rings()).toEqual(['ann', 'bob']);
      expect(out).toContain('Settled: nobody will be called for this any more.');
      const ids = posted.map((body) => {
        const { payload } = JSON.parse(body) as { payload: string };
        return (JSON.parse(payload) as { messages: { id: string; redelivered?: boolean }[] }).messages[0];
      });
      expect(ids.length).toBeGreaterThanOrEqual(3);
      expect(new Set(ids.map((message) => message?.id)).size).toBe(1);
      expect(ids.map((message) => message?.redelivered ?? false)).toEqual([false, ...ids.slice(1).map(() => true)]);
    });

    it('goes on through an outage of Twilio', async () => {
      const { story, send, failures } = night({ agents: ['take'] });
      failures.push(503, new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }), 429);

      const { status, err } = await ran(send, '--name', 'backup', '--state', 'ALARM', '--until-settled');

      expect(status).toBe(0);
      expect(err.match(/Not accepted yet/g)).toHaveLength(3);
      expect(err).toContain('fetch failed: getaddrinfo ENOTFOUND');
      expect(story.ringSeconds()[0]).toBeGreaterThan(3 * 72);
    });

    it('at Ctrl-C says that nothing repeats it now', async () => {
      const { story, send } = night({ agents: ['no-answer'] });
      story.at(20, () => process.emit('SIGINT'));

      const { status, out } = await ran(send, '--name', 'backup', '--state', 'ALARM', '--until-settled');

      expect(status).toBe(130);
      expect(out).toContain('Stopped before it was settled: nothing repeats it now');
    });
  });

  describe('what is refused', () => {
    it('another secret, without showing it', async () => {
      const { story, send } = night({ agents: ['take'] });
      writeSettings(folder, { FUNCTION_URL: story.rehearsal.alarmUrl, ALERT_SECRET: 'not the secret of this night' });

      const { status, err } = await ran(send, '--name', 'backup', '--state', 'ALARM', '--until-settled');

      expect(status).toBe(1);
      expect(err).toContain('not accepted: /alarm answered 401');
      expect(err).toContain('ALERT_SECRET must be the same here and in the deployed Functions');
      expect(err).not.toContain('not the secret of this night');
      expect(story.rings()).toEqual([]);
    });

    it.each([
      [503, 'Twilio is busy or out of reach: send it again'],
      [404, 'FUNCTION_URL must be the address of the deployed /alarm'],
      [200, 'what answered is not /alarm'],
    ])('an answer %i', async (answer, words) => {
      const { send, failures } = night({ agents: ['take'] });
      failures.push(answer);

      const { status, err } = await ran(send, '--name', 'backup', '--state', 'ALARM');

      expect(status).toBe(1);
      expect(err).toContain(words);
    });

    it('no address and no secret, both at once', async () => {
      const { send } = night({ agents: ['take'] });
      writeSettings(folder, {});

      const { status, err } = await ran(send, '--name', 'backup', '--state', 'ALARM');

      expect(status).toBe(1);
      expect(err).toContain('FUNCTION_URL is missing');
      expect(err).toContain('ALERT_SECRET is missing');
      expect(err).toContain('npx --no oncall setup');
    });

    it.each([
      [['--state', 'ALARM'], '--name is missing'],
      [['--name', 'x'], '--state is missing: write ALARM, OK'],
      [['--name', 'x', '--state', 'broken'], '--state "broken" is not a state: write ALARM'],
      [['--name', 'x', '--state', 'OK', '--at', 'yesterday'], '--at "yesterday": write it with its zone'],
      [['--name', 'x', '--state', 'OK', '--at', '2026-11-22T03:00:00'], 'write it with its zone'],
      [['--name', 'x', '--state', 'OK', '--at', '2026-11-23T03:00:00Z'], 'is in the future'],
      [['--name', 'x', '--state', 'OK', '--url', 'http://example.com/alarm'], 'FUNCTION_URL must be the https address'],
    ])('%j', async (args, words) => {
      const { send, posted } = night({ agents: ['take'] });

      const { status, err } = await ran(send, ...args);

      expect(status).toBeGreaterThan(0);
      expect(err).toContain(words);
      expect(posted).toEqual([]);
    });
  });
});

describe('the same with curl and openssl', () => {
  it('signs as openssl does', () => {
    // printf %s '1795000000000.{"messages":[]}' | openssl dgst -sha256 -hmac 'an alert secret of the test'
    expect(sign('an alert secret of the test', 1_795_000_000_000, '{"messages":[]}')).toBe(
      'd4897213609c15d3e7756820837135fb68bc505d12a28afc6e513bf8174d1a15',
    );
  });

  it('send-alarm.sh sends any text as it is: every character from U+0001 to U+001F, quotes, letters', async () => {
    const bodies: string[] = [];
    const server = await serve({
      handle: ({ body }) => {
        bodies.push(body);
        return { status: 200, headers: {}, body: '{}' };
      },
    });
    const control = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join('');
    const texts = [control, '"quoted" \\ \\n %s %% $HOME `x` \u007f', 'Zoë 東京 🔥', "it's\n\ndown\tnow \u001b[31mred"];
    try {
      for (const each of texts) {
        const name = `a${each}z`;
        const secrets = { FUNCTION_URL: `${server.url}/alarm`, ALERT_SECRET: 'another secret of the test' };
        const { status } = await script([name, 'ALARM', name], secrets);
        if (!HAS_TOOLS) return;
        expect(status).toBe(0);
        const { ts, payload, sig } = JSON.parse(bodies.pop() ?? '') as { ts: number; payload: string; sig: string };
        expect(sig).toBe(sign('another secret of the test', ts, payload));
        const { messages } = JSON.parse(payload) as { messages: readonly [{ body: string }] };
        expect(JSON.parse(messages[0].body)).toMatchObject({ AlarmName: name, NewStateReason: name });
      }
    } finally {
      await server.close();
    }
  });

  it.each([
    ['without a reason', ['backup', 'OK'], 1],
    ['with an empty reason', ['backup', 'OK', ''], 1],
    ['in another state', ['backup', 'ok', 'it ran'], 0],
    ['without a state', ['backup'], 0],
    ['without a name', ['', 'OK', 'it ran'], 0],
    ['with a blank name', [' \t', 'OK', 'it ran'], 0],
    ['with a word too many', ['backup', 'OK', 'it', 'ran'], 0],
    ['without anything', [], 0],
  ])('send-alarm.sh %s sends an alarm or fails, never neither', async (_how, args, sent) => {
    const bodies: string[] = [];
    const server = await serve({
      handle: ({ body }) => {
        bodies.push(body);
        return { status: 200, headers: {}, body: '{}' };
      },
    });
    try {
      const secrets = { FUNCTION_URL: `${server.url}/alarm`, ALERT_SECRET: 'another secret of the test' };
      const { status } = await script(args, secrets);
      if (!HAS_TOOLS) return;
      expect([status, bodies.length]).toEqual([sent === 1 ? 0 : 1, sent]);
      const alarms = bodies.map((each) => {
        const { payload } = JSON.parse(each) as { payload: string };
        const { messages } = JSON.parse(payload) as { messages: readonly [{ body: string }] };
        return JSON.parse(messages[0].body) as unknown;
      });
      expect(alarms).toEqual(
        alarms.map(() => expect.objectContaining({ AlarmName: 'backup', NewStateValue: 'OK' }) as unknown),
      );
    } finally {
      await server.close();
    }
  });

  it('send-alarm.sh fails when it is refused, and says why', async () => {
    const server = await serve({
      handle: () => ({ status: 401, headers: {}, body: '{"error":{"code":"unauthorized"}}' }),
    });
    try {
      const secrets = { FUNCTION_URL: `${server.url}/alarm`, ALERT_SECRET: 'another secret of the test' };
      const { status, out } = await script(['backup', 'OK', 'it ran'], secrets);

      expect(status).not.toBe(0);
      expect(out).toBe(HAS_TOOLS ? '{"error":{"code":"unauthorized"}}\n' : '');
    } finally {
      await server.close();
    }
  });

  // Whoever may list the processes of a machine sees their command lines.
  it('send-alarm.sh shows the secret to no program that it runs', async () => {
    const tools = mkdtempSync(join(tmpdir(), 'oncall-tools-'));
    const seen = join(tools, 'seen.txt');
    for (const tool of ['curl', 'openssl', 'sed', 'od', 'tr', 'date', 'uname', 'printf', 'cat']) {
      writeFileSync(join(tools, tool), `#!/bin/sh\necho "$0 $*" >> ${seen}\nPATH=\${PATH#*:} exec ${tool} "$@"\n`, {
        mode: 0o755,
      });
    }
    const secret = 'another secret of the test';
    await script(['backup', 'OK', 'it ran'], {
      PATH: `${tools}:${process.env['PATH'] ?? ''}`,
      FUNCTION_URL: 'http://127.0.0.1:9/alarm',
      ALERT_SECRET: secret,
    });
    const commands = existsSync(seen) ? readFileSync(seen, 'utf8') : '';
    rmSync(tools, { recursive: true });
    if (HAS_TOOLS) expect(commands).toContain('openssl dgst -sha256');
    expect(commands).not.toContain(secret);
    expect(commands).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('send-alarm.sh prints what the docs show', async () => {
    const clock = new RealClock();
    const rehearsal = new Rehearsal({
      clock,
      behaviour: scripted(clock, ['no-answer']),
      flow: readFlow(),
      functionsFolder: join(PROJECT, 'dist', 'functions'),
      lambdaFile: join(PROJECT, 'dist', 'lambda', 'index.js'),
      roster: () => JSON.stringify({ agents: AGENTS }),
    });
    const server = await serve({ handle: (request) => rehearsal.host.handle({ ...request, url: rehearsal.alarmUrl }) });
    try {
      const secrets = { FUNCTION_URL: `${server.url}/alarm`, ALERT_SECRET: rehearsal.secret };
      await script(['nightly backup', 'ALARM', 'the disk is full'], secrets);
      while (rehearsal.ledger.entries.every(({ kind }) => kind !== 'ring')) await sleep(clock, 50);
      const { out } = await script(['nightly backup', 'OK', 'it ran'], secrets);
      const shown = shownBelow('sh src/cli/samples/send-alarm.sh "nightly backup" OK "it ran"');
      if (HAS_TOOLS) expect(withoutIds(out)).toBe(withoutIds(shown));
    } finally {
      clock.stop();
      await server.close();
    }
  });

  it('send-alarm.sh sends what /alarm accepts, whatever the reason says', async () => {
    const clock = new RealClock();
    const rehearsal = new Rehearsal({
      clock,
      behaviour: scripted(clock, ['no-answer']),
      flow: readFlow(),
      functionsFolder: join(PROJECT, 'dist', 'functions'),
      lambdaFile: join(PROJECT, 'dist', 'lambda', 'index.js'),
      roster: () => JSON.stringify({ agents: AGENTS }),
    });
    const server = await serve({ handle: (request) => rehearsal.host.handle({ ...request, url: rehearsal.alarmUrl }) });
    try {
      const name = 'backup "nightly" \\ 100%';
      const { status, out } = await script([name, 'ALARM', 'the disk is full: 5 > 4 → é'], {
        FUNCTION_URL: `${server.url}/alarm`,
        ALERT_SECRET: `${rehearsal.secret},a former secret of ours`,
      });

      // A machine without the tools has no script to run; then nothing may have been sent.
      if (!HAS_TOOLS) {
        expect(status).not.toBe(0);
        return;
      }
      expect(status).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        results: [{ status: 'watching', outcome: 'opened', agent: { id: 'ann' } }],
      });
      expect(out).not.toContain(NUMBERS.ann);
      const board = JSON.stringify(
        rehearsal.read('https://sync.twilio.com/v1/Services/default/Documents/oncall-board-main'),
      );
      expect(board).toContain('backup nightly 100%');
      expect(board).toContain('the disk is full: 5 > 4 -> é');
    } finally {
      clock.stop();
      await server.close();
    }
  });
});

/** What is another one each time. */
function withoutIds(answer: string): string {
  return answer.replaceAll(/"(id|incident|execution)":"(?:[\w.-]+-\d+-\d+|inc-\w+|FN\w+)"/g, '"$1":"…"');
}

const HAS_TOOLS = ['sh', 'curl', 'openssl'].every((tool) => spawnSync(tool, ['--help']).error === undefined);

function script(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly out: string }> {
  const file = join(PROJECT, 'src', 'cli', 'samples', 'send-alarm.sh');
  return new Promise((resolve) => {
    execFile('sh', [file, ...args], { env: { PATH: process.env['PATH'], ...environment } }, (error, out) => {
      resolve({ status: error === null ? 0 : 1, out });
    });
  });
}
