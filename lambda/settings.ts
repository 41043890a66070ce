import { secretsIn } from '../src/signing/signature';

/** Where to send alarms and how to sign them. */
export interface Settings {
  readonly url: string;
  /** See `sign`: the first of a comma list is used. */
  readonly secrets: string;
}

/** Reads the Lambda's environment variables; `problem` says what to set. */
export function settingsIn(env: Readonly<Record<string, string | undefined>>): Settings | { readonly problem: string } {
  const { FUNCTION_URL: url = '', ALERT_SECRET: secrets = '' } = env;
  const problems = [
    ...(/^https?:/.test(url) && URL.canParse(url) ? [] : ['FUNCTION_URL to the address of the deployed /alarm']),
    ...(secretsIn(secrets).length > 0 ? [] : ['ALERT_SECRET to the same secret as on the Function']),
  ];
  return problems.length === 0 ? { url, secrets } : { problem: `Set on the Lambda: ${problems.join(', ')}.` };
}
