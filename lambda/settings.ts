import { secretsIn as secretsInText } from '../src/signing/signature';
import { secretsIn as secretsInParameter } from './secret';

/** Where to send alarms and how to sign them. */
export interface Settings {
  readonly url: string;
  /**
   * The secrets to sign with, of which `sign` takes the first. `refused` are those that `/alarm` has just refused: the
   * answer is others if there are others. Rejects when they cannot be read.
   */
  readonly secrets: (limit: AbortSignal, refused?: string) => Promise<string>;
}

/** The Lambda's variables are missing or wrong. The message says what to set. */
export class SettingsWrong extends Error {
  override readonly name = 'SettingsWrong';
}

/**
 * Reads the Lambda's environment variables. The secret is in the SSM parameter that `SECRET_PARAMETER` names; on a laptop
 * it is `ALERT_SECRET` itself.
 *
 * @throws SettingsWrong that says what to set.
 */
export function settingsIn(env: Readonly<Record<string, string | undefined>>): Settings {
  const { FUNCTION_URL: url = '', ALERT_SECRET: text = '', SECRET_PARAMETER: parameter } = env;
  const problems = [
    ...(/^https?:/.test(url) && URL.canParse(url) ? [] : ['FUNCTION_URL to the address of the deployed /alarm']),
    ...(parameter || secretsInText(text).length > 0 ? [] : ['ALERT_SECRET to the same secret as on the Function']),
  ];
  if (problems.length > 0) throw new SettingsWrong(`The Lambda cannot send: set ${problems.join(', ')}.`);
  return {
    url,
    secrets: async (limit, refused) => (parameter ? secretsInParameter(parameter, limit, refused) : text),
  };
}
