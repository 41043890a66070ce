import { secretsIn } from '../signing/signature';
import { isE164 } from '../text/phone-number';

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
  /** Under which the Functions are deployed, as Twilio says to each of them; empty where nobody says so. */
  readonly domain: string;
}

/** A variable is missing or wrong: nothing can be done until somebody sets it. */
export class NotConfigured extends Error {
  override readonly name = 'NotConfigured';
}

type Variables = Readonly<Record<string, unknown>>;

/** What only the public Functions need; a phone must ring although the other one's is missing. */
export type Secret = 'ALERT_SECRET' | 'EVENTS_PASSWORD';

const SECRETS: readonly Secret[] = ['ALERT_SECRET', 'EVENTS_PASSWORD'];

/**
 * Reads the variables that a Function needs: those that every call needs, and the secrets that it names.
 *
 * @throws {@link NotConfigured} that names every missing or malformed variable at once.
 */
export function readEnvironment(variables: Variables, secrets = SECRETS): Environment {
  const { environment, mistakes } = inspectEnvironment(variables, secrets);
  return insistOn(environment, mistakes);
}

/**
 * Reads the secret alone: `/alarm` tells a stranger from the Lambda before it looks at anything else, and answers a
 * heartbeat whatever else is missing.
 *
 * @throws {@link NotConfigured} when it is missing or malformed, with everything else that is.
 */
export function readAlertSecret(variables: Variables): string {
  const { environment, mistakes } = inspectEnvironment(variables, ['ALERT_SECRET']);
  return mistakes.has('ALERT_SECRET') ? insistOn(environment.alertSecret, mistakes) : environment.alertSecret;
}

function insistOn<Value>(value: Value, mistakes: ReadonlyMap<string, string>): Value {
  if (mistakes.size === 0) return value;
  throw new NotConfigured(`${[...mistakes.values()].join('; ')}. Set it in .env and deploy again.`);
}

/** The variables as they are, and what is wrong with them by name. */
export function inspectEnvironment(
  variables: Variables,
  secrets = SECRETS,
): { readonly environment: Environment; readonly mistakes: ReadonlyMap<string, string> } {
  const mistakes = new Map<string, string>();
  const required = (name: string, isSound: (value: string) => boolean, meaning: string): string => {
    const value = text(variables, name);
    if (!isSound(value)) mistakes.set(name, `${name} must be ${meaning}`);
    return value;
  };
  const secret = (name: Secret, isSound: (value: string) => boolean, meaning: string): string =>
    secrets.includes(name) ? required(name, isSound, meaning) : text(variables, name);
  const environment: Environment = {
    alertSecret: secret('ALERT_SECRET', areSecrets, 'the secret shared with the Lambda, at least 16 characters'),
    flow: required('FLOW_SID', matching(/^FW[0-9a-f]{32}$/), "the Studio flow's SID (FW…)"),
    callerId: required('CALLER_ID', isE164, 'a number of this account that can call, as a plus sign and digits only'),
    eventsPassword: secret(
      'EVENTS_PASSWORD',
      matching(/\S{16}/),
      "the password in the Event Streams sink's URL, at least 16 characters",
    ),
    fallbackNumbers: fallbacksIn(variables).filter(isE164),
    syncService:
      text(variables, 'SYNC_SERVICE_SID') === ''
        ? 'default'
        : required(
            'SYNC_SERVICE_SID',
            matching(/^(?:default|IS[0-9a-f]{32})$/),
            "the Sync service's SID (IS…), or left out",
          ),
    domain: text(variables, 'DOMAIN_NAME'),
  };
  return { environment, mistakes };
}

/** The entries of `FALLBACK_NUMBERS` that are not numbers, as the log may show them: they do not stop the rest from being called. */
export function unusableFallbackNumbers(variables: Variables): readonly string[] {
  return fallbacksIn(variables).flatMap((number, index) =>
    isE164(number) ? [] : [`entry ${index + 1}${lastDigits(number)}`],
  );
}

function fallbacksIn(variables: Variables): readonly string[] {
  return text(variables, 'FALLBACK_NUMBERS')
    .split(',')
    .map((number) => number.trim())
    .filter((number) => number !== '');
}

function matching(shape: RegExp): (value: string) => boolean {
  return (value) => shape.test(value);
}

/** Each one: a short one in the list would be as easy to guess as if it stood alone. */
function areSecrets(list: string): boolean {
  const secrets = secretsIn(list);
  return secrets.length > 0 && secrets.every((secret) => secret.length >= 16);
}

/** The end of what was probably meant as a number, so that its owner finds it; nothing of anything else. */
function lastDigits(entry: string): string {
  const digits = entry.replace(/\D/g, '');
  return digits.length < 8 ? '' : ` (•••••${digits.slice(-4)})`;
}

function text(variables: Variables, name: string): string {
  const value = variables[name];
  return typeof value === 'string' ? value.trim() : '';
}
