/** What the Functions read from their environment variables; `.env.example` explains each. */
export interface Environment {
  /** Shared with the Lambda; a comma list while it is being rotated. */
  readonly alertSecret: string;
  /** The Studio flow's SID. */
  readonly flow: string;
  /** The number that calls and texts come from. */
  readonly callerId: string;
  /** Called when the roster names nobody or cannot be read. */
  readonly fallbackNumbers: readonly string[];
  /** The password in the Event Streams sink's URL. */
  readonly eventsPassword: string;
  readonly syncService: string;
}

/** A variable is missing or wrong: nothing can be done until somebody sets it. */
export class NotConfigured extends Error {
  override readonly name = 'NotConfigured';
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Reads the variables that a Function needs.
 *
 * @throws {@link NotConfigured} that names every missing or malformed variable at once.
 */
export function readEnvironment(variables: Variables): Environment {
  const mistakes: string[] = [];
  const required = (name: string, shape: RegExp, meaning: string): string => {
    const value = text(variables, name);
    if (!shape.test(value)) mistakes.push(`${name} must be ${meaning}`);
    return value;
  };
  const environment: Environment = {
    alertSecret: required('ALERT_SECRET', /\S{16}/, 'the secret shared with the Lambda, at least 16 characters'),
    flow: required('FLOW_SID', /^FW[0-9a-f]{32}$/, "the Studio flow's SID (FW…)"),
    callerId: required('CALLER_ID', E164, 'a number of this account that can call, such as +12025550100'),
    eventsPassword: required('EVENTS_PASSWORD', /\S{16}/, "the password in the Event Streams sink's URL"),
    fallbackNumbers: text(variables, 'FALLBACK_NUMBERS')
      .split(',')
      .map((number) => number.trim())
      .filter((number) => E164.test(number)),
    syncService: text(variables, 'SYNC_SERVICE_SID') || 'default',
  };
  if (mistakes.length > 0) {
    throw new NotConfigured(`${mistakes.join('; ')}. Set it in .env and deploy again.`);
  }
  return environment;
}

const E164 = /^\+[1-9]\d{6,14}$/;

function text(variables: Variables, name: string): string {
  const value = variables[name];
  return typeof value === 'string' ? value.trim() : '';
}
