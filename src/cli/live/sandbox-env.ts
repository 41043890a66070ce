import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { ACCOUNT } from '../../sandbox/account';
import { withFile } from '../file';
import { projectFile, readNamedFile } from '../project';
import { variableIn, withVariables } from './env-file';
import { sandboxNamedIn, whoAnswers, type SandboxPlace } from './sandbox-way';
import { SANDBOX } from './settings';

/** What a `.env` has of a sandbox at this address: the account, and a number to call from. */
export function sandboxVariables(url: string, callerId: string): Readonly<Record<string, string>> {
  return { [SANDBOX]: url, ACCOUNT_SID: ACCOUNT.sid, AUTH_TOKEN: ACCOUNT.authToken, CALLER_ID: callerId };
}

/** What `setup` has noted of a sandbox that is gone by now. */
const FORGOTTEN = { FLOW_SID: '', FUNCTION_URL: '' };

/** A `.env` file that is about to be made for a sandbox. */
interface SandboxFile {
  /** Writes it with these, for nobody else to read. Throws a UserMistake. */
  readonly write: (variables: Readonly<Record<string, string>>) => void;
}

/**
 * The file of this name, to be made from `.env.example`, or from what an earlier sandbox made of it. Throws a UserMistake for a file
 * that no sandbox made, and for one whose sandbox is still running.
 */
export async function sandboxFile(file: string): Promise<SandboxFile> {
  const text = await textFor(file);
  return {
    write: (variables) => {
      withFile(`--env ${file}`, () => writeFileSync(file, withVariables(text, variables), { mode: 0o600 }));
    },
  };
}

async function textFor(file: string): Promise<string> {
  if (!existsSync(file)) {
    const template = readFileSync(projectFile('.env.example'), 'utf8');
    return `# Made by "${ONCALL} sandbox", for practice: nothing that is set up with it is real.\n${SANDBOX}=\n\n${template}`;
  }
  const text = readNamedFile(file, '--env');
  const place = placeIn(text);
  if (place === undefined) {
    throw new UserMistake(
      `--env ${file} exists and was not made by a sandbox, so it stays as it is. Move it away, or practise in a copy of the project.`,
    );
  }
  if ((await whoAnswers(place)) === 'sandbox') {
    throw new UserMistake(
      `--env ${file} is that of the sandbox that runs at ${place.url}. Use that one, or stop it first.`,
    );
  }
  return withVariables(text, FORGOTTEN);
}

/** Undefined for whatever no sandbox has written so. */
function placeIn(text: string): SandboxPlace | undefined {
  try {
    return sandboxNamedIn((name) => variableIn(text, name));
  } catch (error) {
    if (error instanceof UserMistake) return undefined;
    throw error;
  }
}
