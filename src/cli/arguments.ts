import { parseArgs, type ParseArgsConfig } from 'node:util';
import { reasonOf, UserMistake } from '../mistake';
import { nearestWord } from '../text/nearest-word';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** The values and words of a command line whose options are these. */
type Parsed<Options extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true; strict: true }>
>;

/** What was given of such options. */
export type Values<Options extends OptionsConfig> = Parsed<Options>['values'];

/** An option with a value, one that may be given several times, and one without a value. */
export const TEXT = { type: 'string' } as const;
export const TEXTS = { type: 'string', multiple: true } as const;
export const FLAG = { type: 'boolean' } as const;

/** What every command that reads the roster understands. */
export const ROSTER_OPTIONS = { roster: TEXT, json: FLAG } as const;

/** Reads a command line with at most this many words beside its options. Throws a UserMistake with status 2. */
export function readArguments<const Options extends OptionsConfig>(
  args: readonly string[],
  options: Options,
  mostWords = 0,
): Parsed<Options> {
  const parsed = parsedOrRefused(args, options);
  const surplus = parsed.positionals[mostWords];
  if (surplus !== undefined) throw new UserMistake(`unexpected argument "${surplus}".`, 2);
  return parsed;
}

function parsedOrRefused<const Options extends OptionsConfig>(
  args: readonly string[],
  options: Options,
): Parsed<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node goes on about arguments that begin with a hyphen, and calls a value that does ambiguous.
    const [told = ''] = reasonOf(error).split(/\. To specify|\.\S*\s*Did you forget/);
    const reason = told.replace(
      'argument is ambiguous',
      'needs a value; write it after "=" if it begins with a hyphen',
    );
    throw new UserMistake(`${reason.replace(/\.?$/, '.')}${hintFor(args, Object.keys(options))}`, 2);
  }
}

function hintFor(args: readonly string[], known: readonly string[]): string {
  const wrong = args.flatMap((word) => /^--([^=]+)/.exec(word)?.[1] ?? []).find((name) => !known.includes(name));
  const meant = wrong === undefined ? undefined : nearestWord(wrong, known);
  return meant === undefined ? '' : ` Did you mean --${meant}?`;
}

/** A whole number of weeks. Throws a UserMistake with status 2. */
export function weeksIn(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const weeks = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (weeks < 1) throw new UserMistake(`--weeks ${text}: write a whole number from 1 to 99.`, 2);
  return weeks;
}
