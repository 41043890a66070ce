import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { secretsIn } from '../../signing/signature';
import type { Settings } from './settings';

/** Where `/alarm` is, and what it knows its callers by. */
export interface AlarmAddress {
  readonly url: string;
  /** `ALERT_SECRET` as it is written: a comma list while it is being rotated. Never printed. */
  readonly secrets: string;
}

/** The value of a variable, or undefined. */
export type Variables = (name: string) => string | undefined;

/** This process's variables, and where it has none, those of `.env`: a machine that only sends alarms needs no file. */
export function variablesOf(settings: Settings): Variables {
  return (name) => {
    const set = process.env[name] ?? '';
    return set === '' ? settings.get(name) : set;
  };
}

/** Reads FUNCTION_URL and ALERT_SECRET. Throws a UserMistake that says everything that is missing or wrong at once. */
export function alarmAddress(variables: Variables): AlarmAddress {
  const url = variables('FUNCTION_URL') ?? '';
  const secrets = variables('ALERT_SECRET') ?? '';
  const problems = [...urlProblem(url), ...secretProblem(secrets)];
  if (problems.length === 0) return { url, secrets };
  throw new UserMistake(
    `${problems.join('\n  ')}\n${ONCALL} setup writes both into .env; on another machine set them in the environment.`,
  );
}

function urlProblem(url: string): readonly string[] {
  if (url === '') return ['FUNCTION_URL is missing: the address of the deployed /alarm.'];
  if (isAddress(url)) return [];
  return ['FUNCTION_URL must be the https address of the deployed /alarm, such as https://oncall-1234.twil.io/alarm.'];
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash } = new URL(text);
  return (protocol === 'https:' || isOnThisMachine(text)) && pathname === '/alarm' && search + hash === '';
}

/** Whether nobody else can reach it: there, the rehearsal and the tests may do without https. */
export function isOnThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

function secretProblem(list: string): readonly string[] {
  const secrets = secretsIn(list);
  if (secrets.length === 0) return ['ALERT_SECRET is missing: the secret that the Lambda and /alarm share.'];
  return secrets.every((secret) => secret.length >= 16) ? [] : ['ALERT_SECRET must have at least 16 characters.'];
}
