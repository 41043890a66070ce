import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { typed } from './command-line';

/** What bash would offer for the last of these words, with the script that is printed for it. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await typed('completion', 'bash');
  const script = `${out}
    COMP_WORDS=(oncall "$@") COMP_CWORD=$#
    _oncall oncall "\${!#}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('oncall completion', () => {
  it.each([
    [['wh'], ['what-if', 'who']],
    [['he'], ['help']],
    [
      ['roster', ''],
      ['check', 'show', 'diff', 'calendar', 'add', 'remove', 'swap', 'out', 'silence'],
    ],
    [
      ['aws', 'd'],
      ['deploy', 'destroy'],
    ],
    [['help', 'sta'], ['status']],
    [
      ['who', '--'],
      ['--team', '--at', '--roster', '--json', '--help'],
    ],
    [['roster', 'check', '--s'], ['--strict']],
    [['aws', 'deploy', '--e'], ['--email']],
    [['deploy', '--e'], []],
    [['deploy', '--dry-run', '--a'], ['--allow-samples']],
    [['nonsense', '--'], []],
  ])('%j', async (words, completions) => {
    expect(await offered(...words)).toEqual(completions);
  });

  it('says the same to zsh and to fish in their own words', async () => {
    expect((await typed('completion', 'zsh')).out).toMatch(
      /^autoload .*bashcompinit\n[^]*'roster check '\*\) words='--strict/,
    );
    const { out } = await typed('completion', 'fish');
    expect(out).toContain(
      "complete -c oncall -n '__fish_seen_subcommand_from roster; and __fish_seen_subcommand_from check' -l strict\n",
    );
  });

  it('asks for which shell', async () => {
    expect(await typed('completion')).toMatchObject({ status: 2, err: expect.stringContaining('bash, zsh or fish') });
    expect(await typed('completion', 'csh')).toMatchObject({ status: 2 });
  });
});
