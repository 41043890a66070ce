import { alarmsChosen } from '../aws/alarms';
import type { Aws } from '../aws/clients';
import type { Patience } from '../aws/follow';
import { hindrance, lookCommand } from '../aws/readiness';
import { deleteSecret } from '../aws/secret';
import { deleteStack, stackAt } from '../aws/stack';
import type { StandingStack } from '../aws/stack';
import { secretParameterFor } from '../aws/parameters';
import { ONCALL } from '../oncall';
import { readArguments } from './arguments';
import { applyAll, plansFor, topicOf } from './aws-attach';
import { STACK_HELP, STACK_OPTIONS, stackName, withAws } from './aws-options';
import { tellUntilDone } from './aws-progress';
import type { Command } from './command';
import { UserMistake } from './failure';
import { REAL_OUTSIDE } from './outside';
import { patiently } from './patience';
import { ask } from './terminal/question';
import { print } from './terminal/print';

const HELP = `Usage: ${ONCALL} aws destroy [OPTIONS]

Takes the topic away from every alarm that names it, deletes the stack and then the secret in the
Parameter Store. Alarms that still wait in the queue are lost. The Twilio half stays.

  --yes           do not ask
  --keep-actions  leave the alarms alone; they go on naming a topic that is no more
${STACK_HELP}`;

interface Order {
  readonly name: string;
  readonly region: string;
  readonly isSure: boolean;
  readonly keepsActions: boolean;
}

/** `oncall aws destroy`. */
export const awsDestroyCommand: Command = {
  help: HELP,
  run: async (args) => {
    const { values } = readArguments(args, {
      yes: { type: 'boolean' },
      'keep-actions': { type: 'boolean' },
      ...STACK_OPTIONS,
    });
    const name = stackName(values);
    return withAws(values, async (aws) => {
      const order: Order = {
        name,
        region: await aws.region(),
        isSure: values.yes === true,
        keepsActions: values['keep-actions'] === true,
      };
      return patiently(REAL_OUTSIDE, (patience) => destroy(aws, order, patience));
    });
  },
};

async function destroy(aws: Aws, order: Order, patience: Patience): Promise<number> {
  const { name, region, isSure } = order;
  const stack = await stackAt(aws, name);
  const problem = hindrance({ name, status: stack.status, region }, 'destroy');
  if (problem !== undefined) throw new UserMistake(problem);
  if (!isSure && !(await isConfirmed(order))) {
    print('Nothing was deleted.');
    return 1;
  }
  if (!order.keepsActions) await detachAll(aws, stack);
  print(`Deleting the stack ${name} (${region}):`);
  const begin = (): Promise<void> => deleteStack(aws.cloudFormation, stack);
  const ended = await tellUntilDone(aws, { standing: stack, region, begin }, patience);
  if (ended !== 'DELETE_COMPLETE') {
    throw new UserMistake(
      `the stack ${name} is ${ended}. Correct the reason above and run this again; the secret is still there. To look:\n  ${lookCommand(name, region)}`,
    );
  }
  const parameter = stack.parameters.get('SecretParameter') ?? secretParameterFor(name);
  const wasThere = await deleteSecret(aws.ssm, parameter);
  print(`\nThe stack ${name} is gone${wasThere ? `, and so is the secret in ${parameter}` : ''}.`);
  print(`Nobody is paged by CloudWatch alarms of this region any more. ${ONCALL} aws deploy makes it anew.`);
  return 0;
}

async function isConfirmed({ name, region }: Order): Promise<boolean> {
  print(`This deletes the stack ${name} in ${region}: after it, no alarm there calls anybody.`);
  const answer = await ask(`Type the stack's name to go on: `, 'Write --yes if you are sure.');
  return answer === name;
}

/** Alarms that name a topic which is no more fail silently, so this comes first; a stack without a topic has nothing to detach. */
async function detachAll(aws: Aws, stack: StandingStack): Promise<void> {
  if (!stack.outputs.has('TopicArn')) return;
  const topic = await topicOf(aws, stack);
  const plans = plansFor(await alarmsChosen(aws.cloudWatch, { by: 'all' }), topic, true);
  if (!plans.some(({ is }) => is === 'change')) return;
  print('Taking the topic away from the alarms that name it:');
  const { failed } = await applyAll(aws, plans, topic);
  if (failed > 0) {
    throw new UserMistake(
      'not every alarm could be changed, so nothing was deleted. Run this again, or leave them as they are with --keep-actions.',
    );
  }
}
