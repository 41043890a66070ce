const ASSIGNMENT = /^(\s*(?:export\s+)?)([A-Za-z_][A-Za-z0-9_]*)(\s*=)(.*)$/;

/** The value of a variable in the text of a `.env` file; undefined when it is not there or empty. */
export function variableIn(text: string, name: string): string | undefined {
  const value = allVariablesIn(text).get(name);
  return value === '' ? undefined : value;
}

/** Every variable in the text of a `.env` file; of one that is written twice the last. */
export function allVariablesIn(text: string): ReadonlyMap<string, string> {
  const assignments = text.split(/\r?\n/).flatMap((line) => {
    const [, , name, , written] = ASSIGNMENT.exec(line) ?? [];
    return name === undefined || written === undefined ? [] : [[name, valueIn(written)] as const];
  });
  return new Map(assignments);
}

function valueIn(written: string): string {
  const value = written.trim();
  const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
  return (quoted ?? value.replace(/\s*#.*$/, '')).trim();
}

/**
 * The text of a `.env` file with these variables set. Everything else stays as it is: comments, also those behind a value, the
 * order of the lines, other variables. A variable that is not there yet is added at the end.
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((changed, [name, value]) => withVariable(changed, name, value), text);
}

function withVariable(text: string, name: string, value: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const at = lines.findLastIndex((line) => ASSIGNMENT.exec(line)?.[2] === name);
  const line = lines[at];
  if (line === undefined) {
    const end = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
    return `${end}${name}=${value}${newline}`;
  }
  const [, before = '', , equals = '=', written = ''] = ASSIGNMENT.exec(line) ?? [];
  return lines.with(at, `${before}${name}${equals}${value}${commentBehind(written)}`).join(newline);
}

function commentBehind(written: string): string {
  const rest = /^\s*(["']).*?\1(.*)$/.exec(written)?.[2] ?? written;
  return /\s+#.*$/.exec(rest)?.[0] ?? '';
}
