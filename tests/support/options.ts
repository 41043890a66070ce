import { parseArgs } from 'node:util';

/** A command line that asks for something impossible; the message says what to write instead. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

/** The options of a command line: each has a value but `--json`, and none may be given twice. */
export class Options {
  readonly isJson: boolean;
  readonly #given: ReadonlyMap<string, string>;

  /** Throws {@link BadOption} for what is none of `names`, and for one of these without a value. */
  constructor(args: readonly string[], names: readonly string[]) {
    const { json, ...given } = parsed(args, names);
    this.isJson = json !== undefined;
    this.#given = new Map(
      Object.entries(given).map(([name, values]) => {
        if (values.length > 1) throw new BadOption(`--${name} is given twice.`);
        return [name, String(values[0])];
      }),
    );
  }

  /** Whether there is any but `--json`. */
  get isAnyGiven(): boolean {
    return this.#given.size > 0;
  }

  text(name: string): string | undefined {
    return this.#given.get(name);
  }

  /** A whole number from `least` to `most`. Throws {@link BadOption}. */
  whole(name: string, otherwise: number, [least, most]: readonly [number, number]): number {
    const given = this.#given.get(name);
    const value = given === undefined ? otherwise : /^\d+$/.test(given) ? Number(given) : NaN;
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new BadOption(`--${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(given)}.`);
  }

  /** One of these words. Throws {@link BadOption}. */
  word<Word extends string>(name: string, otherwise: Word, words: readonly Word[]): Word {
    const given = this.#given.get(name);
    const found = given === undefined ? otherwise : words.find((word) => word === given);
    if (found !== undefined) return found;
    throw new BadOption(`--${name} must be ${words.join(' or ')}, not ${JSON.stringify(given)}.`);
  }
}

function parsed(args: readonly string[], names: readonly string[]): Readonly<Record<string, unknown[]>> {
  const several = (type: 'boolean' | 'string') => ({ type, multiple: true }) as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries([['json', several('boolean')], ...names.map((name) => [name, several('string')])]),
    });
    return values as Readonly<Record<string, unknown[]>>;
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command: what is wrong with its options is printed with how to use it, and its status is 2. */
export async function withOptions(usage: string, run: () => number | Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof BadOption)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
}
