/** The value of a variable in the text of a `.env` file; undefined when it is not there or empty. */
export function variableIn(text: string, name: string): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\s*(?:export\s+)?/, ''));
  const written = lines.findLast((line) => line.startsWith(`${name}=`) || line.startsWith(`${name} =`));
  const value = written?.slice(written.indexOf('=') + 1).trim() ?? '';
  const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
  const bare = (quoted ?? value.replace(/\s*#.*$/, '')).trim();
  return bare === '' ? undefined : bare;
}
