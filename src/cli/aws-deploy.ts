import { existsSync } from 'node:fs';
import { changeLines, deleteChangeSet, executeChangeSet, makeChangeSet } from '../aws/change-set';
import type { ChangeSet } from '../aws/change-set';
import type { Aws } from '../aws/clients';
import type { Patience } from '../aws/follow';
import { secretParameterFor, stackParameters } from '../aws/parameters';
import { hindrance, readinessOf, stackOption } from '../aws/readiness';
import { compareSecret, writeSecret } from '../aws/secret';
import { deleteStack, findStack, outputOf } from '../aws/stack';
import type { StandingStack } from '../aws/stack';
import { ONCALL } from '../oncall';
import { readArguments } from './arguments';
import { samePlace, STACK_HELP, STACK_OPTIONS, stackName, withAws } from './aws-options';
import { tellUntilDone } from './aws-progress';
import type { Command } from './command';
import { alarmAddress, isOnThisMachine, variablesOf } from './alarm-address';
import type { AlarmAddress } from './alarm-address';
import { UserMistake } from './failure';
import { REAL_OUTSIDE } from './outside';
import type { Outside } from './outside';
import { patiently } from './patience';
import { projectFile, readNamedFile } from './project';
import { Settings } from './settings';
import { changeText } from './terminal/looks';
import { print } from './terminal/print';

const HELP = `Usage: ${ONCALL} aws deploy [OPTIONS]

Makes the AWS half, or brings it up to date: topic, queue, Lambda, and the alarms that watch over
them. FUNCTION_URL and ALERT_SECRET come from .env, where "oncall setup" leaves them. The secret
goes, encrypted, into the Parameter Store; it stands neither in the template nor in the output.

  --email ADDRESS who gets mail when the pager itself is in trouble (AWS asks there to confirm)
  --prefix TEXT   page on every alarm whose name begins so, without touching the alarms
  --key-arn ARN   encrypt the topic with this key of yours; alias/aws/sns cannot be used by alarms
  --dry-run       show what would change, and change nothing
  --replace       delete a stack whose creation failed first; no other stack is ever deleted
${STACK_HELP}

What is left out of --email, --prefix and --key-arn stays as it is; "" takes it away.`;

interface Order {
  readonly stack: string;
  readonly region: string;
  readonly alarm: AlarmAddress;
  readonly template: string;
  readonly changeSetName: string;
  readonly email?: string | undefined;
  readonly prefix?: string | undefined;
  readonly keyArn?: string | undefined;
  readonly isDryRun: boolean;
  readonly mayReplace: boolean;
  /** The options that name the place, for the commands that may follow. */
  readonly place: string;
}

/** `oncall aws deploy`. */
export const awsDeployCommand: Command = awsDeployWith(REAL_OUTSIDE);

/** The command, reaching no further than this and AWS. */
export function awsDeployWith(outside: Outside): Command {
  return {
    help: HELP,
    run: async (args) => {
      const { values } = readArguments(args, {
        email: { type: 'string' },
        prefix: { type: 'string' },
        'key-arn': { type: 'string' },
        'dry-run': { type: 'boolean' },
        replace: { type: 'boolean' },
        ...STACK_OPTIONS,
      });
      const stack = stackName(values);
      checkEmail(values.email);
      checkKey(values['key-arn']);
      const alarm = deployedAt(alarmAddress(variablesOf(Settings.in(outside.folder))));
      return withAws(values, async (aws) => {
        const order: Order = {
          stack,
          region: await aws.region(),
          alarm,
          template: builtTemplate(),
          changeSetName: `oncall-${String(outside.now())}`,
          email: values.email,
          prefix: values.prefix,
          keyArn: values['key-arn'],
          isDryRun: values['dry-run'] === true,
          mayReplace: values.replace === true,
          place: samePlace(values),
        };
        return patiently(outside, (patience) => deploy(aws, order, patience));
      });
    },
  };
}

async function deploy(aws: Aws, order: Order, patience: Patience): Promise<number> {
  const standing = await standingStack(aws, order, patience);
  await placeSecret(aws, order);
  const isNew = readinessOf(standing?.status) === 'create';
  const changeSet = await makeChangeSet(
    aws.cloudFormation,
    {
      stack: order.stack,
      isNew,
      templateBody: order.template,
      parameters: parametersOf(order, isNew ? undefined : standing),
      changeSetName: order.changeSetName,
    },
    patience,
  );
  if (order.isDryRun || changeSet.changes.length === 0) await discard(aws, changeSet, standing);
  if (changeSet.changes.length === 0) return sayNext(aws, order, `Nothing changes: the stack is as it should be.`);
  print(`${order.isDryRun ? 'Would change' : 'Changes'} in the stack ${order.stack} (${order.region}):`);
  for (const line of changeLines(changeSet.changes)) print(changeText(line));
  if (order.isDryRun) {
    print('\nNothing was changed. Without --dry-run it is done.');
    return 0;
  }
  return execute(aws, order, changeSet, patience);
}

