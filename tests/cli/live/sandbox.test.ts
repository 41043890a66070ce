import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { THIS_MACHINE } from '../../../src/cli/machine';
import { command as sandboxCommand } from '../../../src/cli/live/sandbox';
import { sandboxFile } from '../../../src/cli/live/sandbox-env';
import { enterSandbox, sandboxNamedIn } from '../../../src/cli/live/sandbox-way';
import { LocalAccount } from '../../../src/rehearsal/index';

/** Those of the sandbox, which are nobody's. */
const ACCOUNT_SID = 'AC00000000000000000000000000000000';
const OWN = `ACCOUNT_SID=${ACCOUNT_SID}\nAUTH_TOKEN=rehearsal-auth-token-of-nobody-0\n`;
const REAL = 'ACCOUNT_SID=AC0123456789abcdef0123456789abcdef\nAUTH_TOKEN=somebody’s\n';

let folder: string;
let file: string;
const ends: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oncall-sandbox-'));
  file = join(folder, '.env');
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

async function sandboxUrl(): Promise<string> {
  const account = await LocalAccount.start({ lambdaFile: join('dist', 'lambda', 'index.js') });
  ends.push(() => account.stop());
  return account.url;
}

/** The address of a program that answers everything with 200, or that has ended. */
async function otherUrl(isListening: boolean): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(404).end('<h1>Not here</h1>'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const close = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));
  if (isListening) ends.push(close);
  else await close();
  return `http://127.0.0.1:${String(port)}`;
}

