import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broken } from './breakage';
import type { Breakage } from './breakage';

/** The tests, from the quickest to those that take longest. */
const TESTS = {
  unit: ['tests/incident', 'tests/escalation', 'tests/signing', 'tests/lambda', 'tests/twilio', 'tests/functions'],
  stories: ['tests/scenarios/(?!nights)'],
  nights: ['tests/scenarios/nights'],
} as const;

export type Layer = keyof typeof TESTS;

export const LAYERS: readonly Layer[] = ['unit', 'stories', 'nights'];

/** What is copied of the project: all that the tests of the layers need. */
const PARTS = ['src', 'lambda', 'flows', 'assets', 'tests', 'package.json', 'tsconfig.json', '.twilioserverlessrc.js'];

/** A breakage may make a test wait for ever; that is noticed too. */
const PATIENCE_MS = 10 * 60_000;

/** A copy of the project that may be broken: the project itself is only read. */
export class Workshop {
  readonly #folder: string;

  constructor(project: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'oncall-mutate-'));
    for (const part of PARTS) cpSync(join(project, part), join(this.#folder, part), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(this.#folder, 'node_modules'), 'junction');
  }

  /** What `look` says of the copy while it is broken. Throws when the broken code does not build: a test must notice, not the compiler. */
  broken<T>(breakage: Breakage, look: () => T): T {
    const file = join(this.#folder, breakage.file);
    const source = readFileSync(file, 'utf8');
    writeFileSync(file, broken(source, breakage));
    try {
      const { status, stderr } = this.#node(['src/build/build.cjs']);
      if (status !== 0) throw new Error(`"${breakage.does}" does not build:\n${stderr}`);
      return look();
    } finally {
      writeFileSync(file, source);
    }
  }

  /** Whether a test of this layer fails. */
  notices(layer: Layer): boolean {
    return (
      this.#node([
        'node_modules/jest/bin/jest.js',
        '--bail',
        '--silent',
        '--runInBand',
        '--testPathPatterns',
        ...TESTS[layer],
      ]).status !== 0
    );
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #node(args: readonly string[]) {
    return spawnSync(process.execPath, args, { cwd: this.#folder, encoding: 'utf8', timeout: PATIENCE_MS });
  }
}
