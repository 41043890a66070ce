import { FLAG, TEXT, type Values } from '../arguments';
import { awsIn, type Aws, type Place } from '../../aws/clients';
import { awsFailure } from '../../aws/failure';
import { USUAL_STACK } from '../../aws/readiness';
import { shellOption } from '../../aws/shell';
import { UserMistake } from '../../mistake';

/** What every command about the stack understands. */
export const STACK_OPTIONS = { stack: TEXT, region: TEXT, profile: TEXT, json: FLAG } as const;

/** The help of these. */
export const STACK_HELP = `  --stack NAME    the stack (default: ${USUAL_STACK})
  --region R      the AWS region, such as eu-west-1 (default: AWS_REGION or the profile's)
  --profile P     the AWS profile (default: AWS_PROFILE or "default")
  --json          one JSON object per line`;

type Chosen = Pick<Values<typeof STACK_OPTIONS>, 'stack' | 'region' | 'profile'>;

/** The stack that was named. Throws a UserMistake for a name that CloudFormation does not take. */
export function stackName({ stack = USUAL_STACK }: Chosen): string {
  // CloudFormation's rule for stack names.
  if (/^[a-z][a-z0-9-]{0,127}$/i.test(stack)) return stack;
  throw new UserMistake(
    `--stack "${stack}": a stack's name has letters, digits and hyphens and begins with a letter.`,
    2,
  );
}

/** Does something with AWS; what fails there is reported with its reason and its remedy. */
export async function withAws<Result>(
  { region, profile }: Chosen,
  work: (aws: Aws) => Promise<Result>,
): Promise<Result> {
  const place: Place = {
    ...(region === undefined ? {} : { region: regionIn(region) }),
    ...(profile === undefined ? {} : { profile }),
  };
  try {
    return await work(awsIn(place));
  } catch (error) {
    throw awsFailure(error);
  }
}

function regionIn(text: string): string {
  if (/^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(text)) return text;
  throw new UserMistake(`--region "${text}" is not an AWS region; write it as AWS does, such as eu-west-1.`, 2);
}

/** The options that name the same place again, for a command that is to be typed next. */
export function samePlace({ stack, region, profile }: Chosen): string {
  const named = [
    ['stack', stack],
    ['region', region],
    ['profile', profile],
  ] as const;
  return named.map(([option, value]) => (value === undefined ? '' : ` ${shellOption(option, value)}`)).join('');
}