describe('the sandbox that .env names', () => {
  const named = (variables: Readonly<Record<string, string>>) => () => sandboxNamedIn((name) => variables[name]);

  it('is none without the variable', () => {
    expect(named({ ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef' })()).toBeUndefined();
    expect(named({ ONCALL_SANDBOX: '' })()).toBeUndefined();
  });

  it('is on this machine, on a port', () => {
    const url = 'http://127.0.0.1:4700';
    expect(named({ ONCALL_SANDBOX: url, ACCOUNT_SID })()).toEqual({ url, port: 4700 });
  });

  it.each([
    'https://127.0.0.1:4700',
    'http://localhost:4700',
    'http://127.0.0.1',
    'http://127.0.0.1:0',
    'http://127.0.0.1:65536',
    'http://127.0.0.1:4700/',
    'http://example.com:4700',
    'http://127.0.0.1:4700@example.com',
    '4700',
  ])('is not at %s', (url) => {
    expect(named({ ONCALL_SANDBOX: url, ACCOUNT_SID })).toThrow(/^ONCALL_SANDBOX in \.env is not the address of/);
  });

  it.each([['AC0123456789abcdef0123456789abcdef'], ['']])('is refused beside the account "%s"', (sid) => {
    expect(named({ ONCALL_SANDBOX: 'http://127.0.0.1:4700', ACCOUNT_SID: sid })).toThrow(
      /^\.env names both a sandbox \(ONCALL_SANDBOX\) and an account that is not the sandbox's/,
    );
  });
});

describe('a command', () => {
  it('goes to Twilio when .env names no sandbox, or cannot be read', async () => {
    expect(await enterSandbox('Twilio', folder)).toBeUndefined();
    writeFileSync(file, REAL);
    expect(await enterSandbox('Twilio', folder)).toBeUndefined();
    writeFileSync(file, `ONCALL_SANDBOX=http://127.0.0.1:1\nexport ${REAL}`);
    expect(await enterSandbox('Twilio', folder)).toBeUndefined();
  });

  it('is refused when nobody is there, or something else', async () => {
    const gone = await otherUrl(false);
    writeFileSync(file, `ONCALL_SANDBOX=${gone}\n${OWN}`);
    await expect(enterSandbox('Twilio', folder)).rejects.toThrow(
      `no sandbox answers at ${gone}. Start it in another terminal with "npx --no oncall sandbox --port ${new URL(gone).port} --env .env".`,
    );
    const other = await otherUrl(true);
    writeFileSync(file, `ONCALL_SANDBOX=${other}\n${OWN}`);
    await expect(enterSandbox('Twilio', folder)).rejects.toThrow(`what answers at ${other} is not a sandbox.`);
  });

  it('is refused when it is about AWS, or about somebody’s account', async () => {
    const url = await sandboxUrl();
    writeFileSync(file, `ONCALL_SANDBOX=${url}\n${OWN}`);
    await expect(enterSandbox('AWS', folder)).rejects.toThrow(/^\.env names a sandbox .* no AWS side/);
    writeFileSync(file, `ONCALL_SANDBOX=${url}\n${REAL}`);
    await expect(enterSandbox('Twilio', folder)).rejects.toThrow(/^\.env names both a sandbox/);
  });
});

describe('the file that a sandbox makes', () => {
  const variables = { ONCALL_SANDBOX: 'http://127.0.0.1:4700', ACCOUNT_SID, CALLER_ID: '+12025550100' };
  const made = async (): Promise<string> => {
    (await sandboxFile(file)).write(variables);
    return readFileSync(file, 'utf8');
  };

  it('is .env.example with what leads to it, for nobody else to read', async () => {
    const lines = (await made()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'ONCALL_SANDBOX=http://127.0.0.1:4700',
        `ACCOUNT_SID=${ACCOUNT_SID}`,
        'CALLER_ID=+12025550100',
        'FALLBACK_NUMBERS=',
      ]),
    );
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps what was written into it, but for what setup noted of a sandbox that is gone', async () => {
    const gone = await otherUrl(false);
    const more = 'FALLBACK_NUMBERS=+447700900009\nFLOW_SID=FW1\nFUNCTION_URL=https://oncall-1313.twil.io/alarm\n';
    writeFileSync(file, `ONCALL_SANDBOX=${gone}\n${OWN}${more}`);
    expect(await made()).toBe(
      `ONCALL_SANDBOX=http://127.0.0.1:4700\n${OWN}FALLBACK_NUMBERS=+447700900009\nFLOW_SID=\nFUNCTION_URL=\nCALLER_ID=+12025550100\n`,
    );
  });

  it.each([
    ['somebody’s', REAL],
    ['somebody’s, who tried', `ONCALL_SANDBOX=http://127.0.0.1:4700\n${REAL}`],
    ['empty', ''],
    ['something else', '{ "private": true }\n'],
  ])('is not one that is %s', async (_what, text) => {
    writeFileSync(file, text);
    await expect(made()).rejects.toThrow('exists and was not made by a sandbox, so it stays as it is.');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is not that of another sandbox which runs', async () => {
    const url = await sandboxUrl();
    const text = `ONCALL_SANDBOX=${url}\n${OWN}`;
    writeFileSync(file, text);
    await expect(made()).rejects.toThrow(`is that of the sandbox that runs at ${url}. Use that one, or stop it first.`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is not one in a folder that is not there', async () => {
    file = join(folder, 'nowhere', '.env');
    await expect(made()).rejects.toThrow(/: there is no such file or folder\. Check the path\.$/);
  });
});

describe('the command line of a sandbox', () => {
  it.each([
    [['--port', 'abc'], '--port "abc": write a whole number from 0 to 65535; 0 takes any free port.'],
    [['--port', '65536'], '--port "65536": write a whole number from 0 to 65535; 0 takes any free port.'],
    [['--port', '-1'], 'needs a value; write it after "=" if it begins with a hyphen'],
    [['--port', ''], '--port "": write a whole number from 0 to 65535; 0 takes any free port.'],
    [['--agents', 'nap'], '--agents: "nap" is not one of take, decline,'],
    [['now'], 'unexpected argument "now".'],
  ])('is wrong: %j', async (args, message) => {
    await expect(sandboxCommand.run(args, THIS_MACHINE)).rejects.toMatchObject({
      name: 'UserMistake',
      status: 2,
      message: expect.stringContaining(message),
    });
  });

  it('names a port that is in use', async () => {
    const { port } = new URL(await otherUrl(true));
    await expect(sandboxCommand.run(['--port', port, '--agents', 'take'], THIS_MACHINE)).rejects.toMatchObject({
      name: 'UserMistake',
      status: 1,
      message: `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port (0 takes any free one).`,
    });
  });
});

describe('each command that leaves this machine', () => {
  const main = readFileSync('src/cli/main.ts', 'utf8');
  const entries = main
    .split(/^ {4}(?='?[a-z -]+'?: entry\()/m)
    .slice(1)
    .map((entry) => {
      const [name = ''] = /[a-z][a-z -]*/.exec(entry) ?? [];
      const [, module = ''] = /import\('\.\/([^']+)'\)/.exec(entry) ?? [];
      const source = readFileSync(`src/cli/${module}.ts`, 'utf8');
      // The edits of the roster need a clock and a keyboard, no account.
      const reachesOut = source.includes('(args, machine)') && !source.includes('changeRoster(');
      const leaves = source.includes('withAws(') ? 'AWS' : reachesOut ? 'Twilio' : undefined;
      return [name, leaves, /'(Twilio|AWS)',?\n? *\),\n/.exec(entry)?.[1]] as const;
    });

  it('is known', () => {
    expect(entries.filter(([, leaves]) => leaves !== undefined).map(([name]) => name)).toHaveLength(20);
  });

  it.each(entries)('asks for a sandbox first: %s (%s)', (_name, leaves, reaches) => {
    expect(reaches).toBe(leaves);
  });
});
