import { existsSync } from 'node:fs';
import {
  changeJson,
  changeLines,
  discard,
  discardedOnFailure,
  executeChangeSet,
  makeChangeSet,
} from '../../aws/change-set';
import type { ChangeSet } from '../../aws/change-set';
import type { Aws } from '../../aws/clients';
import type { Waiting } from '../../aws/follow';
import { secretParameterFor, stackParameters } from '../../aws/parameters';
import { queuesOf } from '../../aws/queues';
import { hindrance, readinessOf } from '../../aws/readiness';
import { deleteStack, findStack, outputOf, type StandingStack } from '../../aws/stack';
import { tagsAfter } from '../../aws/tags';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { alarmAddress, isOnThisMachine, variablesOf, type AlarmAddress } from '../live/alarm-address';
import { Settings } from '../live/settings';
import { projectFile, readNamedFile } from '../project';
import { interruptibly } from '../terminal/interrupt';
import { changeText } from '../terminal/looks';
import { Teller } from '../terminal/teller';
import { lines } from '../terminal/text';
import { deployChoice, DEPLOY_HELP, DEPLOY_OPTIONS, type DeployChoice } from './deploy-order';
import { samePlace, STACK_HELP, STACK_OPTIONS, stackName, withAws } from './options';
import { tellUntilDone } from './progress';
import { endQueues } from './queues';
import { placeSecret, planSecret, type SecretPlan } from './secret';

const HELP = `Usage: ${ONCALL} aws deploy [OPTIONS]

Creates or updates the AWS side: topic, queue, Lambda, and the alarms that watch over them. It takes
FUNCTION_URL and ALERT_SECRET from .env, where "oncall setup" leaves them. The secret goes,
encrypted, into the Parameter Store; neither the template nor the output contains it.

${DEPLOY_HELP}
  --dry-run       show what would change, and change nothing
  --replace       first delete a stack whose creation failed; it never deletes any other stack
${STACK_HELP}

What you leave out stays as it is; "" removes it. More: docs/aws.md.`;

interface Order extends DeployChoice {
  readonly stack: string;
  readonly region: string;
  readonly alarm: AlarmAddress;
  readonly template: string;
  readonly changeSetName: string;
  readonly isDryRun: boolean;
  readonly mayReplace: boolean;
  /** The options that name the place, for the commands that may follow. */
  readonly place: string;
  readonly teller: Teller;
}

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { ...DEPLOY_OPTIONS, 'dry-run': FLAG, replace: FLAG, ...STACK_OPTIONS });
    const stack = stackName(values);
    const choice = deployChoice(values);
    const alarm = deployedAt(alarmAddress(variablesOf(Settings.in(machine.folder))));
    return withAws(values, async (aws) => {
      const order: Order = {
        ...choice,
        stack,
        region: await aws.region(),
        alarm,
        template: builtTemplate(),
        changeSetName: `oncall-${String(machine.now())}`,
        isDryRun: values['dry-run'] === true,
        mayReplace: values.replace === true,
        place: samePlace(values),
        teller: new Teller(values.json),
      };
      return interruptibly(machine, (waiting) => deploy(aws, order, waiting));
    });
  },
};

/** The secret is written only when the changes are known to be possible, and before they are made: the Lambda reads it. */
async function deploy(aws: Aws, order: Order, waiting: Waiting): Promise<number> {
  const { teller } = order;
  const standing = await standingStack(aws, order, waiting);
  const secret = await secretPlan(aws, order, standing);
  const changeSet = await makeChangeSet(aws.cloudFormation, wanted(order, standing, secret), waiting);
  if (changeSet.is === 'empty') {
    await discard(aws.cloudFormation, changeSet);
    await placeSecret(aws.ssm, secret, order.isDryRun, teller);
    return end(aws, order, 'same', 'Nothing changes: the stack is as it should be.');
  }
  teller.say(`${order.isDryRun ? 'Would change' : 'Changes'} in the stack ${order.stack} (${order.region}):`);
  for (const change of changeSet.changes) teller.tell(changeJson(change));
  teller.say(lines(changeLines(changeSet.changes).map(changeText)));
  if (!order.isDryRun) return execute(aws, order, { changeSet, secret }, waiting);
  await discard(aws.cloudFormation, changeSet);
  await placeSecret(aws.ssm, secret, order.isDryRun, teller);
  teller.tell(
    { kind: 'end', is: 'would', stack: order.stack, region: order.region },
    '\nNothing was changed. To do it, leave --dry-run out.',
  );
  return 0;
}

function secretPlan(aws: Aws, order: Order, standing: StandingStack | undefined): Promise<SecretPlan> {
  const standingKey = standing?.parameters.get('SecretKeyArn') ?? '';
  const { SecretKeyArn: keyArn = standingKey } = order.parameters;
  return planSecret(aws.ssm, {
    place: { name: standing?.parameters.get('SecretParameter') ?? secretParameterFor(order.stack), keyArn },
    hasNewKey: keyArn !== standingKey,
    secrets: order.alarm.secrets,
    stack: order.stack,
    tags: order.tags.set,
  });
}

