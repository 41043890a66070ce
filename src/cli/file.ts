import { UserMistake } from '../mistake';
import { field } from '../text/json';

/**
 * Does something with a file. Where the system refuses, it throws a UserMistake that begins with `name` and says what is the matter
 * and what to do.
 */
export function withFile<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const words = refusalIn(error);
    if (words === undefined) throw error;
    throw new UserMistake(`${name}: ${words}`);
  }
}

/** Undefined for what is not the system's. The system's own words would only repeat the path. */
function refusalIn(error: unknown): string | undefined {
  const code = field(error, 'code');
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file or folder. Check the path.';
    case 'EISDIR':
      return 'this is a folder. Name a file in it.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'you are not allowed to do that. Check the permissions of the file and its folder.';
    default:
      return typeof code === 'string' ? `the system refuses (${code}). Check the file and its disk.` : undefined;
  }
}
