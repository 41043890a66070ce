import { DeleteStackCommand, DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Stack, StackStatus } from '@aws-sdk/client-cloudformation';
import { UserMistake } from '../mistake';
import { ONCALL } from '../oncall';
import type { Aws } from './clients';
import { isNamed } from './failure';

/** A stack as it stands. */
export interface StandingStack {
  /** Its ARN, under which it is found even when it has been deleted. */
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly parameters: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

/** The stack of this name or ARN; undefined when there is none. */
export async function findStack(client: CloudFormationClient, nameOrId: string): Promise<StandingStack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: nameOrId }));
    const [stack] = Stacks;
    return stack === undefined ? undefined : standing(stack, nameOrId);
  } catch (error) {
    // CloudFormation has no error of its own for it: "Stack with id oncall does not exist".
    if (isNamed(error, 'ValidationError') && error instanceof Error && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

function standing(stack: Stack, nameOrId: string): StandingStack {
  const { StackId = nameOrId, StackName = nameOrId, StackStatus: status = 'CREATE_COMPLETE' } = stack;
  const { Parameters = [], Outputs = [], Tags = [] } = stack;
  return {
    id: StackId,
    name: StackName,
    status,
    parameters: mapOf(Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue])),
    outputs: mapOf(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    tags: mapOf(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function mapOf(pairs: readonly (readonly [string | undefined, string | undefined])[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.flatMap(([key, value]) => (key === undefined || value === undefined ? [] : [[key, value] as const])),
  );
}

/** The stack, which must be there. Throws a UserMistake that says where it was looked for. */
export async function stackAt({ cloudFormation, region }: Aws, name: string): Promise<StandingStack> {
  const stack = await findStack(cloudFormation, name);
  if (stack !== undefined) return stack;
  throw new UserMistake(
    `there is no stack ${name} in ${await region()}, in the account of these credentials. If it is elsewhere, write --region, --profile or --stack; if it is nowhere yet: ${ONCALL} aws deploy`,
  );
}

/** What the stack says under this name. Throws a UserMistake when it does not. */
export function outputOf({ name, status, outputs }: StandingStack, key: string): string {
  const value = outputs.get(key);
  if (value !== undefined) return value;
  throw new UserMistake(
    `the stack ${name} (${status}) has no output ${key}. If it is a stack of this program, update it: ${ONCALL} aws deploy`,
  );
}

/** The names of the alarms that the stack itself holds: those that watch the pager. */
export async function alarmsOf(client: CloudFormationClient, stackName: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
    for (const { ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (/^AWS::CloudWatch::(?:Composite)?Alarm$/.test(ResourceType ?? '') && PhysicalResourceId !== undefined) {
        // A composite alarm's physical id is its ARN.
        names.add(PhysicalResourceId.replace(/^arn:.*?:alarm:/, ''));
      }
    }
  }
  return names;
}

/** Has AWS delete the stack, and returns at once. */
export async function deleteStack(client: CloudFormationClient, { id }: StandingStack): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName: id }));
}
