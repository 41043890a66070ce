import { printable, withoutUnseen } from '../../text/printable';
import { screen } from './screen';
import { rendered, type Text } from './text';

// Everything that a command prints goes through here; lint keeps the console and the two streams out of all other files.

/** The version of everything that `--json` prints: it rises when something is taken away or changes its meaning, not when something is added. */
const SCHEMA_VERSION = 1;

/** Prints a line, or several, on standard output. */
export function print(text: Text): void {
  console.log(rendered(text, screen().isColoured));
}

/** Prints a line, or several, on standard error: mistakes, and what is only for a person. */
export function printError(text: Text): void {
  console.error(rendered(text, screen(process.stderr).isColoured));
}

/** Prints one JSON object, indented. */
export function printJson(value: object): void {
  console.log(jsonText(value, 2));
}

/** Prints one JSON object in a line of its own, for a command that prints several. */
export function printJsonLine(value: object): void {
  console.log(jsonText(value));
}

/** The same object with its version; whatever nobody would see is escaped, which JSON may do anywhere. */
function jsonText(value: object, indent?: number): string {
  return printable(JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...value }, null, indent));
}

/** Prints a file that another program is to read, as it is, but for what nobody would see. Its lines may end with CRLF. */
export function printFile(text: string): void {
  process.stdout.write(text.split('\r\n').map(withoutUnseen).join('\r\n'));
}

/** Shows a line that the next one takes the place of; nothing where nobody watches. */
export function printPassing(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`${printable(text)}\r`);
}

/** Begins at the top of an empty screen where there is one, as "watch" and "top" do. */
export function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
}
