import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** A clone of the project as it is after `npm ci`: its files, its packages, and nothing built. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'oncall-copy-'));

  constructor() {
    for (const part of ['src', 'lambda', 'flows', 'package.json', 'tsconfig.json', '.twilioserverlessrc.js']) {
      cpSync(join(PROJECT, part), join(this.folder, part), { recursive: true });
    }
    symlinkSync(join(PROJECT, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  list(folder: string): string[] {
    return readdirSync(join(this.folder, folder)).toSorted();
  }

  remove(file = '.'): void {
    rmSync(join(this.folder, file), { recursive: true, force: true });
  }
}
