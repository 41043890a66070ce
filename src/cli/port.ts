import { UserMistake } from '../mistake';

/** The port that `--port` asks for. Throws a UserMistake with status 2. */
export function portIn(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UserMistake(`--port "${text}": write a whole number from 0 to 65535; 0 takes any free port.`, 2);
}
