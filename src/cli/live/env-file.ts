import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';

// The deployment tools read .env too, with dotenv 6, other programs with newer ones, a shell in its own way. They disagree about what
// stands behind a value, about quotes and about "export". Here only what all of them read alike is a variable, and the rest is refused.

const ASSIGNMENT = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/;

type Line =
  | { readonly is: 'variable'; readonly name: string; readonly value: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'mistake'; readonly message: string };

/** The value of a variable in the text of a `.env` file; undefined when it is not there or empty. Throws a UserMistake. */
export function variableIn(text: string, name: string): string | undefined {
  const value = allVariablesIn(text).get(name);
  return value === '' ? undefined : value;
}

/** Every variable in the text of a `.env` file; of one that is written twice the last. Throws a UserMistake with all that is not clear. */
export function allVariablesIn(text: string): ReadonlyMap<string, string> {
  const mistakes = envMistakes(text);
  if (mistakes.length > 0) {
    throw new UserMistake(
      `.env can be read in more than one way, and the deployment tools would read it differently from ${ONCALL}:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`,
    );
  }
  return new Map(linesOf(text).flatMap((line) => (line.is === 'variable' ? [[line.name, line.value] as const] : [])));
}

/** What in the text of a `.env` file other programs would read otherwise, with its line. Never says a value. */
export function envMistakes(text: string): readonly string[] {
  return linesOf(text).flatMap((line, index) =>
    line.is === 'mistake' ? [`line ${String(index + 1)}: ${line.message}`] : [],
  );
}

function linesOf(text: string): readonly Line[] {
  return text.split(/\r?\n/).map(lineOf);
}

function lineOf(text: string): Line {
  if (/^\s*(?:#|$)/.test(text)) return { is: 'nothing' };
  const [, name, written] = ASSIGNMENT.exec(text) ?? [];
  if (name === undefined || written === undefined) {
    const exported = /^\s*export\s+([A-Za-z_]\w*)\s*=/.exec(text)?.[1];
    const message =
      exported === undefined
        ? 'this is neither NAME=value nor a comment; write it as one of them'
        : `leave "export" out: the deployment tools do not see ${exported} then`;
    return { is: 'mistake', message };
  }
  const problem = problemOf(written.trimStart());
  if (problem !== undefined) return { is: 'mistake', message: `${name}: ${problem}` };
  return { is: 'variable', name, value: written.trim().replace(/^(["'])(.*)\1$/, '$2') };
}

/** Why the value could be taken for something else. */
function problemOf(written: string): string | undefined {
  if (/^"[^"\\]*"$|^'[^'\\]*'$/.test(written)) {
    return /^.\s|\s.$/.test(written)
      ? 'remove the spaces at the ends of the value; not every program keeps them'
      : undefined;
  }
  if (/^["'`]|["'`]$/.test(written.trimEnd())) {
    return 'begin and end the value with the same quotes, with no backslash in it and nothing after it, not even a space';
  }
  if (written.includes('#'))
    return 'put a comment on a line of its own; if the # is part of the value, write it in "quotes"';
  return undefined;
}

/**
 * The text of a `.env` file with these variables set. Everything else stays as it is: comments, the order of the lines, other
 * variables. A variable that is not there yet is added at the end.
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((changed, [name, value]) => withVariable(changed, name, value), text);
}

function withVariable(text: string, name: string, value: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const at = lines.findLastIndex((line) => ASSIGNMENT.exec(line)?.[1] === name);
  if (at >= 0) return lines.with(at, `${name}=${value}`).join(newline);
  const end = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
  return `${end}${name}=${value}${newline}`;
}
