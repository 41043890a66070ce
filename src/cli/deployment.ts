import { existsSync } from 'node:fs';
import { secretsIn } from '../signing/signature';
import { variableIn } from './env-file';
import { UserMistake } from './failure';
import { projectFile, readNamedFile } from './project';

/** Where `/alarm` is and what it trusts. */
export interface Deployment {
  /** The address of the deployed `/alarm`. */
  readonly functionUrl: string;
  /** `ALERT_SECRET` as it is written: a comma list while it is being rotated. Never printed. */
  readonly alertSecret: string;
}

/** The value of a variable, or undefined. */
export type Variables = (name: string) => string | undefined;

/** The environment's variables, and where it has none, those of `.env`, which `oncall setup` writes. */
export function deploymentVariables(): Variables {
  const file = projectFile('.env');
  const text = existsSync(file) ? readNamedFile(file, '') : '';
  return (name) => {
    const set = process.env[name] ?? '';
    return set === '' ? variableIn(text, name) : set;
  };
}

/** Reads what is needed to reach `/alarm`. Throws a UserMistake that names everything that is missing or wrong at once. */
export function deploymentIn(variables: Variables): Deployment {
  const functionUrl = variables('FUNCTION_URL') ?? '';
  const alertSecret = variables('ALERT_SECRET') ?? '';
  const problems = [...urlProblem(functionUrl), ...secretProblem(alertSecret)];
  if (problems.length === 0) return { functionUrl, alertSecret };
  throw new UserMistake(
    `${problems.join('\n  ')}\nnpx oncall setup writes both into .env; on another machine set them in the environment.`,
  );
}

function urlProblem(url: string): readonly string[] {
  if (url === '') return ['FUNCTION_URL is missing: the address of the deployed /alarm.'];
  if (isAddress(url)) return [];
  return [
    'FUNCTION_URL must be the https address of the deployed /alarm, such as https://oncall-1234.twil.io/alarm, without a query.',
  ];
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && pathname === '/alarm' && search + hash === '';
}

function secretProblem(list: string): readonly string[] {
  const secrets = secretsIn(list);
  if (secrets.length === 0) return ['ALERT_SECRET is missing: the secret shared by the Lambda and /alarm.'];
  return secrets.every((secret) => secret.length >= 16) ? [] : ['ALERT_SECRET must have at least 16 characters.'];
}
