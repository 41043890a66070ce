import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { AGENTS } from '../sample';
import { scratchFolder } from '../scratch';
import { Keys, Sitting } from './sitting';

const scratch = scratchFolder();

const CALLED_FIRST = 'Ann Lee: a to answer, b if busy, f if it fails, or let it ring';
const CALLED_SECOND = 'Bob Roy: a to answer, b if busy, f if it fails, or let it ring';
const ON_THE_PHONE = 'Ann Lee: 1 to take it, 2 to pass it on, h to hang up';

/** A rehearsal of this alarm with ann, bob and cyd, who are called in this order. */
function sitting({
  name = 'disk',
  columns = 100,
  ...rest
}: { name?: string; columns?: number; silences?: object[] } = {}) {
  const roster = scratch.file('roster.json', { timezone: 'UTC', agents: AGENTS, ...rest });
  const event = scratch.file('event.json', { AlarmName: name, NewStateValue: 'ALARM' });
  return new Sitting(['--roster', roster, '--event', event], { output: { isTTY: true, columns } });
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a rehearsal at the keyboard', () => {
  it('shows the keys, and an agent who answers and presses 1 takes it', async () => {
    const at = sitting();
    expect(await at.sees('keys')).toBe(
      'keys      a answers, b is busy, f fails, h hangs up, 0-9 are the phone keys, q quits',
    );
    expect(await at.sees('rings')).toBe("rings     Ann Lee's phone (call 1)");
    expect(await at.sees('Ann Lee:')).toBe(CALLED_FIRST);
    await at.presses('a');
    expect(await at.sees('answers')).toBe('answers   Ann Lee');
    expect(await at.sees('hears')).toContain('On-call alert for Main: disk.');
    expect(await at.sees('Ann Lee:')).toBe(ON_THE_PHONE);
    await at.presses('1');
    expect(await at.sees('key 1')).toBe('key 1     Ann Lee');
    expect(await at.ends()).toBe(0);
    expect(at.lines.at(-1)).toBe('Taken by Ann Lee after 1 call. Nobody else is called.');
  });

  it('takes a key while the caller still speaks', async () => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('a');
    await at.sees('hears');
    await at.presses('1');
    await at.sees('You have it');
    expect(await at.ends()).toBe(0);
    expect(at.lines.join('\n')).not.toContain(ON_THE_PHONE);
  });

  it('a wrong key is no answer: the agent is asked again', async () => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('a');
    await at.sees(ON_THE_PHONE);
    await at.presses('5');
    expect(await at.sees('key 5')).toBe('key 5     Ann Lee');
    await at.sees('hears     Ann Lee: "Press 1 to take it, 2 to pass it on."');
    await at.presses('1');
    expect(await at.ends()).toBe(0);
    expect(at.lines.at(-1)).toBe('Taken by Ann Lee after 1 call. Nobody else is called.');
  });

  it('two quick presses are two keys, and one acknowledgement', async () => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('a');
    await at.sees(ON_THE_PHONE);
    await at.presses('11');
    expect(await at.ends()).toBe(0);
    expect(at.lines.filter((line) => line.includes('key 1'))).toHaveLength(2);
    expect(at.lines.filter((line) => line.includes('SMS'))).toHaveLength(1);
  });

  it('an agent can be busy, out of reach, or hang up', async () => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('b');
    expect(await at.sees('missed')).toBe('missed    Ann Lee: the phone is busy');
    await at.sees(CALLED_SECOND);
    await at.presses('f');
    expect(await at.sees('missed')).toBe('missed    Bob Roy: the phone cannot be reached');
    await at.sees('Cyd Ito: a to answer');
    await at.presses('a');
    await at.sees('hears');
    await at.presses('h');
    expect(await at.sees('hangs up')).toBe('hangs up  Cyd Ito');
    expect(await at.ends()).toBe(0);
    expect(at.lines.at(-1)).toBe('Nobody took it after 3 calls. It has stopped, and everyone on the team gets an SMS.');
  });

  it('each key goes to the phone that it fits: the next one rings while the goodbye is still heard', async () => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('a');
    await at.sees('hears');
    await at.presses('2');
    await at.sees(CALLED_SECOND);
    await at.presses('h');
    expect(await at.sees('hangs up')).toBe('hangs up  Ann Lee');
    await at.presses('a');
    await at.sees('On-call alert for');
    await at.presses('1');
    expect(await at.ends()).toBe(0);
    expect(at.lines.at(-1)).toBe('Taken by Bob Roy after 2 calls. Nobody else is called.');
  });

  it('says at once why nobody is called', async () => {
    const at = sitting({ silences: [{ alarm: 'disk*', to: '2027-01-04 09:00', why: 'new disks' }] });
    expect(await at.ends()).toBe(0);
    expect(at.lines.at(-1)).toBe(
      'Nobody was called: silenced by silences[0] ("new disks") until Mon 2027-01-04 09:00 (UTC).',
    );
  });
});

