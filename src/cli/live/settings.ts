import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactor } from '../../account/redaction';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { withFile } from '../file';
import { allVariablesIn, envMistakes, withVariables } from './env-file';

/** Those whose values nobody may see. */
const SECRETS = ['AUTH_TOKEN', 'ALERT_SECRET', 'EVENTS_PASSWORD'] as const;

/** The variable that leads the commands, and the deployment tools, to a sandbox instead of Twilio. */
export const SANDBOX = 'ONCALL_SANDBOX';

/** What is only for the tools on this machine: none of it is a variable of the Functions. */
const LOCAL: ReadonlySet<string> = new Set([
  'ACCOUNT_SID',
  'AUTH_TOKEN',
  'FUNCTION_URL',
  'VOICE_FALLBACK_URL',
  'SMS_FALLBACK_URL',
  SANDBOX,
]);

/** The `.env` file of a project: what the account and the Functions are set up with. */
export class Settings {
  readonly #file: string;
  #text: string;

  private constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** Reads `.env` in the folder; what does not exist reads like `.env.example`, and is written when something is set. */
  static in(folder: string): Settings {
    const file = join(folder, '.env');
    const template = join(folder, '.env.example');
    if (existsSync(file))
      return new Settings(
        file,
        withFile('.env', () => readFileSync(file, 'utf8')),
      );
    return new Settings(file, existsSync(template) ? readFileSync(template, 'utf8') : '');
  }

  /** What other programs would read otherwise. Until it is corrected nothing can be read. */
  get mistakes(): readonly string[] {
    return envMistakes(this.#text);
  }

  get exists(): boolean {
    return existsSync(this.#file);
  }

  /** Undefined when it is missing or empty. */
  get(name: string): string | undefined {
    const value = allVariablesIn(this.#text).get(name);
    return value === '' ? undefined : value;
  }

  /** Throws a UserMistake that says what the variable is for. */
  need(name: string, meaning: string): string {
    const value = this.get(name);
    if (value !== undefined) return value;
    throw new UserMistake(
      this.exists
        ? `${name} in .env is empty: ${meaning}`
        : `there is no .env yet. "${ONCALL} setup" makes it; then fill in ${name}: ${meaning}`,
    );
  }

  /** Writes these and nothing else, so that the file is only its owner's to read and never half written. */
  set(values: Readonly<Record<string, string>>): void {
    this.#text = withVariables(this.#text, values);
    withFile('.env', () => {
      const file = existsSync(this.#file) ? realpathSync(this.#file) : this.#file;
      const temporary = `${file}.${process.pid}.tmp`;
      writeFileSync(temporary, this.#text, { mode: 0o600 });
      renameSync(temporary, file);
    });
  }

  /** Whether others on this machine may read the file; Windows has no such modes. */
  get isReadableByOthers(): boolean {
    return process.platform !== 'win32' && this.exists && (statSync(this.#file).mode & 0o077) !== 0;
  }

  /** The variables that the Functions are to have. */
  get forFunctions(): Readonly<Record<string, string>> {
    const all = [...allVariablesIn(this.#text)];
    return Object.fromEntries(all.filter(([name, value]) => value !== '' && !LOCAL.has(name)));
  }

  /** Takes the secrets and numbers of this file out of a text. */
  get redact(): (text: string) => string {
    return redactor(this.secrets);
  }

  /** The values that nobody may see; of a list each of its entries, too. */
  get secrets(): readonly string[] {
    const values = SECRETS.flatMap((name) => this.get(name) ?? []);
    return [...values, ...values.flatMap((value) => value.split(',').map((part) => part.trim()))];
  }
}

/** A new secret of 64 hexadecimal digits. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}
