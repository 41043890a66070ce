import type { Tag } from '@aws-sdk/client-cloudformation';
import { TEXT, TEXTS, type Values } from '../arguments';
import type { ParameterChoice } from '../../aws/parameters';
import { tagIn, type TagChange } from '../../aws/tags';
import { UserMistake } from '../../mistake';

/** What the command line may say about the stack, beside where it is. */
export const DEPLOY_OPTIONS = {
  email: TEXT,
  prefix: TEXT,
  accounts: TEXT,
  organization: TEXT,
  'key-arn': TEXT,
  'secret-key-arn': TEXT,
  'permissions-boundary': TEXT,
  reserve: TEXT,
  'role-arn': TEXT,
  tag: TEXTS,
  untag: TEXTS,
} as const;

/** The help of these. */
export const DEPLOY_HELP = `  --email ADDRESS who gets mail when the pager itself is in trouble (AWS first asks to confirm it)
  --prefix TEXT   page on every alarm whose name begins with this, without touching the alarms
  --accounts IDS  let the alarms of these other accounts page, such as 111122223333,444455556666
  --organization ID
                  let the alarms of every account of this organization page, such as o-a1b2c3d4e5
  --key-arn ARN   encrypt the topic with this key of yours; alias/aws/sns cannot be used by alarms
  --secret-key-arn ARN
                  encrypt the secret with this key of yours
  --reserve N     reserve N concurrent runs for the Lambda, at least 6; 0 for none
  --permissions-boundary ARN
                  limit what the stack's roles may do by this policy
  --role-arn ARN  have CloudFormation make the changes as this role
  --tag K=V       tag the stack and what is in it; may be repeated, and so may --untag K`;

/** What was chosen; undefined stays as it is. */
export interface DeployChoice {
  readonly parameters: ParameterChoice;
  readonly tags: TagChange;
  readonly roleArn: string | undefined;
}

const KEY = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/;

/** The rule for each option, and what to say where it is broken; the template has the same rules. */
const RULES = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'is not a mail address.'],
  ['accounts', /^\d{12}(?:,\d{12})*$/, 'must be accounts of 12 digits each, with commas between them and no spaces.'],
  ['organization', /^o-[a-z0-9]{10,32}$/, "must be an organization's id, such as o-a1b2c3d4e5."],
  [
    'key-arn',
    KEY,
    'must be the ARN of a key of yours (arn:aws:kms:eu-west-1:111122223333:key/…), not an alias: CloudWatch cannot publish through alias/aws/sns.',
  ],
  [
    'secret-key-arn',
    KEY,
    'must be the ARN of a key of yours (arn:aws:kms:eu-west-1:111122223333:key/…), not an alias.',
  ],
  [
    'permissions-boundary',
    /^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    'must be the ARN of a policy, such as arn:aws:iam::111122223333:policy/boundary.',
  ],
  ['reserve', /^(?:0|[6-9]|[1-9]\d{1,3})$/, 'must be 0 or at least 6: five runs are for the queue, one for a drill.'],
  [
    'role-arn',
    /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'must be the ARN of a role, such as arn:aws:iam::111122223333:role/deployer.',
  ],
] as const;

/** Those that cannot be taken away by an empty value. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['reserve', 'role-arn']);

/** Reads the options. Throws a UserMistake with status 2 for the first that is wrong. */
export function deployChoice(values: Values<typeof DEPLOY_OPTIONS>): DeployChoice {
  for (const [name, pattern, words] of RULES) {
    const value = values[name];
    if (value === undefined || (value === '' && !NEVER_EMPTY.has(name)) || pattern.test(value)) continue;
    throw new UserMistake(`--${name} "${value}" ${words}`, 2);
  }
  return {
    parameters: {
      WatcherEmail: values.email,
      AlarmNamePrefix: values.prefix,
      AlarmAccounts: values.accounts,
      AlarmOrganization: values.organization,
      TopicKeyArn: values['key-arn'],
      SecretKeyArn: values['secret-key-arn'],
      PermissionsBoundary: values['permissions-boundary'],
      ReservedConcurrency: values.reserve,
    },
    tags: { set: (values.tag ?? []).map(tagOf), unset: values.untag ?? [] },
    roleArn: values['role-arn'],
  };
}

function tagOf(text: string): Tag {
  const tag = tagIn(text);
  if (tag !== undefined) return tag;
  throw new UserMistake(
    `--tag "${text}": write a tag's key and value, such as --tag team=web; an equals sign in the key as \\=.`,
    2,
  );
}