describe('a key that does nothing now', () => {
  it.each([
    ['before a phone rings', 'a', 'no phone is ringing; q to quit'],
    ['before a phone rings', '?', 'no phone is ringing; q to quit'],
  ])('%s, %s is answered with those that work', async (_when, key, answer) => {
    const at = sitting();
    await at.presses(key);
    expect(await at.sees('q to quit')).toBe(answer);
  });

  it.each(['h', '1', '*', '?', 'x', ' ', '\r', '\u001B[A', '\u0001'])(
    'while a phone rings, %j is answered with those that work',
    async (key) => {
      const at = sitting();
      await at.sees(CALLED_FIRST);
      await at.presses(key);
      expect(await at.sees('q to quit')).toBe(`${CALLED_FIRST}; q to quit`);
    },
  );

  it.each(['a', 'b', 'f', '?', 'é'])('during a call, %j is answered with those that work', async (key) => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('a');
    await at.sees('hears');
    await at.presses(key);
    expect(await at.sees('q to quit')).toBe(`${ON_THE_PHONE}; q to quit`);
  });

  it('caps lock is no obstacle', async () => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    await at.presses('A');
    await at.sees('hears');
    await at.presses('H');
    expect(await at.sees('hangs up')).toBe('hangs up  Ann Lee');
  });
});

describe('the terminal', () => {
  it.each([
    ['q', 'q'],
    ['Q', 'Q'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('is given back when somebody quits with %s, which is not running through', async (_name, key) => {
    const at = sitting();
    await at.sees(CALLED_FIRST);
    expect(at.keys.rawModes).toEqual([true]);
    await at.presses(key);
    expect(await at.ends()).toBe(1);
    expect(at.lines.at(-1)).toBe('Left before the end.');
    expect(at.keys.rawModes).toEqual([true, false]);
    expect(at.keys.isPaused()).toBe(true);
    expect(at.keys.listenerCount('keypress')).toBe(0);
    expect(at.time.isStopped).toBe(true);
  });

  it('is given back at the end', async () => {
    const at = sitting({ silences: [{ alarm: '*', to: '2027-01-04 09:00' }] });
    expect(await at.ends()).toBe(0);
    expect(at.keys.rawModes).toEqual([true, false]);
    expect(at.time.isStopped).toBe(true);
  });

  it.each([40, 50, 60, 100])('of %i columns is wide enough for every line', async (columns) => {
    const name = 'production-web-frontend-latency-p99-eu-west-1-checkout';
    const at = sitting({ name, columns });
    await at.presses('?');
    await at.sees('Ann Lee:');
    await at.presses('?b');
    await at.sees('Bob Roy:');
    await at.presses('a');
    await at.sees('Bob Roy:');
    await at.presses('?1');
    expect(await at.ends()).toBe(0);
    expect(at.lines.filter((line) => line.length > columns)).toEqual([]);
    expect(at.lines.map((line) => line.slice(21)).join('')).toContain(name);
  });

  it('of 50 columns has its remarks beneath each other', async () => {
    const at = sitting({ columns: 50 });
    await at.sees('Ann Lee:');
    expect(at.lines).toEqual([
      '    0.0 s  alarm     disk. (ALARM)',
      '           keys      a answers, b is busy, f',
      '                     fails, h hangs up, 0-9 are',
      '                     the phone keys, q quits',
      '                     after a missed call: r calls',
      '                     back, t texts 1, p texts 2, l',
      '                     takes it by the link',
      '',
      "    0.9 s  rings     Ann Lee's phone (call 1)",
      '                     Ann Lee: a to answer, b if',
      '                     busy, f if it fails, or let',
      '                     it ring',
    ]);
  });
});

describe('without a keyboard it runs by itself', () => {
  const FILE = { isTTY: false, columns: 0 };
  it.each([
    ['With --json nobody answers from the keyboard', ['--json'], new Keys(), { isTTY: true, columns: 100 }],
    ['With --json nobody answers from the keyboard', ['--json'], new Keys(), FILE],
    ['There is no keyboard to answer with', [], new Keys(false), FILE],
    ['The output does not go to a terminal', [], new Keys(), FILE],
  ])('%s: %j', async (why, args, keys, output) => {
    const at = new Sitting(args, { keys, output });
    expect(await at.status).toBe(0);
    expect(at.errors).toBe(`${why}, so it runs as with "--agents take": the first agent answers and presses 1.`);
    expect(keys.rawModes).toEqual([]);
  });

  it('and says nothing of it when --agents says what happens', async () => {
    const at = new Sitting(['--agents', 'take'], { keys: new Keys(false), output: FILE });
    expect(await at.status).toBe(0);
    expect(at.errors).toBe('');
  });
});

describe('the process', () => {
  it.each([
    ['with --terminal', ['--terminal'], 1, /\nLeft before the end\.\n$/],
    [
      'beside its page',
      ['--no-open', '--port', '0'],
      0,
      /^The page is at http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/\nIt is there until q\.\n[^]*\nThe page is gone\.\n$/,
    ],
  ])(
    '%s takes its keys from the terminal that it was started in, and leaves it as it was',
    async (_how, args, ended, said) => {
      const launcher = join(__dirname, '..', '..', '..', 'src', 'cli', 'oncall.cjs');
      const terminal = join(__dirname, '..', '..', 'support', 'terminal.cjs');
      const child = spawn(process.execPath, ['--require', terminal, launcher, 'rehearse', ...args], {
        timeout: 25_000,
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk) => {
        const isNews = !out.includes('Ann Lee: a to answer');
        out += String(chunk);
        if (isNews && out.includes('Ann Lee: a to answer')) child.stdin.write('q');
      });
      child.stderr.on('data', (chunk) => (err += String(chunk)));
      const status = await new Promise((resolve, reject) => {
        child.on('error', reject).on('close', resolve);
      });
      expect({ status, err }).toEqual({ status: ended, err: '[raw][cooked]' });
      expect(out).toMatch(said);
    },
  );
});
