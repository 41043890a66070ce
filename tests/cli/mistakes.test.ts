import { afterAll, describe, expect, it } from '@jest/globals';
import { version } from '../../package.json';
import { oncallOf } from '../support/oncall';
import { ProjectCopy } from '../support/project-copy';
import { typed } from './command-line';

/** A project without a roster. */
const copy = new ProjectCopy();
afterAll(() => copy.remove());

describe('mistakes on the command line', () => {
  it.each([
    [['roster'], 2, ['"roster" needs a subcommand: check, show, diff, calendar, add, remove, swap, out, silence.']],
    [['roster', 'chek'], 2, ['no command "roster chek"', 'Did you mean "roster check"?']],
    [['roster', 'zzz'], 2, ['no command "roster zzz". "roster" has check, show, diff,']],
    [['rostr', 'check'], 2, ['no command "rostr". Did you mean "roster check"?']],
    [['zzz'], 2, ['no command "zzz". "npx --no oncall help" lists all.']],
    [['whoo'], 2, ['no command "whoo"', 'Did you mean "who"?']],
    [['what', 'if'], 2, ['no command "what"']],
    [['constructor'], 2, ['no command "constructor". "npx --no oncall help" lists all.']],
    [['help', 'nonsense'], 2, ['no command "nonsense"']],
    [['help', 'roster', 'chek'], 2, ['no command "roster chek". Did you mean "roster check"?']],
    [['who', 'now'], 2, ['oncall who: unexpected argument "now"', '--help']],
    [['who', '--tema', 'x'], 2, ["'--tema'", 'Did you mean --team?']],
    [['who', '--team'], 2, ['--team']],
    [['who', '--team', 'mian'], 1, ['no team `mian`; did you mean `main`?']],
    [['who', '--team', 'zzzzzz'], 1, ['no team `zzzzzz`; there are main.']],
    [['who', '--at', 'soon'], 2, ['--at "soon" cannot be read']],
    [['who', '--roster', 'nowhere.json'], 1, ['--roster nowhere.json: there is no such file or folder']],
    [['who', '--roster', 'package.json'], 1, ['package.json is not a roster', '`agents` is missing']],
    [['roster', 'check', 'nowhere.json'], 1, ['nowhere.json: there is no such file or folder']],
    [['roster', 'check', 'src'], 1, ['src: this is a folder']],
    [['roster', 'check', 'a.json', 'b.json'], 2, ['unexpected argument "b.json"']],
    [['roster', 'check', 'a.json', '--roster', 'b.json'], 2, ['there are two files']],
    [['roster', 'show', '--weeks', '0'], 2, ['--weeks 0: write a whole number from 1 to 99']],
    [['roster', 'show', '--weeks', '1.5'], 2, ['--weeks 1.5']],
    [['roster', 'show', '--team', 'mian'], 1, ['did you mean `main`?']],
    [['roster', 'calendar', '--agent', 'an'], 1, ['--agent: the roster has no agent `an`; did you mean `ann`?']],
    [['roster', 'calendar', '--agent', 'ann', '--team', 'main'], 2, ['not both']],
    [['roster', 'diff'], 2, ['name the roster to compare with']],
    [['roster', 'diff', 'a', 'b', 'c'], 2, ['unexpected argument "c"']],
    [['roster', 'diff', 'a', 'b', '--roster', 'c'], 2, ['there are three files']],
    [['roster', 'diff', '-', '-'], 2, ['only one of the two can be piped in']],
    [['roster', 'diff', 'nowhere.json'], 1, ['nowhere.json: there is no such file or folder']],
    [['what-if'], 2, ['--alarm is missing']],
    [['what-if', '--alarm', ' '], 2, ['--alarm is missing']],
    [['what-if', '--alarm', 'x', '--account', '12'], 2, ['an AWS account has 12 digits']],
    [['what-if', '--alarm', 'x', '--state', 'OK'], 2, ['write ALARM or INSUFFICIENT_DATA']],
    [['what-if', '--alarm', 'x', '--agents', 'take'], 2, ['write it as agent=word']],
    [['what-if', '--alarm', 'x', '--agents', 'ann=sleep'], 2, ['"sleep" is not one of take, decline']],
    [['what-if', '--alarm', 'x', '--agents', 'an=take'], 1, ['did you mean `ann`?']],
    [['contacts', '--number', '0770'], 1, ['--number is not a phone number']],
    [['setup', 'now'], 2, ['unexpected argument "now"']],
    [['setup', '--dryrun'], 2, ["'--dryrun'", 'Did you mean --dry-run?']],
    [['deploy', '--force'], 2, ["'--force'"]],
    [['doctor', '--jsn'], 2, ['Did you mean --json?']],
    [['status', '--last', 'x'], 2, ['--last x: write a whole number from 1 to 999']],
    [['status', '--watch', '--json'], 2, ['--watch and --json exclude each other']],
    [['ack'], 2, ['--as is missing; write the id of the agent']],
    [['pass', '--tem', 'web'], 2, ["'--tem'", 'Did you mean --team?']],
    [['history', '--cvs'], 2, ["'--cvs'", 'Did you mean --csv?']],
    [['report', 'web'], 2, ['unexpected argument "web"']],
    [['forget', 'ann', 'bob'], 2, ['unexpected argument "bob"']],
    [['resolve', 'web'], 2, ['unexpected argument "web"']],
    [['flow', 'psh'], 2, ['Did you mean "flow push"?']],
    [['flow', 'pull', '--dry'], 2, ["'--dry'"]],
    [
      ['roster', 'show', '--weeks', '-3'],
      2,
      ['Option \'--weeks\' needs a value; write it after "=" if it begins with a hyphen.\n'],
    ],
    [['aws'], 2, ['"aws" needs a subcommand: deploy, attach, update-code, destroy.']],
    [['aws', 'detach'], 2, ['no command "aws detach"', 'Did you mean "aws attach"?']],
    [['aws', 'deploy', 'now'], 2, ['unexpected argument "now"']],
    [['aws', 'attach', '--tags', 'a=b'], 2, ["'--tags'", 'Did you mean --tag?']],
  ])('%j is told apart and told clearly', async (args, status, words) => {
    const ran = await typed(...args);

    expect(ran.status).toBe(status);
    for (const word of words) expect(ran.err).toContain(word);
    expect(ran.err).not.toMatch(/^\s+at /m);
    if (ran.err.includes('no command') || ran.err.includes('subcommand')) expect(ran.err).toMatch(/^.*\n$/);
    expect(ran.out).toBe('');
  });
});

