import { createInterface } from 'node:readline/promises';
import { UserMistake } from '../../mistake';
import { printable } from '../../text/printable';

/** Asks the person at the keyboard. Throws a UserMistake with `otherwise` when nobody does. */
export async function ask(question: string, otherwise: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UserMistake(`there is nobody at a keyboard to ask. ${otherwise}`, 2);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(printable(question))).trim();
  } finally {
    terminal.close();
  }
}
