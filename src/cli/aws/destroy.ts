import { alarmsChosen } from '../../aws/alarms';
import type { Aws } from '../../aws/clients';
import type { Waiting } from '../../aws/follow';
import { secretParameterFor } from '../../aws/parameters';
import { queuesOf } from '../../aws/queues';
import { hindrance, lookCommand, whereOptions, type StackAt } from '../../aws/readiness';
import { deleteSecret } from '../../aws/secret';
import { deleteStack, stackAt, type StandingStack } from '../../aws/stack';
import { UserMistake } from '../../mistake';
import { ONCALL } from '../../oncall';
import { FLAG, readArguments } from '../arguments';
import type { Command } from '../command';
import { interruptibly } from '../terminal/interrupt';
import { print } from '../terminal/print';
import { ask } from '../terminal/question';
import { Teller } from '../terminal/teller';
import { applyAll, plansFor, topicOf } from './attach';
import { STACK_HELP, STACK_OPTIONS, stackName, withAws } from './options';
import { tellUntilDone } from './progress';
import { endQueues, waitingText } from './queues';
import { secretJson } from './secret';

const HELP = `Usage: ${ONCALL} aws destroy [OPTIONS]

Removes the topic from every alarm that names it; deletes the stack, its queues if they are empty,
and the secret in the Parameter Store if a deployment of this stack made it. A queue with messages
stays, and the command says how to read and how to delete it. The Twilio side stays.

  --yes           do not ask; --json needs it
  --keep-actions  leave the alarms alone; they will go on naming a topic that no longer exists
${STACK_HELP}`;

interface Order {
  readonly name: string;
  readonly region: string;
  readonly isSure: boolean;
  readonly keepsActions: boolean;
  readonly teller: Teller;
}

export const command: Command = {
  help: HELP,
  run: async (args, machine) => {
    const { values } = readArguments(args, { yes: FLAG, 'keep-actions': FLAG, ...STACK_OPTIONS });
    const name = stackName(values);
    if (values.json === true && values.yes !== true) {
      throw new UserMistake('--json asks nothing; write --yes if you are sure.', 2);
    }
    return withAws(values, async (aws) => {
      const order: Order = {
        name,
        region: await aws.region(),
        isSure: values.yes === true,
        keepsActions: values['keep-actions'] === true,
        teller: new Teller(values.json),
      };
      return interruptibly(machine, (waiting) => destroy(aws, order, waiting));
    });
  },
};

async function destroy(aws: Aws, order: Order, waiting: Waiting): Promise<number> {
  const { name, region, isSure, teller } = order;
  const stack = await stackAt(aws, name);
  const at: StackAt = { name, region, profile: aws.profile };
  const problem = hindrance(at, stack.status, 'destroy');
  if (problem !== undefined) throw new UserMistake(problem);
  const queues = await queuesOf(aws.sqs, stack);
  if (!isSure && !(await isConfirmed(order, waitingText(queues)))) {
    print('Nothing was deleted.');
    return 1;
  }
  if (!order.keepsActions) await detachAll(aws, stack, teller);
  teller.say(`Deleting the stack ${name} (${region}):`);
  const begin = (): Promise<void> => deleteStack(aws.cloudFormation, stack);
  const ended = await tellUntilDone(aws, { standing: stack, region, begin }, waiting, teller);
  if (ended !== 'DELETE_COMPLETE') {
    throw new UserMistake(
      `the stack ${name} is ${ended}. Correct the reason above and run this again; the secret is still there. To look:\n  ${lookCommand(at)}`,
    );
  }
  teller.say('');
  await endSecret(aws, stack, at, teller);
  await endQueues(aws, stack, queues, teller);
  sayLast(stack, at, teller);
  return 0;
}

async function endSecret({ ssm }: Aws, stack: StandingStack, at: StackAt, teller: Teller): Promise<void> {
  const { name } = stack;
  const parameter = stack.parameters.get('SecretParameter') ?? secretParameterFor(name);
  switch (await deleteSecret(ssm, parameter, name)) {
    case 'deleted':
      teller.tell(
        secretJson('deleted', { name: parameter }),
        `The stack ${name} is gone, and so is the secret in ${parameter}.`,
      );
      return;
    case 'missing':
      teller.tell(secretJson('missing', { name: parameter }), `The stack ${name} is gone.`);
      return;
    case "another's":
      teller.tell(
        secretJson('kept', { name: parameter }),
        [
          `The stack ${name} is gone. The secret in ${parameter} stays, since its tags do not say that it was made for this stack.`,
          `  to delete it   aws ssm delete-parameter --name ${parameter}${whereOptions(at)}`,
        ].join('\n'),
      );
  }
}

/** What else names the topic, and cannot be seen from here. */
function sayLast({ name, parameters, outputs }: StandingStack, at: StackAt, teller: Teller): void {
  const others = ['AlarmAccounts', 'AlarmOrganization'].some((each) => (parameters.get(each) ?? '') !== '');
  if (others) {
    teller.say(
      [
        'Alarms of other accounts may still name its topic. In each of those accounts:',
        `  ${ONCALL} aws attach --detach --topic ${outputs.get('TopicArn') ?? 'ARN'} --region ${at.region} --apply`,
      ].join('\n'),
    );
  }
  const topic = outputs.get('TopicArn') ?? null;
  teller.tell(
    { kind: 'end', is: 'done', stack: name, region: at.region, topic, otherAccounts: others },
    `It calls nobody any more. ${ONCALL} aws deploy creates it again.`,
  );
}

async function isConfirmed({ name, region }: Order, waiting: string): Promise<boolean> {
  print(`This deletes the stack ${name} in ${region}: after that, no alarm there calls anybody.`);
  if (waiting !== '') print(`There are ${waiting}: nobody will be called for them.`);
  const answer = await ask(`Type the stack's name to continue: `, 'Write --yes if you are sure.');
  return answer === name;
}

/** Alarms that name a topic which is no more fail silently, so this comes first; a stack without a topic has nothing to detach. */
async function detachAll(aws: Aws, stack: StandingStack, teller: Teller): Promise<void> {
  if (!stack.outputs.has('TopicArn')) return;
  const topic = await topicOf(aws, stack);
  const plans = plansFor(await alarmsChosen(aws.cloudWatch, { by: 'all' }), topic, true);
  if (!plans.some(({ is }) => is === 'change')) return;
  teller.say('Removing the topic from the alarms that name it:');
  const { failed } = await applyAll(aws, plans, topic, teller);
  if (failed > 0) {
    throw new UserMistake(
      'not every alarm could be changed, so nothing was deleted. Run this again, or leave them as they are with --keep-actions.',
    );
  }
}
