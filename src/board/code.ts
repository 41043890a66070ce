import type { Board } from './board';

/** Small letters and digits that nobody takes for each other, on a phone at night or when they are read aloud: no 0 O 1 I L. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

const CODE_LENGTH = 4;

const CODED_ID = new RegExp(`^inc-([${LETTERS}]{${CODE_LENGTH}})[0-9a-f]{4}$`);

/**
 * The id of a new incident. Its first four characters are the incident's short code, so that a command that is given the code finds
 * the incident, on its board and, in the history, long after. `random`: at least 12 hexadecimal digits.
 */
export function idFrom(random: string): string {
  return `inc-${codeFrom(parseInt(random.slice(0, 8), 16))}${random.slice(8, 12)}`;
}

function codeFrom(number: number): string {
  let rest = number % LETTERS.length ** CODE_LENGTH;
  let code = '';
  for (let at = 0; at < CODE_LENGTH; at++) {
    code += LETTERS.charAt(rest % LETTERS.length);
    rest = Math.floor(rest / LETTERS.length);
  }
  return code;
}

/** What people call an incident: its short code; one that another release named has its id. */
export function codeOf(id: string): string {
  return CODED_ID.exec(id)?.[1]?.toUpperCase() ?? id;
}

/** This id, with another code if an incident of the board, or one that is just gone from it, has the same. */
export function freeId(board: Board, id: string): string {
  const codes = new Set([...board.incidents, ...board.former].map((each) => codeOf(each.id)));
  let free = id;
  // There are fewer of them than letters: one of the codes that end in another letter is free.
  for (const letter of LETTERS) {
    if (!codes.has(codeOf(free))) break;
    free = id.replace(CODED_ID, (_all, code: string) => `inc-${code.slice(0, -1)}${letter}${id.slice(-4)}`);
  }
  return free;
}