function wanted(
  { stack, alarm, parameters, tags, roleArn, template, changeSetName }: Order,
  standing: StandingStack | undefined,
  { place }: SecretPlan,
): Parameters<typeof makeChangeSet>[1] {
  const isNew = readinessOf(standing?.status) === 'create';
  const kept = new Set(isNew ? [] : standing?.parameters.keys());
  return {
    stack,
    isNew,
    leavesShell: standing === undefined,
    templateBody: template,
    parameters: stackParameters({ ...parameters, FunctionUrl: alarm.url, SecretParameter: place.name }, kept),
    tags: tagsAfter(standing?.tags ?? new Map(), tags),
    roleArn,
    changeSetName,
  };
}

/** The stack as it stands, if any; a failed one is deleted first where that was asked for. */
async function standingStack(
  aws: Aws,
  { stack, region, mayReplace, isDryRun, teller }: Order,
  waiting: Waiting,
): Promise<StandingStack | undefined> {
  const standing = await findStack(aws.cloudFormation, stack);
  if (standing === undefined) return undefined;
  const { status } = standing;
  const mustGo = readinessOf(status) === 'replace';
  if (!mustGo || !mayReplace) {
    const problem = hindrance({ name: stack, region, profile: aws.profile }, status, 'deploy');
    if (problem !== undefined) throw new UserMistake(problem);
    if (mayReplace) {
      throw new UserMistake(
        `--replace is for a stack whose creation failed; ${stack} is ${status}, and its queue may hold alarms. Leave --replace out.`,
      );
    }
    return standing;
  }
  if (isDryRun) throw new UserMistake('a dry run deletes nothing; leave out --dry-run or --replace.', 2);
  const queues = await queuesOf(aws.sqs, standing);
  teller.say(`Deleting the stack ${stack}, which is ${status}:`);
  const ended = await tellUntilDone(
    aws,
    { standing, region, begin: () => deleteStack(aws.cloudFormation, standing) },
    waiting,
    teller,
  );
  if (ended === 'DELETE_COMPLETE') {
    await endQueues(aws, standing, queues, teller);
    return undefined;
  }
  throw new UserMistake(`the stack ${stack} could not be deleted (${ended}). See the reasons above.`);
}

async function execute(
  aws: Aws,
  order: Order,
  { changeSet, secret }: { readonly changeSet: ChangeSet; readonly secret: SecretPlan },
  waiting: Waiting,
): Promise<number> {
  const { stack, region, teller } = order;
  const { cloudFormation, ssm, profile } = aws;
  const standing = await findStack(cloudFormation, changeSet.stackId);
  if (standing === undefined) throw new UserMistake(`the stack ${stack} has vanished in the meantime; run this again.`);
  const begin = (): Promise<void> =>
    discardedOnFailure(cloudFormation, changeSet, async () => {
      await placeSecret(ssm, secret, false, teller);
      await executeChangeSet(cloudFormation, changeSet);
    });
  const ended = await tellUntilDone(aws, { standing, region, begin }, waiting, teller);
  if (ended === 'CREATE_COMPLETE' || ended === 'UPDATE_COMPLETE') {
    return end(aws, order, 'done', `The stack ${stack} is ${ended}.`);
  }
  const problem = hindrance({ name: stack, region, profile }, ended, 'deploy');
  throw new UserMistake(
    problem ??
      `the change failed and AWS undid it: the stack ${stack} is as it was before (${ended}), and alarms are paged as before. Correct the first reason above, then run this again.`,
  );
}

async function end(
  { cloudFormation }: Aws,
  { stack, region, place, teller }: Order,
  is: 'same' | 'done',
  outcome: string,
): Promise<number> {
  const standing = await findStack(cloudFormation, stack);
  if (standing === undefined) throw new UserMistake(`the stack ${stack} has vanished from ${region}; run this again.`);
  const dashboard = standing.outputs.get('DashboardUrl');
  const topic = outputOf(standing, 'TopicArn');
  teller.tell(
    { kind: 'end', is, stack, region, status: standing.status, topic, dashboard: dashboard ?? null },
    lines([
      `\n${outcome}`,
      `Topic: ${topic}`,
      ...(dashboard === undefined ? [] : [`Dashboard: ${dashboard}`]),
      'Next:',
      `  ${ONCALL} drill --quiet${place}          check the path; rings nobody`,
      `  ${ONCALL} aws attach --all${place}       which alarms would page, and which not`,
      `  ${ONCALL} drill${place}                  rings the agent on call`,
      ...(standing.parameters.get('WatcherEmail') === ''
        ? [
            `  ${ONCALL} aws deploy --email YOU@EXAMPLE.COM${place}   so that you hear when the pager itself is in trouble`,
          ]
        : []),
    ]),
  );
  return 0;
}

/** The Lambda runs at AWS: an address on this machine means nothing there. */
function deployedAt(alarm: AlarmAddress): AlarmAddress {
  if (!isOnThisMachine(alarm.url)) return alarm;
  throw new UserMistake(
    `FUNCTION_URL is an address on this machine; the Lambda needs the address of the deployed /alarm. Run ${ONCALL} deploy first.`,
  );
}

function builtTemplate(): string {
  const file = projectFile('dist', 'lambda', 'template.yaml');
  if (!existsSync(file)) throw new UserMistake('dist/lambda/template.yaml is missing. Run npm run build.');
  return readNamedFile(file, '');
}
