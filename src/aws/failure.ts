import { reasonOf, UserMistake } from '../mistake';
import { isRecord } from '../text/json';

/** What an AWS request that failed is known by. */
interface Failure {
  readonly name: string;
  readonly message: string;
  /** The system's code for a request that never arrived, such as ENOTFOUND. */
  readonly code: string;
}

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
const UNKNOWN_KEY = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'AuthFailure',
]);
const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError']);
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'PriorRequestNotComplete',
]);
/** The system's codes for a request that never arrived, and the SDK's name for one that took too long. */
const OUT_OF_REACH = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|TimeoutError)\b/;

/**
 * What went wrong with AWS, for the person who typed the command: the reason and the remedy. Anything that is not an answer of AWS
 * and no trouble on the way to it comes back as it is, since it is a fault of ours.
 */
export function awsFailure(error: unknown): unknown {
  if (error instanceof UserMistake) return error;
  const known = textFor(failureIn(error));
  if (known !== undefined) return new UserMistake(known);
  return isAnswer(error) ? new UserMistake(`AWS refused: ${reasonOf(error)} (${failureIn(error).name})`) : error;
}

/** Whether AWS answered with this error. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return names.includes(failureIn(error).name);
}

function textFor({ name, message, code }: Failure): string | undefined {
  if (EXPIRED.has(name) || /token (?:is|has) expired|session has expired/i.test(message)) {
    return 'the AWS credentials have expired. Get new ones (such as "aws sso login", or your usual way) and try again.';
  }
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return `no usable AWS credentials were found (${message.replace(/\.$/, '')}). Set AWS_PROFILE or write --profile NAME, or make a profile with "aws configure".`;
  }
  if (message.startsWith('Region is missing')) {
    return 'no AWS region is configured. Write --region eu-west-1 or set AWS_REGION: the one that your alarms are in.';
  }
  if (/^Invalid region/i.test(message) || /valid hostname component/.test(message)) {
    return `${message.replace(/\.$/, '')}. Write --region as AWS does, such as eu-west-1.`;
  }
  if (UNKNOWN_KEY.has(name)) {
    return `AWS does not accept these credentials (${name}). Check AWS_PROFILE, --profile and this machine's clock.`;
  }
  if (DENIED.has(name)) return deniedText(message);
  if (THROTTLED.has(name)) {
    return `AWS asks for fewer requests at a time (${name}), although this waited and tried again. Wait a minute and run the same command again; it continues where it stopped.`;
  }
  if (OUT_OF_REACH.test(`${code} ${name} ${message}`)) {
    return `AWS cannot be reached (${message || code}). Check --region for a slip, the network, and AWS_ENDPOINT_URL if it is set.`;
  }
  return undefined;
}

function deniedText(message: string): string {
  const permission = /not authorized to perform:? ([\w-]+:[\w*]+)/i.exec(message)?.[1];
  const missing = permission === undefined ? '' : `: ${permission} is missing`;
  return `these AWS credentials may not do that${missing}. Have it granted, or use others (--profile NAME). AWS says: ${message}`;
}

function failureIn(error: unknown): Failure {
  const { name, message, code } = isRecord(error) ? error : {};
  return { name: text(name), message: text(message), code: text(code) };
}

/** The SDK gives every answer of a service its metadata. */
function isAnswer(error: unknown): boolean {
  return isRecord(error) && '$metadata' in error;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