it.each([['--version'], ['-v'], ['version']])('%s prints the version', async (word) => {
  expect(await typed(word)).toEqual({ status: 0, out: `${version}\n`, err: '' });
});

it('who without a roster is one sentence', async () => {
  const { err, status } = await oncallOf(copy.folder, ['who'], { PATH: process.env['PATH'] ?? '' });
  expect({ err, status }).toEqual({
    status: 1,
    err: 'oncall who: there is no assets/roster.private.json. docs/roster.md shows one.\n',
  });
}, 60_000);

describe('help', () => {
  it.each([
    [['help', 'who'], 'Usage: npx --no oncall who '],
    [['who', '--help'], 'Usage: npx --no oncall who '],
    [['help', 'roster', 'check'], 'Usage: npx --no oncall roster check '],
    [['roster', 'diff', '-h'], 'Usage: npx --no oncall roster diff '],
    [['roster', '--help'], 'roster calendar'],
    [['help'], 'what-if'],
    [['help', 'roster'], 'roster calendar'],
    [['help', 'who', '--json'], 'Usage: npx --no oncall who '],
    [['what-if', '--help'], '--agents LIST'],
    [['roster', 'show', '--help'], '--weeks N'],
    [['roster', 'calendar', '--help'], '--agent A'],
    [['contacts', '--help'], '--number N'],
    [['setup', '--help'], '--dry-run'],
    [['roster', 'add', '--help'], '--rotation R'],
    [['roster', 'remove', '--help'], '--dry-run'],
    [['roster', 'swap', '--help'], '--for LENGTH'],
    [['roster', 'out', '--help'], '--in OTHER'],
    [['roster', 'silence', '--help'], 'PATTERN'],
    [['deploy', '--help'], '--allow-samples'],
    [['doctor', '--help'], '--json'],
    [['status', '--help'], '--watch'],
    [['ack', '--help'], '--as AGENT'],
    [['resolve', '--help'], '--team T'],
    [['pass', '--help'], '--to AGENT'],
    [['history', '--help'], '--csv'],
    [['report', '--help'], '--since TIME'],
    [['forget', '--help'], '--yes'],
    [['flow', 'push', '--help'], '--force'],
    [['flow', 'pull', '--help'], 'flows/pulled.txt'],
    [['flow', 'diff', '--help'], 'Exit status'],
    [['aws', 'deploy', '--help'], '--dry-run'],
    [['aws', 'attach', '--help'], '--detach'],
    [['aws', 'update-code', '--help'], '--region R'],
    [['aws', 'destroy', '--help'], '--keep-actions'],
    [['drill', '--help'], '--quiet'],
    [['send', '--help'], '--until-settled'],
  ])('%j', async (args, words) => {
    const ran = await typed(...args);

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain(words);
    expect(ran.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });
});