/** The stack as it stands, if any; a failed one is deleted first where that was asked for. */
async function standingStack(
  aws: Aws,
  { stack, region, mayReplace, isDryRun }: Order,
  patience: Patience,
): Promise<StandingStack | undefined> {
  const standing = await findStack(aws.cloudFormation, stack);
  if (standing === undefined) return undefined;
  const { status } = standing;
  const mustGo = readinessOf(status) === 'replace';
  if (!mustGo || !mayReplace) {
    const problem = hindrance({ name: stack, status, region }, 'deploy');
    if (problem !== undefined) throw new UserMistake(problem);
    if (mayReplace) {
      throw new UserMistake(
        `--replace is for a stack whose creation failed; ${stack} is ${status}, and its queue may hold alarms. Leave --replace out.`,
      );
    }
    return standing;
  }
  if (isDryRun) throw new UserMistake('a dry run deletes nothing; leave --dry-run or --replace out.', 2);
  print(`Deleting the stack ${stack}, which is ${status}:`);
  const ended = await tellUntilDone(
    aws,
    { standing, region, begin: () => deleteStack(aws.cloudFormation, standing) },
    patience,
  );
  if (ended === 'DELETE_COMPLETE') return undefined;
  throw new UserMistake(`the stack ${stack} could not be deleted (${ended}). See the reasons above.`);
}

/** Before the stack: the Lambda reads it as soon as it runs. */
async function placeSecret({ ssm }: Aws, { stack, alarm, isDryRun }: Order): Promise<void> {
  const name = secretParameterFor(stack);
  const state = await compareSecret(ssm, name, alarm.secrets);
  if (state === 'same') {
    print(`The secret in ${name} is ALERT_SECRET already.`);
    return;
  }
  const [would, did] =
    state === 'missing'
      ? ['would be put into', 'has been put into']
      : ['would replace that in', 'has replaced that in'];
  if (!isDryRun) await writeSecret(ssm, name, alarm.secrets);
  print(`ALERT_SECRET ${isDryRun ? would : did} ${name} (Parameter Store).`);
}

function parametersOf(
  { stack, alarm, email, prefix, keyArn }: Order,
  standing: StandingStack | undefined,
): ReturnType<typeof stackParameters> {
  return stackParameters(
    {
      functionUrl: alarm.url,
      secretParameter: secretParameterFor(stack),
      watcherEmail: email,
      alarmNamePrefix: prefix,
      topicKeyArn: keyArn,
    },
    new Set(standing?.parameters.keys()),
  );
}

/** A change set for a new stack leaves an empty stack behind, which must go too. */
async function discard(
  { cloudFormation }: Aws,
  changeSet: ChangeSet,
  standing: StandingStack | undefined,
): Promise<void> {
  await deleteChangeSet(cloudFormation, changeSet);
  if (standing !== undefined) return;
  const shell = await findStack(cloudFormation, changeSet.stackId);
  if (shell?.status === 'REVIEW_IN_PROGRESS') await deleteStack(cloudFormation, shell);
}

async function execute(aws: Aws, order: Order, changeSet: ChangeSet, patience: Patience): Promise<number> {
  const { stack, region } = order;
  const standing = await findStack(aws.cloudFormation, changeSet.stackId);
  if (standing === undefined) throw new UserMistake(`the stack ${stack} has vanished meanwhile; run this again.`);
  const ended = await tellUntilDone(
    aws,
    { standing, region, begin: () => executeChangeSet(aws.cloudFormation, changeSet) },
    patience,
  );
  if (ended === 'CREATE_COMPLETE' || ended === 'UPDATE_COMPLETE') {
    return sayNext(aws, order, `The stack ${stack} is ${ended}.`);
  }
  const problem = hindrance({ name: stack, status: ended, region }, 'deploy');
  throw new UserMistake(
    problem ??
      `the change failed and AWS went back: the stack ${stack} is as it was before (${ended}), and alarms are paged as before. Correct the first reason above, then run this again.`,
  );
}

async function sayNext({ cloudFormation }: Aws, { stack, region, place }: Order, outcome: string): Promise<number> {
  const standing = await findStack(cloudFormation, stack);
  if (standing === undefined) throw new UserMistake(`the stack ${stack} has vanished from ${region}; run this again.`);
  const dashboard = standing.outputs.get('DashboardUrl');
  print(`\n${outcome}`);
  print(`Topic: ${outputOf(standing, 'TopicArn')}`);
  if (dashboard !== undefined) print(`Dashboard: ${dashboard}`);
  print(
    [
      'Next:',
      `  ${ONCALL} drill --quiet${place}          is the path in order? rings nobody`,
      `  ${ONCALL} aws attach --all${place}       which alarms would page, and which not`,
      `  ${ONCALL} drill${place}                  rings whoever is on call`,
      ...(standing.parameters.get('WatcherEmail') === ''
        ? [
            `  ${ONCALL} aws deploy --email YOU@EXAMPLE.COM${stackOption(stack)}   so that you hear when the pager itself is in trouble`,
          ]
        : []),
    ].join('\n'),
  );
  return 0;
}

/** The Lambda runs at AWS: an address of this machine is none for it. */
function deployedAt(alarm: AlarmAddress): AlarmAddress {
  if (!isOnThisMachine(alarm.url)) return alarm;
  throw new UserMistake(
    `FUNCTION_URL is an address of this machine; the Lambda needs that of the deployed /alarm. Run ${ONCALL} deploy first.`,
  );
}

function builtTemplate(): string {
  const file = projectFile('dist', 'lambda', 'template.yaml');
  if (!existsSync(file)) throw new UserMistake('dist/lambda/template.yaml is missing. Run npm run build.');
  return readNamedFile(file, '');
}

function checkEmail(email: string | undefined): void {
  if (email === undefined || email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return;
  throw new UserMistake(`--email "${email}" is no mail address.`, 2);
}

function checkKey(arn: string | undefined): void {
  if (arn === undefined || arn === '' || /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(arn)) return;
  throw new UserMistake(
    `--key-arn must be the ARN of a key of yours (arn:aws:kms:eu-west-1:111122223333:key/…), not an alias: CloudWatch cannot publish through alias/aws/sns.`,
    2,
  );
}
