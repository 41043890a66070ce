import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SOAK = join(__dirname, '..', 'soak', 'run.cjs');

/** `npm run soak`, in a process of its own: three times as fast as inside the test runner. */
function soak(...args: string[]): Promise<{ status: number | null; out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SOAK, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (out += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out }));
  });
}

describe('any night', () => {
  it('1,000 nights with random faults keep every promise', async () => {
    const { status, out } = await soak('--schedules', '1000', '--seed', '20261122');

    // Whatever is not as it should be is in what it printed, with the command that shows it again.
    expect(out).toMatch(
      /^1000 nights with \d{4,} faults, seed 20261122: \d+ nights a second\.\nEvery promise was kept\.\n$/,
    );
    expect(status).toBe(0);
  }, 600_000);

  it.each([[['--schedules', 'many']], [['--schedules', '0']], [['--nights', '3']], [['--seed', 'x']]])(
    '%j is no command line',
    async (args) => {
      const { status, out } = await soak(...args);

      expect(status).toBe(2);
      expect(out).toContain('Usage: npm run soak');
    },
  );
});
