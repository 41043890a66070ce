import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { broken } from './breakage';
import type { Breakage } from './breakage';

/** The tests, from the quickest to those that take longest. */
const TESTS = {
  unit: [
    'tests/(alarm|board|incident|reach|text)/',
    'tests/escalation',
    'tests/signing',
    'tests/lambda',
    'tests/twilio',
    'tests/functions',
  ],
  stories: ['tests/scenarios/(?!nights)'],
} as const;

export type Layer = 'unit' | 'stories' | 'nights';

export const LAYERS: readonly Layer[] = ['unit', 'stories', 'nights'];

/** What is copied of the project: all that the tests of the layers need. */
const PARTS = ['src', 'lambda', 'flows', 'assets', 'tests', 'package.json', 'tsconfig.json', '.twilioserverlessrc.js'];

/** A breakage may make a test wait for ever; that is noticed too. */
const PATIENCE_MS = 10 * 60_000;

/** Which layer noticed a breakage; `why`: the complaint, where a night had one. */
export interface Notice {
  readonly by: Layer;
  readonly why?: string;
}

/** Which nights a round has, as `npm run soak` takes them: the same for every breakage, so that one can be told from another. */
export interface Nights {
  readonly seed: string;
  readonly times: string;
}

/** A copy of the project that may be broken: the project itself is only read. */
export class Workshop {
  readonly #folder: string;
  readonly #nights: Nights;

  constructor(project: string, nights: Nights) {
    this.#folder = mkdtempSync(join(tmpdir(), 'oncall-mutate-'));
    this.#nights = nights;
    for (const part of PARTS) cpSync(join(project, part), join(this.#folder, part), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(this.#folder, 'node_modules'), 'junction');
    // What is built is built here, once for each breakage, and only for the tests that run it.
    const manifest = join(this.#folder, 'package.json');
    const { jest, ...rest } = JSON.parse(readFileSync(manifest, 'utf8')) as { jest: Record<string, unknown> };
    const { globalSetup: _build, reporters: _reporters, ...settings } = jest;
    writeFileSync(manifest, JSON.stringify({ ...rest, jest: settings }));
  }

  /**
   * The first of these layers that notices the breakage. Throws when the broken code is no code: a test must notice, not the
   * compiler.
   */
  noticedBy(breakage: Breakage, layers: readonly Layer[]): Notice | undefined {
    const file = join(this.#folder, breakage.file);
    const source = readFileSync(file, 'utf8');
    const text = broken(source, breakage);
    transformSync(text, { loader: 'ts', sourcefile: `${breakage.file} ("${breakage.does}")` });
    writeFileSync(file, text);
    try {
      for (const layer of layers) {
        if (this.#isNearNoticed(layer, breakage)) return { by: layer };
        const why = this.failureOf(layer);
        if (why !== undefined) return { by: layer, ...(why === '' ? {} : { why }) };
      }
      return undefined;
    } finally {
      writeFileSync(file, source);
    }
  }

  /** What a night complains of, or nothing, when a test of this layer fails; undefined when all pass. */
  failureOf(layer: Layer): string | undefined {
    if (layer === 'nights') {
      const { seed, times } = this.#nights;
      const { status, stderr } = this.#node(['tests/soak/run.cjs', '--round', '--seed', seed, '--times', times]);
      // The first complaint is on a line of its own.
      return status === 0 ? undefined : (/^ {2}(\S.*)$/m.exec(stderr)?.[1] ?? '');
    }
    if (this.#node(['src/build/build.cjs']).status !== 0) throw new Error('The broken code does not build.');
    return this.#jest(TESTS[layer]) ? '' : undefined;
  }

  /** Most breakages are noticed by the tests of the file itself, in a twentieth of the time that all take. */
  #isNearNoticed(layer: Layer, { file }: Breakage): boolean {
    const near = file.replace(/^src\//, 'tests/').replace(/\.ts$/, '.test.ts');
    return layer === 'unit' && existsSync(join(this.#folder, near)) && this.#jest([near]);
  }

  #jest(patterns: readonly string[]): boolean {
    const options = ['--bail', '--silent', '--runInBand', '--testPathPatterns', ...patterns];
    return this.#node(['node_modules/jest/bin/jest.js', ...options]).status !== 0;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #node(args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
    return spawnSync(process.execPath, args, {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: PATIENCE_MS,
    });
  }
}
