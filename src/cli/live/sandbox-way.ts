import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { ACCOUNT } from '../../sandbox/account';
import { redirectTwilio } from '../../sandbox/redirect.cjs';
import { projectFile } from '../project';
import type { Variables } from './alarm-address';
import { SANDBOX, Settings } from './settings';

/** Where a sandbox is, such as `http://127.0.0.1:4700`. */
export interface SandboxPlace {
  readonly url: string;
  readonly port: number;
}

/** How long a sandbox, which is on this machine, may take to say that it is one, in milliseconds. */
const ANSWERS_WITHIN_MS = 5_000;

/**
 * The sandbox that these variables, of a `.env` file, name; undefined when it names none. Throws a UserMistake for an address that is not a sandbox's, and
 * for an account that may be somebody's: its credentials and its settings are not for practice.
 */
export function sandboxNamedIn(variables: Variables): SandboxPlace | undefined {
  const url = variables(SANDBOX) ?? '';
  if (url === '') return undefined;
  const port = Number(/^http:\/\/127\.0\.0\.1:(\d{1,5})$/.exec(url)?.[1] ?? 0);
  if (port < 1 || port > 65_535) {
    throw new UserMistake(
      `${SANDBOX} in .env is not the address of a sandbox, such as http://127.0.0.1:4700. Write the one that "${ONCALL} sandbox" prints.`,
    );
  }
  if (variables('ACCOUNT_SID') !== ACCOUNT.sid) {
    throw new UserMistake(
      `.env names both a sandbox (${SANDBOX}) and an account that is not the sandbox's (ACCOUNT_SID), so nothing was done. Take ${SANDBOX} out to work on the account, or practise with a .env that "${ONCALL} sandbox --env .env" makes.`,
    );
  }
  return { url, port };
}

/** Leads all requests of this process for Twilio to the sandbox; it reaches nothing else any more. Returns what must be said of that. */
export function leadTo({ url, port }: SandboxPlace): string {
  redirectTwilio(port, { absent: absentText(url) });
  return `sandbox: this talks to the made-up account at ${url}. Nothing of it is real.`;
}

/** Who answers at the address of a sandbox. */
export async function whoAnswers({ url }: SandboxPlace): Promise<'sandbox' | 'another program' | 'nobody'> {
  try {
    const { ok } = await fetch(`${url}/2010-04-01/Accounts/${ACCOUNT.sid}.json`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64')}`,
        'x-original-host': 'api.twilio.com',
      },
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return ok ? 'sandbox' : 'another program';
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    const isRefused = String(cause).includes('ECONNREFUSED');
    return isRefused ? 'nobody' : 'another program';
  }
}

/**
 * Before a command that reaches Twilio, or AWS, does anything: leads it to the sandbox, if the project's `.env` names one. Returns what
 * must be said of that. Throws a UserMistake when no sandbox answers there, and for what no sandbox has.
 */
export async function enterSandbox(reaches: 'Twilio' | 'AWS', folder = projectFile()): Promise<string | undefined> {
  const settings = Settings.in(folder);
  // What can be read in more than one way is for the command to complain of; nothing is read then.
  if (settings.mistakes.length > 0) return undefined;
  const place = sandboxNamedIn((name) => settings.get(name));
  if (place === undefined) return undefined;
  if (reaches === 'AWS') {
    throw new UserMistake(
      `.env names a sandbox (${SANDBOX}), which has no AWS side, so nothing was done. "${ONCALL} send" raises an alarm there; for AWS, use the .env of your account.`,
    );
  }
  const who = await whoAnswers(place);
  if (who === 'nobody') throw new UserMistake(`${absentText(place.url)}.`);
  if (who === 'another program') {
    throw new UserMistake(
      `what answers at ${place.url} is not a sandbox. Start one with "${ONCALL} sandbox --env .env" on another --port.`,
    );
  }
  return leadTo(place);
}

function absentText(url: string): string {
  const { port } = new URL(url);
  return `no sandbox answers at ${url}. Start it in another terminal with "${ONCALL} sandbox --port ${port} --env .env"`;
}
