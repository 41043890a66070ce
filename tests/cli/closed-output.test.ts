import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const LAUNCHER = join(__dirname, '..', '..', 'src', 'cli', 'oncall.cjs');

/** Runs a command with one of its outputs closed from the beginning; the exit status and what the other one got. */
async function closed(which: 'stdout' | 'stderr', args: readonly string[]): Promise<unknown[]> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let shown = '';
  child[which].destroy();
  child[which === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk) => (shown += String(chunk)));
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return [status, shown];
}

describe('a command whose output nobody reads any more', () => {
  it.each([['help'], ['rehearse --agents take'], ['rehearse --agents take --json'], ['roster show']])(
    'ends without a word: %s',
    async (line) => {
      expect(await closed('stdout', line.split(' '))).toEqual([1, '']);
    },
  );

  it('keeps its exit status when only its errors go unread', async () => {
    expect(await closed('stderr', ['rehearse', '--colour'])).toEqual([2, '']);
  });
});
